"""Is it the same work over and over? `repeatability` measures; `Repeatability` holds the figures and tells them.

Two traps are met on purpose: steps that run in parallel make one way look like many, so ways are also compared as sets;
and the top ways look better on the cases they were learnt from, so the verdict rests on the held-out share and its
range.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np

from jangbu.engines.processes import words
from jangbu.engines.processes.exceptions import Uncovered, uncovered_ways
from jangbu.engines.processes.heldout import TOP, HeldOut, coverage, held_out
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.timefaults import TimeFault, time_faults
from jangbu.engines.processes.volume import Volume, volume
from jangbu.engines.processes.words import ENOUGH, FEWEST_CASES, MOST_REWORK, SOME, Verdict
from jangbu.kernel.errors import Language

TOPS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Repeatability:
    """What a log says about its process. Shares are of cases, 0..1.

    order, sets: share covered by the top 1, 3, 5, 10 ways, by order and with order and repetition forgotten. rework:
    cases that do any step more than once. predictability: moves that the most usual next step gets right.
    """

    cases: int
    events: int
    variants: int
    order: dict[int, float]
    sets: dict[int, float]
    held_out: HeldOut
    rework: float
    predictability: float
    volume: Volume
    time_faults: tuple[TimeFault, ...]
    verdict: Verdict
    exceptions: tuple[Uncovered, ...]
    left_out: dict[str, int]  # events that do not count or count oddly, by reason

    @property
    def per_month(self) -> float:
        return self.volume.per_month

    def word(self, language: Language = "ko") -> str:
        return words.verdict_word(self.verdict, language)

    def sentence(self, language: Language = "ko") -> str:
        """The verdict with the numbers it rests on."""
        return words.verdict_sentence(self.verdict, self.cases, self.held_out, self.rework, language)

    def why(self, language: Language = "ko") -> str:
        """Why this may be believed: how it was measured."""
        return words.method(language)

    def as_json(self) -> dict[str, Any]:
        """The keys of the `repeatable` command, and more."""
        outside = 1 - self.sets[TOP]
        return {
            "cases": self.cases,
            "events": self.events,
            "variants": self.variants,
            "coverage": {
                "order": {str(top): share for top, share in self.order.items()},
                "set": {str(top): share for top, share in self.sets.items()},
                "held_out": asdict(self.held_out),
            },
            "rework": self.rework,
            "predictability": self.predictability,
            "per_month": self.volume.per_month,
            "per_month_basis": self.volume.basis,
            "months": [asdict(month) for month in self.volume.months],
            "time_faults": [fault.as_json() for fault in self.time_faults],
            "verdict": self.verdict,
            "says": {language: self.sentence(language) for language in words.LANGUAGES},
            "why": {language: self.why(language) for language in words.LANGUAGES},
            "exceptions": [way.as_json() for way in self.exceptions],
            "uncovered": {"share": outside, "listed": len(self.exceptions)},
            "left_out": self.left_out,
        }


def repeatability(log: EventLog, *, now: datetime, seed: int = 1) -> Repeatability:
    """Everything the log says about how far the work repeats. `now`: what the future is measured from; seed: of the
    splits. The shares follow van der Aalst, Process Mining (2016), ch. 5 to 8; the thresholds are our own."""
    orders, ways = log.variants
    held, rework = held_out(log, seed), float(log.reworked.mean())
    return Repeatability(
        cases=len(log.cases),
        events=log.events,
        variants=len(ways),
        order={top: coverage(orders, top) for top in TOPS},
        sets={top: coverage(log.sets[0], top) for top in TOPS},
        held_out=held,
        rework=rework,
        predictability=predictability(log),
        volume=volume(log, now=now),
        time_faults=time_faults(log, now=now),
        verdict=verdict_of(len(log.cases), held.low, rework),
        exceptions=uncovered_ways(log),
        left_out=dict(log.left_out),
    )


def verdict_of(cases: int, low: float, rework: float) -> Verdict:
    """`low`: the low end of the held-out set share."""
    if cases < FEWEST_CASES:
        return "not_enough_cases"
    if low >= ENOUGH and rework <= MOST_REWORK:
        return "repeatable"
    return "guided_only" if low >= SOME else "not_yet"


def predictability(log: EventLog) -> float:
    """Share of moves that the most usual one gets right: into a case, from step to step, and out of it; events + cases
    moves in all."""
    width = len(log.activities)
    steps = log.activity[log.order]
    following = np.append(steps[1:], width)
    following[log.bounds[1:] - 1] = width
    pairs, counts = np.unique(steps * (width + 1) + following, return_counts=True)
    best = np.zeros(width, dtype=np.int64)
    np.maximum.at(best, pairs // (width + 1), counts)
    begun = np.bincount(steps[log.bounds[:-1]]).max()
    return float((best.sum() + begun) / (log.events + len(log.cases)))
