"""What can be wrong with an event log, in a sentence each."""

from jangbu.kernel.errors import Kind

NO_FILE = Kind(
    "processes.no_file",
    ko="{file} 파일이 없거나 읽을 수 없어요.",
    en="There is no readable file {file}.",
    next_ko="이름과 위치, 읽기 권한을 확인해 주세요.",
    next_en="Check its name, place and permissions.",
)
EMPTY = Kind(
    "processes.empty",
    ko="{file}에 사건이 하나도 없어요.",
    en="{file} holds no events.",
    next_ko="기록을 다시 내보내 주세요.",
    next_en="Export the log again.",
)
NOT_A_LOG = Kind(
    "processes.not_a_log",
    ko="{file}은(는) 사건 기록이 아니에요: {found}.",
    en="{file} is not an event log: {found}.",
    next_ko="XES나, 사건 번호·단계·시각 열이 있는 CSV로 내보내 주세요.",
    next_en="Export XES, or CSV with columns for case, activity and time.",
)
TRUNCATED = Kind(
    "processes.truncated",
    ko="{file}이(가) {place}에서 끊겼거나 깨졌어요.",
    en="{file} is cut off or broken at {place}.",
    next_ko="파일을 다시 받아 주세요. 읽은 부분도 쓰지 않았어요.",
    next_en="Fetch the file again; nothing of it was used.",
)
ENTITIES = Kind(
    "processes.entities",
    ko="{file}에 문서 형식 선언(DOCTYPE)이나 엔터티가 있어서 열지 않았어요.",
    en="{file} declares a document type or entities, so it was not opened.",
    next_ko="선언 없이 다시 내보내 주세요.",
    next_en="Export it again without the declaration.",
)
TOO_LONG = Kind(
    "processes.too_long",
    ko="{file}의 {place}에 값 하나가 너무 길어요.",
    en="One value of {file} at {place} is too long.",
    next_ko="그 값을 빼고 다시 내보내 주세요.",
    next_en="Export it again without that value.",
)
ENCODING = Kind(
    "processes.encoding",
    ko="{file}의 글자를 알아볼 수 없어요 ({place}).",
    en="The text of {file} cannot be decoded ({place}).",
    next_ko="UTF-8이나 CP949로 저장해 주세요.",
    next_en="Save it as UTF-8 or CP949.",
)
NO_COLUMN = Kind(
    "processes.no_column",
    ko="{file}에서 {role_ko} 열을 찾지 못했어요. 있는 열: {columns}.",
    en="{file} has no column for the {role_en}. It has: {columns}.",
    next_ko="--{option}에 그 열의 이름을 적어 주세요.",
    next_en="Name that column with --{option}.",
)
NO_SUCH_COLUMN = Kind(
    "processes.no_such_column",
    ko="{file}에 '{column}' 열이 없어요. 있는 열: {columns}.",
    en="{file} has no column '{column}'. It has: {columns}.",
    next_ko="이름을 확인해 주세요.",
    next_en="Check the name.",
)
NO_TIMES = Kind(
    "processes.no_times",
    ko="{file}의 시각을 하나도 읽지 못했어요 ({example}).",
    en="None of the times in {file} could be read ({example}).",
    next_ko="2026-11-03 09:12 같은 모양으로 내보내 주세요.",
    next_en="Export times like 2026-11-03 09:12.",
)
BLANK_ACTIVITIES = Kind(
    "processes.blank_activities",
    ko="{file}에 단계 이름이 빈 사건이 {count}개예요. 전체 {total}개의 절반을 넘어요.",
    en="{count} of the {total} events in {file} have no activity name.",
    next_ko="단계 이름이 든 열을 --activity에 적어 주세요.",
    next_en="Name the column with the activities with --activity.",
)
