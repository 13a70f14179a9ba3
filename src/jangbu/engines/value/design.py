"""From usable days to a regression: columns, the step, and the same without the last week.

Columns are weekday levels (only weekdays that occur), for a switchback a level of the pilot's own, a centred slope over
the window with normal priors of several widths (`prior`), and the step: days after the start, or days switched on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from jangbu.engines.value import gls, problems
from jangbu.engines.value.gls import Ints
from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.prior import NUGGET, RHO, SLOPE, SLOPE_LOG_PRIOR
from jangbu.engines.value.series import MIN_BASELINE, Day
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Problem

DesignName = Literal["before_after", "did", "switchback", "randomised"]
LAST = 7  # calendar days of baseline that the second estimate leaves out
NO_VARIATION = 1e-20  # of s^2 on a scale where 1 is the KPI itself: rounding error, not chance


@dataclass(frozen=True)
class Design:
    """n used days: ordinals (n,), common columns (n, c) with the slope last (none where arms are compared day by day),
    step (n,), y (n,) centred, how many lie before the start."""

    name: DesignName
    ordinals: Ints
    common: Floats
    step: Floats
    y: Floats
    before: int

    @classmethod
    def of(cls, name: DesignName, days: Sequence[Day], y: Floats) -> Design:
        """`days` used and in order, `y` their values on the scale of the model."""
        ordinals = np.array([day.date.toordinal() for day in days], dtype=np.int64)
        before = sum(day.use == "before" for day in days)
        step = np.array([day.use == "after" for day in days], dtype=np.float64)
        if name == "randomised":
            return cls(name, ordinals, np.empty((len(y), 0)), step, y, before)
        common = common_columns(ordinals, ordinals)
        if name == "switchback" and before:
            common = with_period(common, before)
        return cls(name, ordinals, common, step, y - y.mean(), before)

    @property
    def slope(self) -> int | None:
        width = self.common.shape[1]
        return width - 1 if width else None


def common_columns(ordinals: Ints, window: Ints) -> Floats:
    """Weekday levels and the slope per length of `window`; (n, c). Ordinals are those of `date.toordinal`."""
    weekday = ordinals % 7
    levels = [(weekday == day).astype(np.float64) for day in np.unique(weekday)]
    slope = (ordinals - window.mean()) / max(1, window[-1] - window[0])
    return np.column_stack([*levels, slope])


def with_period(common: Floats, before: int) -> Floats:
    """The same with a level of the pilot's own before the slope: a campaign then cannot pass for the change."""
    period = (np.arange(len(common)) >= before).astype(np.float64)
    return np.column_stack([common[:, :-1], period, common[:, -1]])


def residual_variance(columns: Floats, y: Floats) -> float:
    """s^2 of ordinary least squares, the scale at which the slope's prior meets the data."""
    if not columns.shape[1]:
        return float(np.sum(y**2)) / max(1, len(y))
    residual: Floats = y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    return float(np.sum(residual**2)) / max(1, len(y) - int(columns.shape[1]))


@dataclass(frozen=True)
class Estimate:
    """The fit with every day, the same with the last week of the baseline left out (None where 14 days would not
    remain), s^2 of ordinary least squares, the columns crossed, and how many models share one slope prior."""

    whole: Mixture
    trimmed: Mixture | None
    variance: float
    fitted: gls.Fit
    crossed: gls.Gram

    def likeliest(self, count: int) -> tuple[Floats, Floats, Floats, Floats]:
        """(rho, nugget, precision of the slope's prior, weight) of the likeliest models, weights summing to 1."""
        weight = self.fitted.weight[:, 0]
        order = np.argsort(weight)[-count:]
        slopes = len(weight) // len(RHO)
        precision = self.variance / SLOPE**2 if slopes > 1 else np.zeros(1)
        chosen = weight[order] / weight[order].sum()
        return RHO[order // slopes], NUGGET[order // slopes], precision[order % slopes], chosen


def estimate(design: Design, start: date) -> Estimate:
    """One Gram matrix serves both: a dummy per left-out day is the same as not having seen it."""
    columns = np.column_stack([design.common, design.step])
    variance = residual_variance(columns, design.y)
    if variance < NO_VARIATION:
        raise Problem(problems.NO_VARIATION)
    if design.slope is None:
        crossed = gls.gram(design.ordinals, np.column_stack([design.step, design.y]))
        fitted = gls.fit(crossed, [], [0], 1, shrunk=None)
        return Estimate(fitted.mixture(), None, variance, fitted, crossed)
    last = _last_week(design, start)
    kept = np.delete(np.arange(len(design.y)), last)
    enough = design.before - len(last) >= MIN_BASELINE
    seen = np.append(np.any(columns[kept], axis=0), True)
    apart = enough and not seen.all()  # a weekday that lies in that week alone has no level without it
    dummies = np.eye(len(design.y))[:, last if enough and not apart else last[:0]]
    crossed = gls.gram(design.ordinals, np.column_stack([columns, design.y, dummies]))
    whole, trimmed = _both(crossed, design.common.shape[1], variance)
    if apart:
        alone = gls.gram(design.ordinals[kept], np.column_stack([columns, design.y])[kept][:, seen])
        trimmed = _both(alone, int(np.count_nonzero(seen)) - 2, variance)[0]
    return Estimate(whole.mixture(), trimmed.mixture() if trimmed else None, variance, whole, crossed)


def _last_week(design: Design, start: date) -> Ints:
    first = (start - timedelta(days=LAST)).toordinal()
    return np.flatnonzero((design.ordinals < start.toordinal()) & (design.ordinals >= first))


def _both(crossed: gls.Gram, width: int, variance: float) -> tuple[gls.Fit, gls.Fit | None]:
    """The step with every day and without the dummies' days. Columns: `width` common with the slope last, step, y,
    dummies. The models are taken apart by the width of the slope's prior once the weekdays are out."""
    block, pivots = gls.eliminated(crossed.products, width - 1)
    precision = variance / SLOPE**2
    block = np.repeat(block, len(SLOPE), axis=0)
    block[:, 0, 0] += np.tile(precision, len(crossed.products))
    prior = np.add.outer(crossed.log_prior, SLOPE_LOG_PRIOR).ravel()
    determinants = np.repeat(crossed.log_det + pivots, len(SLOPE)) - np.tile(np.log(precision), len(crossed.products))
    block, pivots = gls.eliminated(block, 1)
    whole = _step(block, prior, determinants + pivots, crossed.days - width - 1)
    dummies = block.shape[1] - 2
    if not dummies:
        return whole, None
    order = [*range(2, dummies + 2), 0, 1]
    block, more = gls.eliminated(block[:, order][:, :, order], dummies)
    return whole, _step(block, prior, determinants + pivots + more, crossed.days - width - dummies - 1)


def _step(block: Floats, prior: Floats, determinants: Floats, df: int) -> gls.Fit:
    return gls.stepped(block[:, :1, 0], block[:, :1, 1], block[:, 1:2, 1], (prior, determinants), max(1, df))
