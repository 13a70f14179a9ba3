"""What can be wrong with a recipe, an undo or a file to be written."""

from jangbu.kernel.errors import Kind

RECIPE_MISSING = Kind(
    "quality.recipe_missing",
    ko="손질 순서 파일 '{recipe}'을(를) 읽을 수 없어요: {detail.ko}.",
    en="The recipe file '{recipe}' cannot be read: {detail.en}.",
    next_ko="이름과 위치를 확인해 주세요.",
    next_en="Check its name and place.",
)
RECIPE_UNREADABLE = Kind(
    "quality.recipe_unreadable",
    ko="손질 순서 '{recipe}'의 {line}번째 줄을 YAML로 읽지 못했어요: {detail}.",
    en="Line {line} of recipe '{recipe}' cannot be read as YAML: {detail}.",
    next_ko="그 줄의 들여쓰기와 따옴표를 확인해 주세요.",
    next_en="Check the indentation and quotes of that line.",
)
RECIPE_FOREIGN = Kind(
    "quality.recipe_foreign",
    ko="'{recipe}'은(는) 손질 순서가 아니에요: {detail.ko}.",
    en="'{recipe}' is not a recipe: {detail.en}.",
    next_ko="맨 위에 recipe: 1을, 아래에 for와 steps를 적어 주세요. 표를 넣으면 제안받을 수 있어요.",
    next_en="Start it with recipe: 1, then for and steps. Give a table to have one proposed.",
)
RECIPE_OTHER_SCHEMA = Kind(
    "quality.recipe_other_schema",
    ko="'{recipe}'은(는) 다른 표를 위한 손질 순서예요. '{file}'에 {missing} 열이 없어요.",
    en="'{recipe}' was made for another table. '{file}' has no column {missing}.",
    next_ko="표를 바꾸거나, 새 열 이름에 맞게 for와 steps의 이름을 고쳐 주세요. 표는 바뀌지 않았어요.",
    next_en="Choose the right table, or rename the columns in for and steps. Nothing was changed.",
)
RECIPE_OTHER_TABLE = Kind(
    "quality.recipe_other_table",
    ko="'{recipe}'의 {step}번째 단계 '{id}'은(는) 행 번호로 말하는데, '{file}'은(는) 그때 그 표가 아니에요.",
    en="Step {step} ('{id}') of '{recipe}' speaks of row numbers, and '{file}' is not the table they were taken from.",
    next_ko="그 표로 다시 하거나, 이 표에서 그 단계를 새로 만들어 주세요. 표는 바뀌지 않았어요.",
    next_en="Use that table, or make the step anew for this one. Nothing was changed.",
)
FINGERPRINT_NEEDED = Kind(
    "quality.recipe_fingerprint_needed",
    ko="'{recipe}'의 {step}번째 단계 '{id}'은(는) 행 번호로 말하는데, 어느 표의 행인지 적혀 있지 않아요.",
    en="Step {step} ('{id}') of '{recipe}' speaks of row numbers without saying of which table.",
    next_ko="'{file}'의 행이 맞다면 for 아래에 fingerprint: {fingerprint} 한 줄을 적어 주세요.",
    next_en="If they are rows of '{file}', add the line fingerprint: {fingerprint} under for.",
)
STEP_UNKNOWN = Kind(
    "quality.step_unknown",
    ko="'{recipe}'의 {step}번째 단계 '{id}'이(가) 말하는 '{what}'을(를) 몰라요.",
    en="Step {step} ('{id}') of '{recipe}' asks for '{what}', which does not exist.",
    next_ko="쓸 수 있는 것은 {known}이에요. 표는 바뀌지 않았어요.",
    next_en="Choose from {known}. Nothing was changed.",
)
STEP_BROKEN = Kind(
    "quality.step_broken",
    ko="'{recipe}'의 {step}번째 단계 '{id}'을(를) 이해하지 못했어요: {detail.ko}.",
    en="Step {step} ('{id}') of '{recipe}' cannot be understood: {detail.en}.",
    next_ko="그 단계를 고쳐 주세요. 표는 바뀌지 않았어요.",
    next_en="Correct that step. Nothing was changed.",
)
STEP_COLUMN_UNKNOWN = Kind(
    "quality.step_column_unknown",
    ko="'{recipe}'의 {step}번째 단계 '{id}'에 이르면 '{column}' 열이 없어요. 그때 있는 열: {columns}.",
    en="At step {step} ('{id}') of '{recipe}' there is no column '{column}'. There are {columns}.",
    next_ko="열 이름을 고쳐 주세요. 앞 단계에서 이름을 바꾸거나 뺐을 수도 있어요. 표는 바뀌지 않았어요.",
    next_en="Correct the name; an earlier step may have renamed or dropped it. Nothing was changed.",
)
STEP_COLUMN_EXISTS = Kind(
    "quality.step_column_exists",
    ko="'{recipe}'의 {step}번째 단계 '{id}'이(가) 만들려는 '{column}' 열이 이미 있어요.",
    en="Step {step} ('{id}') of '{recipe}' would make a column '{column}', which already exists.",
    next_ko="다른 이름을 적어 주세요. 표는 바뀌지 않았어요.",
    next_en="Choose another name. Nothing was changed.",
)
STEP_ROW_UNKNOWN = Kind(
    "quality.step_row_unknown",
    ko="'{recipe}'의 {step}번째 단계 '{id}'이(가) 말하는 {row}행이 없어요. '{file}'의 행은 0부터 {last}까지예요.",
    en="Step {step} ('{id}') of '{recipe}' speaks of row {row}; the rows of '{file}' go from 0 to {last}.",
    next_ko="행 번호를 고쳐 주세요. 표는 바뀌지 않았어요.",
    next_en="Correct the row number. Nothing was changed.",
)
HEADERS_REPEAT = Kind(
    "quality.headers_repeat",
    ko="'{file}'에 '{column}' 열이 둘 이상 있어서 어느 열인지 알 수 없어요.",
    en="'{file}' has more than one column '{column}', so it is not clear which is meant.",
    next_ko="열 이름을 서로 다르게 고쳐 주세요.",
    next_en="Give the columns different names.",
)
STEP_NOT_THERE = Kind(
    "quality.step_not_there",
    ko="'{recipe}'에 행을 합치는 '{id}' 단계가 없어요.",
    en="Recipe '{recipe}' has no merging step '{id}'.",
    next_ko="단계 이름을 확인해 주세요.",
    next_en="Check the name of the step.",
)
UNDO_MISSING = Kind(
    "quality.undo_missing",
    ko="되돌리기 파일 '{undo}'이(가) 없어요.",
    en="There is no undo file '{undo}'.",
    next_ko="손질할 때 표 옆에 함께 만든 파일이에요. 같은 폴더에 두고 다시 해 주세요.",
    next_en="It was written beside the mended table. Put it into the same folder and try again.",
)
UNDO_BROKEN = Kind(
    "quality.undo_broken",
    ko="되돌리기 '{undo}'을(를) 읽지 못했어요 ({place}).",
    en="The undo '{undo}' cannot be read ({place}).",
    next_ko="손질할 때 만든 파일 그대로인지 확인해 주세요. 표는 바뀌지 않았어요.",
    next_en="Check that it is the file that mending wrote, unchanged. Nothing was changed.",
)
UNDO_OTHER_TABLE = Kind(
    "quality.undo_other_table",
    ko="'{file}'은(는) 이 되돌리기가 만들어질 때의 표가 아니에요. 그 뒤에 바뀌었거나 다른 표예요.",
    en="'{file}' is not the table this undo was made with. It was changed since, or it is another table.",
    next_ko="손질 직후의 표로 되돌리거나, 손질 전의 버전을 여세요. 표는 바뀌지 않았어요.",
    next_en="Undo from the table as it was mended, or open the version before it. Nothing was changed.",
)
MERGE_ROWS_WRONG = Kind(
    "quality.merge_rows_wrong",
    ko="합칠 행을 알 수 없어요: {detail.ko}.",
    en="The rows to merge are not clear: {detail.en}.",
    next_ko="묶음을 다시 만들어 주세요. 표는 바뀌지 않았어요.",
    next_en="Make the clusters anew. Nothing was changed.",
)
MERGE_RULE_BROKEN = Kind(
    "quality.merge_rule_broken",
    ko="합치기 규칙을 이해하지 못했어요: {detail.ko}.",
    en="The rule for merging cannot be understood: {detail.en}.",
    next_ko="그 규칙을 고쳐 주세요. 표는 바뀌지 않았어요.",
    next_en="Correct that rule. Nothing was changed.",
)
MERGE_UNKNOWN = Kind(
    "quality.merge_unknown",
    ko="{merge}번 합치기는 없거나 이미 되돌렸어요.",
    en="There is no merge {merge}, or it was undone already.",
    next_ko="합친 목록에서 번호를 확인해 주세요.",
    next_en="Check its number in the list of merges.",
)
MERGE_BURIED = Kind(
    "quality.merge_buried",
    ko="{merge}번 합치기의 행은 뒤에 {later}번으로 다시 합쳐졌어요.",
    en="The row of merge {merge} was merged again by merge {later}.",
    next_ko="{later}번을 먼저 되돌려 주세요.",
    next_en="Undo merge {later} first.",
)
MERGE_OTHER_TABLE = Kind(
    "quality.merge_other_table",
    ko="'{file}'은(는) 이 합치기 기록의 표가 아니에요. 열이나 행 수가 달라요.",
    en="'{file}' is not the table of this record of merges: its columns or its number of rows differ.",
    next_ko="합친 표를 열어 주세요. 표는 바뀌지 않았어요.",
    next_en="Open the merged table. Nothing was changed.",
)
WRITE_FORMAT_UNKNOWN = Kind(
    "quality.write_format_unknown",
    ko="'{file}'의 형식으로는 쓸 수 없어요.",
    en="'{file}' has an ending that cannot be written.",
    next_ko="이름을 .csv, .xlsx, .parquet 가운데 하나로 끝내 주세요.",
    next_en="End the name in .csv, .xlsx or .parquet.",
)
WRITE_TOO_LARGE = Kind(
    "quality.write_too_large",
    ko="엑셀 시트 하나에 담기지 않아요: {detail.ko}.",
    en="It does not fit into an Excel sheet: {detail.en}.",
    next_ko=".csv나 .parquet으로 써 주세요.",
    next_en="Write .csv or .parquet instead.",
)
WRITE_OVER_SOURCE = Kind(
    "quality.write_over_source",
    ko="'{file}'은(는) 손질할 원본이라 그 위에 쓰지 않아요.",
    en="'{file}' is the original, which is never written over.",
    next_ko="--out에 다른 이름을 주세요.",
    next_en="Give another name to --out.",
)
WRITE_UNREADABLE = Kind(
    "quality.write_unreadable",
    ko="이 표를 '{file}'에 쓰면 다시 읽을 수 없어요. 그 형식은 빈 행과 빈 칸을 남기지 않아요.",
    en="This table could not be read again from '{file}', for that format drops what is blank.",
    next_ko=".parquet으로 써 주세요.",
    next_en="Write .parquet instead.",
)
WRITE_FAILED = Kind(
    "quality.write_failed",
    ko="'{file}'을(를) 쓸 수 없어요: {detail}.",
    en="'{file}' cannot be written: {detail}.",
    next_ko="폴더가 있는지, 쓸 수 있는지, 자리가 남았는지 확인해 주세요.",
    next_en="Check that the folder exists, may be written to and has room.",
)
