"""Numbers from a sheet: read it, guess which column is what, show what would be taken, and say what cannot be read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jangbu.engines import quality
from jangbu.kernel.errors import Kind, Problem

MOST_ROWS = 5_000
LARGEST = 10_000_000  # bytes
BEFORE = frozenset({"before", "전", "시작 전", "이전", "기준"})
AFTER = frozenset({"after", "뒤", "후", "시작 뒤", "시작 후", "이후", "마지막 주"})
TOO_LONG = Kind(
    "pilots.import_too_long",
    ko="행이 {rows:,}개라 한 번에 가져올 수 없어요.",
    en="{rows:,} rows are too many to import at once.",
    next_ko="{most:,}행까지로 나눠 주세요. 긴 기록은 데이터로 올려서 '일의 기록'으로 재는 편이 나아요.",
    next_en="Split it into at most {most:,} rows; a long record is better handed over as data and measured as a log.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: column names and rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; an empty name for none. Without a period column the day decides, else `period`."""

    value: str
    day: str = ""
    label: str = ""
    side: str = ""
    period: str = "before"


@dataclass(frozen=True, slots=True)
class Taken:
    """One value as it would be taken; `problem` says in the row's place what cannot be read, "" where all is well."""

    number: int  # of the row, from 1
    value: Decimal | None
    period: str
    label: str
    day: date | None
    problem: str = ""  # value, day, side


def read_sheet(chunks: Iterable[bytes], name: str) -> Sheet:
    """Raises Problem as reading does, and pilots.import_too_long."""
    with tempfile.TemporaryDirectory(prefix="jangbu-import-") as folder:
        path = Path(folder) / (Path(name).name or "file.csv")
        with path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        frame = quality.read_frame(path)
    if frame.rows > MOST_ROWS:
        raise Problem(TOO_LONG, rows=frame.rows, most=MOST_ROWS)
    columns = [[cell or "" for cell in column] for column in frame.columns]
    return Sheet(frame.names, tuple(zip(*columns, strict=True)))


def guess(sheet: Sheet) -> Columns:
    """The column with most numbers is the value, the one with most days the day, one of two known words the side."""
    sample = [row for row in sheet.rows if any(text.strip() for text in row)][:200]

    def share(name: str, reads: Any) -> float:
        place = sheet.names.index(name)
        return sum(1 for row in sample if reads(row[place])) / max(1, len(sample))

    day = next((name for name in sheet.names if share(name, day_of) > 0.8), "")
    side = next((name for name in sheet.names if name != day and share(name, side_of) > 0.8), "")
    left = [name for name in sheet.names if name not in {day, side}]
    value = max(left, key=lambda name: share(name, number_of), default="")
    label = next((name for name in left if name != value), "")
    return Columns(value, day, label, side)


def take(sheet: Sheet, mapping: Columns, start: date) -> list[Taken]:
    """Every row as it would be taken; rows without anything in them are left out."""
    places = {name: place for place, name in enumerate(sheet.names)}

    def cell(row: Sequence[str], name: str) -> str:
        return row[places[name]].strip() if name in places else ""

    found = []
    for number, row in enumerate(sheet.rows, start=1):
        if not any(text.strip() for text in row):
            continue
        amount, day = number_of(cell(row, mapping.value)), day_of(cell(row, mapping.day))
        side = side_of(cell(row, mapping.side)) if mapping.side else _side(day, start, mapping.period)
        problem = "value" if amount is None else "day" if mapping.day and day is None else "" if side else "side"
        label = cell(row, mapping.label)[:80] or str(number)
        found.append(Taken(number, amount, side or "before", label, day, problem))
    return found


def _side(day: date | None, start: date, period: str) -> str:
    if day is None:
        return period
    return "after" if day >= start else "before"


def number_of(text: str) -> Decimal | None:
    """1,234.5 · 12.5% · 1,200원: as people write them."""
    bare = re.sub(r"[,\s원₩%점건분]", "", text.replace("\N{MINUS SIGN}", "-"))
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 15 else None


def day_of(text: str) -> date | None:
    bare = text.strip().rstrip(".").replace(". ", "-").replace(".", "-").replace("/", "-")
    for pattern in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(bare[:19], pattern).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def side_of(text: str) -> str:
    word = text.strip().lower()
    return "before" if word in BEFORE else "after" if word in AFTER else ""


def mapping_from(told: Mapping[str, str], sheet: Sheet) -> Columns:
    """What the form said, with names that the sheet does not have taken for none."""

    def name(key: str) -> str:
        return told.get(key, "") if told.get(key, "") in sheet.names else ""

    period = "after" if told.get("period") == "after" else "before"
    return Columns(name("value") or guess(sheet).value, name("day"), name("label"), name("side"), period)
