"""Two habitual methods, on the same series: the spreadsheet's matched t, and least squares with Newey and West."""

from __future__ import annotations

import math

import numpy as np

from bench.effects.simulate import Simulated

Bounds = tuple[float, float, float]


def matched_t(data: Simulated) -> Bounds:
    """Each pilot day less the mean of its weekday in the baseline, then a t interval."""
    y = np.log(data.value)
    base = {w: y[~data.after & (data.weekday == w)].mean() for w in range(7)}
    gaps = np.array([y[i] - base[data.weekday[i]] for i in np.flatnonzero(data.after)])
    return _ratio(gaps.mean(), 1.75 * gaps.std(ddof=1) / math.sqrt(len(gaps)))  # t.95 at 9 to 19 df: 1.83 to 1.73


def newey_west(data: Simulated) -> Bounds:
    """Weekdays and the step by ordinary least squares, with a Newey-West error of the usual lag."""
    y, n = np.log(data.value), len(data.value)
    levels = [(data.weekday == w).astype(float) for w in range(7)]
    x = np.column_stack([*levels, data.after.astype(float)])
    inverse = np.linalg.inv(x.T @ x)
    residual = y - x @ (inverse @ x.T @ y)
    score = x * residual[:, None]
    lags = int(4 * (n / 100) ** (2 / 9))
    meat = score.T @ score
    for lag in range(1, lags + 1):
        crossed = score[lag:].T @ score[:-lag]
        meat += (1 - lag / (lags + 1)) * (crossed + crossed.T)
    error = math.sqrt((inverse @ meat @ inverse)[-1, -1] * n / (n - x.shape[1]))
    return _ratio(float((inverse @ x.T @ y)[-1]), 1.67 * error)


def excludes_one(bounds: Bounds) -> bool:
    return not bounds[0] <= 1 <= bounds[2]


def _ratio(centre: float, reach: float) -> Bounds:
    return math.exp(centre - reach), math.exp(centre), math.exp(centre + reach)
