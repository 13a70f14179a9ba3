"""How many cases begin in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import DAY, KOREA, MINUTE, NO_TIME

EDGE = 3  # days: a log that begins on the 1st to the 3rd, or ends within three days of the last, holds that month whole
SHORTEST = 14  # days from which a month can be extrapolated
MONTH = 365.2425 / 12  # days


@dataclass(frozen=True, slots=True)
class Month:
    """YYYY-MM in Korean time, cases that began in it, and whether the log holds it from end to end."""

    month: str
    cases: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Volume:
    """per_month: the median of whole months; without one, extrapolated from the days there are; else what was
    counted."""

    per_month: float
    basis: Literal["whole_months", "extrapolated", "counted"]
    months: tuple[Month, ...]


def volume(log: EventLog, *, now: datetime) -> Volume:
    """Starts in the future and the stray ends (0.5 % each side) do not stretch the log over empty months."""
    first = log.spans[0]
    starts = np.sort(first[(first != NO_TIME) & (first <= int(now.timestamp() * 1_000_000))])
    if not len(starts):
        return Volume(0.0, "counted", ())
    stray = len(starts) // 200
    days = (starts + KOREA * MINUTE) // DAY
    first_day, last_day = days[stray], days[len(days) - 1 - stray]
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    within = months[(months >= months[stray]) & (months <= months[len(months) - 1 - stray])]
    counts = np.bincount((within - within[0]).astype(np.int64))
    all_months = within[0] + np.arange(len(counts))
    begins = all_months.astype("datetime64[D]").astype(np.int64)
    ends = (all_months + 1).astype("datetime64[D]").astype(np.int64) - 1
    whole = (begins + EDGE > first_day) & (ends - EDGE < last_day)
    listed = tuple(
        Month(str(month), int(count), bool(full)) for month, count, full in zip(all_months, counts, whole, strict=True)
    )
    if whole.any():
        return Volume(float(np.median(counts[whole])), "whole_months", listed)
    length = float(last_day - first_day + 1)
    if length >= SHORTEST:
        return Volume(round(len(starts) / length * MONTH, 1), "extrapolated", listed)
    return Volume(float(len(starts)), "counted", listed)
