"""Scores over time, of all datasets at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.sources.delivery.models import QualityRun
from jangbu.apps.sources.delivery.queries import visible
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One measurement of the version that was newest then. Score in points of 100."""

    dataset: str
    name: str
    threshold: int
    at: datetime
    score: int


def score_points(actor: Actor, until: datetime) -> list[ScorePoint]:
    """Every measurement up to that moment of the datasets this actor may see, oldest first. Two queries."""
    seen = {each.pk: each for each in visible(actor)}
    runs = QualityRun.objects.filter(version__dataset__in=list(seen), score__isnull=False, created_at__lte=until)
    found = runs.order_by("created_at", "pk").values_list("version__dataset", "created_at", "score")
    return [
        ScorePoint(key, seen[key].name, seen[key].threshold, at, score) for key, at, score in found if score is not None
    ]
