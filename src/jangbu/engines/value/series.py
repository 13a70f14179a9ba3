"""From (date, value) pairs to days: one value a day, and for each day whether it counts and if not why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from jangbu.engines.value import problems
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Kind, Problem

Use = Literal["before", "after", "off", "washout", "holiday", "calendar", "new_weekday", "no_control"]
Pairs = Iterable[tuple[object, object]]

MIN_BASELINE = 14
MIN_PILOT = 5


@dataclass(frozen=True, slots=True)
class Day:
    """One day: the mean of its values (unit of the KPI), how many they were, the control's mean, and its use."""

    date: date
    value: float
    count: int
    use: Use
    note: str = ""  # the holiday's or the event's name
    control: float | None = None

    @property
    def used(self) -> bool:
        return self.use in ("before", "after", "off")


@dataclass(frozen=True, slots=True)
class Daily:
    """Days in order (date, mean, count), and how many values were missing (None, NaN)."""

    days: tuple[tuple[date, float, int], ...]
    missing: int


def as_date(value: object, kind: Kind = problems.DATE_UNREADABLE, **where: object) -> date:
    """A date, a datetime (its day in Seoul when it carries a zone) or ISO text; else the problem `kind`."""
    if isinstance(value, datetime):
        return (value.astimezone(SEOUL) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return as_date(datetime.fromisoformat(value.strip()))
        except ValueError:
            pass
    raise Problem(kind, value=value, **where)


def _as_number(value: object, row: int) -> float | None:
    if value is None:
        return None
    try:
        number = float(value)  # type: ignore[arg-type]  # whatever is not a number is answered below
    except (TypeError, ValueError):
        raise Problem(problems.VALUE_UNREADABLE, row=row, value=value) from None
    if math.isinf(number):
        raise Problem(problems.VALUE_UNREADABLE, row=row, value=value)
    return None if math.isnan(number) else number


def daily(series: Pairs, today: date | None = None) -> Daily:
    """Average the values of each day; unordered and repeated dates are fine, a date after `today` is a problem."""
    sums: dict[date, tuple[float, int]] = {}
    missing = 0
    for row, (when, what) in enumerate(series, start=1):
        day = as_date(when, row=row)
        number = _as_number(what, row)
        if number is None:
            missing += 1
            continue
        if today is not None and day > today:
            raise Problem(problems.FUTURE, row=row, date=day, today=today)
        total, count = sums.get(day, (0.0, 0))
        sums[day] = (total + number, count + 1)
    if not sums:
        raise Problem(problems.EMPTY)
    return Daily(tuple((day, total / count, count) for day, (total, count) in sorted(sums.items())), missing)


def arrange(
    values: Daily,
    start: date,
    *,
    washout: int,
    holidays: Mapping[date, str],
    calendar: Mapping[date, str],
    control: Mapping[date, float] | None,
    on: Mapping[date, bool] | None = None,
    arms: bool = False,
) -> tuple[Day, ...]:
    """Say of every day whether it counts. A weekday that the baseline never saw has nothing to be compared with.

    `on` says of a switchback's days whether the change was on; a day of the pilot without an entry does not count.
    `arms`: both arms lie on the same days, so that weekdays need no baseline.
    """
    learned = start + timedelta(days=washout)
    days = []
    for when, value, count in values.days:
        use: Use = "before" if when < start else "after"
        if when in holidays:
            use = "holiday"
        elif when in calendar:
            use = "calendar"
        elif start <= when < learned:
            use = "washout"
        elif control is not None and when not in control:
            use = "no_control"
        elif on is not None and use == "after":
            use = "calendar" if when not in on else "after" if on[when] else "off"
        note = holidays.get(when, calendar.get(when, ""))
        days.append(Day(when, value, count, use, note, control.get(when) if control else None))
    seen = {day.date.weekday() for day in days if day.use in ("before", "off")}
    return tuple(
        replace(day, use="new_weekday") if day.use == "after" and not arms and day.date.weekday() not in seen else day
        for day in days
    )


def chosen(days: Sequence[Day], use: Use) -> list[Day]:
    return [day for day in days if day.use == use]


def require_enough(days: Sequence[Day], start: date, today: date | None = None) -> None:
    """The start inside the series, at least 14 usable days before and 5 after; says what can be said all the same."""
    first, last = days[0].date, days[-1].date
    if start > last and today is not None and start > today:
        raise Problem(problems.START_AHEAD, start=start, days=len(days))
    if not first < start <= last:
        raise Problem(problems.START_OUTSIDE, start=start, first=first, last=last)
    before, after = chosen(days, "before"), chosen(days, "after")
    if len(before) < MIN_BASELINE:
        mean = f"{sum(day.value for day in after) / len(after):,.4g}" if after else "—"
        raise Problem(problems.BASELINE_SHORT, days=len(before), more=MIN_BASELINE - len(before), mean=mean)
    if len(after) < MIN_PILOT:
        raise Problem(problems.PILOT_SHORT, days=len(after), more=MIN_PILOT - len(after))


def require_arms(days: Sequence[Day]) -> None:
    """At least five days switched on and five off; without them nothing can be compared."""
    on, off = len(chosen(days, "after")), len(chosen(days, "off"))
    if on < MIN_PILOT or off < MIN_PILOT:
        raise Problem(problems.ARMS_SHORT, on=on, off=off)
