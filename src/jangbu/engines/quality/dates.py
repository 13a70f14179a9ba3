"""How dates are written, in Python for the sample and in SQL for the scan: one table of spellings for both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

CLOCK = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
EXCEL_EPOCH = date(1899, 12, 30)  # serial 1 is 1900-01-01, with Excel's 29 February 1900 counted
SERIALS = (20_000, 60_000)  # 1954-10-03 to 2064-04-08


@dataclass(frozen=True, slots=True)
class Style:
    """A spelling. `order` says which groups of `pattern` are year, month, day; `rewrite` gives ISO in SQL."""

    pattern: re.Pattern[str]
    order: tuple[int, int, int]
    sql_pattern: str
    rewrite: str


STYLES: dict[str, Style] = {
    "iso": Style(re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})" + CLOCK), (1, 2, 3), "", ""),
    "dots": Style(
        re.compile(r"(\d{4})\s*[.년]\s*(\d{1,2})\s*[.월]\s*(\d{1,2})\s*[.일]?"),
        (1, 2, 3),
        r"^(\d{4})\s*[.년]\s*(\d{1,2})\s*[.월]\s*(\d{1,2})\s*[.일]?$",
        r"\1-\2-\3",
    ),
    "compact": Style(
        re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})"), (1, 2, 3), r"^((?:19|20)\d{2})(\d{2})(\d{2})$", r"\1-\2-\3"
    ),
    "month_first": Style(
        re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), (3, 1, 2), r"^(\d{1,2})/(\d{1,2})/(\d{4})$", r"\3-\1-\2"
    ),
    "day_first": Style(
        re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})"), (3, 2, 1), r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$", r"\3-\2-\1"
    ),
}
SERIAL = "serial"


def parse(text: str, style: str) -> date | None:
    """The day a text means in a style, or None: a wrong spelling and a day that never was look the same from here."""
    if style == SERIAL:
        in_range = text.isdecimal() and SERIALS[0] <= int(text) <= SERIALS[1]
        return EXCEL_EPOCH + timedelta(days=int(text)) if in_range else None
    found = STYLES[style].pattern.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[group]) for group in STYLES[style].order)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def has_clock(text: str) -> bool:
    return ":" in text


def sql(text: str, styles: Iterable[str], cast: str) -> str:
    """SQL that reads trimmed text as DATE or TIMESTAMP; NULL where it is in none of the styles."""
    readings = [f"TRY_CAST({text} AS {cast})"] if "iso" in styles or not styles else []
    for name in styles:
        if name == SERIAL:
            number = f"TRY_CAST({text} AS INTEGER)"
            bounded = f"CASE WHEN {number} BETWEEN {SERIALS[0]} AND {SERIALS[1]} THEN {number} END"
            readings.append(f"DATE '{EXCEL_EPOCH}' + {bounded}")
        elif STYLES[name].rewrite:
            style = STYLES[name]
            readings.append(f"TRY_CAST(regexp_replace({text}, '{style.sql_pattern}', '{style.rewrite}') AS {cast})")
    return readings[0] if len(readings) == 1 else f"coalesce({', '.join(readings)})"
