"""Busy times out of iCalendar (RFC 5545) text: recurrences, exceptions, whole days, within bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jangbu.engines.scheduling.model import Busy
from jangbu.engines.scheduling.problems import CALENDAR_TOO_LARGE, CALENDAR_UNREADABLE
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

LARGEST = 20_000_000  # bytes
MOST = 20_000  # events in the window
OFTEN = ("FREQ=SECONDLY", "FREQ=MINUTELY")  # a meeting every minute is an attack, not a calendar


def busy_in(
    text: bytes | str, start: datetime, end: datetime, *, zone: ZoneInfo = SEOUL, name: str = "calendar"
) -> tuple[Busy, ...]:
    """What is taken between `start` and `end`, in order. Cancelled and transparent events take no time; whole days and
    floating times are read in `zone`. Raises Problem scheduling.calendar_unreadable, .calendar_too_large."""
    import icalendar  # noqa: PLC0415  # a third of a second, for calendars only
    import recurring_ical_events  # noqa: PLC0415

    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > LARGEST:
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail="20 MB")
    upper = raw.upper()
    if any(mark.encode() in upper for mark in OFTEN):
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail="FREQ=HOURLY")
    try:
        calendar = icalendar.Calendar.from_ical(raw)
        events = recurring_ical_events.of(calendar, skip_bad_series=True).between(start, end)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Problem(
            CALENDAR_UNREADABLE, name=name, detail=str(error).splitlines()[0][:100] if str(error) else "?"
        ) from error
    if len(events) > MOST:
        raise Problem(CALENDAR_TOO_LARGE, name=name, detail=f"{MOST:,}")
    found = [_busy(event, zone) for event in events if _takes_time(event)]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.start, each.end)))


def _takes_time(event: object) -> bool:
    get = event.get  # type: ignore[attr-defined]  # icalendar's component
    return str(get("STATUS", "")).upper() != "CANCELLED" and str(get("TRANSP", "")).upper() != "TRANSPARENT"


def _busy(event: object, zone: ZoneInfo) -> Busy | None:
    get = event.get  # type: ignore[attr-defined]
    begins = get("DTSTART")
    if begins is None:
        return None
    start = _moment(begins.dt, zone)
    if (ends := get("DTEND")) is not None:
        end = _moment(ends.dt, zone)
    elif (lasts := get("DURATION")) is not None:
        end = start + lasts.dt
    else:  # RFC 5545 3.6.1: a day lasts a day, a moment takes no time
        end = start if isinstance(begins.dt, datetime) else start + timedelta(days=1)
    return Busy(start, end, str(get("LOCATION", ""))) if end > start else None


def _moment(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(0), zone)
    return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(UTC)
