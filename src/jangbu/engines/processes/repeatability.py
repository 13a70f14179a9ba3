"""Is it the same work over and over? Coverage of the usual ways, learnt on one half and scored on the other.

Two traps are met on purpose: parallel steps make one way look like many, so ways are also compared as sets; and the
share of the top ways is biased upward on small logs, so the verdict rests on the held-out half with its interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np

from jangbu.engines.processes.exceptions import Uncovered, uncovered_ways
from jangbu.engines.processes.log import NO_TIME, EventLog, Ints
from jangbu.engines.processes.timefaults import TimeFault, time_faults
from jangbu.engines.processes.times import SEOUL, as_datetime
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number, percent

Verdict = Literal["repeatable", "guided_only", "not_yet", "not_enough_cases"]

TOPS = (1, 3, 5, 10)
TOP = 5  # ways that a template, a form or an automation can be expected to hold
FEWEST_CASES = 100
ENOUGH, SOME = 0.60, 0.40  # share of cases that the top ways cover
MOST_REWORK = 0.30
SPLITS = 20
Z90 = 1.6448536269514722

WORDS: dict[Verdict, tuple[str, str]] = {
    "repeatable": ("반복되는 일이에요", "it repeats"),
    "guided_only": ("사람이 이끌고 돕게만 할 수 있어요", "guided assistance only"),
    "not_yet": ("아직 반복되는 일이 아니에요", "it does not repeat yet"),
    "not_enough_cases": ("건수가 적어서 알 수 없어요", "too few cases to tell"),
}


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Share of cases covered by the top five ways learnt on the other half; low and high are the 90 % range of the
    set share, with the sampling error of so many cases."""

    order5: float
    set5: float
    low: float
    high: float


@dataclass(frozen=True)
class Repeatability:
    """What a log says about its process. Shares lie in 0..1; per_month is the median of whole months."""

    cases: int
    events: int
    variants: int
    order: dict[int, float]
    sets: dict[int, float]
    held_out: HeldOut
    rework: float  # share of cases that do any step more than once
    predictability: float  # share of moves that the most usual next step gets right
    per_month: float
    months: tuple[tuple[str, int], ...]
    time_faults: tuple[TimeFault, ...]
    verdict: Verdict
    exceptions: tuple[Uncovered, ...]

    def word(self, language: Language = "ko") -> str:
        return WORDS[self.verdict][0 if language == "ko" else 1]

    def sentence(self, language: Language = "ko") -> str:
        """The verdict with the numbers it rests on."""
        ko = language == "ko"
        if self.verdict == "not_enough_cases":
            if ko:
                return f"{number(self.cases)}건이라 아직 알 수 없어요. {FEWEST_CASES}건이 넘으면 말할 수 있어요."
            return f"{number(self.cases)} cases are too few to tell; {FEWEST_CASES} would do."
        low, high = percent(self.held_out.low), percent(self.held_out.high)
        if ko:
            said = f"{self.word('ko')}. 자주 하는 방식 {TOP}가지가 {percent(self.held_out.set5)}를 덮어요"
            return f"{said} ({low}에서 {high} 사이). 같은 단계를 다시 한 건은 {percent(self.rework)}예요."
        said = f"{self.word('en').capitalize()}: the {TOP} most usual ways cover {percent(self.held_out.set5)}"
        return f"{said} (between {low} and {high}); {percent(self.rework)} of cases repeat a step."

    def why(self, language: Language = "ko") -> str:
        """The method, for whoever asks why this should be believed."""
        if language == "ko":
            return (
                f"건의 절반에서 자주 하는 방식 {TOP}가지를 배우고 나머지 절반에 대 봤어요. "
                f"이것을 {SPLITS}번 되풀이했어요. 순서를 빼고 본 비율의 아래 끝이 {percent(ENOUGH)}를 넘고 "
                f"다시 한 건이 {percent(MOST_REWORK)} 이하면 반복되는 일로 봐요."
            )
        return (
            f"The {TOP} most usual ways were learnt on half of the cases and tried on the other half, {SPLITS} times. "
            f"It counts as repeating when the low end, order aside, is {percent(ENOUGH)} or more and at most "
            f"{percent(MOST_REWORK)} of cases repeat a step."
        )

    def as_json(self) -> dict[str, Any]:
        """The keys of the `repeatable` command."""
        return {
            "cases": self.cases,
            "events": self.events,
            "variants": self.variants,
            "coverage": {
                "order": {str(top): share for top, share in self.order.items()},
                "set": {str(top): share for top, share in self.sets.items()},
                "held_out": {
                    "order5": self.held_out.order5,
                    "set5": self.held_out.set5,
                    "low": self.held_out.low,
                    "high": self.held_out.high,
                },
            },
            "rework": self.rework,
            "predictability": self.predictability,
            "per_month": self.per_month,
            "months": [{"month": month, "cases": cases} for month, cases in self.months],
            "time_faults": [fault.as_json() for fault in self.time_faults],
            "verdict": self.verdict,
            "says": {"ko": self.sentence("ko"), "en": self.sentence("en")},
            "why": {"ko": self.why("ko"), "en": self.why("en")},
            "exceptions": [way.as_json() for way in self.exceptions],
        }


