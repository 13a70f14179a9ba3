"""The ledger vocabulary of the opening."""

from jangbu.apps.ledger.actions import declare

STARTED = declare("opening.started", ko="시작하기를 열었어요", en="Began the opening", link="/start/")
STEP_DONE = declare(
    "opening.step_done", ko="시작하기: {said_ko}, 마쳤어요", en="Opening: {said_en}, done", link="/start/"
)
STEP_SKIPPED = declare(
    "opening.step_skipped",
    ko="시작하기: {said_ko}, 나중에 하기로 했어요",
    en="Opening: {said_en}, left for later",
    link="/start/",
    decision=True,
)
FINISHED = declare(
    "opening.finished",
    ko="시작하기를 끝냈어요: 걸린 시간 {minutes}분, 적은 칸 {typed}개",
    en="Finished the opening: {minutes} min, {typed} fields typed",
    link="/start/",
)
