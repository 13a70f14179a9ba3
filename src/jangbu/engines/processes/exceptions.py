"""The ways that the usual ones do not cover: the exception list of a procedure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from jangbu.engines.processes.heldout import TOP
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import Ints
from jangbu.kernel.errors import Language

MOST = 200  # ways listed
SHOWN = 3  # cases of each


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A way outside the usual sets, and how it differs from the nearest usual way: steps it lacks, steps it adds, steps
    it does more often. share is of all cases."""

    steps: tuple[str, ...]
    cases: int
    share: float
    example_cases: tuple[str, ...]
    nearest: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    repeated: tuple[str, ...]

    def sentence(self, language: Language = "ko") -> str:
        """How it differs, in words."""
        ko = language == "ko"
        parts = (
            ("빠진 단계", "without", self.missing),
            ("더한 단계", "with", self.extra),
            ("다시 한 단계", "again", self.repeated),
        )
        told = [f"{one if ko else other}: {', '.join(steps)}" for one, other, steps in parts if steps]
        return "; ".join(told) or ("순서만 달라요" if ko else "only the order differs")

    def as_json(self) -> dict[str, Any]:
        return {
            "variant": list(self.steps),
            "steps": list(self.steps),
            "cases": self.cases,
            "share": self.share,
            "example_cases": list(self.example_cases),
            "nearest": list(self.nearest),
            "differs": {
                "missing": list(self.missing),
                "extra": list(self.extra),
                "repeated": list(self.repeated),
            },
        }


def uncovered_ways(log: EventLog, most: int = MOST) -> tuple[Uncovered, ...]:
    """The most frequent first, at most `most`. Usual ways are the most frequent variant of each of the top five
    sets."""
    orders, ways = log.variants
    sets, _kinds = log.sets
    usual = [int(orders[sets == code].min()) for code in range(min(TOP, int(sets.max()) + 1))]
    standard = [log.names(ways[code]) for code in usual]
    outside = np.flatnonzero(sets >= TOP)
    outside = outside[np.argsort(orders[outside], kind="stable")]  # codes fall by frequency over the whole log
    codes, starts, counts = np.unique(orders[outside], return_index=True, return_counts=True)
    return tuple(
        _told(log, log.names(ways[code]), outside[start : start + count], standard)
        for code, start, count in zip(codes[:most], starts[:most], counts[:most], strict=True)
    )


def _told(log: EventLog, steps: tuple[str, ...], members: Ints, standard: list[tuple[str, ...]]) -> Uncovered:
    done = Counter(steps)
    nearest = min(standard, key=lambda way: _apart(Counter(way), done))
    usual = Counter(nearest)
    return Uncovered(
        steps=steps,
        cases=len(members),
        share=len(members) / len(log.cases),
        example_cases=tuple(log.cases[member] for member in members[:SHOWN]),
        nearest=nearest,
        missing=tuple(dict.fromkeys(step for step in nearest if not done[step])),
        extra=tuple(dict.fromkeys(step for step in steps if not usual[step])),
        repeated=tuple(dict.fromkeys(step for step in steps if done[step] > max(usual[step], 1))),
    )


def _apart(one: Counter[str], other: Counter[str]) -> int:
    """Steps to add or take away to make one of the other, order aside."""
    return ((one - other) + (other - one)).total()
