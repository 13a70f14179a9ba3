"""How many cases the usual ways cover: learnt on one half of the cases, tried on the other, with an honest range.

Counted on the cases they were learnt from, the top ways of a small log look better than they are. So every case is
tried against ways learnt without it. Cases of one week are alike, so they count for fewer when weeks differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import DAY, NO_TIME, Ints

TOP = 5  # ways that a template, a form or an automation can be expected to hold
SPLITS = 20
FEWEST_WEEKS = 8
Z90 = 1.6448536269514722  # normal quantile of a two-sided 90 %


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Shares of cases, 0..1. low and high: the 90 % range of set5, with the sampling error of so many cases."""

    order5: float
    set5: float
    low: float
    high: float


def coverage(codes: Ints, top: int) -> float:
    """Share of cases whose way is among the `top` most frequent. Codes count from 0 by falling frequency."""
    return float((codes < top).mean())


def held_out(log: EventLog, seed: int) -> HeldOut:
    """Both halves learn and both are tried, over seeded splits. A single case covers nothing: 0 to 1."""
    orders, sets = log.variants[0], log.sets[0]
    if len(orders) < 2:
        return HeldOut(0.0, 0.0, 0.0, 1.0)
    rng = np.random.default_rng(seed)
    tried = np.zeros((2, len(orders)))  # by order and by set: how often each case was covered
    for _ in range(SPLITS):
        mixed = rng.permutation(len(orders))
        halves = mixed[: len(orders) // 2], mixed[len(orders) // 2 :]
        for learnt, other in (halves, halves[::-1]):
            for row, codes in enumerate((orders, sets)):
                tried[row, other] += _covered(codes[learnt], codes[other])
    order5, set5 = (float(share) for share in tried.mean(axis=1) / SPLITS)
    low, high = wilson(set5, len(orders) / _alike(log, tried[1] / SPLITS))
    return HeldOut(order5, set5, low, high)


def _covered(learnt: Ints, tried: Ints) -> npt.NDArray[np.bool_]:
    counts = np.bincount(learnt, minlength=int(tried.max()) + 1)
    usual = np.argsort(-counts, kind="stable")[:TOP]
    is_usual = np.zeros(len(counts), dtype=bool)
    is_usual[usual[counts[usual] > 0]] = True
    return is_usual[tried]


def _alike(log: EventLog, covered: npt.NDArray[np.float64]) -> float:
    """The design effect of weeks (Kish 1965): how many cases tell as much as one independent case would; at least 1."""
    first = log.spans[0]
    timed = first != NO_TIME
    _weeks, week = np.unique(first[timed] // (7 * DAY), return_inverse=True)
    share, weeks = float(covered[timed].mean()) if timed.any() else 0.0, int(week.max(initial=-1)) + 1
    if weeks < FEWEST_WEEKS or not 0 < share < 1:
        return 1.0
    off = np.bincount(week, weights=covered[timed] - share, minlength=weeks)
    between = float((off**2).sum()) * weeks / (weeks - 1)
    return max(1.0, between / (share * (1 - share) * int(timed.sum())))


def wilson(share: float, n: float, z: float = Z90) -> tuple[float, float]:
    """Wilson's interval for a share of n cases (Wilson 1927), 90 % by default."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)
