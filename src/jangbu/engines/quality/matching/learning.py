"""What clicks teach: a person's decisions on pairs move the model's log odds, for all pairs."""

from __future__ import annotations

import numpy as np

from jangbu.engines.quality.matching.bags import Floats

STEPS = 25
SHIFT, SLOPE = 1.5, 0.3  # how far, in log odds and as a factor, a model is believed to be off before anything is told


def adjusted(odds: Floats, told: Floats) -> Floats:
    """Log odds after `told` (1 same, 0 different, NaN unknown), which is sure itself.

    Slope and shift by maximum a posteriori: Platt (1999) with a normal prior around "right as it is".
    """
    known = np.isfinite(told)
    if not known.any():
        return odds
    x, y = np.clip(odds[known], -15, 15), told[known]
    shift, slope = 0.0, 1.0
    for _step in range(STEPS):
        p = 1 / (1 + np.exp(-(shift + slope * x)))
        weight = p * (1 - p)
        gradient = np.asarray([np.sum(y - p) - shift / SHIFT**2, np.sum((y - p) * x) - (slope - 1) / SLOPE**2])
        curve = np.asarray(
            [
                [weight.sum() + 1 / SHIFT**2, (weight * x).sum()],
                [(weight * x).sum(), (weight * x * x).sum() + 1 / SLOPE**2],
            ]
        )
        step = np.linalg.solve(curve, gradient)
        shift, slope = shift + float(step[0]), max(0.2, slope + float(step[1]))
        if np.abs(step).max() < 1e-6:
            break
    moved = shift + slope * np.clip(odds, -30, 30)
    sure: Floats = np.where(known, np.where(told == 1, 30.0, -30.0), moved)
    return sure
