"""A request from JSON, as people and programs write it.

{"duration": 60, "from": "2026-11-24T09:00+09:00", "until": "...", "zone": "Asia/Seoul", "lunch": ["12:00", "13:00"],
 "buffer": 10, "travel": 0, "place": "본사", "notice": 60, "holidays": true, "days_off": ["2026-12-31"], "count": 5,
 "step": 15,
 "hours": {"mon": ["09:00", "18:00"], ...}, "preferred": [["10:00", "12:00"]],
 "attendees": [{"name": "이서준", "required": true, "busy": [{"start": "...", "end": "...", "place": "..."}],
                "ics": "path or text", "hours": {...}}]}
Times without a zone are in `zone`; dates alone are whole days. Everything but the attendees may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jangbu.engines.scheduling.calendars import busy_in
from jangbu.engines.scheduling.model import WEEK, Attendee, Busy, Request
from jangbu.engines.scheduling.problems import CALENDAR_UNREADABLE, REQUEST_UNREADABLE
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holidays_kr

DAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
DAYS |= {name: place for place, name in enumerate("월화수목금토일")}
WINDOW = timedelta(days=14)


def read_request(path: Path, *, now: datetime) -> Request:
    """From a JSON file; calendars beside it are found by their relative paths."""
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Problem(REQUEST_UNREADABLE, place=path.name, detail="JSON") from error
    return parse_request(told, now=now, folder=path.parent)


def parse_request(told: Any, *, now: datetime, folder: Path | None = None) -> Request:
    """Raises Problem scheduling.request_unreadable, naming the place, and those of calendars."""
    if not isinstance(told, Mapping) or not told.get("attendees"):
        raise Problem(REQUEST_UNREADABLE, place="attendees", detail="[{name, busy or ics}]")
    zone = _zone(told.get("zone", "Asia/Seoul"))
    start = _moment(told["from"], zone, "from") if told.get("from") else now.astimezone(zone)
    end = _moment(told["until"], zone, "until", end=True) if told.get("until") else start + WINDOW
    hours = _hours(told["hours"], "hours") if told.get("hours") else WEEK
    off = {_day(each, "days_off") for each in told.get("days_off", ())}
    if told.get("holidays", True):
        off |= {day for day in holidays_kr() if start.date() <= day <= end.date()}
    people = tuple(
        _attendee(each, f"attendees[{place}]", zone, start, end, hours, folder)
        for place, each in enumerate(told["attendees"])
    )
    return Request(
        attendees=people,
        start=start,
        end=end,
        duration=_whole(told, "duration", 60, 1, 1440),
        zone=zone,
        lunch=_span(told["lunch"], "lunch") if told.get("lunch") else None if "lunch" in told else (time(12), time(13)),
        buffer=_whole(told, "buffer", 10, 0, 480),
        travel=_whole(told, "travel", 0, 0, 720),
        place=str(told.get("place", "")),
        notice=_whole(told, "notice", 0, 0, 100_000),
        preferred=tuple(_span(each, "preferred") for each in told.get("preferred", ())),
        days_off=frozenset(off),
        step=_whole(told, "step", 15, 5, 60),
        count=_whole(told, "count", 5, 1, 50),
    )


def _attendee(
    told: Any,
    place: str,
    zone: ZoneInfo,
    start: datetime,
    end: datetime,
    hours: Mapping[int, tuple[time, time]],
    folder: Path | None,
) -> Attendee:
    if isinstance(told, str):
        return Attendee(told, hours=hours)
    if not isinstance(told, Mapping) or not told.get("name"):
        raise Problem(REQUEST_UNREADABLE, place=place, detail="name")
    busy = [
        Busy(
            _moment(each["start"], zone, f"{place}.busy"),
            _moment(each["end"], zone, f"{place}.busy", end=True),
            str(each.get("place", "")),
        )
        for each in told.get("busy", ())
    ]
    if told.get("ics"):
        busy += busy_in(_ics(str(told["ics"]), folder), start, end, zone=zone, name=str(told["name"]))
    own = _hours(told["hours"], f"{place}.hours") if told.get("hours") else hours
    return Attendee(str(told["name"]), bool(told.get("required", True)), tuple(busy), own)


def _ics(told: str, folder: Path | None) -> bytes:
    if "BEGIN:VCALENDAR" in told:
        return told.encode()
    path = (folder or Path()) / told
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(CALENDAR_UNREADABLE, name=told, detail="file") from error


def _zone(told: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(told))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Problem(REQUEST_UNREADABLE, place="zone", detail="Asia/Seoul") from error


def _moment(told: Any, zone: ZoneInfo, place: str, *, end: bool = False) -> datetime:
    try:
        if len(str(told)) == 10:
            day = date.fromisoformat(str(told)) + timedelta(days=int(end))
            return datetime.combine(day, time(0), zone)
        moment = datetime.fromisoformat(str(told))
    except ValueError as error:
        raise Problem(REQUEST_UNREADABLE, place=place, detail="2026-11-24T09:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _hours(told: Any, place: str) -> dict[int, tuple[time, time]]:
    if isinstance(told, list | tuple):
        return dict.fromkeys(range(5), _span(told, place))
    if not isinstance(told, Mapping) or any(str(day).lower()[:3] not in DAYS for day in told):
        raise Problem(REQUEST_UNREADABLE, place=place, detail="{mon: [09:00, 18:00]}")
    return {DAYS[str(day).lower()[:3]]: _span(span, place) for day, span in told.items() if span}


def _span(told: Any, place: str) -> tuple[time, time]:
    try:
        low, high = (time.fromisoformat(str(each).replace("24:00", "00:00")) for each in told)
    except (TypeError, ValueError) as error:
        raise Problem(REQUEST_UNREADABLE, place=place, detail="[09:00, 18:00]") from error
    return low, high


def _day(told: Any, place: str) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError as error:
        raise Problem(REQUEST_UNREADABLE, place=place, detail="2026-12-31") from error


def _whole(told: Mapping[str, Any], name: str, default: int, low: int, high: int) -> int:
    value = told.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or not low <= value <= high:
        raise Problem(REQUEST_UNREADABLE, place=name, detail=f"{low} – {high}")
    return int(value)
