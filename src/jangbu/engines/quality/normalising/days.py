"""Days as ISO 8601 (2026-01-05), from the ways they are typed in Korea and out of spreadsheets.

Parts: `year`, `month`, `day`; where given `time` (14:30 or 14:30:05), `zone`, `weekday` (as written). Two digits of a
year mean 1950 to 2049. What could be two days is not changed: `readings` names them, for the person who knows. A
weekday that contradicts its day (`weekday_check` wrong) leaves the value as it is. A five-digit number from 20000 to
60000 is a spreadsheet's serial day in the 1900 system; smaller ones are mere numbers, so the day they would be is only
named.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from jangbu.engines.quality.normalising.cleaning import clean_text, plain_dashes
from jangbu.engines.quality.normalising.clocks import split_clock, split_weekday
from jangbu.engines.quality.normalising.result import Normalised, unparsed

YEARS = (1600, 9999)
COMPACT_YEARS = (1900, 2099)
PIVOT = 50  # two digits below it are 20xx
SERIALS = (20_000, 60_000)  # 1954-10-03 to 2064-04-08, as the readers of tables have it
SEOUL_ZONES = frozenset({"KST", "+09:00", "+0900"})
LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})\.?")
YEAR_FIRST_SPACED = re.compile(r"([0-9]{4}) ?([-./ ]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2}) ?\.?")
KOREAN = re.compile(r"'?([0-9]{4}|[0-9]{2}) ?년 ?([0-9]{1,2}) ?월 ?([0-9]{1,2}) ?일\.?")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?(?:\.0)?")
SIX = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
SERIAL = re.compile(r"([0-9]{1,5})(?:\.([0-9]{1,15}))?")
FORCED_TEXT = re.compile(r"'[0-9]{4}")  # a spreadsheet's mark for text, not a shortened year
SHORT_YEAR = re.compile(r"('?)([0-9]{2}) ?([-./]) ?([0-9]{1,2}) ?\3 ?([0-9]{1,2}) ?\.?")
YEAR_LAST = re.compile(r"([0-9]{1,2}) ?([-./]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})\.?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DAY_MONTH = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{MONTH}\.?,?[ -]([0-9]{{4}})", re.IGNORECASE)
MONTH_DAY = re.compile(rf"{MONTH}\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})", re.IGNORECASE)


def is_day(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= LENGTHS[month]):
        return False
    return day < 29 or month != 2 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def excel_day(serial: int) -> date | None:
    """The day of a serial in the 1900 system: 1 is 1900-01-01, and 60 is 29 February 1900, which never was."""
    if serial < 1 or serial == 60:
        return None
    return date(1899, 12, 30 if serial > 60 else 31) + timedelta(days=serial)


def full_year(two: str) -> int:
    return int(two) + (2000 if int(two) < PIVOT else 1900)


Reading = tuple[date, float, str]  # the day, how sure, the time where the spelling held one


def day(text: str) -> Normalised:
    """ "2026.1.5.", "2026년 1월 5일(월)", "20260105", "46027" -> "2026-01-05"."""
    found = YEAR_FIRST.fullmatch(text)
    if found is not None:
        year, month, number = found[1], found[3], found[4]
    elif len(text) == 8 and text.isascii() and text.isdecimal():
        return _compact(text)
    else:
        return _other(text)
    if not is_day(int(year), int(month), int(number)) or int(year) < YEARS[0]:
        return unparsed(text)
    month, number = month.zfill(2), number.zfill(2)
    return Normalised(f"{year}-{month}-{number}", {"year": year, "month": month, "day": number}, 1.0, text)


def _compact(text: str) -> Normalised:
    year, month, number = text[:4], text[4:6], text[6:]
    if not (COMPACT_YEARS[0] <= int(year) <= COMPACT_YEARS[1] and is_day(int(year), int(month), int(number))):
        return unparsed(text)
    return Normalised(f"{year}-{month}-{number}", {"year": year, "month": month, "day": number}, 0.95, text)


def _other(text: str) -> Normalised:
    cleaned = plain_dashes(clean_text(text))
    if FORCED_TEXT.match(cleaned):
        cleaned = cleaned[1:]
    rest, clock = split_clock(cleaned)
    rest, weekday = split_weekday(rest)
    read = _read(rest)
    if read is None:
        readings = [] if clock else _readings(rest)
        return unparsed(text, {"readings": ", ".join(readings)} if readings else None)
    when, sure, time = read
    iso = when.isoformat()
    parts = {"year": iso[:4], "month": iso[5:7], "day": iso[8:]}
    if time or clock:
        if time and clock:
            return unparsed(text)
        parts |= clock or {"time": time}
        if parts.get("zone", "KST") not in SEOUL_ZONES:
            sure = min(sure, 0.8)  # in Seoul it may be the next day
    if weekday is not None:
        parts["weekday"] = weekday[0]
        if weekday[1] != when.weekday():
            return unparsed(text, parts | {"weekday_check": "wrong"})
    return Normalised(iso, parts, sure, text)


def _made(year: int, month: int, number: int, sure: float, time: str = "") -> Reading | None:
    if year < YEARS[0] or not is_day(year, month, number):
        return None
    return date(year, month, number), sure, time


def _read(text: str) -> Reading | None:
    if text.isdecimal() or SERIAL.fullmatch(text):
        return _digits(text)
    if (found := YEAR_FIRST_SPACED.fullmatch(text)) is not None:
        return _made(int(found[1]), int(found[3]), int(found[4]), 1.0)
    if (found := KOREAN.fullmatch(text)) is not None:
        short = len(found[1]) == 2
        year = full_year(found[1]) if short else int(found[1])
        return _made(year, int(found[2]), int(found[3]), 0.9 if short else 1.0)
    if (found := SHORT_YEAR.fullmatch(text)) is not None:
        return _short_year(found)
    if (found := YEAR_LAST.fullmatch(text)) is not None:
        return _year_last(found)
    if (found := DAY_MONTH.fullmatch(text)) is not None:
        return _made(int(found[3]), MONTHS.index(found[2][:3].lower()) + 1, int(found[1]), 1.0)
    if (found := MONTH_DAY.fullmatch(text)) is not None:
        return _made(int(found[3]), MONTHS.index(found[1][:3].lower()) + 1, int(found[2]), 1.0)
    return _digits(text)


def _digits(text: str) -> Reading | None:
    if (found := COMPACT.fullmatch(text)) is not None:
        year = int(found[1])
        hour, minute, second = (int(part or 0) for part in found.groups()[3:])
        if not COMPACT_YEARS[0] <= year <= COMPACT_YEARS[1] or hour > 23 or minute > 59 or second > 59:
            return None
        time = ":".join(part for part in found.groups()[3:] if part)
        return _made(year, int(found[2]), int(found[3]), 0.95, time)
    if (found := SIX.fullmatch(text)) is not None:
        if text[:2] == "20" and 1 <= int(text[4:]) <= 12 and 1 <= int(text[2:4]) <= 12:
            return None  # 200105 is 5 January 2020 or May 2001
        return _made(full_year(found[1]), int(found[2]), int(found[3]), 0.7)
    found = SERIAL.fullmatch(text)
    if found is None or not SERIALS[0] <= int(found[1]) <= SERIALS[1]:
        return None
    serial, fraction = int(found[1]), float(f"0.{found[2] or 0}")
    seconds = min(round(fraction * 86_400), 86_399)
    hours, seconds = divmod(seconds, 3600)
    time = f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}" if fraction else ""
    when = excel_day(serial)
    return None if when is None else (when, 0.7, time)


def _short_year(found: re.Match[str]) -> Reading | None:
    """Year first, as Korea writes; not where the first number could be a month, for 01/05/26 reads three ways."""
    mark, first = found[1], found[2]
    if not mark and 1 <= int(first) <= 12:
        return None
    return _made(full_year(first), int(found[4]), int(found[5]), 0.9 if mark or int(first) > 31 else 0.7)


def _year_last(found: re.Match[str]) -> Reading | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day_first, month_first = is_day(year, second, first), is_day(year, first, second)
    if day_first and month_first and first != second:
        return None
    return _made(year, second, first, 0.9) if day_first else _made(year, first, second, 0.9)


def _readings(text: str) -> list[str]:
    """The days that an ambiguous spelling may mean, earliest field first."""
    possible: list[tuple[int, int, int]] = []
    if (found := YEAR_LAST.fullmatch(text)) is not None:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        possible = [(year, first, second), (year, second, first)]
    elif (found := SHORT_YEAR.fullmatch(text)) is not None:
        one, two, three = found[2], int(found[4]), found[5].zfill(2)
        possible = [(full_year(one), two, int(three))]
        possible += [(full_year(three), int(one), two), (full_year(three), two, int(one))]
    elif SIX.fullmatch(text) and text[:2] == "20" and is_day(full_year(text[:2]), int(text[2:4]), int(text[4:])):
        return [f"20{text[:2]}-{text[2:4]}-{text[4:]}", f"{text[:4]}-{text[4:]}"]
    elif text.isdecimal() and len(text) <= 5 and int(text) < SERIALS[0]:
        serial = excel_day(int(text))
        return [serial.isoformat()] if serial else []
    return [date(*each).isoformat() for each in dict.fromkeys(possible) if each[0] >= YEARS[0] and is_day(*each)]
