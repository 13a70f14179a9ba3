"""A table of a PostgreSQL database, over a read-only connection, spooled by COPY. Needs the extra `postgres`."""

from __future__ import annotations

import importlib.util
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.header import column_names
from jangbu.engines.quality.reading.source import seoul_times
from jangbu.engines.quality.reading.spool import Spool
from jangbu.engines.quality.reading.table import Table
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    import psycopg

SECONDS = 5  # to wait for a server that does not answer
OPTIONS = "-c default_transaction_read_only=on -c DateStyle=ISO -c IntervalStyle=iso_8601 -c bytea_output=hex"
TYPES = {
    "smallint": "SMALLINT",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "real": "FLOAT",
    "double precision": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time without time zone": "TIME",
    "timestamp without time zone": "TIMESTAMP",
    "timestamp with time zone": "TIMESTAMPTZ",
}
TABLES = """
    SELECT n.nspname, c.relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
    ORDER BY n.nspname <> 'public', n.nspname, c.relname
"""
COLUMNS = """
    SELECT a.attname, format_type(a.atttypid, NULL), information_schema._pg_numeric_precision(a.atttypid, a.atttypmod),
           information_schema._pg_numeric_scale(a.atttypid, a.atttypmod)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped
      AND has_column_privilege(c.oid, a.attnum, 'SELECT')
    ORDER BY a.attnum
"""
KEYS = """
    SELECT a.attname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS key(number, place)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.number
    WHERE i.indisprimary AND n.nspname = %s AND c.relname = %s
    ORDER BY key.place
"""


def without_password(url: str) -> str:
    """The address as it may be shown and kept."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key != "password"])
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=query))


def list_postgresql(url: str) -> tuple[str, ...]:
    """Tables and views this account may read; those outside `public` with their schema before them."""
    with closing(connect(url)) as db:
        return tuple(tables_of(db))


def open_postgresql(url: str, table: str | None, scratch: Path) -> Table:
    """The named table (`orders` or `sales.orders`), or the first with rows.

    Raises Problem quality.postgresql_driver_missing, .postgresql_unreachable, .postgresql_refused, .table_missing,
    .no_tables, .only_header.
    """
    with closing(connect(url)) as db:
        tables, shown = tables_of(db), without_password(url)
        if not tables:
            raise Problem(problems.NO_TABLES, file=shown)
        if table is not None and table not in tables:
            raise Problem(problems.TABLE_MISSING, file=shown, table=table, tables=", ".join(tables))
        chosen = table if table is not None else first_with_rows(db, tables)
        columns, types, changed, spool = _spooled(db, shown, chosen, tables[chosen], scratch)
    if not spool.rows:
        raise Problem(problems.ONLY_HEADER, file=shown, columns=len(columns), place=problems.table(chosen))
    said = [notes.NAMES_CHANGED(count=len(changed), names=", ".join(changed[:5]))] if changed else []
    sql = spool.sql(columns, types)
    if (here := seoul_times(sql, columns, types)) != sql:
        said.append(notes.SEOUL_TIME())
    if table is None and len(tables) > 1:
        others = ", ".join(name for name in tables if name != chosen)
        said.insert(0, notes.TABLE_CHOSEN(count=len(tables), table=chosen, others=others))
    return Table(
        path=shown,
        format="postgresql",
        columns=columns,
        sql=here,
        typed=True,
        encoding=None,
        delimiter=None,
        sheet=chosen,
        notes=tuple(said),
        checked=True,
        digest=spool.digest,
    )


def connect(url: str) -> psycopg.Connection:
    if importlib.util.find_spec("psycopg") is None:
        raise Problem(problems.DRIVER_MISSING, file=without_password(url))
    import psycopg  # noqa: PLC0415  # an extra that most firms do without

    try:
        return psycopg.connect(
            url,
            connect_timeout=SECONDS,
            client_encoding="UTF8",
            application_name="jangbu",
            options=OPTIONS,
        )
    except psycopg.Error as error:
        raise Problem(problems.UNREACHABLE, file=without_password(url)) from error


def tables_of(db: psycopg.Connection) -> dict[str, tuple[str, str]]:
    rows = db.execute(TABLES).fetchall()
    return {name if schema == "public" else f"{schema}.{name}": (schema, name) for schema, name in rows}


def first_with_rows(db: psycopg.Connection, tables: dict[str, tuple[str, str]]) -> str:
    from psycopg import sql  # noqa: PLC0415

    for shown, place in tables.items():
        if db.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(*place))).fetchone():
            return shown
    return next(iter(tables))


def _spooled(
    db: psycopg.Connection, shown: str, table: str, place: tuple[str, str], scratch: Path
) -> tuple[tuple[str, ...], list[str], list[str], Spool]:
    """Columns, types, names that had to change, and the rows in the order of the primary key, else of their text."""
    import psycopg  # noqa: PLC0415
    from psycopg import sql  # noqa: PLC0415

    try:
        described = db.execute(COLUMNS, place).fetchall()
        given = [str(row[0]) for row in described]
        types = [stored_type(db, place, *row) for row in described]
        keys = [str(row[0]) for row in db.execute(KEYS, place).fetchall()]
        listed = sql.SQL(", ").join(map(sql.Identifier, given))
        order = sql.SQL(", ").join(map(sql.Identifier, keys)) if keys else sql.SQL('rows::text COLLATE "C"')
        query = sql.SQL(
            "COPY (SELECT * FROM (SELECT {} FROM {}) AS rows ORDER BY {}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
        ).format(listed, sql.Identifier(*place), order)
        with Spool(scratch / "rows.csv") as spool, db.cursor() as cursor, cursor.copy(query) as copy:
            for block in copy:
                spool.write_block(bytes(block))
    except psycopg.Error as error:
        detail = str(error.diag.message_primary or type(error).__name__)
        raise Problem(problems.REFUSED, file=shown, table=table, detail=detail) from error
    columns, changed = column_names(given, len(given))
    return columns, types, changed, spool


def stored_type(
    db: psycopg.Connection, place: tuple[str, str], column: str, kind: str, precision: int | None, scale: int | None
) -> str:
    """Exact figures stay exact: a numeric without a declared size is measured, and is text if 38 digits do not do."""
    if kind != "numeric":
        return TYPES.get(kind, "VARCHAR")
    if precision is None or scale is None:
        from psycopg import sql  # noqa: PLC0415

        query = sql.SQL(
            "SELECT coalesce(max(scale({0})), 0), coalesce(max(length(trunc(abs({0}))::text)), 1), "
            "bool_or({0} IN ('NaN', 'Infinity', '-Infinity')) FROM {1}"
        ).format(sql.Identifier(column), sql.Identifier(*place))
        measured = db.execute(query).fetchone() or (0, 1, False)
        if measured[2]:
            return "DOUBLE"
        scale, precision = int(measured[0]), int(measured[0]) + int(measured[1])
    return f"DECIMAL({precision},{scale})" if 0 <= scale <= precision <= 38 else "VARCHAR"
