"""Reading surveys: one by its link, one with its result, floods that somebody should look at."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from jangbu.apps.pilots.models import Pilot, Survey, SurveyAnswer, SurveyLink
from jangbu.engines import value
from jangbu.kernel.errors import Language, Problem
from jangbu.kernel.text import number

CROWD = 8  # answers of one network in one day that are worth a look


def link_of(token: str) -> SurveyLink | None:
    """The link of an address, or None; the survey may be over."""
    return SurveyLink.objects.select_related("survey__pilot").filter(token=token).first()


def find(pilot: Pilot, survey_id: str) -> Survey | None:
    return pilot.surveys.filter(pk=survey_id).first()


@dataclass(frozen=True, slots=True)
class Result:
    """counts: of scores 1 to 5. mean with its 90 % interval where two or more answered and not all alike."""

    counts: tuple[int, int, int, int, int]
    answered: int
    aside: int
    asked: int | None  # None: anybody may answer
    mean: float | None
    low: float | None
    high: float | None

    def sentence(self, language: Language) -> str:
        if self.mean is None:
            return "아직 답이 없어요." if language == "ko" else "No answers yet."
        mean = number(self.mean, 1)
        if self.low is None or self.high is None:
            said = f"{self.answered}명이 답했고 평균 {mean}점이에요. 아직 얼마나 확실한지는 몰라요."
            return said if language == "ko" else f"{self.answered} answered, {mean} on average; too few to be sure."
        low, high = number(self.low, 1), number(self.high, 1)
        if language == "ko":
            return f"{self.answered}명이 답했고 평균 {mean}점이에요. {low}점에서 {high}점 사이로 봐요."
        return f"{self.answered} answered, {mean} on average. Between {low} and {high}."


def result(survey: Survey) -> Result:
    """Scores are ordinal: their counts come first; the mean's interval is Welch's t, cut to the scale."""
    scores = list(survey.answers.filter(set_aside_at=None).values_list("score", flat=True))
    counts = (scores.count(1), scores.count(2), scores.count(3), scores.count(4), scores.count(5))
    low, high = _interval([float(score) for score in scores])
    return Result(
        counts=counts,
        answered=len(scores),
        aside=survey.answers.exclude(set_aside_at=None).count(),
        asked=survey.links.count() if survey.way == Survey.Way.EACH else None,
        mean=statistics.fmean(scores) if scores else None,
        low=low,
        high=high,
    )


def _interval(scores: list[float]) -> tuple[float | None, float | None]:
    try:
        level = value.mean_effect(scores, scores).posterior("level") if len(scores) > 1 else None
    except Problem:  # all alike: nothing is known of their spread
        return None, None
    if level is None:
        return None, None
    return max(1.0, level.quantile(0.05)), min(5.0, level.quantile(0.95))


def crowds(survey: Survey) -> list[dict[str, Any]]:
    """Networks from which many answers came in one day: an office, or somebody with a script. A person looks."""
    if survey.way == Survey.Way.EACH:
        return []
    counted = survey.answers.values("network").annotate(count=Count("pk")).filter(count__gte=CROWD)
    found = []
    for place, each in enumerate(counted.order_by("-count"), start=1):
        some = SurveyAnswer.objects.filter(survey=survey, network=each["network"])
        found.append(
            {
                "place": place,
                "network": each["network"],
                "count": each["count"],
                "day": some.latest("answered_at").answered_at,
                "aside": not some.filter(set_aside_at=None).exists(),
            }
        )
    return found
