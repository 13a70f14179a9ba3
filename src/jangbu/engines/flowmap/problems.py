"""What can be wrong with a map."""

from jangbu.kernel.errors import Kind

KEY_TWICE = Kind(
    "flowmap.key_twice",
    ko="그림에 같은 상자가 두 번 있어요: {key}.",
    en="The map has the box {key} twice.",
    next_ko="상자마다 다른 이름표를 붙여 주세요.",
    next_en="Give every box a key of its own.",
)
EDGE_LOOSE = Kind(
    "flowmap.edge_loose",
    ko="화살표 끝에 상자가 없어요: {key}.",
    en="An arrow ends at {key}, and there is no such box.",
    next_ko="그 상자를 더하거나 화살표를 빼 주세요.",
    next_en="Add the box or leave the arrow out.",
)
KIND_UNKNOWN = Kind(
    "flowmap.kind_unknown",
    ko="모르는 상자 종류예요: {kind}.",
    en="{kind} is no kind of box.",
    next_ko="쓸 수 있는 종류: {known}.",
    next_en="Known kinds: {known}.",
)
