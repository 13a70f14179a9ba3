"""The ways that the usual ones do not cover: the exception list of a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jangbu.engines.processes.log import EventLog

MOST = 20


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A way outside the usual sets, most frequent first, and how it differs from the nearest usual one."""

    steps: tuple[str, ...]
    cases: int
    share: float
    example_cases: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    repeated: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "steps": list(self.steps),
            "cases": self.cases,
            "share": self.share,
            "example_cases": list(self.example_cases),
            "missing": list(self.missing),
            "extra": list(self.extra),
            "repeated": list(self.repeated),
        }


def uncovered_ways(log: EventLog, top: int) -> tuple[Uncovered, ...]:
    """At most 20 ways whose set of steps is not among the `top` most frequent sets."""
    orders, ways = log.variants
    sets, kinds = log.sets
    usual = np.argsort(-np.bincount(sets), kind="stable")[:top]
    outside = np.flatnonzero(~np.isin(sets, usual))
    codes, counts = np.unique(orders[outside], return_counts=True)
    standard = [frozenset(log.names(kinds[code])) for code in usual]
    made = []
    for rank in np.argsort(-counts, kind="stable")[:MOST]:
        steps = log.names(ways[codes[rank]])
        members = outside[orders[outside] == codes[rank]][:3]
        nearest = max(standard, key=lambda kind: _alike(kind, frozenset(steps)))
        made.append(
            Uncovered(
                steps=tuple(steps),
                cases=int(counts[rank]),
                share=float(counts[rank] / len(orders)),
                example_cases=tuple(log.cases[member] for member in members),
                missing=tuple(sorted(nearest - set(steps))),
                extra=tuple(dict.fromkeys(step for step in steps if step not in nearest)),
                repeated=tuple(dict.fromkeys(step for step in steps if steps.count(step) > 1)),
            )
        )
    return tuple(made)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index."""
    return len(one & other) / len(one | other)
