"""What can be wrong with labels and answers."""

from jangbu.kernel.errors import Kind

LABEL_BROKEN = Kind(
    "errors.label_broken",
    ko="{place}번째 라벨을 읽지 못했어요: {detail}.",
    en="Label {place} cannot be read: {detail}.",
    next_ko='{{"row": 0, "column": "열 이름", "clean": "바른 값"}} 모양으로 적어 주세요.',
    next_en='Write it as {{"row": 0, "column": "name", "clean": "right value"}}.',
)
LABEL_ROW_UNKNOWN = Kind(
    "errors.label_row_unknown",
    ko="라벨이 말하는 {row}행이 표에 없어요. 표는 {rows}행이에요.",
    en="A label speaks of row {row}, which the table of {rows} rows does not have.",
    next_ko="행은 0부터 세요. 번호를 확인해 주세요.",
    next_en="Rows are counted from 0. Check the number.",
)
COLUMN_UNKNOWN = Kind(
    "errors.column_unknown",
    ko="'{column}' 열이 표에 없어요. 있는 열: {columns}.",
    en="There is no column '{column}'. There are {columns}.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)
COLUMN_TWICE = Kind(
    "errors.column_twice",
    ko="'{column}'이라는 열이 표에 여러 개라 어느 열인지 알 수 없어요.",
    en="Several columns are called '{column}', so it is not clear which one is meant.",
    next_ko="열 이름을 서로 다르게 바꾼 뒤 다시 해 주세요.",
    next_en="Give the columns different names and try again.",
)
CONTRADICTION = Kind(
    "errors.contradiction",
    ko="{row}행 '{column}'의 바른 값을 '{one}'(이)라고도 하고 '{other}'(이)라고도 했어요.",
    en="Row {row}, '{column}' was said to be '{one}' and also '{other}'.",
    next_ko="둘 가운데 하나만 남겨 주세요.",
    next_en="Keep one of the two.",
)
TOO_MANY_ROWS = Kind(
    "errors.too_many_rows",
    ko="라벨이 {given}행이에요. {most}행까지 받아요.",
    en="There are labels for {given} rows; up to {most} are taken.",
    next_ko="어느 행이 좋을지는 ask_labels가 골라 줘요.",
    next_en="ask_labels chooses the rows that are worth labelling.",
)
ANSWER_UNKNOWN = Kind(
    "errors.answer_unknown",
    ko="'{column}' 열의 답 '{answer}'을(를) 이해하지 못했어요. 고를 수 있는 답은 {options}이에요.",
    en="The answer '{answer}' for column '{column}' is not one of {options}.",
    next_ko="질문에 있는 답 가운데 하나를 적어 주세요.",
    next_en="Give one of the options of the question.",
)
NOTHING_ASKED = Kind(
    "errors.nothing_asked",
    ko="'{column}' 열에는 물어본 것이 없어요.",
    en="Nothing was asked about column '{column}'.",
    next_ko="이 열의 답을 빼고 다시 해 주세요.",
    next_en="Leave the answer for this column out.",
)
ANSWER_AGAINST_LABELS = Kind(
    "errors.answer_against_labels",
    ko="'{column}' 열은 '{answer}' 꼴이 맞다고 했는데, 라벨은 {row}행의 바른 값을 '{clean}'(이)라고 해요.",
    en="'{answer}' was said to be right for column '{column}', but a label says that row {row} should be '{clean}'.",
    next_ko="답이나 라벨 가운데 하나를 고쳐 주세요.",
    next_en="Correct the answer or the label.",
)
UNREADABLE = Kind(
    "errors.file_unreadable",
    ko="'{file}'을(를) JSON으로 읽지 못했어요: {detail.ko}.",
    en="'{file}' cannot be read as JSON: {detail.en}.",
    next_ko="라벨은 목록, 답은 {{열: 답}} 모양이어야 해요.",
    next_en="Labels are a list, answers an object of {{column: option}}.",
)
