"""Every row of the firm as JSON lines, from one moment, and back again; the same on SQLite and PostgreSQL."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connections, models, transaction

# Made anew by migrations or of no worth a day later.
LEFT_OUT = {"contenttypes", "sessions", "auth", "migrations"}
BATCH = 500
SNAPSHOT = "snapshot"


def tables() -> list[type[models.Model]]:
    """The models whose rows are kept, in a fixed order."""
    kept = [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model._meta.managed]
    return sorted(kept, key=lambda model: model._meta.label)


def schema() -> dict[str, str]:
    """The newest migration of each app: what the rows were written under."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415  # reads every migration, only here

    leaves = MigrationLoader(None).graph.leaf_nodes()
    return {label: name for label, name in leaves if label not in LEFT_OUT}


@contextmanager
def one_moment(folder: Path) -> Iterator[str]:
    """The alias of a connection that sees one moment while others go on writing."""
    own = connections["default"]
    seen = own.copy(alias=SNAPSHOT)
    if own.vendor == "sqlite":
        copy = folder / "snapshot.sqlite3"
        own.ensure_connection()
        with closing(sqlite3.connect(copy)) as to:
            own.connection.backup(to)
        seen.settings_dict.update(NAME=copy, OPTIONS={"transaction_mode": "DEFERRED"})
    else:
        from psycopg import IsolationLevel  # noqa: PLC0415  # only where PostgreSQL is

        options = {**own.settings_dict.get("OPTIONS", {}), "isolation_level": IsolationLevel.REPEATABLE_READ}
        seen.settings_dict.update(OPTIONS=options, CONN_MAX_AGE=0)
    connections[SNAPSHOT] = seen
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield SNAPSHOT
    finally:
        seen.close()
        del connections[SNAPSHOT]


def dump(model: type[models.Model], alias: str) -> tuple[bytes, int]:
    """The rows of one table as JSON lines, and how many."""
    rows = model._base_manager.using(alias).order_by("pk")
    out = io.StringIO()
    serializers.serialize("jsonl", rows.iterator(chunk_size=BATCH), stream=out, ensure_ascii=False)
    return out.getvalue().encode(), out.getvalue().count("\n")


def ledger_head(alias: str) -> tuple[int, str]:
    """How many entries the ledger had at that moment, and the hash it ended with."""
    head = apps.get_model("ledger.Head")._base_manager.using(alias).filter(pk=1).values_list("number", "hash").first()
    return head or (0, "")


def is_empty() -> bool:
    """Whether no ledger and no person is here yet."""
    return not any(apps.get_model(label)._base_manager.exists() for label in ("ledger.Entry", "people.Person"))


def load(model: type[models.Model], lines: bytes) -> int:
    """Put the rows back, with their keys. Call inside the transaction of the whole restore."""
    many: list[tuple[models.Model, dict[str, Any]]] = []
    count = 0
    found = serializers.deserialize("jsonl", io.StringIO(lines.decode()))
    while batch := list(islice(found, BATCH)):
        model._base_manager.bulk_create([each.object for each in batch])
        many += [(each.object, each.m2m_data) for each in batch if each.m2m_data]
        count += len(batch)
    for row, related in many:
        for name, values in related.items():
            getattr(row, name).set(values)
    return count


def count_on_from_here() -> None:
    """After rows came with their keys: the next automatic key is a new one (PostgreSQL keeps its own counters)."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
