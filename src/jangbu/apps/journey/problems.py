"""What can be wrong with claims and exemptions, one sentence each."""

from jangbu.kernel.errors import Kind

NO_CATALOGUE = Kind(
    "journey.no_catalogue",
    ko="{name}: 이런 점검표가 없어요.",
    en="There is no checklist {name}.",
    next_ko="{known} 가운데 하나로 적어 주세요.",
    next_en="Name one of: {known}.",
    status=404,
)
NO_ITEM = Kind(
    "journey.no_item",
    ko="{item}: 점검표에 이런 항목이 없어요.",
    en="The checklist has no item {item}.",
    next_ko="점검표를 다시 열어 주세요.",
    next_en="Open the checklist again.",
    status=404,
)
NO_WHY = Kind(
    "journey.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is empty.",
    next_ko="무엇을 보고 그렇게 말하는지 한 문장으로 적어 주세요.",
    next_en="Say in one sentence what it rests on.",
)
RECORDS_TELL = Kind(
    "journey.records_tell",
    ko="{item}: 기록이 이미 답하고 있어서 말로 적을 수 없어요.",
    en="{item} is answered by records, so no word can stand in.",
    next_ko="다음 일을 해서 기록을 바꿔 주세요.",
    next_en="Change the records by doing the next step.",
    status=409,
)
OWN_REQUEST = Kind(
    "journey.own_request",
    ko="스스로 부탁한 것은 스스로 승인할 수 없어요.",
    en="You cannot approve what you asked for.",
    next_ko="다른 승인자에게 부탁해 주세요.",
    next_en="Ask another approver.",
    status=403,
)
ASKED_ALREADY = Kind(
    "journey.asked_already",
    ko="{item}: 해당 없음으로 이미 부탁했거나 승인됐어요.",
    en="{item}: it was asked for or approved already.",
    next_ko="점검표에서 그 항목을 열어 봐 주세요.",
    next_en="Open the item on the checklist.",
    status=409,
)
NOT_OPEN = Kind(
    "journey.not_open",
    ko="그사이에 처리된 것이에요.",
    en="It was settled in the meantime.",
    next_ko="점검표를 다시 열어 주세요.",
    next_en="Open the checklist again.",
    status=409,
)
