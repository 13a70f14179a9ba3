"""Where a change of handling time came from: each kind of case for itself, and the mix of kinds.

The plain means before and after differ by several changes at once. Shapley values give each its part, averaged over
every order of changing them, so the parts add up exactly (engines.value.why_changed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jangbu.engines import value

MIX = ""  # the driver that stands for how many cases of each kind there are
OTHERS = "\0"  # no kind of a log is called this
MOST = 10  # kinds split one by one; the others are told together


@dataclass(frozen=True, slots=True)
class Part:
    """`change`: in the unit of the times, per case; below 0 is time saved. name: the kind, MIX, or None: the others."""

    name: str | None
    change: float


@dataclass(frozen=True, slots=True)
class Split:
    """Means per case before and after, in the unit of the times, and the parts of their difference."""

    before: float
    after: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    cases: float
    mean: float


def split_of(told: Mapping[str, Any] | None) -> Split | None:
    """From a case effect as an examination keeps it. None where there are not several kinds on both sides."""
    kinds = _kinds(told["strata"]) if told else {}
    if len(kinds) < 2:
        return None
    before: dict[str, float] = {key: off.mean for key, (off, _on) in kinds.items()} | {MIX: 0.0}
    after = {key: on.mean for key, (_off, on) in kinds.items()} | {MIX: 1.0}

    def mean(drivers: Mapping[str, float]) -> float:
        side = 1 if drivers[MIX] else 0
        counts = {key: sides[side].cases for key, sides in kinds.items()}
        return sum(counts[key] * drivers[key] for key in kinds) / sum(counts.values())

    found = value.why_changed(before, after, mean)
    parts = [Part(None if key == OTHERS else key, change) for key, change in found.items()]
    parts.sort(key=lambda part: part.change)
    return Split(mean(before), mean(after), tuple(parts))


def _kinds(strata: Sequence[Mapping[str, Any]]) -> dict[str, tuple[_Side, _Side]]:
    """Those seen on both sides, the largest one by one; a kind of one side only is no comparison."""
    seen = [each for each in strata if each["before"]["n"] and each["after"]["n"]]
    seen.sort(key=lambda each: -each["after"]["n"])
    found = {str(each["name"]): (_side([each], "before"), _side([each], "after")) for each in seen[:MOST]}
    rest = seen[MOST:]
    return found | ({OTHERS: (_side(rest, "before"), _side(rest, "after"))} if rest else {})


def _side(strata: Sequence[Mapping[str, Any]], side: str) -> _Side:
    cases = sum(each[side]["n"] for each in strata)
    return _Side(cases, sum(each[side]["n"] * each[side]["mean"] for each in strata) / cases)
