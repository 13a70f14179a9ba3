"""What can be wrong with a catalogue, told by its place."""

from jangbu.kernel.errors import Kind

UNREADABLE = Kind(
    "checklist.unreadable",
    ko="{file}을 읽지 못했어요: {detail}",
    en="{file} could not be read: {detail}",
    next_ko="YAML로 된 점검표인지 봐 주세요. 쓰던 판을 그대로 써요.",
    next_en="See whether it is a checklist in YAML. The version in use stays.",
)
MISSING = Kind(
    "checklist.missing",
    ko="{file}의 {place}에 '{name}'이 없어요.",
    en="{file} lacks '{name}' at {place}.",
    next_ko="채운 뒤 다시 올려 주세요. 쓰던 판을 그대로 써요.",
    next_en="Fill it in and try again. The version in use stays.",
)
BAD_VALUE = Kind(
    "checklist.bad_value",
    ko="{file}의 {place}에 쓸 수 없는 값이 있어요: {name} = {value}",
    en="{file} holds a value that cannot be used at {place}: {name} = {value}",
    next_ko="{allowed} 가운데 하나로 적어 주세요. 쓰던 판을 그대로 써요.",
    next_en="Write one of: {allowed}. The version in use stays.",
)
TWICE = Kind(
    "checklist.twice",
    ko="{file}에 '{id}'가 두 번 있어요.",
    en="{file} has '{id}' twice.",
    next_ko="하나의 이름을 바꿔 주세요. 쓰던 판을 그대로 써요.",
    next_en="Rename one of them. The version in use stays.",
)
UNKNOWN_PREDICATE = Kind(
    "checklist.unknown_predicate",
    ko="{file}의 {place}가 모르는 근거 '{name}'을 불러요.",
    en="{place} in {file} asks for evidence that nobody gives: '{name}'.",
    next_ko="있는 근거 가운데 하나로 적어 주세요: {known}. 쓰던 판을 그대로 써요.",
    next_en="Write one of: {known}. The version in use stays.",
)
CIRCULAR = Kind(
    "checklist.circular",
    ko="{file}의 항목이 서로를 근거로 삼아요: {path}",
    en="Items of {file} lean on each other: {path}",
    next_ko="하나를 기록에서 나오는 근거로 바꿔 주세요. 쓰던 판을 그대로 써요.",
    next_en="Let one of them lean on records. The version in use stays.",
)
