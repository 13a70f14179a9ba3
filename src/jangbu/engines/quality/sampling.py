"""A bounded sample of a table: its head, and for big files pieces spread over the whole, before the one big scan."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jangbu.engines.quality.sql import identifier

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from jangbu.engines.quality.reading import Table

SMALL_BYTES = 24 << 20  # a file up to this size is held whole, and everything about it is exact
HEAD_ROWS = 6_000
CELLS = 120_000  # values looked at one by one in Python, over all columns
PIECES = 24
PIECE_BYTES = 48 << 10
WHOLE = "jangbu_whole"
SAMPLED = "jangbu_sample"


@dataclass(frozen=True, slots=True)
class Sample:
    """`relation` is what the big scan reads; `rows` are sampled rows, each value as text or None, columns in order."""

    relation: str
    whole: bool  # the relation is small enough for exact answers everywhere
    names: tuple[str, ...]
    stored: tuple[str, ...]  # DuckDB types
    rows: list[tuple[str | None, ...]]


def take(connection: DuckDBPyConnection, table: Table, cells: int | None = None) -> Sample:
    """Hold a small table whole; sample a big one. Deterministic: the same file gives the same sample.

    cells: values sampled, over all columns; CELLS unless told.
    """
    described = connection.execute(f"DESCRIBE SELECT * FROM {table.sql}").fetchall()
    names, stored = tuple(row[0] for row in described), tuple(str(row[1]) for row in described)
    texts = ", ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in names)
    budget = max(200, (cells or CELLS) // len(names))
    if _is_small(table):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {WHOLE} AS SELECT * FROM {table.sql}")
        chosen = f"{WHOLE} USING SAMPLE reservoir({budget} ROWS) REPEATABLE (1)"
        rows = connection.execute(f"SELECT {texts} FROM {chosen}").fetchall()
        return Sample(WHOLE, True, names, stored, rows)
    head = min(HEAD_ROWS, budget // 2)
    rows = connection.execute(f"SELECT {texts} FROM {table.sql} LIMIT {head}").fetchall()
    if table.format == "csv":
        known = set(rows)  # pieces may overlap the head, and a row seen twice would look like a repeat
        rows += [row for row in dict.fromkeys(_spread(table, len(names), budget - head)) if row not in known]
    else:
        chosen = f"{table.sql} USING SAMPLE reservoir({budget - head} ROWS) REPEATABLE (1)"
        rows += connection.execute(f"SELECT {texts} FROM (SELECT * FROM {chosen})").fetchall()
    return Sample(table.sql, False, names, stored, rows)


def _is_small(table: Table) -> bool:
    path = Path(table.path)
    return path.is_file() and path.stat().st_size <= SMALL_BYTES


def _spread(table: Table, width: int, limit: int) -> list[tuple[str | None, ...]]:
    """Rows from evenly spaced places of a text file, read past the next line end. Pieces that begin inside a quoted
    line break give lines of another width, which are left out; the scan itself never depends on this parsing."""
    encoding = codecs.lookup(table.encoding or "utf-8").name
    path = Path(table.path)
    if encoding.startswith(("utf-16", "utf-32")) or not path.is_file():
        return []
    size = path.stat().st_size
    found: list[tuple[str | None, ...]] = []
    with path.open("rb") as file:
        if file.read(2) == b"\x1f\x8b":
            return []
        for piece in range(PIECES):
            file.seek(size * (piece + 1) // (PIECES + 1))
            lines = file.read(PIECE_BYTES).decode(encoding, errors="replace").splitlines()[1:-1]
            read = csv.reader(lines, delimiter=table.delimiter or ",")
            rows = [tuple(cell or None for cell in row) for row in read if len(row) == width]
            found += rows[: limit // PIECES]
    return found


def hold_sample(connection: DuckDBPyConnection, sample: Sample) -> str:
    """The sample as a relation: the whole table where that is held, else a temporary table of the sampled rows."""
    if sample.whole:
        return sample.relation
    names = [identifier(name) for name in sample.names]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {SAMPLED} ({', '.join(f'{name} VARCHAR' for name in names)})")
    columns = list(zip(*sample.rows, strict=True)) or [() for _name in names]
    unnested = ", ".join(f"unnest(CAST(? AS VARCHAR[])) AS {name}" for name in names)
    connection.execute(f"INSERT INTO {SAMPLED} SELECT {unnested}", [list(column) for column in columns])
    return SAMPLED
