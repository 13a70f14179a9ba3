"""What can be wrong with a wish to map a table."""

from jangbu.kernel.errors import Kind

SCHEMA_UNKNOWN = Kind(
    "quality.schema_unknown",
    ko="'{schema}'이라는 표준 표는 없어요.",
    en="There is no schema '{schema}'.",
    next_ko="{known} 가운데 하나를 골라 주세요.",
    next_en="Choose one of {known}.",
)
MAPPING_FOREIGN = Kind(
    "quality.mapping_foreign",
    ko="이 연결은 '{table}'이(가) 아닌 다른 표의 것이에요. 표에 '{column}' 열이 있어야 해요.",
    en="This mapping belongs to another table than '{table}', which would need the column '{column}'.",
    next_ko="이 표의 열을 다시 연결해 주세요.",
    next_en="Map the columns of this table again.",
)
