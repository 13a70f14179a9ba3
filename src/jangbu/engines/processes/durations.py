"""How long cases take, by case and by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from jangbu.engines.processes.log import NO_TIME, EventLog
from jangbu.engines.processes.times import SEOUL, as_datetime

MINUTE = 60_000_000  # microseconds


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case: first and last event (aware, UTC), minutes between them, and what way it took (0 is the commonest)."""

    case: str
    start: datetime | None
    end: datetime | None
    minutes: float | None
    events: int
    rework: bool
    variant_rank: int


@dataclass(frozen=True, slots=True)
class DayMean:
    """A day in Korean time: mean minutes of the cases that ended on it, and how many they were."""

    day: date
    mean_minutes: float
    cases: int


def case_table(log: EventLog) -> list[CaseLine]:
    """Every case, in the order of the file."""
    first, last = _ends(log)
    codes, _ways = log.variants
    counts = np.bincount(codes)
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    sizes = np.diff(log.bounds)
    lines = []
    for index, name in enumerate(log.cases):
        timed = last[index] != NO_TIME
        lines.append(
            CaseLine(
                case=name,
                start=as_datetime(first[index]) if timed else None,
                end=as_datetime(last[index]) if timed else None,
                minutes=float(last[index] - first[index]) / MINUTE if timed else None,
                events=int(sizes[index]),
                rework=bool(log.reworked[index]),
                variant_rank=int(rank[codes[index]]),
            )
        )
    return lines


def daily(log: EventLog) -> list[DayMean]:
    """Mean minutes of the cases that ended on each day. Cases of a single event have no length and are left out."""
    by_day: dict[date, list[float]] = {}
    for line in case_table(log):
        if line.end is not None and line.minutes is not None and line.events > 1:
            by_day.setdefault(line.end.astimezone(SEOUL).date(), []).append(line.minutes)
    return [DayMean(day, float(np.mean(minutes)), len(minutes)) for day, minutes in sorted(by_day.items())]


def _ends(log: EventLog) -> tuple[np.ndarray, np.ndarray]:
    """First and last known time of each case; NO_TIME in both where none is known."""
    known = log.time != NO_TIME
    first = np.full(len(log.cases), np.iinfo(np.int64).max)
    last = np.full(len(log.cases), NO_TIME)
    np.minimum.at(first, log.case[known], log.time[known])
    np.maximum.at(last, log.case[known], log.time[known])
    return np.where(last == NO_TIME, NO_TIME, first), last
