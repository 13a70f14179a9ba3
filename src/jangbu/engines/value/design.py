"""From usable days to a regression: columns, the step, the same without the last week, and fake starts.

Columns are weekday levels (only weekdays that occur), a centred slope over the window with a normal prior of sd .15
on the log scale, and the step. The slope's sd and the grid are those that covered 90 % on short pilots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from jangbu.engines.value import gls, problems
from jangbu.engines.value.gls import Ints
from jangbu.engines.value.series import MIN_BASELINE, MIN_PILOT, Day
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

SLOPE_SD = 0.15
LAST = 7  # calendar days of baseline that the second estimate leaves out
NO_VARIATION = 1e-20  # of s^2 on a scale where 1 is the KPI itself: rounding error, not chance
MOST_FAKES = 40  # spread evenly over a long baseline
LONGEST = 60  # further working days beyond which waiting is no advice


@dataclass(frozen=True)
class Design:
    """n usable days: ordinals (n,), common columns (n, c) with the slope last, y (n,) centred, how many are before."""

    ordinals: Ints
    common: Floats
    y: Floats
    before: int

    @classmethod
    def of(cls, days: Sequence[Day], y: Floats) -> Design:
        """`days` usable and in order, `y` their values on the scale of the model."""
        ordinals = np.array([day.date.toordinal() for day in days], dtype=np.int64)
        before = sum(day.use == "before" for day in days)
        return cls(ordinals, common_columns(ordinals, ordinals), y - y.mean(), before)

    @property
    def step(self) -> Floats:
        return (np.arange(len(self.y)) >= self.before).astype(np.float64)


def common_columns(ordinals: Ints, window: Ints) -> Floats:
    """Weekday levels and the slope per length of `window`; (n, c). Ordinals are those of `date.toordinal`."""
    weekday = ordinals % 7
    levels = [(weekday == day).astype(np.float64) for day in np.unique(weekday)]
    slope = (ordinals - window.mean()) / max(1, window[-1] - window[0])
    return np.column_stack([*levels, slope])


def residual_variance(columns: Floats, y: Floats) -> float:
    """s^2 of ordinary least squares, the scale at which the slope's prior meets the data."""
    residual: Floats = y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    return float(np.sum(residual**2)) / max(1, len(y) - int(columns.shape[1]))


@dataclass(frozen=True)
class Estimate:
    """The fit with every day, the same with the last week of the baseline left out (None where 14 days would not
    remain), s^2 of ordinary least squares, and the precision of the slope's prior in units of 1 / sigma^2."""

    whole: gls.Fit
    trimmed: gls.Fit | None
    variance: float
    slope_precision: float


def estimate(design: Design, start: date) -> Estimate:
    """One Gram matrix serves both: a dummy per left-out day is the same as not having seen it."""
    last = np.flatnonzero(
        (design.ordinals < start.toordinal()) & (design.ordinals >= (start - timedelta(days=LAST)).toordinal())
    )
    dummies = np.eye(len(design.y))[:, last]
    columns = np.column_stack([design.common, design.step, design.y, dummies])
    width = design.common.shape[1]
    common = list(range(width))
    variance = residual_variance(columns[:, : width + 1], design.y)
    if variance < NO_VARIATION:
        raise Problem(problems.NO_VARIATION)
    precision = variance / SLOPE_SD**2
    crossed = gls.gram(design.ordinals, columns)
    shrunk = (width - 1, precision)
    whole = gls.fit(crossed, common, [width], width + 1, shrunk=shrunk)
    trimmed = None
    if design.before - len(last) >= MIN_BASELINE:
        extra = list(range(width + 2, columns.shape[1]))
        left = np.delete(design.common, last, axis=0)
        seen = [column for column in common if np.any(left[:, column])]  # a weekday may lie in that week alone
        trimmed = gls.fit(crossed, seen + extra, [width], width + 1, shrunk=shrunk)
    return Estimate(whole, trimmed, variance, precision)


