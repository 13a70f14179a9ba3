"""Times as people and machines write them, to microseconds in UTC. A time without a zone is Korean time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from jangbu.engines.processes.log import NO_TIME, NO_ZONE

SEOUL = ZoneInfo("Asia/Seoul")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LOOSE = re.compile(
    r"^\s*(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?"
    r"(?:[\sT]+(오전|오후|AM|PM|am|pm)?\s*(\d{1,2})(?::|시\s*)(\d{1,2})?(?:(?::|분\s*)(\d{1,2})(?:\.(\d{1,6}))?초?|분)?"
    r"\s*(AM|PM|am|pm|오전|오후)?)?\s*$"
)
DAY_FIRST = re.compile(r"^\s*(\d{1,2})[-./](\d{1,2})[-./](\d{4})(.*)$")


def parse(text: str) -> tuple[int, int]:
    """(microseconds in UTC, offset in minutes) or (NO_TIME, NO_ZONE). Errors are not raised: a fault is a finding."""
    text = text.strip()
    if not text:
        return NO_TIME, NO_ZONE
    moment = _iso(text) or _loose(text) or _epoch(text)
    if moment is None:
        return NO_TIME, NO_ZONE
    zone = NO_ZONE
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SEOUL)
    else:
        offset = moment.utcoffset()
        zone = int(offset.total_seconds() // 60) if offset is not None else NO_ZONE
    return (moment - EPOCH) // MICROSECOND, zone


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _loose(text: str) -> datetime | None:
    """2026.11.03 09:12, 2026/11/3 오후 2:05, 2026년 11월 3일 14시 5분, 3/11/2026 9:12."""
    turned = DAY_FIRST.match(text)
    if turned:
        first, second, year, rest = turned.groups()
        day, month = (first, second) if int(first) > 12 or "." in text[:3] else (second, first)
        text = f"{year}-{month}-{day}{rest}"
    found = LOOSE.match(text)
    if not found:
        return None
    year, month, day, early, hour, minute, second, fraction, late = found.groups()
    half = (early or late or "").upper()
    hours = int(hour or 0)
    if half in {"오후", "PM"} and hours < 12:
        hours += 12
    if half in {"오전", "AM"} and hours == 12:
        hours = 0
    micro = int((fraction or "0").ljust(6, "0"))
    try:
        return datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), micro)  # noqa: DTZ001  # zone added by parse
    except ValueError:
        return None


def _epoch(text: str) -> datetime | None:
    """Seconds (10 digits) or milliseconds (13) since 1970."""
    if not text.isdigit() or len(text) not in {10, 13}:
        return None
    seconds = int(text) / (1 if len(text) == 10 else 1000)
    return datetime.fromtimestamp(seconds, UTC)


def shown(micros: int) -> str:
    """In Korean time, to the second: 2026-11-03 09:12:00."""
    if micros == NO_TIME:
        return ""
    return f"{(EPOCH + micros * MICROSECOND).astimezone(SEOUL):%Y-%m-%d %H:%M:%S}"


def as_datetime(micros: int) -> datetime:
    return EPOCH + int(micros) * MICROSECOND
