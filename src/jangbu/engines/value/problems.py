"""What can be wrong with a series, a file of one, or the counts behind a rate; each says what is still missing."""

from jangbu.kernel.errors import Kind

EMPTY = Kind(
    "value.empty",
    ko="비교할 값이 하나도 없어요.",
    en="There is not a single value to compare.",
    next_ko="날짜와 값이 있는 행을 넣어 주세요.",
    next_en="Give rows with a date and a value.",
)
DATE_UNREADABLE = Kind(
    "value.date_unreadable",
    ko="{row}번째 값에 적힌 '{value}' 날짜를 읽지 못했어요.",
    en="The date '{value}' of value {row} cannot be read.",
    next_ko="2026-11-23처럼 적어 주세요.",
    next_en="Write it like 2026-11-23.",
)
VALUE_UNREADABLE = Kind(
    "value.value_unreadable",
    ko="{row}번째 값에 적힌 '{value}' 글자는 숫자가 아니에요.",
    en="Value {row}, '{value}', is not a number.",
    next_ko="숫자만 남기거나 그 칸을 비워 주세요.",
    next_en="Keep digits only, or leave the cell empty.",
)
FUTURE = Kind(
    "value.future",
    ko="{row}번째 값의 {date} 날짜는 오늘({today})보다 뒤예요.",
    en="Value {row} is dated {date}, after today ({today}).",
    next_ko="날짜를 바로잡거나 그 행을 빼 주세요.",
    next_en="Correct the date or leave the row out.",
)
START_UNREADABLE = Kind(
    "value.start_unreadable",
    ko="시작일에 적힌 '{value}' 날짜를 읽지 못했어요.",
    en="The start '{value}' cannot be read as a date.",
    next_ko="2026-11-23처럼 적어 주세요.",
    next_en="Write it like 2026-11-23.",
)
START_OUTSIDE = Kind(
    "value.start_outside",
    ko="값은 {first}부터 {last}까지 있는데 시작일 {start} 앞이나 뒤에 값이 없어서 견줄 수 없어요.",
    en="The start {start} does not lie between {first} and {last}, where there are values, so nothing can be compared.",
    next_ko="시작일을 확인하거나 시작 전과 뒤의 값을 모두 넣어 주세요.",
    next_en="Check the start, or give values from before and after it.",
)
BASELINE_SHORT = Kind(
    "value.baseline_short",
    ko="시작 전에 쓸 수 있는 날이 {days}일뿐이라 무엇과 견줄지 말할 수 없어요. 지금은 시작 뒤 평균({mean})만 알아요.",
    en="Only {days} usable days before the start: too few to compare with. Only the mean after, {mean}, is known.",
    next_ko="14일은 있어야 하니 시작 전 값을 {more}일 더 모아 주세요.",
    next_en="14 are needed: collect {more} more days from before the start.",
)
PILOT_SHORT = Kind(
    "value.pilot_short",
    ko="시작 뒤에 쓸 수 있는 날이 {days}일뿐이라 아직 알 수 없어요. 5일은 있어야 해요.",
    en="Only {days} usable days after the start: it cannot be told yet; 5 are needed.",
    next_ko="{more}일 더 지난 뒤에 다시 재 주세요.",
    next_en="Measure again {more} days later.",
)
NO_VARIATION = Kind(
    "value.no_variation",
    ko="값이 날마다 똑같아서 우연히 얼마나 달라지는지 알 수 없고, 그래서 범위를 말할 수 없어요.",
    en="The values do not vary from day to day, so chance cannot be judged and no range can be given.",
    next_ko="반올림하지 않은 값이나 건별 값을 넣어 주세요.",
    next_en="Give unrounded values, or one value per case.",
)
NOT_POSITIVE = Kind(
    "value.not_positive",
    ko="시작 전 평균이 {mean}이라 '몇 퍼센트 달라졌다'고 말할 수 없어요. 시작 뒤 평균은 {after}예요.",
    en="The mean before the start is {mean}, so a change in per cent means nothing; the mean after it is {after}.",
    next_ko="0보다 큰 값으로 재는 지표를 골라 주세요.",
    next_en="Choose a measure whose values are above zero.",
)
CONTROL_MISSING = Kind(
    "value.control_missing",
    ko="견줄 업무의 값이 없어서 '{design}' 방식으로 계산할 수 없어요.",
    en="The design '{design}' needs the series of a control, and there is none.",
    next_ko="견줄 업무의 값을 함께 주거나 앞뒤 비교(before_after)를 골라 주세요.",
    next_en="Give a control series, or choose before_after.",
)
CONTROL_NOT_POSITIVE = Kind(
    "value.control_not_positive",
    ko="{date}의 값이나 견줄 업무의 값이 0 이하라 둘의 비율을 낼 수 없어요.",
    en="On {date} the value or the control is not above zero, so their ratio does not exist.",
    next_ko="0보다 큰 값만 있는 업무를 견주거나 그날을 달력에 넣어 빼 주세요.",
    next_en="Use a control above zero, or leave that day out through the calendar.",
)
BAD_ARGUMENT = Kind(
    "value.bad_argument",
    ko="{name} 자리에 '{value}' 값은 쓸 수 없어요.",
    en="'{value}' cannot be used for {name}.",
    next_ko="{allowed} 가운데에서 골라 주세요.",
    next_en="Choose from {allowed}.",
)
FILE_UNREADABLE = Kind(
    "value.file_unreadable",
    ko="'{path}' 파일을 읽지 못했어요. {detail_ko}",
    en="'{path}' cannot be read. {detail_en}",
    next_ko="날짜와 값 열이 있는 CSV(UTF-8 또는 CP949)로 저장해 주세요.",
    next_en="Save it as CSV (UTF-8 or CP949) with a date and a value column.",
)
COLUMN_MISSING = Kind(
    "value.column_missing",
    ko="'{path}'에 {column} 열이 없어요. 있는 열: {columns}.",
    en="'{path}' has no column {column}; it has {columns}.",
    next_ko="첫 줄에 열 이름을 적어 주세요.",
    next_en="Name the columns in the first line.",
)
CELL_UNREADABLE = Kind(
    "value.cell_unreadable",
    ko="'{path}' {line}번째 줄 {column} 열에 적힌 '{value}' 값을 읽지 못했어요.",
    en="'{path}', line {line}: the {column} '{value}' cannot be read.",
    next_ko="날짜는 2026-11-23처럼, 값은 숫자로 적어 주세요.",
    next_en="Write dates like 2026-11-23 and values as numbers.",
)
COUNTS_IMPOSSIBLE = Kind(
    "value.counts_impossible",
    ko="{n}건 가운데 {bad}건은 있을 수 없는 수예요.",
    en="{bad} out of {n} is not possible.",
    next_ko="잘못된 건수는 0에서 전체 건수 사이여야 해요.",
    next_en="The bad ones must lie between zero and the total.",
)
TOO_FEW_VALUES = Kind(
    "value.too_few_values",
    ko="시작 전 {before}개, 시작 뒤 {after}개로는 범위를 말할 수 없어요.",
    en="{before} values before and {after} after are too few for a range.",
    next_ko="양쪽에 하나 이상, 모두 세 개 이상 모아 주세요.",
    next_en="Collect at least one on each side and three in all.",
)
CASE_COLUMN_MISSING = Kind(
    "value.case_column_missing",
    ko="건 목록에 '{column}' 열이 없어요. 있는 열: {columns}.",
    en="The case list has no column '{column}'; it has {columns}.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)
GROUP_UNKNOWN = Kind(
    "value.group_unknown",
    ko="{row}번째 건의 '{value}' 값으로는 시작 전인지 뒤인지 알 수 없어요.",
    en="'{value}' of case {row} does not say whether it is from before or after.",
    next_ko="before와 after(전과 후), 또는 control과 treated로 적어 주세요.",
    next_en="Write before and after, or control and treated.",
)
ONE_SIDED = Kind(
    "value.one_sided",
    ko="견줄 수 있는 건이 시작 전 {before}건, 시작 뒤 {after}건뿐이라 아직 알 수 없어요. 5건씩은 있어야 해요.",
    en="{before} comparable cases before and {after} after: it cannot be told yet; 5 on each side are needed.",
    next_ko="모자란 쪽을 더 모으거나, 종류를 덜 잘게 나눠 주세요.",
    next_en="Collect more on the thin side, or split types less finely.",
)
START_AHEAD = Kind(
    "value.start_ahead",
    ko="시작일 {start}가 아직 오지 않아서 견줄 것이 없어요. 지금까지 {days}일을 쟀어요.",
    en="The start {start} has not come yet, so there is nothing to compare; {days} days are measured so far.",
    next_ko="시작하기 전에는 'plan' 명령으로 얼마나 알 수 있을지 볼 수 있어요.",
    next_en="Before the start, the command 'plan' tells what could be detected.",
)
ARMS_SHORT = Kind(
    "value.arms_short",
    ko="켠 날이 {on}일, 끈 날이 {off}일이라 아직 견줄 수 없어요. 5일씩은 있어야 해요.",
    en="{on} days on and {off} off: too few to compare yet; 5 of each are needed.",
    next_ko="번갈아 켜고 끄기를 이어 가 주세요.",
    next_en="Carry on switching.",
)
ASSIGNMENT_MISSING = Kind(
    "value.assignment_missing",
    ko="어느 날 켜고 껐는지 알 수 없어서 'switchback'으로 계산할 수 없어요.",
    en="The design 'switchback' needs to know on which days the change was on.",
    next_ko="날마다 켬(1)과 끔(0)을 적은 열을 함께 주세요.",
    next_en="Give a column with 1 for on and 0 for off on each day.",
)
