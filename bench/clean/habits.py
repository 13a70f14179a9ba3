"""What a firm does again and again, as a table: first on which day, every how many days, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.web.seed.chapters import MORNING, Chapter

DAYS = 365


@dataclass(frozen=True, slots=True)
class Firm:
    """The clean firm seen from today, the last day of its year. Day 1 is the day it was founded."""

    today: date
    folder: Path
    days: int = DAYS

    def on(self, day: int) -> date:
        """The date of a day of the story."""
        return self.today - timedelta(days=self.days - day)

    @property
    def now(self) -> date:
        """Today, as the story's clock tells it."""
        return system_clock().astimezone(SEOUL).date()

    def moment(self, day: int, hour: time) -> datetime:
        return datetime.combine(self.on(day), hour, tzinfo=SEOUL)


@dataclass(frozen=True, slots=True)
class Habit:
    """`do` happens on day `first`, then every so many days (0: once) up to day `until`."""

    do: Callable[[Firm], object]
    first: int
    every: int = 0
    until: int = DAYS
    hour: time = MORNING

    def days(self, last: int) -> Iterator[int]:
        if not self.every:
            yield from (self.first,) if self.first <= last else ()
            return
        yield from range(self.first, min(self.until, last) + 1, self.every)


def chapters(firm: Firm, habits: Iterable[Habit]) -> list[Chapter]:
    """The table as chapters of a story that ends on the firm's last day."""

    def told(do: Callable[[Firm], object]) -> Callable[[], object]:
        return lambda: do(firm)

    return [Chapter(firm.days - day, told(each.do), each.hour) for each in habits for day in each.days(firm.days)]
