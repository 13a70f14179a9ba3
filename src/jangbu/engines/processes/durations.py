"""How long cases take, by case and by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.times import DAY, HOUR, KOREA, MINUTE, NO_TIME, SECOND, Ints, as_datetime

Unit = Literal["seconds", "minutes", "hours", "days"]
UNITS: dict[Unit, int] = {"seconds": SECOND, "minutes": MINUTE, "hours": HOUR, "days": DAY}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case: first and last event (aware, UTC; None without a time), the minutes between them, and its way: rank 0
    is the most frequent variant."""

    case: str
    start: datetime | None
    end: datetime | None
    minutes: float | None
    events: int
    rework: bool
    variant_rank: int


class DayMean(NamedTuple):
    """A day in Korean time: mean minutes of the cases that ended on it, and how many those are."""

    day: date
    mean_minutes: float
    cases: int


class DayMedian(NamedTuple):
    """The same with the median, which a few endless cases do not move."""

    day: date
    median_minutes: float
    cases: int


def durations(log: EventLog, *, unit: Unit = "minutes") -> npt.NDArray[np.float64]:
    """Time from first to last event, one value a case in the order of `log.cases`; NaN where no time is known."""
    first, last = log.spans
    known = last != NO_TIME
    return np.where(known, (np.where(known, last, 0) - np.where(known, first, 0)) / UNITS[unit], np.nan)


def case_table(log: EventLog) -> list[CaseLine]:
    """Every case, in the order of the file."""
    first, last = log.spans
    minutes, sizes, ranks = durations(log), np.diff(log.bounds), log.variants[0]
    return [
        CaseLine(
            case=name,
            start=as_datetime(int(first[index])) if last[index] != NO_TIME else None,
            end=as_datetime(int(last[index])) if last[index] != NO_TIME else None,
            minutes=float(minutes[index]) if last[index] != NO_TIME else None,
            events=int(sizes[index]),
            rework=bool(log.reworked[index]),
            variant_rank=int(ranks[index]),
        )
        for index, name in enumerate(log.cases)
    ]


def daily(log: EventLog) -> list[DayMean]:
    """Mean minutes by the Korean day a case ended on. Cases of a single event have no length and are left out."""
    return [DayMean(day, _rounded(np.mean, minutes), len(minutes)) for day, minutes in _days(log)]


def daily_medians(log: EventLog) -> list[DayMedian]:
    """The same with medians."""
    return [DayMedian(day, _rounded(np.median, minutes), len(minutes)) for day, minutes in _days(log)]


def _rounded(of: Callable[[npt.NDArray[np.float64]], np.floating], minutes: npt.NDArray[np.float64]) -> float:
    return round(float(of(minutes)), 6)  # a microsecond is the seventh digit


def _days(log: EventLog) -> list[tuple[date, npt.NDArray[np.float64]]]:
    last, minutes = log.spans[1], durations(log)
    counted = np.flatnonzero((last != NO_TIME) & (_timed(log) > 1))
    ended = (last[counted] + KOREA * MINUTE) // DAY
    order = np.argsort(ended, kind="stable")
    days, starts = np.unique(ended[order], return_index=True)
    parts = np.split(minutes[counted][order], starts[1:]) if len(days) else []
    return [(as_datetime(int(day) * DAY).date(), part) for day, part in zip(days, parts, strict=True)]


def _timed(log: EventLog) -> Ints:
    """Events with a time, by case."""
    return np.bincount(log.case[log.known], minlength=len(log.cases))
