"""Falsification: fake starts slid over a baseline where nothing changed, and starts that follow a peak."""

from __future__ import annotations

from datetime import date

import numpy as np

from jangbu.engines.value import gls, student
from jangbu.engines.value.design import LAST, Design, Estimate, common_columns
from jangbu.engines.value.series import MIN_BASELINE, MIN_PILOT

MOST = 24  # fake starts, spread evenly over a long baseline
WORST = 0.96  # share of weeks that were better: the week picked may be second to one that the baseline happens to hold
MODELS = 12  # likeliest error models of the real run that judge the fakes


def after_a_peak(design: Design, start: date, *, worse: int) -> bool:
    """Whether the week just before the start was among the worst weeks of the baseline, weekday by weekday.

    A pilot that begins when things are worst looks good by itself. `worse` is +1 where high values are bad, else -1.
    """
    ordinals, y = design.ordinals[: design.before], design.y[: design.before] * worse
    weekday = ordinals % 7
    count = np.bincount(weekday, minlength=7)
    residual = y - (np.bincount(weekday, weights=y, minlength=7) / np.maximum(count, 1))[weekday]
    sums = np.concatenate(([0.0], np.cumsum(residual)))
    ends = np.append(ordinals, start.toordinal() - 1)  # the last window is the week before the start itself
    high = np.searchsorted(ordinals, ends, side="right")
    low = np.searchsorted(ordinals, ends - LAST, side="right")
    full = (high - low >= 3) & (ends - LAST + 1 >= ordinals[0])
    means = np.where(full, (sums[high] - sums[low]) / np.maximum(high - low, 1), -np.inf)
    return bool(full[-1] and means[-1] >= np.quantile(means[full], WORST) - 1e-12 and full.sum() > LAST)


def fake_starts(design: Design, found: Estimate, level: float) -> tuple[int, int]:
    """How many fake starts the baseline holds (14 days before, 5 after; at most 24), and how many look like effects."""
    n = design.before
    starts = np.arange(MIN_BASELINE, n - MIN_PILOT + 1)
    if not len(starts) or design.slope is None:
        return 0, 0
    if len(starts) > MOST:
        starts = starts[np.linspace(0, len(starts) - 1, MOST).astype(int)]
    ordinals, y = design.ordinals[:n], design.y[:n]
    common = common_columns(ordinals, ordinals)
    steps = (np.arange(n)[:, None] >= starts[None, :]).astype(np.float64)
    width = common.shape[1]
    rho, nugget, precision, _weight = found.likeliest(MODELS)
    crossed = gls.gram(ordinals, np.column_stack([common, steps, y]), rho, nugget)
    targets = list(range(width, width + len(starts)))
    fitted = gls.fit(crossed, list(range(width)), targets, width + len(starts), shrunk=(width - 1, precision))
    tail = (1 - level) / 2
    below = (fitted.weight * student.cdf(-fitted.centre / fitted.spread, fitted.df)).sum(axis=0)
    return len(starts), int(np.sum((below < tail) | (below > 1 - tail)))
