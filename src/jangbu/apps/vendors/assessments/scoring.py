"""The score: weighted points of what was answered, between what it is if the rest is bad and if the rest is good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from jangbu.apps.vendors.assessments.criteria import Catalogue, Criterion

Verdict = Literal["met", "partly", "unmet", "unknown"]


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion's share. `points` is None where nothing was answered."""

    criterion: Criterion
    weight: int
    points: int | None

    @property
    def lost(self) -> int:
        """Weight that this answer costs, in hundredths: what to ask about first. Silence costs all of it."""
        return self.weight * (100 - (self.points or 0))


@dataclass(frozen=True, slots=True)
class Score:
    """Points 0 to 100, rounded. `low` counts every open criterion as 0, `high` as 100; `middle` leaves them out."""

    middle: int | None
    low: int
    high: int
    parts: tuple[Part, ...]
    threshold: int

    @property
    def unanswered(self) -> tuple[Criterion, ...]:
        return tuple(part.criterion for part in self.parts if part.points is None and part.weight)

    @property
    def verdict(self) -> Verdict:
        """Good only if it is good whatever the open answers turn out to be; bad only if it is bad whatever they do."""
        if self.middle is None:
            return "unknown"
        if self.low >= self.threshold:
            return "met"
        return "unmet" if self.high < self.threshold else "partly"

    @property
    def weakest(self) -> tuple[Part, ...]:
        return tuple(sorted((part for part in self.parts if part.lost), key=lambda part: -part.lost))


def score(catalogue: Catalogue, weights: Mapping[str, int], answers: Mapping[str, str]) -> Score:
    """`answers` are values by criterion; one that is empty, unknown or gone from the file is unanswered."""
    parts = []
    for criterion in catalogue.criteria:
        found = criterion.answer(answers.get(criterion.id, ""))
        weight = weights.get(criterion.id, criterion.weight)
        parts.append(Part(criterion, weight, found.points if found else None))
    known = [part for part in parts if part.points is not None]
    total, answered = sum(part.weight for part in parts), sum(part.weight for part in known)
    gained = sum(part.weight * (part.points or 0) for part in known)
    low = _points(gained, total)
    high = _points(gained + 100 * (total - answered), total)
    middle = _points(gained, answered) if answered else None
    return Score(middle, low, high, tuple(parts), catalogue.threshold)


def _points(gained: int, weight: int) -> int:
    return round(Fraction(gained, weight)) if weight else 0
