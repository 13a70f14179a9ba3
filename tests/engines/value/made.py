"""Series made for the tests: a seeded daily measure with weekdays, noise and a change at a start."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

FIRST = date(2026, 6, 1)  # a Monday
WEEKDAY = (1.0, 0.97, 0.95, 0.93, 0.9, 0.6, 0.48)


def made(
    *,
    before: int = 56,
    after: int = 28,
    ratio: float = 0.7,
    noise: float = 0.08,
    base: float = 12.0,
    seed: int = 0,
    weekends: bool = False,
    first: date = FIRST,
) -> tuple[list[tuple[date, float]], date]:
    """(date, value) pairs over `before` + `after` calendar days, and the start."""
    rng = np.random.default_rng(seed)
    start = first + timedelta(days=before)
    pairs = []
    for i in range(before + after):
        day = first + timedelta(days=i)
        level = base * WEEKDAY[day.weekday()] * (ratio if day >= start else 1.0)
        value = float(level * np.exp(noise * rng.normal()))
        if weekends or day.weekday() < 5:
            pairs.append((day, value))
    return pairs, start
