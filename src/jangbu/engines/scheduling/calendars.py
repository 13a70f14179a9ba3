"""Busy times out of iCalendar (RFC 5545) text: recurrences, exceptions, whole days, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

from jangbu.engines.scheduling.model import Busy
from jangbu.engines.scheduling.problems import CALENDAR_TOO_LARGE, CALENDAR_UNREADABLE
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

LARGEST = 20_000_000  # bytes
MOST = 20_000  # events in the file, and in the window
WORK = 400_000  # occurrences that may have to be walked through from the start of all series
A_DAY = {
    "HOURLY": 24.0,
    "DAILY": 1.0,
    "WEEKLY": 1.0,
    "MONTHLY": 1.0,
    "YEARLY": 1.0,
}  # at most, where every day is named


@dataclass(frozen=True, slots=True)
class Reading:
    """What is taken, in order, and whether a series was left out because its rule cannot be read."""

    busy: tuple[Busy, ...]
    skipped: bool


def busy_in(
    text: bytes | str, start: datetime, end: datetime, *, zone: ZoneInfo = SEOUL, name: str = "calendar"
) -> tuple[Busy, ...]:
    """What is taken between `start` and `end`, in order; see `read_calendar`."""
    return read_calendar(text, start, end, zone=zone, name=name).busy


def read_calendar(
    text: bytes | str,
    start: datetime,
    end: datetime,
    *,
    zone: ZoneInfo = SEOUL,
    name: str = "calendar",
    owner: str = "",
) -> Reading:
    """What is taken between `start` and `end`. Cancelled, transparent and free events take no time, nor those that
    `owner` (a mail address) declined; whole days and floating times are read in `zone`; a private event keeps its place
    to itself. Raises Problem scheduling.calendar_unreadable, .calendar_too_large."""
    import icalendar  # noqa: PLC0415  # a third of a second, for calendars only

    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > LARGEST:
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail="20 MB")
    try:
        calendars = icalendar.Calendar.from_ical(raw, multiple=True)
        if not calendars:
            raise ValueError("no VCALENDAR")
        events: list[Any] = []
        skipped = False
        for calendar in calendars:
            _bounded(calendar, end, name)
            found, left = _expanded(calendar, start, end)
            events, skipped = [*events, *found], skipped or left
        if len(events) > MOST:
            raise Problem(CALENDAR_TOO_LARGE, name=name, detail=f"{MOST:,}")
        taken = [_busy(event, zone) for event in events if _takes_time(event, owner.lower())]
        taken += [each for calendar in calendars for each in _free_busy(calendar, zone)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        said = str(error).splitlines()[0][:100] if str(error) else "?"
        raise Problem(CALENDAR_UNREADABLE, name=name, detail=said) from error
    inside = (each for each in taken if each is not None and each.end > start and each.start < end)
    return Reading(tuple(sorted(inside, key=lambda each: (each.start, each.end))), skipped)


def _expanded(calendar: Any, start: datetime, end: datetime) -> tuple[list[Any], bool]:
    """Every occurrence; where the rule of a series cannot be read, the rest, and that something is missing."""
    import recurring_ical_events  # noqa: PLC0415

    try:
        return recurring_ical_events.of(calendar).between(start, end), False
    except (ValueError, KeyError, TypeError, AttributeError):
        return recurring_ical_events.of(calendar, skip_bad_series=True).between(start, end), True


def _bounded(calendar: Any, end: datetime, name: str) -> None:
    """Refuses what would take for ever to walk through: rules by the minute, and too much in all."""
    events = calendar.walk("VEVENT")
    if len(events) > MOST:
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail=f"{MOST:,}")
    work = 0.0
    for event in events:
        for rule in _rules(event):
            often = str((rule.get("FREQ") or [""])[0]).upper()
            inner = prod(len(rule.get(part) or [0]) for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
            if often not in A_DAY or inner > 48 or (often == "HOURLY" and inner > 2):
                raise Problem(CALENDAR_TOO_LARGE, name=name, detail="FREQ=HOURLY")
            if any(int(each) < 1 for each in rule.get("INTERVAL") or ()):  # the walk would never move on
                raise Problem(CALENDAR_UNREADABLE, name=name, detail="INTERVAL")
            begins = event.get("DTSTART")
            first = begins.dt if begins is not None else end
            days = max(0, (end.date() - (first.date() if isinstance(first, datetime) else first)).days)
            work += days * A_DAY[often] * inner
    if work > WORK:
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail=f"{WORK:,}")


def _rules(event: Any) -> Iterable[Any]:
    found = event.get("RRULE")
    return found if isinstance(found, list) else [found] if found is not None else []


def _takes_time(event: Any, owner: str) -> bool:
    status, shown = str(event.get("STATUS", "")).upper(), str(event.get("TRANSP", "")).upper()
    outlook = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    if status == "CANCELLED" or shown == "TRANSPARENT" or outlook == "FREE":
        return False
    attendees = event.get("ATTENDEE") or []
    for one in attendees if isinstance(attendees, list) else [attendees]:
        if owner and str(one).lower().removeprefix("mailto:") == owner:
            return str(one.params.get("PARTSTAT", "")).upper() != "DECLINED"
    return True


def _busy(event: Any, zone: ZoneInfo) -> Busy | None:
    begins = event.get("DTSTART")
    if begins is None:
        return None
    start = _moment(begins.dt, zone)
    if (ends := event.get("DTEND")) is not None:
        end = _moment(ends.dt, zone)
    elif (lasts := event.get("DURATION")) is not None:
        end = start + lasts.dt
    else:  # RFC 5545 3.6.1: a day lasts a day, a moment takes no time
        end = start if isinstance(begins.dt, datetime) else start + timedelta(days=1)
    private = str(event.get("CLASS", "")).upper() in {"PRIVATE", "CONFIDENTIAL"}
    return Busy(start, end, "" if private else str(event.get("LOCATION", ""))[:200]) if end > start else None


def _free_busy(calendar: Any, zone: ZoneInfo) -> Iterator[Busy]:
    """A calendar that only says busy or free (VFREEBUSY), as servers publish for others."""
    for part in calendar.walk("VFREEBUSY"):
        spans = part.get("FREEBUSY") or []
        for span in spans if isinstance(spans, list) else [spans]:
            if str(span.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                continue
            begins, ends = span.dt if hasattr(span, "dt") else (span.start, span.end)
            start = _moment(begins, zone)
            end = start + ends if isinstance(ends, timedelta) else _moment(ends, zone)
            if end > start:
                yield Busy(start, end)


def _moment(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(0), zone)
    return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(UTC)