def after_a_peak(design: Design, start: date, *, worse: int) -> bool:
    """Whether the week just before the start was the worst week of the baseline, weekday by weekday.

    A pilot that begins when things are worst looks good by itself. `worse` is +1 where high values are bad, else -1.
    """
    ordinals, y = design.ordinals[: design.before], design.y[: design.before] * worse
    residual = y.copy()
    for weekday in np.unique(ordinals % 7):
        same = ordinals % 7 == weekday
        residual[same] -= y[same].mean()
    sums = np.concatenate(([0.0], np.cumsum(residual)))
    ends = np.append(ordinals, start.toordinal() - 1)  # the last window is the week before the start itself
    high = np.searchsorted(ordinals, ends, side="right")
    low = np.searchsorted(ordinals, ends - LAST, side="right")
    full = (high - low >= 3) & (ends - LAST + 1 >= ordinals[0])
    means = np.where(full, (sums[high] - sums[low]) / np.maximum(high - low, 1), -np.inf)
    return bool(full[-1] and means[-1] >= means.max() - 1e-12 and full.sum() > LAST)


def fake_starts(design: Design, level: float) -> tuple[int, int]:
    """How many fake starts the baseline holds (14 days before, 5 after; at most 40), and how many look like effects."""
    n = design.before
    starts = np.arange(MIN_BASELINE, n - MIN_PILOT + 1)
    if len(starts) > MOST_FAKES:
        starts = starts[np.linspace(0, len(starts) - 1, MOST_FAKES).astype(int)]
    if not len(starts):
        return 0, 0
    ordinals, y = design.ordinals[:n], design.y[:n]
    common = common_columns(ordinals, ordinals)
    common = common[:, np.any(common != 0, axis=0)]
    steps = (np.arange(n)[:, None] >= starts[None, :]).astype(np.float64)
    columns = np.column_stack([common, steps, y])
    width = common.shape[1]
    precision = residual_variance(common, y) / SLOPE_SD**2
    fitted = gls.fit(
        gls.gram(ordinals, columns),
        list(range(width)),
        list(range(width, width + len(starts))),
        width + len(starts),
        shrunk=(width - 1, precision),
    )
    tail = (1 - level) / 2
    below = fitted.below_zero()
    return len(starts), int(np.sum((below < tail) | (below > 1 - tail)))


@dataclass(frozen=True)
class Outlook:
    """How much sharper the step would be after further days like the pilot's, other things equal.

    Kept are the five likeliest error models; `further` (m,) are ordinals of the next working days.
    """

    design: Design
    further: Ints
    rho: Floats
    nugget: Floats
    weight: Floats
    slope_precision: float

    @classmethod
    def of(cls, design: Design, fitted: Estimate, further: Ints) -> Outlook:
        likely = np.argsort(fitted.whole.weight[:, 0])[-5:]
        weight = fitted.whole.weight[likely, 0]
        weight = weight / weight.sum()
        return cls(design, further, gls.RHO[likely], gls.NUGGET[likely], weight, fitted.slope_precision)

    def sharpness(self, more: int) -> float:
        """The step's sd after `more` further days over its sd now; at most 1 in exact arithmetic."""
        return float(np.sqrt(self._variance(more) / self._variance(0)))

    def _variance(self, more: int) -> float:
        ordinals = np.concatenate([self.design.ordinals, self.further[:more]])
        step = (np.arange(len(ordinals)) >= self.design.before).astype(np.float64)
        common = common_columns(ordinals, ordinals)
        columns = np.column_stack([common, step])
        width = common.shape[1]
        products = gls.gram(ordinals, columns, self.rho, self.nugget).products.copy()
        products[:, width - 1, width - 1] += self.slope_precision
        variance = np.linalg.inv(products)[:, width, width]
        return float(self.weight @ variance)

    def fewest(self, distance: float, gap: float) -> int | None:
        """The fewest further days after which `distance` (now) shrinks to `gap`; None beyond LONGEST."""
        longest = len(self.further)
        if longest == 0 or distance * self.sharpness(longest) > gap:
            return None
        low, high = 0, longest  # too few, enough
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if distance * self.sharpness(middle) <= gap else (middle, high)
        return high
