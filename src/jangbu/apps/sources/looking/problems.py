"""What can keep a version from being looked at."""

from jangbu.kernel.errors import Kind

GAVE_UP = Kind(
    "looking.gave_up",
    ko="{starts}번 시작했지만 끝나기 전에 멈췄어요.",
    en="It was begun {starts} times and cut off each time.",
    next_ko="메모리가 넉넉한 컴퓨터에서 ./jangbu {command}로 해 주세요.",
    next_en="Use ./jangbu {command} on a machine with more memory.",
    status=409,
)
BROKE = Kind(
    "looking.broke",
    ko="살펴보다가 예상하지 못한 일로 멈췄어요 ({what}).",
    en="Something unforeseen ended it ({what}).",
    next_ko="다시 살펴보기를 눌러 보고, 또 멈추면 ./jangbu {command}로 해 주세요.",
    next_en="Look once more; if it ends again, use ./jangbu {command}.",
    status=500,
)
MENDING_NOW = Kind(
    "looking.mending_now",
    ko="{dataset}에서 앞서 맡긴 손질이 아직 끝나지 않았어요.",
    en="A mend of {dataset} that was asked for before is still at work.",
    next_ko="손질 화면에서 끝난 것을 보고, 새 판에서 이어서 해 주세요.",
    next_en="Wait for it on the mending page and go on with the new version.",
    status=409,
)
NOTHING_ASKED = Kind(
    "looking.nothing_asked",
    ko="{dataset}에서 무엇을 손질할지 아직 정하지 않았어요.",
    en="Nothing has been chosen to mend in {dataset}.",
    next_ko="손질 화면에서 순서를 보고 '손질해서 새 판 만들기'를 눌러 주세요.",
    next_en="Look at the steps on the mending page and make the new version there.",
    status=400,
)
LOOK_FIRST = Kind(
    "looking.look_first",
    ko="{dataset}은(는) 먼저 살펴봐야 해요.",
    en="{dataset} has to be looked at first.",
    next_ko="'살펴보기 시작'을 누르고 끝나면 다시 해 주세요.",
    next_en="Start looking, and try again when it is done.",
    status=409,
)
