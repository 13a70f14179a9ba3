"""What can be wrong with a stated case."""

from jangbu.kernel.errors import Kind

CASE_UNREADABLE = Kind(
    "value.case_unreadable",
    ko="{file} 파일을 사례로 읽을 수 없어요 ({detail}).",
    en="{file} cannot be read as a case ({detail}).",
    next_ko="YAML로 비용, 이익, 적힌 수치를 적어 주세요. 예시는 docs에 있어요.",
    next_en="Write costs, benefits and stated figures in YAML; the docs hold examples.",
)
CASE_FIELD = Kind(
    "value.case_field",
    ko="사례의 {place} 자리를 읽을 수 없어요. 필요한 것: {detail}.",
    en="The place {place} of the case cannot be read. Wanted: {detail}.",
    next_ko="그 자리를 고쳐 주세요.",
    next_en="Correct that place.",
)
