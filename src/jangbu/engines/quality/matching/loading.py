"""Bringing one or two tables to the bench: choose the fields, prepare what is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from jangbu.engines.quality import sql
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.matching import problems
from jangbu.engines.quality.matching.comparing import KINDS
from jangbu.engines.quality.matching.fields import Field, Sketch, choose, most_telling, sketch, with_kind
from jangbu.engines.quality.matching.model import Hints
from jangbu.engines.quality.matching.preparing import enrich, prepare
from jangbu.engines.quality.reading import Table
from jangbu.engines.quality.sources import Source, with_source
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SKETCHED = 5_000  # rows that are looked at to choose the fields
HELD = 30_000  # rows a side up to which texts are compared as bags
NEARBY = 6_000  # ... and up to which names, numbers and dates alone are


@dataclass(slots=True)
class Bench:
    """What a match works on: a DuckDB connection with prepared tables `a` (left) and `b` (right, or `a` again)."""

    con: DuckDBPyConnection
    fields: tuple[Field, ...]
    rows: tuple[int, int]
    linked: bool
    bags: bool = True  # whether texts may be compared as bags of words, which needs both sides whole

    @property
    def right(self) -> str:
        return "b" if self.linked else "a"

    @property
    def small(self) -> bool:
        wordy = any(field.comparison == "text" for field in self.fields)
        return self.bags and max(self.rows) <= (HELD if wordy else NEARBY)


def _only_measures(fields: Sequence[Field], asked: Hints) -> bool:
    """Numbers agree by chance, the more of them the more often; alone they say nothing of who a row is."""
    named = {*asked.kinds, *asked.columns}
    return all(field.comparison == "number" and field.left not in named for field in fields)


def load(con: DuckDBPyConnection, left: Source | Frame, right: Source | Frame | None, asked: Hints) -> Bench | None:
    names = [("raw_a", left), *([("raw_b", right)] if right is not None else [])]
    columns = [copy(con, source, name) for name, source in names]
    rows = [int(con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]) for name, _source in names]
    sketched = [
        sketches(con, name, found, rows[place], asked)
        for place, ((name, _source), found) in enumerate(zip(names, columns, strict=True))
    ]
    known_columns(asked, columns)
    fields = with_kind(choose(sketched[0], sketched[1] if right is not None else None, asked.columns), asked.kinds)
    fields = most_telling(fields, {*asked.kinds, *asked.columns})
    if not fields or _only_measures(fields, asked):
        if min(rows) <= 1:
            return None
        raise Problem(problems.NOTHING_TO_COMPARE, columns=", ".join(columns[0][:10]))
    prepare(con, "raw_a", "a", [field.left for field in fields], fields)
    if right is not None:
        prepare(con, "raw_b", "b", [field.right for field in fields], fields)
    enrich(con, ["a", "b"] if right is not None else ["a"], fields)
    return Bench(con, fields, (rows[0], rows[-1]), right is not None)


def known_columns(asked: Hints, columns: Sequence[Sequence[str]]) -> None:
    named = [*asked.kinds, *asked.ignore, *asked.columns]
    for name in named:
        if not any(name in found for found in columns):
            raise Problem(problems.COLUMN_UNKNOWN, column=name, columns=", ".join(columns[0][:10]))
    for kind in asked.kinds.values():
        if kind not in KINDS:
            raise Problem(problems.KIND_UNKNOWN, kind=kind, known=", ".join(KINDS))


def copy(con: DuckDBPyConnection, source: Source | Frame, name: str) -> tuple[str, ...]:
    if isinstance(source, Frame):
        held: dict[str, Any] = {
            column: np.asarray(cells, dtype=object) for column, cells in zip(source.names, source.columns, strict=True)
        }
        con.register(
            "held",
            {sql.ROW: np.arange(source.rows), **{f"c{place}": cells for place, cells in enumerate(held.values())}},
        )
        listed = ", ".join(
            f"CAST(c{place} AS VARCHAR) AS {sql.identifier(column)}" for place, column in enumerate(held)
        )
        con.execute(f"CREATE TEMP TABLE {name} AS SELECT {sql.ROW}, {listed} FROM held")
        con.unregister("held")
        return source.names

    def take(connection: DuckDBPyConnection, table: Table) -> tuple[str, ...]:
        texts = ", ".join(
            f"CAST({sql.identifier(column)} AS VARCHAR) AS {sql.identifier(column)}" for column in table.columns
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS"
            f" SELECT row_number() OVER () - 1 AS {sql.ROW}, {texts} FROM {table.sql}"
        )
        return table.columns

    return with_source(source, take, connection=con)


def sketches(con: DuckDBPyConnection, name: str, columns: Sequence[str], rows: int, asked: Hints) -> list[Sketch]:
    step = max(1, rows // SKETCHED)
    listed = ", ".join(sql.identifier(column) for column in columns)
    found = con.execute(f"SELECT {listed} FROM {name} WHERE {sql.ROW} % {step} = 0 ORDER BY {sql.ROW}").fetchnumpy()
    made = [sketch(column, cells.tolist(), step == 1) for column, cells in zip(columns, found.values(), strict=True)]
    return [each if each.name not in asked.ignore else replace(each, comparison=None) for each in made]


def texts(bench: Bench, table: str) -> list[list[str | None]]:
    """Per field, the prepared values in the order of the rows."""
    listed = ", ".join(f"f{place}" for place in range(len(bench.fields)))
    found = bench.con.execute(f"SELECT {listed} FROM {table} ORDER BY row").fetchnumpy()
    return [cells.tolist() for cells in found.values()]
