"""Triggers that note what a row held before a change. Next to migration 0002, the only SQL of the apps: no ORM speaks
of triggers, and noting in Python would miss `QuerySet.update` and whatever else goes past the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from jangbu.apps.base.remembering import Remembered, remembered

PREFIX = "past_"
NOW = {
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'",
    "postgresql": "to_char(clock_timestamp() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_note_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ledger_past (kept_of, key, was, moment)
      VALUES (TG_TABLE_NAME, to_jsonb(NEW) ->> TG_ARGV[0], NULL, {NOW["postgresql"]});
    RETURN NULL;
  END IF;
  SELECT COALESCE(jsonb_object_agg(each.key, each.value), '{{}}') INTO held
    FROM jsonb_each(to_jsonb(OLD)) AS each WHERE each.key = ANY (TG_ARGV[1:]);
  INSERT INTO ledger_past (kept_of, key, was, moment)
    VALUES (TG_TABLE_NAME, to_jsonb(OLD) ->> TG_ARGV[0], held::text, {NOW["postgresql"]});
  RETURN NULL;
END $$"""


def note_changes(*, using: str, **_sent: Any) -> None:
    """After migrations: the triggers of what is declared today; those of an older declaration go."""
    own = connections[using]
    there = set(own.introspection.table_names())
    if "ledger_past" not in there:
        return
    wanted = _wanted(own.vendor, there)
    held = _held(own)
    with own.cursor() as cursor:
        if own.vendor == "postgresql" and set(wanted) - set(held):
            cursor.execute(FUNCTION)
        for name in sorted(set(held) - set(wanted)):
            cursor.execute(_drop(own.vendor, name, held[name]))
        for name in sorted(set(wanted) - set(held)):
            cursor.execute(wanted[name])


def stop_noting(*, using: str, **_sent: Any) -> None:
    """Before migrations: a column that a trigger reads could neither be dropped nor changed."""
    own = connections[using]
    held = _held(own)
    with own.cursor() as cursor:
        for name, table in held.items():
            cursor.execute(_drop(own.vendor, name, table))


@contextmanager
def quiet() -> Iterator[None]:
    """Rows put in place without being noted as changes: a restore, which brings its own notes. In its transaction."""
    stop_noting(using=connection.alias)
    yield
    note_changes(using=connection.alias)


def _wanted(vendor: str, there: set[str]) -> dict[str, str]:
    """Trigger name -> the statement that makes it, for tables that exist."""
    make = _postgresql if vendor == "postgresql" else _sqlite
    return {name: made for each in remembered() if each.table in there for name, made in make(each).items()}


def _held(own: BaseDatabaseWrapper) -> dict[str, str]:
    """Trigger name -> its table."""
    found = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'past\\_%%'"
        if own.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'past\\_%%' ESCAPE '\\'"
    )
    with own.cursor() as cursor:
        cursor.execute(found, [])
        return dict(cursor.fetchall())


def _drop(vendor: str, name: str, table: str) -> str:
    return f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else "")


def _sqlite(each: Remembered) -> dict[str, str]:
    def made(kind: str, when: str, row: str, was: str) -> tuple[str, str]:
        name = f"{PREFIX}{each.table}_{kind}_{each.mark}"
        note = f"'{each.table}', {row}.\"{each.key}\", {was}, {NOW['sqlite']}"
        body = f"INSERT INTO ledger_past (kept_of, key, was, moment) VALUES ({note});"
        return name, f'CREATE TRIGGER "{name}" AFTER {when} BEGIN {body} END'

    def held(name: str) -> str:
        return f"'{name}', json(OLD.\"{name}\")" if name in each.json else f"'{name}', OLD.\"{name}\""

    was = f"json_object({', '.join(map(held, each.columns))})"
    found = [
        made("new", f'INSERT ON "{each.table}"', "NEW", "NULL"),
        made("gone", f'DELETE ON "{each.table}"', "OLD", was),
    ]
    if each.columns:
        differ = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in each.columns)
        found.append(made("changed", f'UPDATE ON "{each.table}" WHEN {differ}', "OLD", was))
    return dict(found)


def _postgresql(each: Remembered) -> dict[str, str]:
    told = ", ".join(f"'{name}'" for name in (each.key, *each.columns))

    def made(kind: str, when: str, only: str = "") -> tuple[str, str]:
        name = f"{PREFIX}{each.table}_{kind}_{each.mark}"
        call = f"EXECUTE FUNCTION ledger_note_past({told})"
        return name, f'CREATE TRIGGER "{name}" AFTER {when} ON "{each.table}" FOR EACH ROW {only} {call}'

    found = [made("new", "INSERT"), made("gone", "DELETE")]
    if each.columns:
        differ = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in each.columns)
        found.append(made("changed", "UPDATE", f"WHEN ({differ})"))
    return dict(found)
