"""Steps that put known values into cells: fill_missing, set_cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from jangbu.engines.quality.mending.operation import (
    Operation,
    cells_said,
    columns_said,
    is_missing,
    no_columns,
    quoted,
    some_columns,
)
from jangbu.engines.quality.mending.options import Options, Place, row_number
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.work import Cells, Outcome, Queued, Tally, Work
from jangbu.engines.quality.reading.problems import Said

SHARE = 0.9  # of a group's filled cells must agree before its empty ones are filled


class FillMissing(Operation):
    """Empty and blank cells, filled in one of three ways.

    value: X; column: the same row of another column; by: [columns], the value that rows alike in these columns have, if
    `share` of those that are filled agree (0.9) and `least` of them are there (2). Where they do not agree, the cell is
    queued. Filled cells are never touched.
    """

    def __init__(self, columns: tuple[str, ...], source: str | tuple[str, ...], value: str | None) -> None:
        super().__init__(columns)
        self.source, self.value = source, value
        self.share, self.least = SHARE, 2

    @classmethod
    def read(cls, options: Options) -> Self:
        columns, place = some_columns(options), options.place
        ways = [name for name in ("value", "column", "by") if name in options]
        if len(ways) != 1:
            raise place.broken("value, column, by 가운데 하나만 적어요", "give one of value, column and by")
        if ways == ["value"]:
            value = options.text("value")
            if is_missing(value):
                raise place.broken("value가 비었어요", "value is empty")
            return cls(columns, "", value)
        made = cls(columns, options.text("column") if ways == ["column"] else options.texts("by"), None)
        used = {made.source} if isinstance(made.source, str) else set(made.source)
        if used & set(columns):
            raise place.broken("채울 열로 그 열을 채울 수 없어요", "a column cannot be filled from itself")
        if ways == ["by"]:
            made.share = options.share("share", SHARE)
            made.least = max(1, row_number(options.text("least", "2"), place))
            if made.share <= 0.5:
                raise place.broken("share는 0.5보다 커야 해요", "share must be above 0.5")
        return made

    def plan(self, plan: Plan) -> None:
        others = () if self.value is not None else (self.source,) if isinstance(self.source, str) else self.source
        for column in self.columns:
            plan.change(column, others)

    def run(self, work: Work) -> None:
        for column in self.columns:
            if self.value is not None:
                work.change(column, self._constant)
            elif isinstance(self.source, str):
                work.change(column, partial(_beside, work.column(self.source)))
            else:
                self._by_group(work, column, [work.column(name) for name in self.source])

    def _constant(self, _start: int, cells: Cells) -> Cells:
        return [self.value if is_missing(cell) else cell for cell in cells]

    def _by_group(self, work: Work, column: str, keys: list[Cells]) -> None:
        cells = work.column(column)
        wanted = {key for key, cell in zip(zip(*keys, strict=True), cells, strict=True) if is_missing(cell)}
        counted: dict[tuple[str | None, ...], Counter[str]] = {}
        for key, cell in zip(zip(*keys, strict=True), cells, strict=True):
            if cell is not None and key in wanted and not is_missing(cell) and not any(map(is_missing, key)):
                counted.setdefault(key, Counter())[cell] += 1
        answers = {key: self._agreed(values) for key, values in counted.items()}

        def mend(start: int, chunk: Cells) -> list[Outcome]:
            stop = start + len(chunk)
            asked = zip(chunk, zip(*(key[start:stop] for key in keys), strict=True), strict=True)
            return [answers.get(key, cell) if is_missing(cell) else cell for cell, key in asked]

        work.change(column, mend)

    def _agreed(self, values: Counter[str]) -> Outcome:
        (value, count), total = values.most_common(1)[0], values.total()
        return value if count >= self.share * total and count >= self.least else Queued("no_share", value)

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        if self.value is not None:
            from_ko, from_en = f"{quoted(self.value)}(으)로", f"with {quoted(self.value)}"
        elif isinstance(self.source, str):
            from_ko, from_en = f"같은 행의 ‘{self.source}’ 값으로", f"from ‘{self.source}’ of the same row"
        else:
            listed = ", ".join(f"‘{name}’" for name in self.source)
            from_ko, from_en = f"{listed}이(가) 같은 행의 값으로", f"from rows with the same {listed}"
        return Said(f"{where.ko}의 빈 {count.ko}을 {from_ko} 채워요", f"Fills {count.en} of {where.en} {from_en}")


def _beside(other: Cells, start: int, cells: Cells) -> list[str | None]:
    beside = other[start : start + len(cells)]
    return [
        found if is_missing(cell) and not is_missing(found) else cell for cell, found in zip(cells, beside, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to set: by the row of the source table, or by the values of key columns. `old` must still be there."""

    row: int | None
    key: Mapping[str, str | None]
    column: str
    old: str | None
    new: str | None


