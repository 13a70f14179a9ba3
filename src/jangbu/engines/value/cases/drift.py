"""Slow drift and days that resemble their neighbours, taken from the days of the cases.

Cases tell how much was spent at the same mix; they do not tell whether the level was drifting anyway. For that, each
day's minutes are set against what its own cases would have cost at the baseline's means, so that the mix is out, and
the daily model of `gls` and `prior` (weekday, shrunk slope, autocorrelation) is fitted to that. What it says beyond a
plain mean of the same days is added to the comparison of cases: its shift, and its uncertainty where that is larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from jangbu.engines.value.cases.cells import Cells, moments
from jangbu.engines.value.cases.reading import Cases
from jangbu.engines.value.design import Design, estimate
from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.series import MIN_BASELINE, MIN_PILOT, Day
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

MOST_BOWED = 0.02  # of the log


@dataclass(frozen=True)
class Drift:
    """step: of the log ratio by the daily model; plain: the same by means over the days, weighted by their cases."""

    step: Mixture
    plain: float

    def around(self, centre: float, error: float) -> Mixture:
        """The log ratio of the cases, shifted by what drift explains, and never narrower than the cases alone make it;
        less the bow of the exponential, as for days."""
        wide = max(1.0, error / max(self.step.sd(), 1e-12))
        middle = self.step.mean()
        shift = centre - self.plain
        centres = middle + (self.step.centre - middle) * wide + shift
        found = Mixture(centres, self.step.spread * wide, self.step.weight, self.step.df)
        return found.shifted(-min(found.sd() ** 2 / 2, MOST_BOWED))


def drift_of(told: Cases, cells: Cells, first: int) -> Drift | None:
    """`told` may begin before `first`, the ordinal of the first day that the comparison of cases counts. None where
    cases were assigned at random, where their days are not known, or are too few: 14 before, 5 after."""
    if told.day is None or told.randomised:
        return None
    used = cells.used
    day, cell, value, after = told.day[used], cells.cell[used], told.value[used], told.after[used]
    expected = moments(value[~after], cell[~after], int(cell.max()) + 1)[1][cell]
    ordinals, place = np.unique(day, return_inverse=True)
    spent = np.bincount(place.ravel(), weights=value)
    wanted = np.bincount(place.ravel(), weights=expected)
    late = np.bincount(place.ravel(), weights=after) > 0
    keep = wanted > 0
    if keep.all() and late.any() and int(ordinals[late].min()) <= int(ordinals[~late].max(initial=0)):
        return None  # both sides on the same days: nothing can drift between them
    ordinals, late = ordinals[keep], late[keep]
    if (~late).sum() < MIN_BASELINE or late.sum() < MIN_PILOT:
        return None
    index = spent[keep] / wanted[keep]
    y = np.log(index) if index.min() > 0 else index / index[~late].mean() - 1
    step = _step(ordinals.tolist(), late.tolist(), index.tolist(), y)
    weight, counted = wanted[keep], ~late & (ordinals >= first)
    if not counted.any():
        return None
    plain = np.average(y[late], weights=weight[late]) - np.average(y[counted], weights=weight[counted])
    return Drift(step, float(plain)) if step is not None else None


def _step(ordinals: list[int], late: list[bool], index: list[float], y: Floats) -> Mixture | None:
    days = [
        Day(date.fromordinal(ordinal), value, 1, "after" if after else "before")
        for ordinal, value, after in zip(ordinals, index, late, strict=True)
    ]
    start = next(day.date for day in days if day.use == "after")
    try:
        return estimate(Design.of("before_after", days, y), start).whole
    except Problem:
        return None
