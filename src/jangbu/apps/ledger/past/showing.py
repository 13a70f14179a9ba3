"""Tables as they were at a moment: temporary ones of the same name, seen by this connection alone, stand before them.

Both databases look up a name among temporary tables first, so every query of every app reads the past unchanged and
nothing of the firm's own tables is touched or locked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from jangbu.apps.base.remembering import Remembered, remembered
from jangbu.apps.ledger import models, reading

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00")
Was = dict[str, str | None]  # key of a row -> JSON of what it held, or None where it was not there


def began() -> datetime | None:
    """When the ledger began; None while it is empty. Of what was before it only the dates in the records speak."""
    first = models.Entry.objects.order_by("number").values_list("when", flat=True).first()
    return reading.moment(first) if first else None


@contextmanager
def as_it_was(at: datetime) -> Iterator[None]:
    """Inside, what is declared by `remember` reads as it stood after the last entry that is not newer than `at`.

    A moment before the ledger began shows the records as they are. Only for reading.
    """
    start = began()
    changed = {} if start is None or at < start else _changed(at.astimezone(UTC).strftime(reading.WHEN))
    if not changed:
        yield
        return
    known = {each.table: each for each in remembered()}
    shown = {known[table]: rows for table, rows in changed.items() if table in known}
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                _show(cursor, shown)
            yield
            transaction.set_rollback(True)  # takes the temporary tables with it
        return
    made: list[str] = []
    try:
        with connection.cursor() as cursor:
            _show(cursor, shown, made)
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in made:
                cursor.execute(statement)


def _changed(moment: str) -> dict[str, Was]:
    """By table, the rows that changed after it, each as it was before the first of those changes."""
    found: dict[str, Was] = {}
    notes = models.Past.objects.filter(moment__gt=moment).order_by("pk")
    for table, key, was in notes.values_list("kept_of", "key", "was"):
        found.setdefault(table, {}).setdefault(key, was)
    return found


def _show(cursor: CursorWrapper, shown: Mapping[Remembered, Was], made: list[str] | None = None) -> None:
    for each, rows in shown.items():
        come_later = [key for key, was in rows.items() if was is None]
        held = {key: json.loads(was) for key, was in rows.items() if was is not None}
        copied = bool(held) or connection.vendor == "postgresql"
        _lay(cursor, each, made, copied=copied)
        if copied:
            _put_back(cursor, each, come_later, held)
        else:
            _hide(cursor, each, come_later)


def _lay(cursor: CursorWrapper, each: Remembered, made: list[str] | None, *, copied: bool) -> None:
    """A copy to write in, or (where rows only came since) a list of what is hidden with a view over the table."""
    if copied:
        cursor.execute(f'CREATE TEMP TABLE "{each.table}" AS SELECT * FROM {_main()}"{each.table}"')
        if connection.vendor == "postgresql":  # which groups by the key alone only where it is known to be one
            cursor.execute(f'ALTER TABLE pg_temp."{each.table}" ADD PRIMARY KEY ("{each.key}")')
    else:
        cursor.execute(f'CREATE TEMP TABLE "later_{each.table}" (key varchar(64))')
        hidden = f'SELECT key FROM "later_{each.table}"'
        own = f'SELECT * FROM {_main()}"{each.table}" WHERE CAST("{each.key}" AS varchar(64)) NOT IN ({hidden})'
        cursor.execute(f'CREATE TEMP VIEW "{each.table}" AS {own}')
    if made is not None:
        made += (
            [f'DROP TABLE temp."{each.table}"']
            if copied
            else [f'DROP VIEW temp."{each.table}"', f'DROP TABLE temp."later_{each.table}"']
        )


def _main() -> str:
    """SQLite would look the name up among the temporary ones, where it is being made."""
    return "main." if connection.vendor == "sqlite" else ""


def _hide(cursor: CursorWrapper, each: Remembered, keys: list[str]) -> None:
    cursor.executemany(f'INSERT INTO "later_{each.table}" VALUES (%s)', [(key,) for key in keys])


def _put_back(cursor: CursorWrapper, each: Remembered, later: list[str], held: Mapping[str, dict[str, Any]]) -> None:
    here = f'CAST("{each.key}" AS varchar(64))'
    cursor.executemany(f'DELETE FROM "{each.table}" WHERE {here} = %s', [(key,) for key in later])
    cursor.execute(f'SELECT {here} FROM "{each.table}"')
    there = {key for (key,) in cursor.fetchall()}
    for key, was in held.items():
        if key not in there:
            cursor.execute(f'INSERT INTO "{each.table}" ("{each.key}") VALUES (%s)', (key,))
        if was:
            _set(cursor, each, key, was)


def _set(cursor: CursorWrapper, each: Remembered, key: str, was: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in was)
    where = f'WHERE CAST("{each.key}" AS varchar(64)) = %s'
    if connection.vendor == "postgresql":
        typed = f'SELECT {names} FROM jsonb_populate_record(NULL::pg_temp."{each.table}", %s::jsonb)'
        cursor.execute(f'UPDATE "{each.table}" SET ({names}) = ({typed}) {where}', (json.dumps(was), key))
    else:
        marks = ", ".join(["%s"] * len(was))
        held = [_for_sqlite(was[name]) for name in was]
        cursor.execute(f'UPDATE "{each.table}" SET ({names}) = ({marks}) {where}', (*held, key))


def _for_sqlite(value: Any) -> Any:
    """As Django keeps it there: JSON as text, and moments without the T and the zone that PostgreSQL wrote."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, str) and (found := MOMENT.fullmatch(value)):
        return f"{found[1]} {found[2]}"
    return value
