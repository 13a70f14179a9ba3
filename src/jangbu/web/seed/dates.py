"""When the sample firm's story happens, seen from the day it is written: the pilot ended last Friday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class StoryDates:
    today: date
    log_start: date  # fourteen months back, first of a month
    pilot_start: date  # a Monday
    pilot_end: date  # the Friday before today, four weeks later

    @classmethod
    def seen_from(cls, today: date) -> StoryDates:
        friday = today - timedelta(days=(today.weekday() - 4) % 7 or 7)
        start = friday - timedelta(days=25)  # the Monday of four working weeks
        months = today.year * 12 + today.month - 1 - 14
        return cls(today, date(months // 12, months % 12 + 1, 1), start, friday)

    def months(self) -> list[date]:
        found, month = [], self.log_start
        while month <= self.pilot_end:
            found.append(month)
            month = (month.replace(day=28) + timedelta(days=5)).replace(day=1)
        return found
