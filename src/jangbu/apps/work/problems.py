"""What can be wrong in work, one sentence each."""

from jangbu.kernel.errors import Kind

NAME_TAKEN = Kind(
    "work.name_taken",
    ko="'{name}'이라는 이름은 이미 있어요.",
    en="The name '{name}' is taken.",
    next_ko="다른 이름을 정해 주세요.",
    next_en="Choose another name.",
    status=409,
)
NAME_MISSING = Kind(
    "work.name_missing",
    ko="이름이 비어 있어요.",
    en="The name is empty.",
    next_ko="사람들이 부르는 이름을 적어 주세요.",
    next_en="Give it the name people use.",
)
OWNER_MISSING = Kind(
    "work.owner_missing",
    ko="담당자를 찾을 수 없어요.",
    en="The owner cannot be found.",
    next_ko="사람과 권한에 있는 사람을 골라 주세요.",
    next_en="Choose somebody from the people page.",
)
NOT_RUNNING = Kind(
    "work.not_running",
    ko="{automation} 자동화는 지금 멈춰 있어요: {why}",
    en="{automation} is stopped: {why}",
    next_ko="까닭이 풀리면 다시 돌린 다음 맡겨 주세요.",
    next_en="Set it going again once the reason is gone.",
    status=409,
)
SOP_OPEN = Kind(
    "work.sop_open",
    ko="{process} 일하는 방법을 다시 적어야 해요.",
    en="How {process} is done must be written again.",
    next_ko="무엇이 달라지는지 적으면 다시 돌릴 수 있어요.",
    next_en="Write what changes, then set it going.",
    status=409,
)
DATA_NOT_READY = Kind(
    "work.data_not_ready",
    ko="{dataset} 데이터가 품질 기준에 못 미쳐요.",
    en="{dataset} does not pass its quality gate.",
    next_ko="데이터를 손질하고 다시 잰 다음 돌려 주세요.",
    next_en="Mend it and measure again first.",
    status=409,
)
OWN_RUN = Kind(
    "work.own_run",
    ko="스스로 맡긴 일은 스스로 승인할 수 없어요.",
    en="You cannot approve what you handed in yourself.",
    next_ko="다른 승인자에게 부탁해 주세요.",
    next_en="Ask another approver.",
    status=403,
)
NOT_ASKED = Kind(
    "work.not_asked",
    ko="이 승인은 {name}님에게 부탁했어요.",
    en="This approval was asked of {name}.",
    next_ko="그분이 정하거나 다시 부탁해야 해요.",
    next_en="They decide, or pass it on.",
    status=403,
)
ALREADY_DECIDED = Kind(
    "work.already_decided",
    ko="이미 {name}님이 정했어요: {title}.",
    en="{title} was already decided by {name}.",
    next_ko="새로 고침하면 지금 모습이 보여요.",
    next_en="Reload to see how it stands.",
    status=409,
)
REASON_MISSING = Kind(
    "work.reason_missing",
    ko="까닭이 비어 있어요.",
    en="The reason is empty.",
    next_ko="한 문장이면 돼요.",
    next_en="One sentence is enough.",
)
CANNOT_APPROVE = Kind(
    "work.cannot_approve",
    ko="{name}님은 승인할 수 없는 역할이에요.",
    en="{name} may not approve.",
    next_ko="승인자나 대표를 골라 주세요.",
    next_en="Choose an approver or the owner.",
)
STILL_WRONG = Kind(
    "work.still_wrong",
    ko="고친 값으로도 검사에 걸려요: {detail}",
    en="A check still fails with the values as corrected: {detail}",
    next_ko="문서와 견줘 다시 고치거나 거절해 주세요.",
    next_en="Compare with the document and correct again, or reject.",
)
NOT_A_VALUE = Kind(
    "work.not_a_value",
    ko="{field} 칸의 값을 읽을 수 없어요: '{value}'.",
    en="'{value}' cannot be read as {field}.",
    next_ko="날짜는 2026-11-24, 금액은 숫자로 적어 주세요.",
    next_en="Write dates as 2026-11-24 and amounts as numbers.",
)
DOUBLE_BOOKED = Kind(
    "work.double_booked",
    ko="{name}님은 그 사이에 다른 일정이 잡혔어요.",
    en="{name} was booked for something else in the meantime.",
    next_ko="다시 돌려 새 후보를 받아 주세요.",
    next_en="Run it again for new proposals.",
    status=409,
)
NOTHING_TO_DO = Kind(
    "work.nothing_to_do",
    ko="이 상태에서는 할 수 없는 일이에요.",
    en="That cannot be done in this state.",
    next_ko="새로 고침하면 지금 모습이 보여요.",
    next_en="Reload to see how it stands.",
    status=409,
)
SETTING_MISSING = Kind(
    "work.setting_missing",
    ko="{automation} 자동화에 {setting} 설정이 없어요.",
    en="{automation} has no {setting}.",
    next_ko="자동화의 새 판에서 정해 주세요.",
    next_en="Set it in a new version.",
)
FILE_MISSING = Kind(
    "work.file_missing",
    ko="맡길 파일이 없어요.",
    en="There is no file to hand in.",
    next_ko="파일을 골라 주세요.",
    next_en="Choose a file.",
)
SOURCE_UNKNOWN = Kind(
    "work.source_unknown",
    ko="그런 바깥 도구가 없거나 더 받지 않아요.",
    en="There is no such source, or it is revoked.",
    next_ko="바깥 도구 화면에서 주소를 확인해 주세요.",
    next_en="Check the address on the events page.",
    status=404,
)
UNFORESEEN = Kind(
    "work.unforeseen",
    ko="처리하다가 생각하지 못한 오류가 났어요 ({detail}).",
    en="Something nobody foresaw went wrong ({detail}).",
    next_ko="다시 해 보고, 또 나면 오류 모음에 적어 알려 주세요.",
    next_en="Try again; if it comes back, note it in the error catalogue and tell us.",
    status=500,
)
MODEL_UNKNOWN = Kind(
    "work.model_unknown",
    ko="고른 모델 연결이 없어요.",
    en="The model connection that was chosen does not exist.",
    next_ko="모델 연결을 다시 골라 주세요.",
    next_en="Choose a connection again.",
)
BUDGET_MISSING = Kind(
    "work.budget_missing",
    ko="모델을 쓰려면 한 달 예산을 {currency} 금액으로 정해야 해요.",
    en="A model needs a budget for a month, in {currency}.",
    next_ko="이 자동화가 한 달에 쓸 수 있는 돈을 적어 주세요.",
    next_en="Write what this automation may spend in a month.",
)
STILL_OPEN = Kind(
    "work.still_open",
    ko="아직 정하지 않은 것이 있어요: {detail}",
    en="Something is still open: {detail}",
    next_ko="그 칸을 채우고 다시 승인해 주세요.",
    next_en="Fill it in, then approve.",
    status=409,
)
MATERIAL_UNSOUND = Kind(
    "work.material_unsound",
    ko="{name} 파일은 고쳐야 쓸 수 있어요: {why}",
    en="{name} cannot be used before it is corrected: {why}",
    next_ko="고친 파일을 다시 올려 주세요. 지금 쓰는 것은 그대로예요.",
    next_en="Upload it again once corrected. What is in use stays.",
)
NOT_ALLOWED_DATA = Kind(
    "work.data_not_allowed",
    ko="{dataset} 데이터는 이 자동화가 만져도 되는 데이터가 아니에요.",
    en="This automation may not touch {dataset}.",
    next_ko="자동화의 새 판에서 그 데이터를 먼저 골라 주세요.",
    next_en="Choose it in a new version of the automation first.",
)
TOO_LARGE = Kind(
    "work.too_large",
    ko="{name} 파일이 한도 {limit} MB를 넘어요.",
    en="{name} is over the limit of {limit} MB.",
    next_ko="필요한 부분만 남겨 다시 올려 주세요.",
    next_en="Keep only what is needed and try again.",
)
ASSIST_MALFORMED = Kind(
    "work.assist_malformed",
    ko="프롬프트, 받을 값, 서식의 모양이 맞지 않아요.",
    en="Prompt, inputs or templates have not the form they need.",
    next_ko="자동화의 새 판 화면에서 다시 적어 주세요.",
    next_en="Write them again on the page for a new version.",
)
INPUTS_NEEDED = Kind(
    "work.inputs_needed",
    ko="받을 값이 하나도 없거나 {most}개를 넘어요.",
    en="There are no inputs, or more than {most}.",
    next_ko="한 줄에 하나씩 적어 주세요. 예를 들면 '문의: 고객이 보낸 글'이에요.",
    next_en="Write one a line, such as 'inquiry: what the customer wrote'.",
)
INPUT_NAME = Kind(
    "work.input_name",
    ko="받을 값의 이름 '{name}'에 빈칸이나 기호가 있어요.",
    en="The name '{name}' of an input holds spaces or signs.",
    next_ko="글자와 숫자만으로 40자까지 적어 주세요.",
    next_en="Use letters and digits only, at most 40.",
)
INPUT_TWICE = Kind(
    "work.input_twice",
    ko="받을 값 '{name}'이 두 번 있어요.",
    en="The input '{name}' is there twice.",
    next_ko="하나를 지우거나 이름을 바꿔 주세요.",
    next_en="Delete one or give it another name.",
)
PLACE_OPEN = Kind(
    "work.place_open",
    ko="{where} 안에 닫히지 않았거나 이름이 잘못된 {{{{ }}}} 자리가 있어요.",
    en="{where} has a {{{{ }}}} that is not closed or holds no name.",
    next_ko="{{{{문의}}}}처럼 이름 하나를 두 겹 괄호로 감싸 주세요.",
    next_en="Wrap one name in double braces, such as {{{{inquiry}}}}.",
)
PLACE_UNKNOWN = Kind(
    "work.place_unknown",
    ko="{where} 안의 '{name}' 자리에 넣을 값이 없어요. 받을 값은 {names}뿐이에요.",
    en="{where} has a place '{name}', and the inputs are {names} only.",
    next_ko="받을 값에 더하거나 자리의 이름을 고쳐 주세요.",
    next_en="Add it to the inputs, or correct the name.",
)
PROMPT_NEEDED = Kind(
    "work.prompt_needed",
    ko="모델에 물으려면 프롬프트가 있어야 해요.",
    en="A model needs a prompt.",
    next_ko="무엇을 써 달라고 할지 적어 주세요.",
    next_en="Write what it should write.",
)
NOTHING_TO_START = Kind(
    "work.nothing_to_start",
    ko="프롬프트도 서식도 선택지도 없어서 시작할 것이 없어요.",
    en="There is neither a prompt nor a template nor an option to start from.",
    next_ko="하나는 적어 주세요.",
    next_en="Write one of them.",
)
TEXT_TOO_LONG = Kind(
    "work.text_too_long",
    ko="글이 {limit:,}자를 넘어요.",
    en="The text is over {limit:,} characters.",
    next_ko="줄이거나 나눠 주세요.",
    next_en="Shorten it, or write it in parts.",
)
DRAFT_EMPTY = Kind(
    "work.draft_empty",
    ko="글이 비어 있어요.",
    en="The text is empty.",
    next_ko="글을 적거나 이 일을 버려 주세요.",
    next_en="Write something, or drop the case.",
)
CHOICE_MISSING = Kind(
    "work.choice_missing",
    ko="아직 고르지 않았거나 까닭이 비어 있어요.",
    en="Nothing is chosen yet, or the reason is empty.",
    next_ko="하나를 고르고 왜 그런지 한 문장으로 적어 주세요.",
    next_en="Choose one and write why, in a sentence.",
)
RELEASE_NOT_KEPT = Kind(
    "work.release_not_kept",
    ko="앞의 판({name})의 파일을 보관하지 않아서 그 판으로 읽을 수 없어요.",
    en="The files of the earlier release {name} were not kept, so nothing can be read by it.",
    next_ko="손으로 처리하고, 지금 판을 평가해 승인을 받아 주세요.",
    next_en="Do it by hand, then evaluate today's release and have it approved.",
    status=409,
)
READERS_GONE = Kind(
    "work.readers_gone",
    ko="그 판이 쓰던 글자 인식이 이 컴퓨터에 없어요: {names}.",
    en="The readers of pictures that this version used are not on this computer: {names}.",
    next_ko="다시 설치하거나, 지금 있는 것으로 평가하고 승인을 받아 주세요.",
    next_en="Install them again, or evaluate what is there now and have it approved.",
    status=409,
)
