"""Rows that add up others (합계, 소계, Total), found by label and contents. They are told, not left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jangbu.engines.quality import sql
from jangbu.engines.quality.reading.header import is_value
from jangbu.engines.quality.reading.notes import TOTAL_ROWS, TOTALS_NOT_SOUGHT

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
SOUGHT_BYTES = 256 << 20  # of a file that is looked through for total rows although it is not held whole
HINTS = ("계", "합", "total", "sum")  # each label has one of these
LABELLED = 10_000  # rows with a label beyond which it is a value like others


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
    return _note(total_rows(list(zip(*columns, strict=True))))


def note_of_large(connection: DuckDBPyConnection, relation: str, names: Sequence[str], size: int | None) -> Note | None:
    """As `note_of`, without holding the relation: a labelled row counts where a cell is empty that other rows fill.

    `size` is that of the file in bytes, None for a table of a database. What is too large is told not to have been
    looked through: that would cost as much as the profile.
    """
    if size is None or size > SOUGHT_BYTES:
        return TOTALS_NOT_SOUGHT(size=SOUGHT_BYTES >> 20)
    columns = [sql.identifier(name) for name in names]
    texts = [f"CAST({column} AS VARCHAR)" for column in columns]
    hinted = " OR ".join(_labels(text) for text in texts[:COLUMNS])
    told = connection.execute(
        f"SELECT {sql.ROW}, {', '.join(texts)} FROM {sql.numbered(relation)} WHERE {hinted}"
        f" ORDER BY {sql.ROW} LIMIT {LABELLED + 1}"
    ).fetchall()
    numbers, cells = [row[0] for row in told], list(zip(*(row[1:] for row in told), strict=True))
    places = [place for place in _labelled(cells) if _figures_only(cells, place)] if told else []
    if not places or len(told) > LABELLED:
        return None
    filled = ", ".join(f"count_if(trim(CAST({column} AS VARCHAR), {sql.WHITE}) != '')" for column in columns)
    ((count, *full),) = connection.execute(f"SELECT count(*), {filled} FROM {relation}").fetchall()
    if len(places) > count // 2:
        return None
    return _note([numbers[place] for place in places if _empty_where_filled(cells, place, full, count)])


def _labels(text: str) -> str:
    """Whether a cell is a label; the pattern is asked only of cells that hold a part of one."""
    hints = " OR ".join(
        f"{text} ILIKE '%{hint}%'" if hint.isascii() else f"contains({text}, '{hint}')" for hint in HINTS
    )
    bare = f"regexp_replace(lower({text}), '{MARKS}', '', 'g')"
    return f"CASE WHEN {hints} THEN length({text}) <= 40 AND regexp_matches({bare}, '{LABEL}') ELSE false END"


def _note(rows: Sequence[int]) -> Note | None:
    if not rows:
        return None
    listed = ", ".join(map(str, rows[:SHOWN])) + (" …" if len(rows) > SHOWN else "")
    return TOTAL_ROWS(count=len(rows), rows=listed)
