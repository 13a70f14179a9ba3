"""A table or view of an SQLite file, read only, its rows spooled with the types their values really have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote as percent

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.header import column_names
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import Source, quoted
from jangbu.engines.quality.reading.spool import Spool
from jangbu.engines.quality.reading.table import Note, Table
from jangbu.kernel.errors import Problem

BATCH = 10_000  # rows fetched at once
SAFE_INTEGER = 2**53  # beyond this a DOUBLE no longer holds every integer


def list_sqlite(source: Source) -> tuple[str, ...]:
    """Tables and views in the order they were made. Raises Problem quality.file_damaged."""
    with closing(_connect(source)) as db:
        return _names(source, db)


def open_sqlite(source: Source, table: str | None, scratch: Path) -> Table:
    """The named table, or the first with rows.

    Raises Problem quality.table_missing, .no_tables, .only_header, .file_damaged.
    """
    with closing(_connect(source)) as db:
        names = _names(source, db)
        if not names:
            raise Problem(problems.NO_TABLES, file=source.name)
        if table is not None and table not in names:
            raise Problem(problems.TABLE_MISSING, file=source.name, table=table, tables=", ".join(names))
        try:
            chosen = table if table is not None else _first_with_rows(db, names)
            columns, types, spool, said = _spooled(db, chosen, scratch)
        except sqlite3.Error as error:
            place = problems.table(table) if table else Said("표", "the tables")
            raise Problem(problems.DAMAGED, file=source.name, place=place) from error
    if not spool.rows:
        raise Problem(problems.ONLY_HEADER, file=source.name, columns=len(columns), place=problems.table(chosen))
    if table is None and len(names) > 1:
        others = ", ".join(name for name in names if name != chosen)
        said.insert(0, notes.TABLE_CHOSEN(count=len(names), table=chosen, others=others))
    return Table(
        path=source.named,
        format="sqlite",
        columns=columns,
        sql=spool.sql(columns, types),
        typed=True,
        encoding=None,
        delimiter=None,
        sheet=chosen,
        notes=tuple(said),
        checked=True,
        digest=spool.digest,
    )


def _connect(source: Source) -> sqlite3.Connection:
    """Read only; where no other program has the file open, not even a lock or a journal appears beside it."""
    path = source.path.resolve()
    alone = not any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))
    uri = f"file:{percent(str(path))}?mode=ro{'&immutable=1' if alone else ''}"
    try:
        db = sqlite3.connect(uri, uri=True)
    except sqlite3.Error as error:
        raise Problem(problems.DAMAGED, file=source.name, place=Said("첫 쪽", "its first page")) from error
    db.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    return db


def _names(source: Source, db: sqlite3.Connection) -> tuple[str, ...]:
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        rows = db.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
    except sqlite3.Error as error:
        raise Problem(problems.DAMAGED, file=source.name, place=Said("표 목록", "its list of tables")) from error
    return tuple(str(name) for (name,) in rows)


def _first_with_rows(db: sqlite3.Connection, names: tuple[str, ...]) -> str:
    return next((name for name in names if db.execute(f"SELECT 1 FROM {quoted(name)} LIMIT 1").fetchone()), names[0])


def _spooled(db: sqlite3.Connection, table: str, scratch: Path) -> tuple[tuple[str, ...], list[str], Spool, list[Note]]:
    given = [str(column[0]) for column in db.execute(f"SELECT * FROM {quoted(table)} LIMIT 0").description]
    columns, changed = column_names(given, len(given))
    types = [_type(db, table, name) for name in given]
    said = [notes.NAMES_CHANGED(count=len(changed), names=", ".join(changed[:5]))] if changed else []
    blobs = [name for name, kind in zip(columns, types, strict=True) if kind == "BLOB"]
    if blobs:
        said.append(notes.BLOBS(columns=", ".join(blobs)))
    kinds = ["VARCHAR" if kind == "BLOB" else kind for kind in types]
    with Spool(scratch / "rows.csv") as spool:
        for row in _rows(db, table, given):
            spool.write([_cell(value, text=kind == "VARCHAR") for value, kind in zip(row, kinds, strict=True)])
    return columns, kinds, spool, said


def _type(db: sqlite3.Connection, table: str, column: str) -> str:
    """SQLite types values, not columns: the narrowest type that holds every value."""
    name = quoted(column)
    kinds = {kind for (kind,) in db.execute(f"SELECT DISTINCT typeof({name}) FROM {quoted(table)}")} - {"null"}
    if kinds == {"integer"}:
        return "BIGINT"
    if kinds and kinds <= {"integer", "real"}:
        (largest,) = db.execute(
            f"SELECT max(abs({name} / 2)) FROM {quoted(table)} WHERE typeof({name}) = 'integer'"
        ).fetchone()
        return "VARCHAR" if largest is not None and largest >= SAFE_INTEGER // 2 else "DOUBLE"
    return "BLOB" if "blob" in kinds else "VARCHAR"


def _rows(db: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
    """In the order of the primary key where there is one, so that the same rows give the same fingerprint."""
    keyed = [(rank, name) for _, name, _, _, _, rank in db.execute(f"PRAGMA table_info({quoted(table)})") if rank]
    order = ", ".join(quoted(name) for _, name in sorted(keyed))
    cursor = db.execute(
        f"SELECT {', '.join(quoted(name) for name in columns)} FROM {quoted(table)}"
        + (f" ORDER BY {order}" if order else "")
    )
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _cell(value: object, *, text: bool) -> str | int | float | None:
    if isinstance(value, bytes):
        return value.hex()
    if text and isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str | int | float) else None
