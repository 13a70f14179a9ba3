"""What can be wrong with an event log, in a sentence each. Kinds of one code differ in what the sentence can tell."""

from jangbu.kernel.errors import Kind

NO_FILE = Kind(
    "processes.no_file",
    ko="'{file}' 파일이 없거나 읽을 수 없어요.",
    en="There is no readable file '{file}'.",
    next_ko="이름과 위치, 읽기 권한을 확인해 주세요.",
    next_en="Check its name, place and permissions.",
    status=404,
)
EMPTY = Kind(
    "processes.empty",
    ko="'{file}'에 사건이 하나도 없어요.",
    en="'{file}' holds no events.",
    next_ko="기간을 넓혀 기록을 다시 내보내 주세요.",
    next_en="Export the log again, over a longer period.",
)
OTHER_FORMAT = Kind(
    "processes.not_a_log",
    ko="'{file}'은(는) {format} 형식이라 사건 기록으로 읽을 수 없어요.",
    en="'{file}' is {format}, which cannot be read as an event log.",
    next_ko="XES나, 사건 번호·단계·시각 열이 있는 CSV로 저장해 주세요.",
    next_en="Save it as XES, or as CSV with columns for case, activity and time.",
)
NOT_XES = Kind(
    "processes.not_a_log",
    ko="'{file}'은(는) <{root}>로 시작하는 XML이라 사건 기록(XES)이 아니에요.",
    en="'{file}' is XML that starts with <{root}>, not an event log (XES).",
    next_ko="XES로 내보냈는지 확인해 주세요.",
    next_en="Check that it was exported as XES.",
)
ONE_COLUMN = Kind(
    "processes.not_a_log",
    ko="'{file}'에서 열을 나누지 못했어요. 첫 줄은 '{header}'예요.",
    en="'{file}' could not be split into columns; its first line is '{header}'.",
    next_ko="쉼표나 탭으로 열을 나누고 첫 줄에 열 이름을 적어 주세요.",
    next_en="Separate the columns by commas or tabs and name them in the first line.",
)
GZIP_BROKEN = Kind(
    "processes.truncated",
    ko="'{file}'의 압축이 {size}까지 풀리다가 끊겼어요.",
    en="'{file}' unpacks for {size} and then breaks off.",
    next_ko="파일을 끝까지 다시 받아 주세요. 읽은 부분도 쓰지 않았어요.",
    next_en="Fetch the whole file again; nothing of it was used.",
)
GZIP_BOMB = Kind(
    "processes.gzip_bomb",
    ko="'{file}'은(는) 압축을 풀면 {size}가 넘어서 열지 않았어요.",
    en="'{file}' unpacks to more than {size}, so it was not opened.",
    next_ko="기간을 나누어 작은 파일로 내보내 주세요.",
    next_en="Export it in smaller pieces, by period.",
)
BROKEN = Kind(
    "processes.truncated",
    ko="'{file}'이(가) {line}번째 줄에서 끊겼거나 깨졌어요.",
    en="'{file}' is cut off or broken at line {line}.",
    next_ko="파일을 다시 내보내 주세요. 읽은 부분도 쓰지 않았어요.",
    next_en="Export it again; nothing of it was used.",
)
QUOTES = Kind(
    "processes.quotes",
    ko="'{file}'의 {line}번째 줄에서 따옴표가 어긋났거나 닫히지 않았어요.",
    en="A quotation mark at line {line} of '{file}' is misplaced or never closed.",
    next_ko="그 줄을 고치거나 파일을 다시 내보내 주세요.",
    next_en="Mend that line or export the file again.",
)
ENTITIES = Kind(
    "processes.entities",
    ko="'{file}'의 {line}번째 줄에 문서 형식 선언(DOCTYPE)이나 엔터티가 있어서 열지 않았어요.",
    en="Line {line} of '{file}' declares a document type or entities, so it was not opened.",
    next_ko="그 선언 없이 다시 내보내 주세요.",
    next_en="Export it again without that declaration.",
)
TOO_LONG = Kind(
    "processes.too_long",
    ko="'{file}'의 {line}번째 줄에 글자 {limit}개가 넘는 값이 있어요.",
    en="Line {line} of '{file}' holds a value of more than {limit} characters.",
    next_ko="그 값을 빼고 다시 내보내 주세요.",
    next_en="Export it again without that value.",
)
ENCODING = Kind(
    "processes.encoding",
    ko="'{file}'의 {line}번째 줄 글자를 알아볼 수 없어요.",
    en="The text of '{file}' cannot be decoded at line {line}.",
    next_ko="UTF-8이나 CP949로 다시 저장해 주세요.",
    next_en="Save it again as UTF-8 or CP949.",
)
NO_COLUMN = Kind(
    "processes.no_column",
    ko="'{file}'에서 {role_ko} 열을 찾지 못했어요. 있는 열: {columns}.",
    en="'{file}' has no column for the {role_en}. It has {columns}.",
    next_ko="--{option} 뒤에 그 열의 이름을 적어 주세요.",
    next_en="Name that column with --{option}.",
)
NO_SUCH_COLUMN = Kind(
    "processes.no_such_column",
    ko="'{file}'에 '{column}' 열이 없어요. 있는 열: {columns}.",
    en="'{file}' has no column '{column}'. It has {columns}.",
    next_ko="--{option} 뒤의 이름을 확인해 주세요.",
    next_en="Check the name after --{option}.",
)
NO_CASES = Kind(
    "processes.no_cases",
    ko="'{file}'의 사건 {total}개 중 {count}개에 사건 번호가 비어 있어요.",
    en="{count} of the {total} events in '{file}' have no case.",
    next_ko="사건 번호가 든 열을 --case 뒤에 적어 주세요.",
    next_en="Name the column with the case number with --case.",
)
NO_TIMES = Kind(
    "processes.no_times",
    ko="'{file}'의 시각이 모두 비어 있어요.",
    en="All the times in '{file}' are empty.",
    next_ko="시각이 든 열을 --time 뒤에 적거나 시각을 넣어 다시 내보내 주세요.",
    next_en="Name the column with the times with --time, or export them too.",
)
UNREADABLE_TIMES = Kind(
    "processes.no_times",
    ko="'{file}'의 시각을 하나도 읽지 못했어요. '{example}' 같은 값이 있어요.",
    en="None of the times in '{file}' can be read; one is '{example}'.",
    next_ko="시각이 든 열을 --time 뒤에 적거나 2026-11-03 09:12 모양으로 내보내 주세요.",
    next_en="Name the column with the times with --time, or export them like 2026-11-03 09:12.",
)
BLANK_ACTIVITIES = Kind(
    "processes.blank_activities",
    ko="'{file}'의 사건 {total}개 중 {count}개에 단계 이름이 비어 있어요.",
    en="{count} of the {total} events in '{file}' have no activity name.",
    next_ko="단계 이름이 든 열을 --activity 뒤에 적어 주세요.",
    next_en="Name the column with the activities with --activity.",
)
