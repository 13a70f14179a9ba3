"""Day switchback: the change is on for one day of each pair and off for the other, in random order.

Pairs keep both arms on like weekdays and seasons; the random order keeps them apart from anything with a rhythm
(Bojinov, Simchi-Levi and Zhao, "Design and analysis of switchback experiments", Management Science 69, 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np


def switch_days(days: Sequence[date], *, seed: int) -> dict[date, bool]:
    """On or off for each day, in pairs of days in order, one of each on; an odd day at the end is drawn by itself."""
    rng = np.random.default_rng(seed)
    flips = rng.random((len(days) + 1) // 2) < 0.5
    return {day: bool(flips[i // 2]) == (i % 2 == 0) for i, day in enumerate(sorted(days))}
