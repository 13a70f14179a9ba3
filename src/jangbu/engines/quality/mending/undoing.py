"""The way back: what it takes to make the original out of the mended table, and nothing more."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jangbu.engines.quality.frame import CELLS, Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.encoding import Fingerprints, from_gaps, is_cells, table_fingerprint, to_gaps
from jangbu.kernel.errors import Problem

VERSION = 1
Cells = list[str | None]


@dataclass(frozen=True, slots=True)
class ColumnBack:
    """A column of the original. It is column `found` of the mended table except for `cells` at `rows`.

    `found` None: the mended table does not have it, so all of its filled cells are listed. Rows that the mended table
    does not have are listed too.
    """

    name: str
    found: str | None
    rows: Sequence[int]
    cells: Cells


@dataclass(frozen=True, slots=True)
class Undo:
    """From the mended table (fingerprint `after`) back to the original (`before`), which had so many `rows`.

    `order[place]` is the original row at that place of the mended table. It holds cells of the original, so it is to be
    kept and deleted as the original is.
    """

    name: str
    rows: int
    before: str
    after: str
    order: Sequence[int]
    columns: tuple[ColumnBack, ...]

    def as_json(self) -> dict[str, Any]:
        columns = [
            {"name": each.name, "found": each.found, "rows": to_gaps(each.rows), "cells": each.cells}
            for each in self.columns
        ]
        told = {"undo": VERSION, "name": self.name, "rows": self.rows, "before": self.before, "after": self.after}
        return {**told, "order": to_gaps(self.order), "columns": columns}

    def to_json(self) -> str:
        return json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str, *, name: str = "undo") -> Undo:
        """`name` is what a sentence calls it. Raises Problem quality.undo_broken."""
        try:
            made = cls._read(json.loads(text))
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise Problem(problems.UNDO_BROKEN, undo=name, place=str(error)[:80]) from error
        return made

    @classmethod
    def _read(cls, document: Any) -> Undo:
        if document["undo"] != VERSION:
            raise ValueError(f"undo: {document['undo']}")
        texts = [document["name"], document["before"], document["after"]]
        rows, order = document["rows"], from_gaps(document["order"])
        if not all(isinstance(each, str) for each in texts) or type(rows) is not int or rows < 0:
            raise ValueError("rows")
        if rows * len(document["columns"]) > CELLS or len(order) > rows:
            raise ValueError("rows")
        if len(order) and (max(order) >= rows or len(set(order)) < len(order)):
            raise ValueError("order")
        columns = tuple(_column_back(each, rows) for each in document["columns"])
        return cls(texts[0], rows, texts[1], texts[2], order, columns)


def make_undo(
    original: Frame,
    mended: Frame,
    order: Sequence[int],
    origins: Sequence[int | None],
    *,
    fingerprints: Fingerprints | None = None,
) -> Undo:
    """The way from `mended` back to `original`.

    `order[place]` is the original row at that place, each at most once; `origins[i]` the number of the original column
    that the mended column i goes back to, or None. Whatever these say, the original comes back; the better they fit,
    the less has to be kept.
    """
    known = fingerprints or Fingerprints()
    found = {origin: at for at, origin in enumerate(origins) if origin is not None}
    columns = []
    for number, (name, cells) in enumerate(zip(original.names, original.columns, strict=True)):
        at = found.get(number)
        present = None if at is None else mended.columns[at]
        rows, kept = _differences(cells, present, order)
        columns.append(ColumnBack(name, None if at is None else mended.names[at], rows, kept))
    before, after = known.table(original), known.table(mended)
    return Undo(original.name, original.rows, before, after, order, tuple(columns))


def undo(mended: Frame, back: Undo) -> Frame:
    """Exactly the original: every cell, the order of rows and of columns, the name.

    Raises Problem quality.undo_other_table unless `mended` is, cell by cell, the table the undo was made with, and
    quality.undo_broken where the undo does not lead back.
    """
    if table_fingerprint(mended) != back.after:
        raise Problem(problems.UNDO_OTHER_TABLE, file=Path(mended.name).name)
    original = Frame(back.name, tuple(each.name for each in back.columns), tuple(_restored(mended, back)))
    if table_fingerprint(original) != back.before:
        raise Problem(problems.UNDO_BROKEN, undo=back.name, place="before")
    return original


def _restored(mended: Frame, back: Undo) -> list[Cells]:
    columns = []
    for each in back.columns:
        if each.found is not None and (each.found not in mended.names or len(back.order) != mended.rows):
            raise Problem(problems.UNDO_BROKEN, undo=back.name, place=each.name)
        cells: Cells = [None] * back.rows
        if each.found is not None:
            for row, cell in zip(back.order, mended.column(each.found), strict=True):
                cells[row] = cell
        for row, cell in zip(each.rows, each.cells, strict=True):
            cells[row] = cell
        columns.append(cells)
    return columns


def _differences(cells: Cells, present: Cells | None, order: Sequence[int]) -> tuple[Sequence[int], Cells]:
    """Rows whose cell is another one, or filled and nowhere to be found, with that cell."""
    if isinstance(order, range) and len(order) == len(cells) and present is not None:
        if present is cells:
            return array("q"), []
        now = present
    else:
        now = [None] * len(cells)
        if present is not None:
            for row, cell in zip(order, present, strict=True):
                now[row] = cell
    rows = array("q", [row for row, (old, new) in enumerate(zip(cells, now, strict=True)) if old != new])
    return rows, [cells[row] for row in rows]


def _column_back(each: Any, total: int) -> ColumnBack:
    name, found, rows, cells = each["name"], each["found"], from_gaps(each["rows"]), each["cells"]
    if not isinstance(name, str) or not (found is None or isinstance(found, str)):
        raise ValueError("name")
    if not is_cells(cells) or len(cells) != len(rows) or (len(rows) and max(rows) >= total):
        raise ValueError(f"cells: {name}")
    return ColumnBack(name, found, rows, cells)