class SetCells(Operation):
    """Single cells, as a person accepted them. Option cells: a list of {row or key, column, from, to}.

    A cell that holds something else than `from` by now is a conflict and stays; one that holds `to` already is done.
    """

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        super().__init__(tuple(dict.fromkeys(cell.column for cell in cells)))
        self.cells = cells
        self.needs_rows = any(cell.row is not None for cell in cells)

    @classmethod
    def read(cls, options: Options) -> Self:
        no_columns(options)
        given = options.any("cells")
        if not isinstance(given, list) or not given:
            raise options.place.broken("cells가 목록이 아니에요", "cells is not a list")
        return cls(tuple(_cell(item, options.place) for item in given))

    def plan(self, plan: Plan) -> None:
        for cell in self.cells:
            plan.need(*cell.key)
            if cell.row is not None:
                plan.need_row(cell.row)
        for column in self.columns:
            plan.change(column)

    def run(self, work: Work) -> None:
        keyed = _Keys(work)
        made: dict[str, dict[int, str | None]] = {column: {} for column in self.columns}
        for cell in self.cells:
            places = keyed.places(cell)
            if len(places) != 1:
                gone = "row_gone" if cell.row is not None else "no_row"
                row = -1 if cell.row is None else cell.row
                reason = "many_rows" if places else gone
                work.tally.queue(row, cell.column, cell.old, Queued(reason, cell.new))
                continue
            now = made[cell.column].get(places[0], work.column(cell.column)[places[0]])
            if now in (cell.old, cell.new):
                made[cell.column][places[0]] = cell.new
            else:
                work.tally.queue(work.rows[places[0]], cell.column, now, Queued("conflict", cell.new))
        for column, cells in made.items():
            work.set(column, cells)

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        return Said(
            f"{where.ko} {count.ko}을 사람이 정한 값으로 바꿔요",
            f"Sets {count.en} of {where.en} to values a person chose",
        )


class _Keys:
    """Where rows with given key values are, each combination of key columns looked up once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[tuple[str, ...], dict[tuple[str | None, ...], list[int]]] = {}

    def places(self, cell: Cell) -> list[int]:
        if cell.row is not None:
            place = self._work.place_of(cell.row)
            return [] if place is None else [place]
        names = tuple(sorted(cell.key))
        if names not in self._known:
            found: dict[tuple[str | None, ...], list[int]] = {}
            for place, key in enumerate(zip(*(self._work.column(name) for name in names), strict=True)):
                found.setdefault(key, []).append(place)
            self._known[names] = found
        return self._known[names].get(tuple(cell.key[name] for name in names), [])


def _cell(item: Any, place: Place) -> Cell:
    if not isinstance(item, dict) or set(item) - {"row", "key", "column", "from", "to"}:
        raise place.broken("cells의 항목은 row나 key, column, from, to예요", "cells have row or key, column, from, to")
    if not isinstance(item.get("column"), str) or not {"from", "to"} <= set(item):
        raise place.broken("cells의 항목에 column, from, to가 있어야 해요", "each of cells needs column, from and to")
    texts = [item["from"], item["to"]]
    key = item.get("key") or {}
    if not isinstance(key, dict) or not all(each is None or isinstance(each, str) for each in (*texts, *key.values())):
        raise place.broken("from, to, key는 칸의 값이에요", "from, to and key are values of cells")
    if ("row" in item) == bool(key):
        raise place.broken("row와 key 가운데 하나만 적어요", "give either row or key")
    row = row_number(item["row"], place) if "row" in item else None
    return Cell(row, key, item["column"], item["from"], item["to"])
