"""The quality score: five dimensions, 0 to 100 each, every lost point with the rows behind it.

A dimension's score is 100 less the points lost; component i with weight w loses 100 · w · failing / total / Σw. The
overall score takes the dimensions that speak of rows together as yields, by their weighted geometric mean, and then the
mean of that and timeliness (docs/adr/0011). None means that nothing speaks for a score: no rule of that dimension, or
no dated rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from jangbu.engines.quality.checking import RuleResult
from jangbu.engines.quality.model import MOMENTS, Profile
from jangbu.engines.quality.rules import DIMENSIONS, Dimension, Kind
from jangbu.engines.quality.words import listed, says
from jangbu.kernel.text import number


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. Days: data up to `fresh` days old lose nothing, at `stale` days they lose all."""

    dimensions: Mapping[Dimension, float] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(DIMENSIONS, 1.0))
    )
    kinds: Mapping[Kind, float] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(get_args(Kind), 1.0)))
    fresh: int = 31
    stale: int = 365


@dataclass(frozen=True, slots=True)
class Component:
    """What a rule takes from its dimension: `points_lost` of 100. `failing` and `total` count rows, or days."""

    rule: str
    failing: int
    total: int
    weight: float
    points_lost: float
    says: Mapping[str, str]
    unit: str = "rows"

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "failing": self.failing,
            "total": self.total,
            "weight": self.weight,
            "points_lost": self.points_lost,
            "unit": self.unit,
            "says": dict(self.says),
        }


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """`value` 0 to 100, or None; equals 100 less the points its components lost."""

    value: float | None
    weight: float
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Score:
    overall: float | None
    dimensions: Mapping[Dimension, DimensionScore]

    @property
    def completeness(self) -> float | None:
        return self.dimensions["completeness"].value

    @property
    def uniqueness(self) -> float | None:
        return self.dimensions["uniqueness"].value

    @property
    def validity(self) -> float | None:
        return self.dimensions["validity"].value

    @property
    def consistency(self) -> float | None:
        return self.dimensions["consistency"].value

    @property
    def timeliness(self) -> float | None:
        return self.dimensions["timeliness"].value

    def as_json(self) -> dict[str, Any]:
        """The five and the overall value, and under `dimensions` what each is made of."""
        detail = {
            name: {
                "value": found.value,
                "weight": found.weight,
                "components": [component.as_json() for component in found.components],
            }
            for name, found in self.dimensions.items()
        }
        values: dict[str, float | None] = {name: found.value for name, found in self.dimensions.items()}
        return {"overall": self.overall, **values, "dimensions": detail}


def score(
    profile: Profile, rules: Sequence[RuleResult], *, as_of: date | None = None, weights: Weights | None = None
) -> Score:
    """The score of a profiled table from its rules' results. Without `as_of` timeliness cannot be told."""
    by = weights or Weights()
    dimensions: dict[Dimension, DimensionScore] = {}
    for name in DIMENSIONS:
        parts = [_part(result, by) for result in rules if result.rule.measures == name and result.total]
        if name == "timeliness":
            # a rule against dates to come says little without a newest day that is known
            fresh = _freshness(profile, as_of, by) if as_of is not None else None
            parts = [fresh, *parts] if fresh is not None else []
        dimensions[name] = _dimension(parts, by.dimensions[name])
    return Score(_overall(dimensions), MappingProxyType(dimensions))


def _overall(dimensions: Mapping[Dimension, DimensionScore]) -> float | None:
    """A row has to be there, once, valid and consistent all at the same time, so those multiply: where one is bad, good
    ones do not hide it. Age is no share of rows; it is averaged with the rest by its weight."""
    told = {name: (found.value, found.weight) for name, found in dimensions.items() if found.value is not None}
    age, fresh = told.pop("timeliness", (0.0, 0.0))
    weight = sum(own for _value, own in told.values())
    yielded = 100.0 * math.prod((value / 100) ** (own / weight) for value, own in told.values()) if weight else 0.0
    return (weight * yielded + fresh * age) / (weight + fresh) if weight + fresh else None


Part = tuple[str, int, int, float, Mapping[str, str], str]  # rule, failing, total, weight, sentences, unit


def _part(result: RuleResult, by: Weights) -> Part:
    return result.rule.id, result.failing, result.total, by.kinds[result.rule.kind], result.rule.says(), "rows"


def _dimension(parts: Sequence[Part], weight: float) -> DimensionScore:
    whole = sum(part[3] for part in parts)
    if not whole:
        return DimensionScore(None, weight, ())
    components = tuple(
        Component(rule, failing, total, own, 100.0 * own * failing / total / whole, said, unit)
        for rule, failing, total, own, said, unit in parts
    )
    value = 100.0 - sum(component.points_lost for component in components)
    return DimensionScore(max(0.0, value), weight, components)


def _freshness(profile: Profile, as_of: date, by: Weights) -> Part | None:
    """How old the newest record is, by the freshest column of days on which something happened."""
    days = [
        (column.newest, column.name)
        for column in profile.columns
        if column.type in MOMENTS
        and column.newest is not None
        and column.semantic != "birth"
        and not says(column.name, listed("future"))
    ]
    if not days:
        return None
    newest, name = max(days)
    age = (as_of - newest).days
    late = min(max(0, age - by.fresh), by.stale - by.fresh)
    said = {
        "ko": f"'{name}'의 가장 새 날짜가 {newest.isoformat()}, 기준일보다 {number(age)}일 전이에요",
        "en": f"The newest date in '{name}' is {newest.isoformat()}, {number(age)} days before this look",
    }
    return f"freshness:{name}", late, by.stale - by.fresh, 1.0, said, "days"
