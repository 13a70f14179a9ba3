"""Whether a day switched on leaves something behind on the next day switched off."""

from __future__ import annotations

import numpy as np

from jangbu.engines.value import gls
from jangbu.engines.value.design import Design, residual_variance
from jangbu.engines.value.prior import SLOPE_SD

ENOUGH = 3  # days off after a day on, and after a day off


def carried_over(design: Design, level: float) -> bool:
    """Days off that follow a day on, against those that follow a day off: does their interval leave zero out?"""
    off = (design.step == 0) & (np.arange(len(design.y)) >= design.before)
    previous = np.concatenate(([0.0], design.step[:-1])) * (np.diff(design.ordinals, prepend=0) <= 3)
    carry = off * previous
    if carry.sum() < ENOUGH or (off.sum() - carry.sum()) < ENOUGH:
        return False
    width = design.common.shape[1]
    columns = np.column_stack([design.common, design.step, carry, design.y])
    precision = residual_variance(columns[:, :-1], design.y) / SLOPE_SD**2
    crossed = gls.gram(design.ordinals, columns)
    step = gls.fit(crossed, [*range(width), width], [width + 1], width + 2, shrunk=(width - 1, precision)).mixture()
    return not (1 - level) / 2 <= step.cdf(0.0) <= (1 + level) / 2
