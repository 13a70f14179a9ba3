"""SERIES.csv (date, value, any controls) and the calendar CSV (date, name), in UTF-8 or CP949."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from jangbu.engines.value import problems
from jangbu.kernel.errors import Problem

LARGEST = 64 * 1024 * 1024  # bytes; a daily series of a century is under 1 MB
DATE_NAMES = ("date", "day", "날짜", "일자")
VALUE_NAMES = ("value", "값")
NAME_NAMES = ("name", "event", "이름", "행사")
DATE = re.compile(r"(\d{4})[-./년\s]*(\d{1,2})[-./월\s]*(\d{1,2})일?(?:[T\s].*)?")

Pair = tuple[date, float | None]


LONGEST = 131_072  # characters in one cell


class Series(tuple[Pair, ...]):
    """(date, value) pairs as read, with the file's other numeric columns beside them in `controls`."""

    controls: Mapping[str, tuple[Pair, ...]]

    def __new__(cls, pairs: Iterable[Pair], controls: Mapping[str, tuple[Pair, ...]] | None = None) -> Series:
        series = super().__new__(cls, pairs)
        series.controls = MappingProxyType(dict(controls or {}))
        return series


def read_series(path: Path | str) -> Series:
    """Read date and value columns; an empty value is a missing day. Of two columns the second is the value.

    Raises Problem value.file_unreadable, .column_missing, .cell_unreadable, .empty.
    """
    names, rows = table(Path(path))
    dated = _column(path, names, DATE_NAMES, "date")
    others = [name for name in names if name != dated]
    valued = others[0] if len(others) == 1 else _column(path, names, VALUE_NAMES, "value")
    if not rows:
        raise Problem(problems.EMPTY)
    days = [_date(path, line, dated, row[dated]) for line, row in rows]
    columns: dict[str, tuple[Pair, ...]] = {}
    for name in others:
        try:
            numbers = [_number(path, line, name, row[name]) for line, row in rows]
        except Problem:
            if name == valued:
                raise
            continue  # a column of remarks is no control
        columns[name] = tuple(zip(days, numbers, strict=True))
    return Series(columns.pop(valued), columns)


def read_calendar(path: Path | str) -> dict[date, str]:
    """Days to leave out, with their names where there is such a column. Raises the problems of `read_series`."""
    names, rows = table(Path(path))
    dated = _column(path, names, DATE_NAMES, "date")
    named = next((name for name in names if name.lower() in NAME_NAMES), None)
    return {_date(path, line, dated, row[dated]): row[named].strip() if named else "" for line, row in rows}


def table(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Column names, and (line number, row) with every column present in each row."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
        # csv's own limit is one for the whole program, and others may have raised it
        if any(len(cell) > LONGEST for _line, cells in lines for cell in cells):
            raise csv.Error
    except csv.Error:
        raise _unreadable(path, "표의 모양이 아니에요.", "It is not a table.") from None
    if not lines:
        raise Problem(problems.EMPTY)
    names = [cell.strip() for cell in lines[0][1]]
    return names, [(line, dict(zip(names, [*cells, *[""] * len(names)], strict=False))) for line, cells in lines[1:]]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, "64MB보다 커요.", "It is larger than 64 MB.")
        content = path.read_bytes()
    except OSError:
        raise _unreadable(path, "파일이 없거나 열 수 없어요.", "It does not exist or cannot be opened.") from None
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable(path, "글자로 된 파일이 아니에요.", "It is not a text file.")


def _unreadable(path: Path, ko: str, en: str) -> Problem:
    return Problem(problems.FILE_UNREADABLE, path=path.name, detail_ko=ko, detail_en=en)


def _column(path: Path | str, names: list[str], wanted: tuple[str, ...], what: str) -> str:
    for name in names:
        if name.lower() in wanted:
            return name
    raise Problem(problems.COLUMN_MISSING, path=Path(path).name, column=what, columns=", ".join(names))


def _date(path: Path | str, line: int, column: str, cell: str) -> date:
    found = DATE.fullmatch(cell.strip())
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    raise Problem(problems.CELL_UNREADABLE, path=Path(path).name, line=line, column=column, value=cell[:40])


def _number(path: Path | str, line: int, column: str, cell: str) -> float | None:
    text = cell.strip().replace(",", "").replace("\N{MINUS SIGN}", "-")
    if not text or text.lower() in ("nan", "null", "none", "-"):
        return None
    try:
        return float(text)
    except ValueError:
        raise Problem(
            problems.CELL_UNREADABLE, path=Path(path).name, line=line, column=column, value=cell[:40]
        ) from None
