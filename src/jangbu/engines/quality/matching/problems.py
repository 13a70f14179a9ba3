"""What can be wrong with a match."""

from jangbu.kernel.errors import Kind

NOTHING_TO_COMPARE = Kind(
    "match.nothing_to_compare",
    ko="두 행이 같은지 알려 줄 열이 없어요. 있는 열: {columns}.",
    en="No column says whether two rows are the same. There are {columns}.",
    next_ko="이름, 전화, 주소, 번호 같은 열이 있는 표를 주세요. 두 표라면 같은 뜻의 열이 하나는 있어야 해요.",
    next_en="Give a table with names, phones, addresses or numbers; two tables need one column of the same meaning.",
)
ROW_UNKNOWN = Kind(
    "match.row_unknown",
    ko="같은지 알려 준 {left}행과 {right}행 가운데 표에 없는 행이 있어요. 표는 {rows}행이에요.",
    en="Row {left} or {right}, about which a decision was given, is not in the table of {rows} rows.",
    next_ko="행 번호는 0부터 세요. 번호를 확인해 주세요.",
    next_en="Rows are counted from 0. Check the numbers.",
)
CONTRADICTION = Kind(
    "match.contradiction",
    ko="{left}행과 {right}행을 같다고도 하고 다르다고도 했어요.",
    en="Rows {left} and {right} were called the same and different.",
    next_ko="둘 가운데 하나만 남겨 주세요.",
    next_en="Keep one of the two.",
)
COLUMN_UNKNOWN = Kind(
    "match.column_unknown",
    ko="'{column}' 열이 표에 없어요. 있는 열: {columns}.",
    en="There is no column '{column}'. There are {columns}.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)
KIND_UNKNOWN = Kind(
    "match.kind_unknown",
    ko="'{kind}'(으)로는 비교할 수 없어요.",
    en="Nothing can be compared as '{kind}'.",
    next_ko="쓸 수 있는 비교는 {known}이에요.",
    next_en="Choose from {known}.",
)
TOO_FEW = Kind(
    "match.too_few",
    ko="표에 견줄 행이 없어서 새 행을 받을 준비를 할 수 없어요 ({rows}행).",
    en="The table has nothing to compare, so new rows cannot join it ({rows} rows).",
    next_ko="행이 더 모인 뒤에 다시 해 주세요.",
    next_en="Try again once there are more rows.",
)
INDEX_UNREADABLE = Kind(
    "match.index_unreadable",
    ko="'{file}'은(는) 저장해 둔 대조 결과가 아니에요.",
    en="'{file}' is not a kept match.",
    next_ko="전체를 다시 대조해 주세요.",
    next_en="Match the whole table again.",
)
