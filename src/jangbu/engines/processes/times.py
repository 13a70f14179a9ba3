"""Times as people and machines write them, a whole column at once, to microseconds in UTC.

A column has thousands of values and few shapes: digits become 0, each shape is matched once against the forms below,
and NumPy reads the fields of every value of that shape. A time without a zone is Korean time, +09:00 throughout (the
summer times of 1987 and 1988 are not applied).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from jangbu.kernel.clock import SEOUL

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Chars = npt.NDArray[np.uint32]
Times = npt.NDArray[np.datetime64]  # datetime64[us], UTC

NO_TIME = int(np.iinfo(np.int64).min)  # what NaT is, seen as an integer
NO_ZONE = -10_000  # no offset was written
KOREA = 540  # minutes
SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND

WIDEST = 48  # characters; no form below is longer
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = rf"(?P<named>{'|'.join(MONTHS)})[a-z]*\.?"
NOON = r"오전|오후|[ap]\.?m\.?"
WEEKDAY = r"(?:\s*\(?(?:[월화수목금토일]|mon|tue|wed|thu|fri|sat|sun)\)?,?)?"
CLOCK = (
    rf"(?:(?:\s*t\s*|\s*,\s*|\s+)(?:(?P<noon>{NOON})\s*)?(?P<hour>00?)(?:\s*:\s*|시\s*)(?:(?P<minute>00?)(?:분\s*)?"
    rf"(?::?(?P<second>00?)(?:[.,](?P<fraction>0{{1,9}}))?초?)?)?(?:\s*(?P<late>{NOON}))?"
    r"\s*(?P<zone>z|utc|gmt|kst|[+-]00:?00|[+-]00)?)?\s*"
)
DATES = (
    r"(?P<year>0000)\s*[-./년]\s*(?P<month>00?)\s*[-./월]\s*(?P<day>00?)\s*[일.]?",
    r"(?P<first>00?)\s*[-./]\s*(?P<next>00?)\s*[-./]\s*(?P<year>0000)\.?",
    rf"(?P<day>00?)[-\s./]+{NAMED}[-\s.,/]+(?P<year>0000)",
    rf"{NAMED}\s+(?P<day>00?)\s*,?\s+(?P<year>0000)",
)
COMPACT = (
    r"\s*(?P<year>0000)(?P<month>00)(?P<day>00)"
    r"(?:[t\s]?(?P<hour>00)(?P<minute>00)(?:(?P<second>00)\.?(?P<fraction>000)?)?(?P<zone>z|[+-]00:?00)?)?\s*"
)
FORMS = (*(re.compile(rf"\s*{date}{WEEKDAY}{CLOCK}") for date in DATES), re.compile(COMPACT))
EPOCH = re.compile(r"\s*(?P<whole>0{10})(?P<milli>000)?(?P<micro>000)?(?:\.(?P<fraction>0{1,9}))?\s*")


def parse(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """(microseconds since 1970 in UTC, or NO_TIME; offset written, in minutes, or NO_ZONE), one value a text.

    Reads ISO 8601, 2026.11.03 09:12:11, 2026/11/3 오후 2:05, 2026년 11월 3일 14시 5분, 3/11/2026, 3 Nov 2026,
    20261103091200, and epochs from seconds to microseconds. What cannot be read is NO_TIME: a fault, not an error.
    """
    moments = np.full(len(texts), NO_TIME, dtype=np.int64)
    zones = np.full(len(texts), NO_ZONE, dtype=np.int64)
    if not texts:
        return moments, zones
    kept = [text if len(text) <= WIDEST else "" for text in texts] if max(map(len, texts)) > WIDEST else texts
    column = np.array(kept, dtype=np.str_)
    if not any(kept):
        return moments, zones
    chars = column.view(np.uint32).reshape(len(texts), -1)
    forms = [(found, chars[rows], rows) for shape, rows in _shapes(chars) if (found := _form(shape))]
    day_first = _day_first([(found, part) for found, part, _rows in forms])
    for found, part, rows in forms:
        moments[rows], zones[rows] = (
            _epoch(found, part) if found.re is EPOCH else _dated(found, part, day_first=day_first)
        )
    return moments, zones


def _shapes(chars: Chars) -> Iterator[tuple[str, Ints]]:
    """Each shape (digits as 0, lower case) and the rows that have it."""
    digits = (chars >= ord("0")) & (chars <= ord("9"))
    masked = np.where(digits, np.uint32(ord("0")), chars)
    rest = np.arange(len(chars))
    for _ in range(16):  # nearly every column is done after one or two rounds
        same = (masked == masked[0]).all(axis=1)
        yield _text(masked[0]), rest[same]
        if same.all():
            return
        masked, rest = masked[~same], rest[~same]
    found, codes = np.unique(np.ascontiguousarray(masked).view(f"U{masked.shape[1]}").ravel(), return_inverse=True)
    order = np.argsort(codes, kind="stable")
    for shape, rows in zip(found, np.split(order, np.cumsum(np.bincount(codes))[:-1]), strict=True):
        yield str(shape).lower(), rest[rows]


def _text(chars: Chars) -> str:
    return "".join(map(chr, chars)).rstrip("\0").lower()


def _form(shape: str) -> re.Match[str] | None:
    return next((found for form in (EPOCH, *FORMS) if (found := form.fullmatch(shape))), None)


def _day_first(forms: Sequence[tuple[re.Match[str], Chars]]) -> bool:
    """3/11/2026: values above 12 anywhere in the column tell which is the day; else a slash means month first."""
    first = other = 0
    slashed = False
    for found, chars in forms:
        if _group(found, "first"):
            first += int((_digits(found, "first", chars) > 12).sum())
            other += int((_digits(found, "next", chars) > 12).sum())
            slashed |= "/" in found.string
    return first >= other if first or other else not slashed


def _epoch(found: re.Match[str], chars: Chars) -> tuple[Ints, Ints]:
    moments = _digits(found, "whole", chars) * SECOND
    moments += _digits(found, "milli", chars) * 1_000 + _digits(found, "micro", chars)
    return moments + _fraction(found, chars), np.zeros(len(chars), dtype=np.int64)


def _dated(found: re.Match[str], chars: Chars, *, day_first: bool) -> tuple[Ints, Ints]:
    year = _digits(found, "year", chars)
    month, day = _month_and_day(found, chars, day_first)
    hour, minute, second = (_digits(found, name, chars) for name in ("hour", "minute", "second"))
    noon = _group(found, "noon") or _group(found, "late")
    if noon:
        hour = hour % 12 + 12 * int(noon == "오후" or noon.startswith("p"))
    clock = hour * HOUR + minute * MINUTE + np.minimum(second, 59) * SECOND + _fraction(found, chars)
    days, right = _days(year, month, day)
    right &= (hour < 24) & (minute < 60) & (second < 61)
    zones = _zone(found, chars)
    moments = days * DAY + clock - np.where(zones == NO_ZONE, KOREA, zones) * MINUTE
    return np.where(right, moments, NO_TIME), np.where(right, zones, NO_ZONE)


def _days(year: Ints, month: Ints, day: Ints) -> tuple[Ints, Mask]:
    """Days since 1970, and whether the calendar has the day."""
    months = ((year - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    right = (days.astype("datetime64[M]") == months) & (month >= 1) & (month <= 12) & (year > 0)
    return days.astype(np.int64), right


def _month_and_day(found: re.Match[str], chars: Chars, day_first: bool) -> tuple[Ints, Ints]:
    if named := _group(found, "named"):
        return np.full(len(chars), MONTHS.index(named) + 1, dtype=np.int64), _digits(found, "day", chars)
    if "first" not in found.re.groupindex:
        return _digits(found, "month", chars), _digits(found, "day", chars)
    first, other = _digits(found, "first", chars), _digits(found, "next", chars)
    turned = (other <= 12) if day_first else (first > 12)
    return np.where(turned, other, first), np.where(turned, first, other)


def _zone(found: re.Match[str], chars: Chars) -> Ints:
    zone = _group(found, "zone")
    if not zone:
        return np.full(len(chars), NO_ZONE, dtype=np.int64)
    if zone[0] not in "+-":
        return np.full(len(chars), KOREA if zone == "kst" else 0, dtype=np.int64)
    start, stop = found.span("zone")
    minutes = _number(chars[:, start + 1 : start + 3]) * 60
    if stop - start > 3:
        minutes = minutes + _number(chars[:, stop - 2 : stop])
    return np.where(minutes < 24 * 60, -minutes if zone[0] == "-" else minutes, NO_ZONE)


def _fraction(found: re.Match[str], chars: Chars) -> Ints:
    if not _group(found, "fraction"):
        return np.zeros(len(chars), dtype=np.int64)
    start, stop = found.span("fraction")
    stop = min(stop, start + 6)  # what is finer than a microsecond is cut
    return _number(chars[:, start:stop]) * int(10 ** (6 - (stop - start)))


def _group(found: re.Match[str], name: str) -> str:
    """The text of a group; empty where the form lacks it."""
    return (found[name] or "") if name in found.re.groupindex else ""


def _digits(found: re.Match[str], name: str, chars: Chars) -> Ints:
    """The value of a group in every row; 0 where the form lacks it."""
    if not _group(found, name):
        return np.zeros(len(chars), dtype=np.int64)
    return _number(chars[:, found.start(name) : found.end(name)])


def _number(chars: Chars) -> Ints:
    value = np.zeros(len(chars), dtype=np.int64)
    for place in range(chars.shape[1]):
        value = value * 10 + chars[:, place].astype(np.int64) - ord("0")
    return value


def shown(moment: int) -> str:
    """In Korean time, to the second: 2026-11-03T09:12:00+09:00; empty for NO_TIME."""
    return "" if moment == NO_TIME else as_datetime(moment).astimezone(SEOUL).isoformat(timespec="seconds")


def as_datetime(moment: int) -> datetime:
    """Aware, in UTC."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moment))
