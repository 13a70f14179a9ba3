"""What can be wrong with reports, one sentence each."""

from jangbu.kernel.errors import Kind

NO_WHY = Kind(
    "reports.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is missing.",
    next_ko="왜 그렇게 하는지 한 문장으로 적어 주세요.",
    next_en="Say why in one sentence.",
)
NOTHING_DRAWN = Kind(
    "reports.nothing_drawn",
    ko="아직 그릴 것이 없어요.",
    en="There is nothing to draw yet.",
    next_ko="데이터를 올리거나 업무를 적어 주세요.",
    next_en="Add data or write down a process.",
    status=409,
)
NOT_WRITABLE = Kind(
    "reports.not_writable",
    ko="{path}에 쓸 수 없어요: {reason}.",
    en="{path} cannot be written: {reason}.",
    next_ko="쓸 수 있는 자리를 골라 주세요.",
    next_en="Choose a place that can be written.",
)
FORM_UNKNOWN = Kind(
    "reports.form_unknown",
    ko="{path}: PDF나 SVG로만 그려요.",
    en="{path}: it is drawn as PDF or SVG only.",
    next_ko="이름을 .pdf나 .svg로 끝내 주세요.",
    next_en="End the name in .pdf or .svg.",
)
NO_FIGURE = Kind(
    "reports.no_figure",
    ko="그런 지표가 없어요: {figure}.",
    en="There is no figure {figure}.",
    next_ko="지표 목록에서 골라 주세요.",
    next_en="Choose one from the dashboard.",
    status=404,
)
NO_NUMBER = Kind(
    "reports.no_number",
    ko="숫자로 읽을 수 없어요: {value}.",
    en="{value} is no number that could be a threshold.",
    next_ko="0보다 작지 않은 숫자만 적어 주세요. 예: 80",
    next_en="Write a number, not below nought, such as 80.",
)
NO_PERSON = Kind(
    "reports.no_person",
    ko="그 사람은 지금 일하고 있지 않아요.",
    en="That person does not work here now.",
    next_ko="목록에서 다른 사람을 골라 주세요.",
    next_en="Choose somebody else from the list.",
)
SLUG_WRONG = Kind(
    "reports.slug_wrong",
    ko="주소로 쓸 수 없어요: {slug}.",
    en="{slug} cannot be an address.",
    next_ko="영어 소문자, 숫자, 붙임표로 3자에서 40자까지 적어 주세요. 비워 두면 짐작할 수 없는 주소를 만들어요.",
    next_en="Use 3 to 40 lower-case letters, digits and hyphens; left empty, one is made that nobody can guess.",
)
NO_DECISION = Kind(
    "reports.no_decision",
    ko="장부 {number}번은 공개할 수 있는 결정이 아니에요.",
    en="Entry {number} is no decision that may be published.",
    next_ko="공개할 수 있는 결정 목록에서 골라 주세요.",
    next_en="Choose one from the list of decisions.",
    status=404,
)
WORDS_MISSING = Kind(
    "reports.words_missing",
    ko="한 언어의 글이 비어 있어요.",
    en="The words of one language are missing.",
    next_ko="한국어와 영어로 모두 적어 주세요.",
    next_en="Write them in Korean and in English.",
)
NAMES_SOMEBODY = Kind(
    "reports.names_somebody",
    ko="누군가를 알아볼 수 있는 말이 있어요: {found}.",
    en="The text names somebody: {found}.",
    next_ko="이름과 번호를 빼고 다시 적어 주세요.",
    next_en="Take names and numbers of people out.",
)
NO_MONTH = Kind(
    "reports.no_month",
    ko="그런 달이 없거나 아직 오지 않았어요: {month}.",
    en="{month} is no month, or one that has not come yet.",
    next_ko="2026-11처럼 지난 달이나 이번 달을 적어 주세요.",
    next_en="Write this month or an earlier one, such as 2026-11.",
)
MONTH_CLOSED = Kind(
    "reports.month_closed",
    ko="{month} 돌아보기는 이미 닫았어요.",
    en="The look back on {month} is closed.",
    next_ko="더 배운 것은 다음 달에 적어 주세요.",
    next_en="Write what was learned since into the next month.",
    status=409,
)
NO_LESSONS = Kind(
    "reports.no_lessons",
    ko="{month}에 배운 것이 하나도 없어요.",
    en="No lesson is written down for {month}.",
    next_ko="배운 것을 한 줄이라도 적고 닫아 주세요.",
    next_en="Write down at least one line, then close it.",
    status=409,
)
