"""What can be wrong with the values asked for; reading has its own list for files."""

from jangbu.kernel.errors import Kind

COLUMN_NEEDED = Kind(
    "quality.column_needed",
    ko="'{file}'에는 열이 {count}개 있어요: {columns}.",
    en="'{file}' has {count} columns: {columns}.",
    next_ko="어느 열을 통일할지 --column으로 골라 주세요.",
    next_en="Choose the one to normalise with --column.",
)
COLUMN_UNKNOWN = Kind(
    "quality.column_unknown",
    ko="'{file}'에 '{column}' 열이 없어요. 있는 열: {columns}.",
    en="'{file}' has no column '{column}'. It has {columns}.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)
