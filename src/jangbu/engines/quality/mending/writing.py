"""Mended tables on their way out, written beside their place and put there whole."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np

from jangbu.engines.quality import sql
from jangbu.engines.quality.frame import HELD_MEMORY, Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.running import Mended
from jangbu.engines.quality.mending.undoing import Undo, make_undo
from jangbu.engines.quality.mending.workbook import write_workbook
from jangbu.engines.quality.reading import Table, safe_cell, write_csv
from jangbu.engines.quality.sources import with_source
from jangbu.kernel.errors import Problem

ENDINGS = (".csv", ".xlsx", ".parquet")


def write_frame(frame: Frame, path: str | Path, *, for_people: bool = False) -> int:
    """Write a table by the ending of its name; an existing file is replaced in one move, or not at all.

    .parquet keeps every cell exactly, empty and missing apart, and is the form for versions. .csv is UTF-8 with a byte
    order mark and makes missing cells empty; with `for_people` cells that a spreadsheet would take for formulas get an
    apostrophe in front (`safe_cell`). In .xlsx every cell is text, so none needs one. Returns how many cells got it.
    Raises Problem quality.write_*.
    """
    target = _target(path)
    with _beside(target) as made:
        guarded = _write(frame, made, for_people)
        made.replace(target)
    return guarded


def write_mended(original: Frame, mended: Mended, path: str | Path) -> int:
    """Write a mended table for people and, beside it as NAME.undo.json, the way back from what was written.

    The undo is made with the file as it reads, so apostrophes and empty cells of the way it was written are undone too.
    Both files appear, or neither. Returns how many cells got an apostrophe. Raises Problem quality.write_*.
    """
    target = _target(path)
    with _beside(target) as made:
        guarded = _write(mended.frame, made, for_people=True)
        way = made.with_name("undo.json")
        way.write_text(_undo_of_file(original, mended, made, target).to_json(), encoding="utf-8")
        way.replace(undo_path(target))
        made.replace(target)
    return guarded


def undo_path(path: str | Path) -> Path:
    """Where `write_mended` puts the undo of a file."""
    return Path(f"{path}.undo.json")


def read_undo(path: str | Path) -> Undo:
    """The undo beside a mended file. Raises Problem quality.undo_missing, .undo_broken."""
    place = undo_path(path)
    try:
        return Undo.from_json(place.read_text("utf-8"), name=place.name)
    except (OSError, ValueError) as error:
        raise Problem(problems.UNDO_MISSING, undo=place.name) from error


def _undo_of_file(original: Frame, mended: Mended, made: Path, target: Path) -> Undo:
    try:
        read = with_source(made, lambda con, table: _read_again(con, table, mended.frame), memory_limit=HELD_MEMORY)
    except Problem as problem:
        raise Problem(problems.WRITE_UNREADABLE, file=target.name) from problem
    if read.rows == mended.frame.rows and len(read.names) == len(mended.frame.names):
        return make_undo(original, read, mended.rows, mended.origins)
    return make_undo(original, read, range(0), [None] * len(read.names))  # blank lines fall away when it is read


def _read_again(connection: duckdb.DuckDBPyConnection, table: Table, written: Frame) -> Frame:
    """The file as `read_frame` reads it, column by column, sharing the texts that were written: two copies are many."""
    columns = []
    for at, name in enumerate(table.columns):
        found = connection.execute(f"SELECT CAST({sql.identifier(name)} AS VARCHAR) AS cell FROM {table.sql}")
        cells = found.fetchnumpy()["cell"].tolist()
        if at < len(written.columns) and len(cells) == written.rows:
            pairs = zip(cells, written.columns[at], strict=True)
            cells = [known if cell == known else cell for cell, known in pairs]
        columns.append(cells)
    return Frame(table.path, table.columns, tuple(columns))


def _target(path: str | Path) -> Path:
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        raise Problem(problems.WRITE_FORMAT_UNKNOWN, file=target.name)
    return target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name to write to on the same disk, gone afterwards unless it was moved."""
    try:
        with tempfile.TemporaryDirectory(prefix=".jangbu-", dir=target.parent) as folder:
            yield Path(folder) / f"table{target.suffix.lower()}"
    except (OSError, ValueError, duckdb.Error) as error:
        detail = getattr(error, "strerror", None) or str(error).strip().partition("\n")[0][:120]
        raise Problem(problems.WRITE_FAILED, file=target.name, detail=detail) from error


def _write(frame: Frame, path: Path, for_people: bool) -> int:
    rows = zip(*frame.columns, strict=True)
    if path.suffix == ".xlsx":
        write_workbook(frame, path)
    elif path.suffix == ".parquet":
        _write_parquet(frame, path)
    elif for_people:
        write_csv(path, frame.names, rows)
        return sum(1 for column in frame.columns for cell in column if cell and safe_cell(cell) != cell)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(frame.names)
            writer.writerows(rows)
    return 0


def _write_parquet(frame: Frame, path: Path) -> None:
    names = [f"c{at}" for at in range(len(frame.names))]  # DuckDB takes names that differ in case for the same
    cells = {name: np.array(column, dtype=object) for name, column in zip(names, frame.columns, strict=True)}
    listed = ", ".join(
        f"CAST({name} AS VARCHAR) AS {sql.identifier(real)}" for name, real in zip(names, frame.names, strict=True)
    )
    with duckdb.connect() as connection:
        connection.register("cells", cells)
        connection.execute(f"COPY (SELECT {listed} FROM cells) TO {sql.literal(str(path))} (FORMAT parquet)")
