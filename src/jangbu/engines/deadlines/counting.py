"""Counting days as Korean law does, in Seoul: Civil Act Art. 157 (first day), 159 (end of the day), 161 (rest days)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from jangbu.kernel.clock import SEOUL
from jangbu.kernel.holidays import holidays_kr

SATURDAY = 5


def is_rest_day(day: date) -> bool:
    """A Saturday, a Sunday or a public holiday; beyond the years of the file only weekends are known."""
    return day.weekday() >= SATURDAY or day in holidays_kr()


def end_of_days(start: datetime, days: int) -> tuple[datetime, datetime]:
    """(end, end moved past rest days): the midnight in Seoul that ends the last of `days` after the day of `start`."""
    last = start.astimezone(SEOUL).date() + timedelta(days=days)
    moved = last
    while is_rest_day(moved):
        moved += timedelta(days=1)
    return _midnight_after(last), _midnight_after(moved)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=SEOUL)
