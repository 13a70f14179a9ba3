"""Rows that add up others (합계, 소계, Total), found by label and contents. They are told, not left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jangbu.engines.quality import sql
from jangbu.engines.quality.reading.header import is_value
from jangbu.engines.quality.reading.notes import TOTAL_ROWS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from jangbu.engines.quality.reading import Note

Cells = Sequence[str | None]
# the label once blanks and marks are gone: 합 계, [소계], * Total, 3월 소계, 서울 합계
LABEL = r"^(?:.{0,12}(?:합계|소계|총계|누계)|계|총합|total|totals|subtotal|grandtotal|sum)$"
MARKS = r"[\s\[\]()<>*:.\-_=#■▶※]"
FILLED = 0.8  # of the other rows have a value in a column that is empty here: this row is of another sort
COLUMNS = 60  # that are searched for labels
SHOWN = 5


def total_rows(columns: Sequence[Cells]) -> list[int]:
    """Numbers of the rows that hold totals: a label first, figures otherwise, and either a cell empty that other rows
    fill or a figure that is the sum of those above it."""
    count = len(columns[0]) if columns else 0
    labelled = [row for row in _labelled(columns) if _figures_only(columns, row)]
    if not labelled or len(labelled) > count // 2:
        return []
    apart = set(labelled)
    filled = [sum(bool(cell and cell.strip()) for cell in cells) for cells in columns]
    found, begin = [], 0
    for row in labelled:
        if _empty_where_filled(columns, row, filled, count) or _adds_up(columns, row, begin, apart):
            found.append(row)
            begin = row + 1
    return found


def _labelled(columns: Sequence[Cells]) -> list[int]:
    """Rows whose first filled cell is a label, in order."""
    label, marks = re.compile(LABEL), re.compile(MARKS)
    told: dict[str, bool] = {}
    found = set()
    for cells in columns[:COLUMNS]:
        for row, cell in enumerate(cells):
            if cell is not None and len(cell) <= 40:
                if cell not in told:
                    told[cell] = label.match(marks.sub("", cell).casefold()) is not None
                if told[cell]:
                    found.add(row)
    return sorted(row for row in found if told.get(_first(columns, row), False))


def _first(columns: Sequence[Cells], row: int) -> str:
    return next((cell for cells in columns if (cell := cells[row]) and cell.strip()), "")


def _figures_only(columns: Sequence[Cells], row: int) -> bool:
    others = [cell for cells in columns if (cell := cells[row]) and cell.strip()][1:]
    return bool(others) and all(is_value(cell) or cell.strip() in ("-", "△") for cell in others)


def _empty_where_filled(columns: Sequence[Cells], row: int, filled: Sequence[int], count: int) -> bool:
    others = max(1, count - 1)
    return any(
        not (cells[row] or "").strip() and often >= FILLED * others
        for cells, often in zip(columns, filled, strict=True)
    )


def _adds_up(columns: Sequence[Cells], row: int, begin: int, apart: set[int]) -> bool:
    for cells in columns:
        told = _figure(cells[row])
        if not told:
            continue
        for start in {0, begin}:
            above = [_figure(cells[each]) for each in range(start, row) if each not in apart]
            known = [figure for figure in above if figure is not None]
            if len(known) > 1 and abs(sum(known) - told) <= Decimal("0.5"):
                return True
    return False


def _figure(cell: str | None) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[,₩\\￦$€£\s]|원$", "", cell or ""))
    except InvalidOperation:
        return None


def note_of(connection: DuckDBPyConnection, relation: str, names: Sequence[str]) -> Note | None:
    """What to say of the total rows of a relation that is held whole; it is fetched only where a label occurs."""
    texts = [f"CAST({sql.identifier(name)} AS VARCHAR)" for name in names]
    bare = (f"regexp_replace(lower({text}), '{MARKS}', '', 'g')" for text in texts[:COLUMNS])
    labels = " OR ".join(f"coalesce(regexp_matches({text}, '{LABEL}'), false)" for text in bare)
    ((labelled,),) = connection.execute(f"SELECT count(*) FROM {relation} WHERE {labels}").fetchall()
    if not labelled:
        return None
    columns = connection.execute(f"SELECT {', '.join(texts)} FROM {relation}").fetchall()
    rows = total_rows(list(zip(*columns, strict=True)))
    if not rows:
        return None
    listed = ", ".join(map(str, rows[:SHOWN])) + (" …" if len(rows) > SHOWN else "")
    return TOTAL_ROWS(count=len(rows), rows=listed)
