"""Rows of texts, as sheets and web pages have them, made into a table of named columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from jangbu.engines.quality.reading import problems
from jangbu.engines.quality.reading.header import LOOKED_AT, TITLES, find_header, width_of
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import Source, quoted
from jangbu.engines.quality.reading.spool import Spool
from jangbu.engines.quality.reading.table import Note
from jangbu.kernel.errors import Problem

Row = list[str]


@dataclass(frozen=True, slots=True)
class Grid:
    columns: tuple[str, ...]
    sql: str
    notes: tuple[Note, ...]


def spool_grid(source: Source, place: Said, rows: Iterator[Row], scratch: Path) -> Grid | None:
    """`rows` are equally wide and none is empty; without any, None. A column with neither name nor value is no column.

    Raises Problem quality.only_header.
    """
    first = list(islice(rows, TITLES + LOOKED_AT))
    if not first:
        return None
    header = find_header(first, width_of(first))
    if header.before_data == len(first):
        raise Problem(problems.ONLY_HEADER, file=source.name, columns=len(header.columns), place=place)
    used = set(header.used)
    with Spool(scratch / "grid.csv") as spool:
        for row in chain(first[header.before_data :], rows):
            spool.write_texts(row)
            if len(used) < len(row):
                used.update(number for number, cell in enumerate(row) if cell)
    columns = tuple(name for number, name in enumerate(header.columns) if number in used)
    sql = spool.sql(header.columns)
    if len(columns) < len(header.columns):
        sql = f"(SELECT {', '.join(quoted(name) for name in columns)} FROM {sql})"
    return Grid(columns, sql, tuple(header.notes(columns)))
