"""What a figure is: how it is seen at a moment, which way is better, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils.functional import Promise

from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

DAYS = 28  # of a trend


@dataclass(frozen=True, slots=True)
class Seen:
    """`series` are the last days, oldest first, the last one today so far; None where it could not be told.

    `floor` is a threshold that the records themselves carry (a dataset's, a budget's), used until a person sets one.
    """

    series: Sequence[tuple[date, float | None]]
    url: str  # the rows behind the figure
    about: str = ""  # which of the firm's own things
    note: str = ""  # what it counts, over which period, with its n or interval
    owner: str = ""  # the id of the person whose record names them
    floor: float | None = None

    @property
    def value(self) -> float | None:
        return self.series[-1][1] if self.series else None

    @property
    def yesterday(self) -> float | None:
        return self.series[-2][1] if len(self.series) > 1 else None


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    title: str | Promise
    unit: str | Promise
    see: Callable[[Actor, datetime], Seen]
    needs: str  # the permission without which it is not shown
    high_is_good: bool
    default: Decimal | None  # what it is held to before anybody sets a threshold
    nothing: str | Promise  # why it cannot be told, and what to do
    start: str  # the name of the route that does it
    digits: int = 0
    money: bool = False  # in won
    counted: bool = False  # the unit is a counter word, which English does without
    finer: tuple[int, str | Promise] | None = None  # below one: how many of which smaller unit make one


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a trend up to a moment, and the end of each (the last: the moment itself)."""

    at: datetime
    ends: Sequence[tuple[date, datetime]] = field(default=())

    @classmethod
    def until(cls, at: datetime, days: int = DAYS) -> Days:
        today = at.astimezone(SEOUL).date()
        ends = [
            (day, min(at, datetime.combine(day + timedelta(days=1), time(), SEOUL)))
            for day in (today - timedelta(days=back) for back in range(days - 1, -1, -1))
        ]
        return cls(at, ends)

    @property
    def first(self) -> datetime:
        return datetime.combine(self.ends[0][0], time(), SEOUL)
