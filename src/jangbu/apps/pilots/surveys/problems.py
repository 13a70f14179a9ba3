"""What can go wrong with a survey; the first two are read by people outside the firm."""

from jangbu.kernel.errors import Kind

CLOSED = Kind(
    "pilots.survey_closed",
    ko="이 설문은 끝났어요.",
    en="This survey is over.",
    next_ko="관심을 가져 주셔서 고마워요.",
    next_en="Thank you for your interest.",
    status=410,
)
TOO_MANY = Kind(
    "pilots.survey_too_many",
    ko="같은 곳에서 답이 너무 많이 왔어요.",
    en="Too many answers came from the same place.",
    next_ko="한 시간 뒤에 다시 해 주세요.",
    next_en="Please try again in an hour.",
    status=429,
)
NO_SCORE = Kind(
    "pilots.survey_no_score",
    ko="점수를 고르지 않았어요.",
    en="No score was chosen.",
    next_ko="1점부터 5점까지 하나를 골라 주세요.",
    next_en="Please choose one of 1 to 5.",
)
COUNT_BAD = Kind(
    "pilots.survey_count",
    ko="주소는 한 번에 1개부터 {most}개까지 만들 수 있어요.",
    en="1 to {most} addresses can be made at a time.",
    next_ko="수를 다시 적어 주세요.",
    next_en="Give another number.",
)
