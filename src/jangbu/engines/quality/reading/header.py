"""Where the column names are: below title rows, in the first row, or nowhere; and names that SQL can hold apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jangbu.engines.quality.reading import notes, two_rows
from jangbu.engines.quality.reading.table import Note

Row = Sequence[str]

LOOKED_AT = 200  # rows below the header that tell values from names
TITLES = 20  # a header lies within this many rows
# Figures, dates, clock times, phone and business numbers, money, percentages, e-mail addresses.
# Internet addresses are none: in linked data they name columns.
VALUE = re.compile(
    r"[-+−(]?[₩$€¥]?\s*\d[\d,.\s:/()+%-]*(?:[eE][+-]?\d+|원|%|[TZ]|\s*(?:오전|오후|AM|PM))?[\d:.+-]*Z?"
    r"|\d{4}년\s*\d{1,2}월(?:\s*\d{1,2}일)?"
    r"|[^@\s]+@[^@\s]+\.[^@\s]+"
)
YEAR = re.compile(r"(?:19|20)\d\d(?:[-./]?(?:0[1-9]|1[0-2]|Q[1-4]))?")


@dataclass(frozen=True, slots=True)
class Header:
    """Rows 0 to `titles` - 1 are titles, then `names` rows of names; `columns` are unique and not empty."""

    titles: int
    names: int  # 0, 1, or 2 where groups of columns have names of their own above
    columns: tuple[str, ...]
    changed: tuple[str, ...]  # of the columns, those whose name was empty or taken
    title: str  # what the title rows say
    used: frozenset[int]  # places of the columns that have a name in the file

    @property
    def named(self) -> bool:
        return self.names > 0

    @property
    def before_data(self) -> int:
        return self.titles + self.names

    def notes(self, kept: Sequence[str] | None = None) -> list[Note]:
        """What was done to find the names; `kept` are the columns that stay, if not all do."""
        said = []
        if self.titles:
            said.append(notes.TITLE_ROWS(rows=self.titles, first=self.title[:120]))
        if not self.named:
            said.append(notes.NO_HEADER())
        if self.names > 1:
            joined = [name for name in self.columns if kept is None or name in kept]
            said.append(notes.HEADER_ROWS(names=", ".join(joined[:5]) + (" …" if len(joined) > 5 else "")))
        changed = [name for name in self.changed if kept is None or name in kept]
        if changed and self.named:
            said.append(notes.NAMES_CHANGED(count=len(changed), names=", ".join(changed[:5])))
        return said


def width_of(rows: Sequence[Row]) -> int:
    """The number of cells most rows have; of two equally frequent ones the larger."""
    counts = Counter(len(row) for row in rows if any(row))
    return max(counts, key=lambda width: (counts[width], width)) if counts else 0


def find_header(rows: Sequence[Row], width: int) -> Header:
    """`rows` are the first of the table, without empty ones; `width` is what `width_of` said."""
    titles = _titles(rows)
    first, body = rows[titles], rows[titles + 1 : titles + 1 + LOOKED_AT]
    names = int(_is_header(first, body))
    cells: Row = first if names else ()
    if names and titles and two_rows.groups_repeated(rows[titles - 1], first):
        titles, names, cells = titles - 1, 2, two_rows.joined(rows[titles - 1], first)
    elif (
        names
        and len(body) > 1
        and _may_name(body[0])
        and two_rows.is_second(first, body[0], names=_named_over_values(body[0], body[1:]))
    ):
        names, cells = 2, two_rows.joined(first, body[0])
    columns, changed = column_names(cells, max(width, len(first), len(cells)))
    title = " / ".join(" ".join(cell for cell in row if cell) for row in rows[:titles])
    used = frozenset(place for place, cell in enumerate(cells) if cell.strip())
    return Header(titles, names, columns, tuple(changed), title, used)


def _may_name(row: Row) -> bool:
    """No figures but years and months."""
    return all(not is_value(cell) or YEAR.fullmatch(cell.strip()) for cell in row)


def _named_over_values(row: Row, body: Sequence[Row]) -> bool:
    """Whether most filled cells of a row are words above figures, and none is a figure."""
    filled = [(place, cell) for place, cell in enumerate(row) if cell.strip()]
    if any(is_value(cell) for _place, cell in filled):
        return False
    over = 0
    for place, _cell in filled:
        below = [each[place] for each in body if place < len(each) and each[place].strip()]
        over += bool(below) and sum(is_value(value) for value in below) > 0.9 * len(below)
    return over > 0.5 * len(filled)


def column_names(cells: Row, width: int) -> tuple[tuple[str, ...], list[str]]:
    """`width` names, unique without regard to case as SQL compares them, and those that had to be changed."""
    names, changed = [], []
    given = [_clean(cell) for cell in cells] + [""] * (width - len(cells))
    taken = Counter(name.casefold() for name in given if name)
    seen: set[str] = set()
    for place, name in enumerate(given, start=1):
        wanted = name or f"열 {place}"
        unique, number = wanted, 2
        while unique.casefold() in seen or (unique != name and unique.casefold() in taken):
            unique, number = f"{wanted}_{number}", number + 1
        seen.add(unique.casefold())
        names.append(unique)
        if unique != name:
            changed.append(unique)
    return tuple(names), changed


def _clean(cell: str) -> str:
    """On one line, without the invisible characters that a copied header brings along."""
    visible = "".join(
        " " if character.isspace() else character
        for character in cell
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf")
    )
    return re.sub(r" {2,}", " ", visible).strip()


def _titles(rows: Sequence[Row]) -> int:
    """Rows above the first that fills most of the usual width, if they fill little of it and that row holds names."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = sorted(filled)[3 * len(filled) // 4]  # few rows are emptier than this, whatever columns hold
    if usual < 2:
        return 0
    sparse = max(1, int(0.4 * usual))
    place = next((place for place, count in enumerate(filled[:TITLES]) if count > sparse), 0)
    row = rows[place]
    names = not any(is_value(cell) for cell in row) or _years(row, rows[place + 1 :])
    return place if names else 0


def is_value(cell: str) -> bool:
    return bool(VALUE.fullmatch(cell.strip()))


def _is_header(first: Row, body: Sequence[Row]) -> bool:
    """Names unless the first row resembles the rows below it more than it differs from them, column by column."""
    if _years(first, body):
        return True
    other = [row for row in body if tuple(row) != tuple(first)]
    names, values, repeated = 0.0, 0.0, 0
    for place, cell in enumerate(first):
        if not cell.strip():
            continue
        below = [row[place] for row in other if place < len(row) and row[place].strip()]
        share = sum(is_value(value) for value in below) / len(below) if below else 0.0
        if is_value(cell):
            values += 1.0 if share > 0.5 or not below else 0.5
        elif share > 0.9:
            names += 1.0
        else:
            again = below.count(cell)
            repeated += again > 0
            values += again > 1
    if repeated > 1:
        values += 1.0
    return names >= values


def _years(first: Row, body: Sequence[Row]) -> bool:
    """Years or months as column names: 지역, 2023, 2024."""
    figures = [(place, cell.strip()) for place, cell in enumerate(first) if is_value(cell)]
    if not figures or not all(YEAR.fullmatch(cell) for _, cell in figures):
        return False
    if len({cell for _, cell in figures}) < len(figures) or len(figures) == len([c for c in first if c.strip()]) == 1:
        return False
    below = [row[place].strip() for place, _ in figures for row in body[:LOOKED_AT] if place < len(row)]
    return sum(bool(YEAR.fullmatch(cell)) for cell in below) < 0.5 * len(below)
