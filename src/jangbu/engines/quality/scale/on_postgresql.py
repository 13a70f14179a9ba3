"""A table of a PostgreSQL database, checked where it lies: only the sample and the examples leave it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality.reading import postgresql as reading
from jangbu.engines.quality.reading import problems as reading_problems
from jangbu.engines.quality.reading.header import column_names
from jangbu.engines.quality.scale import problems
from jangbu.engines.quality.scale.engine import Engine, Stored, known_type, list_sql
from jangbu.engines.quality.sql import ROW, identifier
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    import psycopg

SETTINGS = ("DateStyle = 'ISO'", "IntervalStyle = 'iso_8601'", "bytea_output = 'hex'")


@contextmanager
def open_postgresql(url: str, table: str | None) -> Iterator[PostgreSQL]:
    """Raises Problem quality.postgresql_*, .table_missing, .no_tables."""
    with closing(reading.connect(url)) as db:
        shown = reading.without_password(url)
        with _ibis_of(db) as backend, _transaction(db, shown):
            yield PostgreSQL(backend, shown, table)


@contextmanager
def of_backend(backend: Any, table: str | None) -> Iterator[PostgreSQL]:
    """A table of a database that the caller opened with Ibis."""
    shown = table or "postgresql"
    with _transaction(backend.con, shown):
        yield PostgreSQL(backend, shown, table)


@contextmanager
def _ibis_of(db: psycopg.Connection) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas and its friends remark on each other's versions
        import ibis  # noqa: PLC0415  # a second, and an extra that few installed

        yield ibis.postgres.from_connection(db)


@contextmanager
def _transaction(db: psycopg.Connection, shown: str) -> Iterator[None]:
    """One that sees one state of the database and changes nothing."""
    import psycopg  # noqa: PLC0415

    try:
        with db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for setting in SETTINGS:
                db.execute(f"SET LOCAL {setting}")
            yield
    except psycopg.Error as error:
        detail = str(error.diag.message_primary or type(error).__name__)
        raise Problem(problems.ENGINE_FAILED, engine=PostgreSQL.title, place=shown, detail=detail) from error


class PostgreSQL(Engine):
    title = "PostgreSQL"
    barrier = " OFFSET 0"  # the planner pulls subqueries up otherwise
    flavour = "posix"
    ordered = True

    def __init__(self, backend: Any, shown: str, table: str | None) -> None:
        self.backend, self.db, self.shown, self.others = backend, backend.con, shown, []
        db = self.db
        tables = reading.tables_of(db)
        if not tables:
            raise Problem(reading_problems.NO_TABLES, file=shown)
        if table is not None and table not in tables:
            raise Problem(reading_problems.TABLE_MISSING, file=shown, table=table, tables=", ".join(tables))
        self.tables = tables
        self.name = table if table is not None else reading.first_with_rows(db, tables)
        self.place = tables[self.name]
        self._describe()

    def _describe(self) -> None:
        described = self.db.execute(reading.COLUMNS, self.place).fetchall()
        self._given = [str(row[0]) for row in described]
        self._kinds = [str(row[1]) for row in described]
        types = [reading.stored_type(self.db, self.place, *row) for row in described]
        names, _changed = column_names(self._given, len(self._given))
        self.columns = tuple(Stored(name, known_type(kind)) for name, kind in zip(names, types, strict=True))
        self._keys = [str(row[0]) for row in self.db.execute(reading.KEYS, self.place).fetchall()]

    def utf8(self) -> bool:
        """Whether the database keeps text in UTF-8, without which code points cannot be compared."""
        return bool(self.db.execute("SHOW server_encoding").fetchone() == ("UTF8",))

    def base(self, *, numbered: bool, as_text: bool) -> str:
        parts = [
            f"{self._cell(identifier(given), kind, column, as_text=as_text)} AS c{place}"
            for place, (given, kind, column) in enumerate(zip(self._given, self._kinds, self.columns, strict=True))
        ]
        source = ".".join(map(identifier, self.place))
        if numbered:
            keys = [identifier(key) for key in self._keys] or ['rows::text COLLATE "C"']
            parts.append(f"row_number() OVER (ORDER BY {', '.join(keys)}) - 1 AS {ROW}")
            source = f"(SELECT {', '.join(map(identifier, self._given))} FROM {source})"
        return list_sql(parts, f"{source} AS rows")

    def _cell(self, name: str, kind: str, column: Stored, *, as_text: bool) -> str:
        if column.numeric is not None:
            wanted = {"int64": "bigint", "float64": "double precision"}.get(column.numeric)
            value = f"CAST({name} AS {wanted or 'numeric' + column.type[7:]})"
            return f'CAST({value} AS text) COLLATE "C"' if as_text else value
        here = f"({name} AT TIME ZONE 'Asia/Seoul')" if kind == "timestamp with time zone" else name
        return f'CAST({here} AS text) COLLATE "C"'

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.db.execute(sql.encode()).fetchall())

    def other(self, table: str, column: str) -> str | None:
        place = self.tables.get(table)
        if place is None:
            return None
        if column not in {row[0] for row in self.db.execute(reading.COLUMNS, place).fetchall()}:
            raise KeyError(column)
        source = ".".join(map(identifier, place))
        return f'SELECT CAST({identifier(column)} AS text) COLLATE "C" AS value FROM {source}'
