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


BLOCKS = (4, 6, 8)  # cases in which as many are treated as not; of changing length, so that nobody can tell the last


def case_lots(count: int, *, seed: int) -> list[bool]:
    """With or without the change for the first `count` cases in the order they come: permuted blocks of random length.

    The same seed gives the same lots, and more of them only add at the end, so a list can be made beforehand and
    checked afterwards (Matts and Lachin, "Properties of permuted-block randomization", Controlled Clinical Trials 9,
    1988).
    """
    rng = np.random.default_rng(seed)
    lots: list[bool] = []
    while len(lots) < count:
        size = int(rng.choice(BLOCKS))
        lots += [bool(each) for each in rng.permutation(size) < size // 2]
    return lots[:count]
