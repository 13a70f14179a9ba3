"""Why a model is not asked, one sentence each. What goes wrong on the way there is in engines.llm.problems."""

from jangbu.kernel.errors import Kind

NO_ENDPOINT = Kind(
    "gateway.no_endpoint",
    ko="자동화가 쓰려는 모델 연결이 없어요.",
    en="The model connection that is to be used does not exist.",
    next_ko="자동화의 새 판에서 모델 연결을 다시 골라 주세요.",
    next_en="Choose a connection in a new version of the automation.",
    status=404,
)
SWITCHED_OFF = Kind(
    "gateway.switched_off",
    ko="{endpoint} 모델 연결이 꺼져 있어서 아무것도 보내지 않았어요.",
    en="Nothing was sent: the connection {endpoint} is switched off.",
    next_ko="모델 연결에서 켜거나 사람이 처리해 주세요.",
    next_en="Switch it on under model connections, or let a person do it.",
    status=409,
)
OTHER_ADDRESS = Kind(
    "gateway.other_address",
    ko="{endpoint}: 이 판은 다른 주소의 모델이에요. 열쇠는 그 주소에만 보내므로 여기서 물어보거나 바꿀 수 없어요.",
    en="{endpoint}: that version is a model at another address. A key goes to its own address only.",
    next_ko="그 주소로 모델 연결을 따로 만들어 주세요.",
    next_en="Make a connection of its own for that address.",
    status=409,
)
KEY_UNREADABLE = Kind(
    "gateway.key_unreadable",
    ko="{endpoint}의 열쇠를 열 수 없어요. 이 사이트의 비밀 열쇠가 바뀐 것 같아요.",
    en="The key of {endpoint} cannot be opened; the site's own secret seems to have changed.",
    next_ko="모델 연결에서 열쇠를 다시 넣어 주세요.",
    next_en="Enter the key again under model connections.",
    status=409,
)
KEY_NEEDED = Kind(
    "gateway.key_needed",
    ko="주소가 바뀌면 열쇠도 다시 넣어야 해요. 앞의 열쇠는 앞의 주소에만 보내요.",
    en="A new address needs the key again: the old key goes to the old address only.",
    next_ko="새 주소에서 쓸 열쇠를 넣어 주세요.",
    next_en="Enter the key for the new address.",
)
KEY_MALFORMED = Kind(
    "gateway.key_malformed",
    ko="열쇠에 빈칸이나 한글, 제어 문자가 있어요.",
    en="The key holds spaces, controls or letters beyond ASCII.",
    next_ko="업체 화면에서 열쇠만 다시 복사해 주세요.",
    next_en="Copy the key alone from the vendor's page.",
)
NAME_TAKEN = Kind(
    "gateway.name_taken",
    ko="{name} 이름을 쓰는 모델 연결이 이미 있어요.",
    en="There is a connection named '{name}' already.",
    next_ko="다른 이름을 정해 주세요.",
    next_en="Choose another name.",
    status=409,
)
NO_PICTURES = Kind(
    "gateway.no_pictures",
    ko="{endpoint}에는 그림을 보내지 않기로 했어요.",
    en="Pictures are not sent to {endpoint}.",
    next_ko="글자만 보내거나 모델 연결에서 그림을 허용해 주세요.",
    next_en="Send text alone, or allow pictures in the connection.",
)
WRONG_CURRENCY = Kind(
    "gateway.wrong_currency",
    ko="예산은 {budget}인데 {endpoint}의 가격은 {currency}예요. 보내지 않았어요.",
    en="Not sent: the budget is in {budget}, and the prices of {endpoint} are in {currency}.",
    next_ko="자동화의 새 판에서 예산을 다시 정해 주세요.",
    next_en="Set the budget again in a new version of the automation.",
    status=409,
)
LOST = Kind(
    "gateway.lost",
    ko="물어보다가 프로그램이 멈춰서 답이 왔는지 알 수 없어요. 가장 비싼 경우로 셌어요.",
    en="The program stopped while asking, so nobody knows of an answer; the dearest case was counted.",
    next_ko="업체 화면의 사용량과 견줘 주세요.",
    next_en="Compare with the vendor's usage page.",
    status=500,
)
