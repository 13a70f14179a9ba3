"""What can be wrong with a request, a price list, rules or a template. The codes are classes of the error catalogue."""

from __future__ import annotations

from jangbu.kernel.errors import Kind

MISSING = Kind(
    "quotes.file_missing",
    ko="{file} 파일이 없어요.",
    en="There is no file {file}.",
    next_ko="경로를 확인해 주세요.",
    next_en="Check the path.",
    status=404,
)
UNREADABLE = Kind(
    "quotes.file_unreadable",
    ko="{file} 파일을 읽을 수 없어요. {place}",
    en="{file} cannot be read. {place}",
    next_ko="파일을 열어 보고 다시 저장해 주세요.",
    next_en="Open the file and save it again.",
)
TOO_LARGE = Kind(
    "quotes.file_too_large",
    ko="{file} 파일이 한도 {limit} MB를 넘어요.",
    en="{file} is over the limit of {limit} MB.",
    next_ko="필요한 부분만 남겨 다시 올려 주세요.",
    next_en="Keep only what is needed and try again.",
)
UNKNOWN_FORM = Kind(
    "quotes.form_unknown",
    ko="{file} 파일은 읽을 수 있는 형식({known})이 아니에요.",
    en="{file} is not one of the forms that can be read ({known}).",
    next_ko="이 가운데 한 형식으로 저장해 주세요.",
    next_en="Save it in one of these forms.",
)
BAD_VALUE = Kind(
    "quotes.value_unreadable",
    ko="{place}의 값 '{value}'을(를) {what}(으)로 읽을 수 없어요.",
    en="The value '{value}' at {place} cannot be read as {what}.",
    next_ko="값을 고쳐서 다시 해 주세요.",
    next_en="Correct the value and try again.",
)
FRACTION = Kind(
    "quotes.price_below_minor_unit",
    ko="{place}의 단가 '{value}'에 {currency}의 가장 작은 단위보다 작은 값이 있어요.",
    en="The price '{value}' at {place} is finer than the smallest unit of {currency}.",
    next_ko="100개 값처럼 묶음 단가로 바꿔 적어 주세요.",
    next_en="State it as the price of a pack, such as of 100.",
)
NO_LINES = Kind(
    "quotes.no_lines",
    ko="{place}에서 품목과 수량을 찾지 못했어요.",
    en="No item with a quantity was found in {place}.",
    next_ko="'M8 볼트 200개'처럼 한 줄에 하나씩 적어 주세요.",
    next_en="Write one a line, such as 'M8 bolt 200 pcs'.",
)
NO_COLUMN = Kind(
    "quotes.column_missing",
    ko="{place}에 {column} 열이 없어요.",
    en="{place} has no column {column}.",
    next_ko="첫 줄에 열 이름을 적어 주세요.",
    next_en="Write the column names in the first row.",
)
BAD_RULE = Kind(
    "quotes.rule_unreadable",
    ko="규칙의 {place} 자리를 읽을 수 없어요: {value}",
    en="The rules cannot be read at {place}: {value}",
    next_ko="앞의 숫자가 줄 번호예요. 그 줄을 고쳐 주세요.",
    next_en="The number in front is the line. Correct it there.",
)
TEMPLATE_REFUSED = Kind(
    "quotes.template_refused",
    ko="{file} 서식을 쓸 수 없어요. {why_ko}",
    en="The template {file} cannot be used. {why_en}",
    next_ko="서식을 고쳐서 다시 올려 주세요.",
    next_en="Correct the template and upload it again.",
)
TEMPLATE_FAILED = Kind(
    "quotes.template_failed",
    ko="{file} 서식을 채우지 못했어요: {reason}",
    en="The template {file} could not be filled: {reason}",
    next_ko="서식의 그 부분을 고쳐 주세요.",
    next_en="Correct that part of the template.",
)
WRONG_SUFFIX = Kind(
    "quotes.suffix_differs",
    ko="{template} 서식으로는 {wanted} 파일을 만들어요. {out}(으)로는 만들 수 없어요.",
    en="The template {template} makes a {wanted} file, not {out}.",
    next_ko="파일 이름을 {wanted}(으)로 끝내 주세요. PDF는 Typst 서식으로 만들어요.",
    next_en="Let the file's name end with {wanted}. PDFs come from Typst templates.",
)
NOT_WRITTEN = Kind(
    "quotes.not_written",
    ko="{file} 파일을 쓸 수 없어요.",
    en="{file} cannot be written.",
    next_ko="폴더가 있고 쓸 수 있는지 확인해 주세요.",
    next_en="Check that the folder is there and may be written to.",
)
