"""What can go wrong with a pilot, and what to do then."""

from jangbu.kernel.errors import Kind

DATES_CROSSED = Kind(
    "pilots.dates_crossed",
    ko="파일럿 '{pilot}'의 날짜 순서가 맞지 않아요: 시작 {starts}, 끝 {ends}, 판정 {decides}.",
    en="The dates of the pilot '{pilot}' are out of order: start {starts}, end {ends}, decision {decides}.",
    next_ko="시작, 끝, 판정일 순서로 적어 주세요.",
    next_en="Give them in the order start, end, decision day.",
)
NO_REASON = Kind(
    "pilots.no_reason",
    ko="왜 그렇게 정했는지가 비어 있어요.",
    en="The reason for the decision is empty.",
    next_ko="한 문장이면 돼요. 나중에 돌아볼 때 쓰여요.",
    next_en="One sentence is enough; it is what you will look back on.",
)
UNKNOWN_OPTION = Kind(
    "pilots.unknown_option",
    ko="고를 수 없는 결정이에요: {option}.",
    en="That is not one of the decisions: {option}.",
    next_ko="넓히기, 고쳐서 더 하기, 멈추기 가운데 하나를 골라 주세요.",
    next_en="Choose expand, adjust or stop.",
)
ALREADY_DECIDED = Kind(
    "pilots.already_decided",
    ko="파일럿 '{pilot}'은 이미 정했어요.",
    en="The pilot '{pilot}' is already decided.",
    next_ko="먼저 결정을 되돌린 다음 다시 정해 주세요.",
    next_en="Withdraw the decision first, then decide again.",
    status=409,
)
NOT_A_DRAFT = Kind(
    "pilots.not_a_draft",
    ko="파일럿 '{pilot}'은 이미 시작했어요.",
    en="The pilot '{pilot}' has started already.",
    next_ko="재는 방법은 이유를 적어 고칠 수 있고, 근거 등급이 낮아져요.",
    next_en="Measures can still be changed with a reason, which lowers the evidence class.",
    status=409,
)
NOT_STARTED = Kind(
    "pilots.not_started",
    ko="파일럿 '{pilot}'은 아직 시작하지 않았어요.",
    en="The pilot '{pilot}' has not started.",
    next_ko="계획을 살펴보고 시작해 주세요.",
    next_en="Look over the plan and start it.",
    status=409,
)
PLAN_INCOMPLETE = Kind(
    "pilots.plan_incomplete",
    ko="시작하려면 이것이 더 있어야 해요: {lacking_ko}.",
    en="Before it can start this is missing: {lacking_en}.",
    next_ko="계획에서 그 칸을 채워 주세요.",
    next_en="Fill that part of the plan.",
)
TOO_MANY_PROCESSES = Kind(
    "pilots.too_many_processes",
    ko="한 파일럿에는 세 가지까지 담을 수 있어요. 지금은 {count}가지예요.",
    en="A pilot holds at most three processes; these are {count}.",
    next_ko="가장 먼저 고치고 싶은 것만 남겨 주세요.",
    next_en="Keep those that matter most.",
)
TOO_MANY_KPIS = Kind(
    "pilots.too_many_kpis",
    ko="중요한 지표는 셋까지예요. 지금은 {count}개예요.",
    en="At most three KPIs count; these are {count}.",
    next_ko="나머지는 함께 보는 지표로 바꿔 주세요.",
    next_en="Make the others secondary.",
)
NAME_EMPTY = Kind(
    "pilots.name_empty",
    ko="{what_ko} 칸이 비어 있어요.",
    en="{what_en} is empty.",
    next_ko="짧게라도 적어 주세요.",
    next_en="A few words are enough.",
)
WORDS_MISSING = Kind(
    "pilots.words_missing",
    ko="적은 것이 없어요.",
    en="Nothing was written.",
    next_ko="한 문장이라도 적어 주세요.",
    next_en="One sentence is enough.",
)
NUMBER_BAD = Kind(
    "pilots.number_bad",
    ko="숫자로 읽을 수 없어요: {value}.",
    en="That cannot be read as a number: {value}.",
    next_ko="1234 나 12.5 처럼 적어 주세요.",
    next_en="Write it like 1234 or 12.5.",
)
UNKNOWN_KPI = Kind(
    "pilots.unknown_kpi",
    ko="이 파일럿에는 그런 지표가 없어요: {kpi}.",
    en="This pilot has no such KPI: {kpi}.",
    next_ko="계획에 있는 지표 가운데서 골라 주세요.",
    next_en="Choose one of the plan.",
)
NOT_DRAWN_BY_CASE = Kind(
    "pilots.not_drawn_by_case",
    ko="파일럿 '{pilot}'은 건마다 제비로 나누는 방법이 아니에요.",
    en="The pilot '{pilot}' does not assign cases by lot.",
    next_ko="비교 방법을 '건마다 나누기'로 정하고 시작한 파일럿에서만 뽑아요.",
    next_en="Lots are drawn in a pilot whose design assigns cases, once it has begun.",
)
NOT_RUNNING = Kind(
    "pilots.not_running",
    ko="파일럿 '{pilot}'은 지금 돌고 있지 않아요.",
    en="The pilot '{pilot}' is not running now.",
    next_ko="다시 시작한 다음에 해 주세요.",
    next_en="Resume it first.",
)
CASE_NUMBER_BAD = Kind(
    "pilots.case_number_bad",
    ko="건 번호를 읽지 못했어요 ({count}개).",
    en="The case numbers cannot be read ({count}).",
    next_ko="한 줄에 하나씩, 한 번에 {most}개까지, 120자 안으로 적어 주세요.",
    next_en="One a line, at most {most} at once, each within 120 letters.",
)
