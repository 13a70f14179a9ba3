"""What can be wrong with a contract or a reference; reading has its own list for files."""

from jangbu.kernel.errors import Kind

COLUMN_MISSING = Kind(
    "quality.column_missing",
    ko="계약 '{contract}'의 규칙 '{rule}'이(가) 말하는 '{column}' 열이 '{file}'에 없어요. 있는 열: {columns}.",
    en="Rule '{rule}' of contract '{contract}' needs column '{column}', which '{file}' lacks. It has {columns}.",
    next_ko="이 파일에 맞는 계약인지, 열 이름이 바뀌지 않았는지 확인해 주세요.",
    next_en="Check that the contract is meant for this file and that no column was renamed.",
)
CONTRACT_MISSING = Kind(
    "quality.contract_missing",
    ko="계약 파일 '{contract}'이(가) 없어요.",
    en="There is no contract file '{contract}'.",
    next_ko="이름과 위치를 확인해 주세요.",
    next_en="Check its name and place.",
)
CONTRACT_UNREADABLE = Kind(
    "quality.contract_unreadable",
    ko="계약 '{contract}'의 {line}번째 줄을 YAML로 읽지 못했어요: {detail}.",
    en="Line {line} of contract '{contract}' cannot be read as YAML: {detail}.",
    next_ko="그 줄의 들여쓰기와 따옴표를 확인해 주세요.",
    next_en="Check the indentation and quotes of that line.",
)
CONTRACT_FOREIGN = Kind(
    "quality.contract_foreign",
    ko="'{contract}'은(는) 데이터 계약이 아니에요 ({place}).",
    en="'{contract}' is not a data contract ({place}).",
    next_ko="ODCS 3.x 형식(kind: DataContract, apiVersion: v3…)으로 적어 주세요.",
    next_en="Write it in ODCS 3.x (kind: DataContract, apiVersion: v3…).",
)
CONTRACT_RULE_BROKEN = Kind(
    "quality.contract_rule_broken",
    ko="계약 '{contract}'의 {place}을(를) 이해하지 못했어요: {detail}.",
    en="{place} of contract '{contract}' cannot be understood: {detail}.",
    next_ko="그 값을 고쳐 주세요.",
    next_en="Correct that value.",
)
FORMAT_UNKNOWN = Kind(
    "quality.format_unknown",
    ko="규칙 '{rule}'의 형식 '{format}'을(를) 몰라요.",
    en="Rule '{rule}' asks for the unknown format '{format}'.",
    next_ko="쓸 수 있는 형식은 {known}이에요.",
    next_en="Choose from {known}.",
)
PATTERN_BROKEN = Kind(
    "quality.pattern_broken",
    ko="규칙 '{rule}'의 정규식을 쓸 수 없어요: {detail}.",
    en="The pattern of rule '{rule}' cannot be used: {detail}.",
    next_ko="RE2 문법으로 적어 주세요. 앞뒤 살피기(lookaround)와 역참조는 쓸 수 없어요.",
    next_en="Write it in RE2 syntax; lookarounds and back-references are not available.",
)
REFERENCE_MISSING = Kind(
    "quality.reference_missing",
    ko="규칙 '{rule}'이(가) 참조하는 표 '{table}'을(를) 받지 못했어요.",
    en="Rule '{rule}' refers to the table '{table}', which was not given.",
    next_ko="그 표의 파일을 references로 함께 넣어 주세요.",
    next_en="Give that table's file as a reference.",
)
REFERENCE_COLUMN_MISSING = Kind(
    "quality.reference_column_missing",
    ko="규칙 '{rule}'이(가) 참조하는 '{column}' 열이 '{table}'에 없어요.",
    en="Rule '{rule}' refers to the column '{column}', which '{table}' does not have.",
    next_ko="참조하는 열 이름을 확인해 주세요.",
    next_en="Check the name of the referenced column.",
)
RULE_UNKNOWN = Kind(
    "quality.rule_unknown",
    ko="계약 '{contract}'에 '{rule}' 규칙이 없어요.",
    en="Contract '{contract}' has no rule '{rule}'.",
    next_ko="규칙 목록에서 이름을 확인해 주세요.",
    next_en="Look the name up in the list of rules.",
)
SCAN_FAILED = Kind(
    "quality.scan_failed",
    ko="'{file}'을(를) 훑는 중에 읽을 수 없는 곳을 만났어요: {detail}.",
    en="Part of '{file}' could not be read during the scan: {detail}.",
    next_ko="파일이 끝까지 온전한지 확인하고 다시 저장해 주세요.",
    next_en="Check that the file is complete and save it again.",
)
TOO_LARGE_TO_HOLD = Kind(
    "quality.too_large_to_hold",
    ko="'{file}'은(는) {rows}행 {columns}열이라 한 번에 들고 볼 수 없어요.",
    en="'{file}' has {rows} rows of {columns} columns, too many to hold at once.",
    next_ko="필요한 열만 남기거나 파일을 나눠 주세요. 진단과 검사는 크기와 상관없이 할 수 있어요.",
    next_en="Keep the columns you need or split the file. Diagnose and check work at any size.",
)