def repeatability(log: EventLog, *, now: datetime, seed: int = 1) -> Repeatability:
    """Everything the log says about how far the work repeats. `now` is what the future is measured from."""
    orders, ways = log.variants
    sets, _ = log.sets
    cases = len(log.cases)
    held = held_out(orders, sets, seed)
    rework = float(log.reworked.mean())
    months = _months(log)
    return Repeatability(
        cases=cases,
        events=log.events,
        variants=len(ways),
        order={top: coverage(orders, top) for top in TOPS},
        sets={top: coverage(sets, top) for top in TOPS},
        held_out=held,
        rework=rework,
        predictability=predictability(log),
        per_month=_per_month(months),
        months=months,
        time_faults=time_faults(log, now=now),
        verdict=_verdict(cases, held, rework),
        exceptions=uncovered_ways(log, TOP),
    )


def coverage(codes: Ints, top: int) -> float:
    """Share of cases whose way is among the `top` most frequent ones."""
    counts = np.bincount(codes)
    return float(np.sort(counts)[::-1][:top].sum() / len(codes))


def held_out(orders: Ints, sets: Ints, seed: int) -> HeldOut:
    """Both halves learn and are scored, over seeded splits; the range is Wilson's for a share of so many cases."""
    rng = np.random.default_rng(seed)
    cases, half = len(orders), len(orders) // 2
    if half == 0:
        return HeldOut(0.0, 0.0, 0.0, 1.0)
    shares = []
    for _ in range(SPLITS):
        mixed = rng.permutation(cases)
        one, other = mixed[:half], mixed[half:]
        for learnt, tried in ((one, other), (other, one)):
            shares.append([_covered(codes[learnt], codes[tried]) for codes in (orders, sets)])
    order5, set5 = np.mean(shares, axis=0)
    low, high = wilson(float(set5), cases)
    return HeldOut(float(order5), float(set5), low, high)


def _covered(learnt: Ints, tried: Ints) -> float:
    counts = np.bincount(learnt)
    usual = np.argsort(-counts, kind="stable")[:TOP]
    return float(np.isin(tried, usual[counts[usual] > 0]).mean())


def wilson(share: float, n: int, z: float = Z90) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927), 90 % by default."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def predictability(log: EventLog) -> float:
    """Share of moves that the most usual one gets right: into the case, from step to step, and out of it."""
    width = len(log.activities)
    steps = log.activity[log.order]
    following = np.append(steps[1:], width)
    following[log.bounds[1:] - 1] = width
    moves = np.bincount(steps * (width + 1) + following, minlength=width * (width + 1)).reshape(width, width + 1)
    begun = np.bincount(steps[log.bounds[:-1]], minlength=width)
    return float((moves.max(axis=1).sum() + begun.max()) / (log.events + len(log.cases)))


def _verdict(cases: int, held: HeldOut, rework: float) -> Verdict:
    if cases < FEWEST_CASES:
        return "not_enough_cases"
    if held.low >= ENOUGH and rework <= MOST_REWORK:
        return "repeatable"
    return "guided_only" if held.low >= SOME else "not_yet"


def _months(log: EventLog) -> tuple[tuple[str, int], ...]:
    """Cases by the month, in Korean time, in which they began."""
    first = np.full(len(log.cases), np.iinfo(np.int64).max)
    known = log.time != NO_TIME
    np.minimum.at(first, log.case[known], log.time[known])
    timed = first[first != np.iinfo(np.int64).max]
    counts: dict[str, int] = {}
    days, tallies = np.unique((timed + 9 * 3_600_000_000) // 86_400_000_000, return_counts=True)
    for day, tally in zip(days, tallies, strict=True):
        month = f"{as_datetime(int(day) * 86_400_000_000 - 9 * 3_600_000_000).astimezone(SEOUL):%Y-%m}"
        counts[month] = counts.get(month, 0) + int(tally)
    return tuple(sorted(counts.items()))


def _per_month(months: tuple[tuple[str, int], ...]) -> float:
    """The median of the months between the first and the last, which are seldom whole."""
    whole = [cases for _month, cases in (months[1:-1] or months)]
    return float(np.median(whole)) if whole else 0.0
