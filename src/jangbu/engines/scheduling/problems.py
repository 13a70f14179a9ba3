"""What can be wrong with a request for a time, or with a calendar."""

from jangbu.kernel.errors import Kind

REQUEST_UNREADABLE = Kind(
    "scheduling.request_unreadable",
    ko="일정 요청의 {place} 자리를 읽을 수 없어요. 필요한 것: {detail}.",
    en="The place {place} of the request cannot be read. Wanted: {detail}.",
    next_ko="그 자리를 고쳐 주세요.",
    next_en="Correct that place.",
)
CALENDAR_UNREADABLE = Kind(
    "scheduling.calendar_unreadable",
    ko="{name} 일정 파일을 읽을 수 없어요 ({detail}).",
    en="The calendar {name} cannot be read ({detail}).",
    next_ko="달력에서 ICS 파일로 다시 내보내 주세요.",
    next_en="Export it again from the calendar as ICS.",
)
CALENDAR_TOO_LARGE = Kind(
    "scheduling.calendar_too_large",
    ko="{name} 일정이 너무 커요. {detail}까지 읽어요.",
    en="The calendar {name} is too large: {detail} is the limit.",
    next_ko="필요한 기간만 내보내 주세요.",
    next_en="Export only the time that is needed.",
)
WINDOW = Kind(
    "scheduling.window",
    ko="찾을 기간이 맞지 않아요: {detail}.",
    en="The window to look in does not fit: {detail}.",
    next_ko="시작과 끝을 92일 안으로 적어 주세요.",
    next_en="Give a start and an end within 92 days.",
)
REPLY_UNREADABLE = Kind(
    "scheduling.reply_unreadable",
    ko="답장에서 일정 응답을 찾을 수 없어요 ({detail}).",
    en="There is no calendar reply in the message ({detail}).",
    next_ko="메일을 열어 직접 확인해 주세요.",
    next_en="Open the mail and look.",
)
ADDRESS = Kind(
    "scheduling.address",
    ko="'{value}'은(는) 메일에 쓸 수 없는 값이에요.",
    en="'{value}' cannot stand in a mail.",
    next_ko="줄바꿈 없는 이름과 맞는 주소를 적어 주세요.",
    next_en="Give a name without line breaks and a proper address.",
)
