"""What can be wrong with outside tools, one sentence each; what is wrong with a delivery is in engines.events."""

from jangbu.kernel.errors import Kind

TOO_FAST = Kind(
    "work.too_fast",
    ko="{source}에서 너무 자주 보내요.",
    en="{source} sends too fast.",
    next_ko="1분 뒤에 다시 보내 주세요. 여러 건을 한 번에 보내면 더 많이 받을 수 있어요.",
    next_en="Send again in a minute; several events in one delivery let more through.",
    status=429,
)
NO_LIST = Kind(
    "work.no_list",
    ko="{tool} 쪽에는 실행 목록을 물을 곳이 없어요.",
    en="{tool} gives out no list of runs.",
    next_ko="보내 오는 것만 받아요. 빠진 것은 이 화면에서 알려 드려요.",
    next_en="Only what it sends is taken; what is missing shows on this page.",
)
KEY_MISSING = Kind(
    "work.key_missing",
    ko="이 주소에 쓸 열쇠가 비어 있어요.",
    en="The key for this address is empty.",
    next_ko="도구에서 만든 API 열쇠를 넣어 주세요.",
    next_en="Enter the API key made in the tool.",
)
PULL_FAILED = Kind(
    "work.pull_failed",
    ko="{source} 실행 목록을 가져오지 못했어요 ({detail}).",
    en="The list of runs of {source} could not be fetched ({detail}).",
    next_ko="주소와 열쇠를 확인해 주세요. 한 시간 뒤에 다시 해 봐요.",
    next_en="Check the address and the key; it is tried again in an hour.",
    status=502,
)
ACTIONS_MISSING = Kind(
    "work.actions_missing",
    ko="무엇을 알릴지 고르지 않았어요.",
    en="Nothing was chosen to be told of.",
    next_ko="알릴 일을 하나 이상 골라 주세요.",
    next_en="Choose at least one kind of entry.",
)
NO_LENGTH = Kind(
    "work.no_length",
    ko="보낸 내용의 길이(Content-Length)를 알려 주지 않아서 읽지 않았어요.",
    en="The length of what was sent (Content-Length) is not told, so it was not read.",
    next_ko="나눠 보내기(chunked)를 끄고 보내 주세요.",
    next_en="Turn chunked sending off.",
    status=411,
)
