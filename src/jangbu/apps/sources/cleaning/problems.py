"""What can be wrong when values are judged or mended on a page."""

from jangbu.kernel.errors import Kind

TOO_MANY_ROWS = Kind(
    "cleaning.too_many_rows",
    ko="화면에서 하기에는 커요: {dataset} {rows:,}행.",
    en="{dataset} has {rows:,} rows, too many for a page.",
    next_ko="명령줄에서 ./jangbu {command}로 해 주세요.",
    next_en="Use ./jangbu {command} on the command line.",
    status=413,
)
VERSION_MOVED = Kind(
    "cleaning.version_moved",
    ko="{dataset}에 그 사이 새 판이 생겼어요.",
    en="{dataset} has a new version by now.",
    next_ko="새 판으로 다시 보고 정해 주세요.",
    next_en="Look at the new version and decide again.",
    status=409,
)
NOTHING_TO_MEND = Kind(
    "cleaning.nothing_to_mend",
    ko="이 손질로는 바뀌는 것이 없어요.",
    en="This recipe changes nothing.",
    next_ko="손질 순서를 고쳐 주세요.",
    next_en="Change the recipe.",
    status=400,
)
NOBODY_ASKED = Kind(
    "cleaning.nobody_asked",
    ko="{dataset} 손질을 맡긴 사람의 계정이 없어졌어요.",
    en="Whoever asked to mend {dataset} has no account any more.",
    next_ko="다른 사람이 손질 화면에서 다시 맡겨 주세요.",
    next_en="Somebody else has to ask again on the mending page.",
    status=409,
)
TWICE = Kind(
    "cleaning.target_twice",
    ko="두 열에 같은 이름 '{target}'이라고 정했어요: {columns}.",
    en="'{target}' was given to two columns: {columns}.",
    next_ko="한 열만 남겨 주세요.",
    next_en="Keep it for one of them.",
    status=400,
)
TOO_MANY_GROUPS = Kind(
    "cleaning.too_many_groups",
    ko="{dataset}에서 찾은 {groups:,}묶음은 화면에서 한 번에 합치기에는 많아요.",
    en="{dataset} has {groups:,} groups, too many to merge at once on a page.",
    next_ko="명령줄에서 ./jangbu match와 ./jangbu mend로 해 주세요.",
    next_en="Use ./jangbu match and ./jangbu mend on the command line.",
    status=413,
)
