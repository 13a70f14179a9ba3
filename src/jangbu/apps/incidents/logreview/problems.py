"""What can be wrong with the weekly look, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_OVER = Kind(
    "logreview.not_over",
    ko="아직 끝나지 않은 주예요.",
    en="This week is not over yet.",
    next_ko="다음 월요일부터 확인해 주세요.",
    next_en="Confirm it from next Monday on.",
    status=409,
)
DONE = Kind(
    "logreview.done",
    ko="이 주는 이미 확인했어요.",
    en="This week was confirmed already.",
    next_ko="다른 주를 골라 주세요.",
    next_en="Choose another week.",
    status=409,
)
NO_MONDAY = Kind(
    "logreview.no_monday",
    ko="한 주는 월요일에 시작해요.",
    en="A week begins on a Monday.",
    next_ko="월요일 날짜로 열어 주세요.",
    next_en="Open it by the date of its Monday.",
)
