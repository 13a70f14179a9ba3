"""A copy of a database table at one moment, as a Parquet file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jangbu.engines.quality import sql
from jangbu.engines.quality.reading import Table, with_table


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`name` is the place without its password, as people may be shown it."""

    name: str
    path: Path


def snapshot(source: str | Path, folder: Path, *, table: str | None = None) -> Snapshot:
    """Write the table that `source` names into `folder`. Raises Problem as reading does."""

    def copy(connection: duckdb.DuckDBPyConnection, opened: Table) -> Snapshot:
        stem = re.sub(r"[^\w가-힣.-]+", "_", table or opened.path.rsplit("/", 1)[-1]) or "table"
        path = folder / f"{stem}.parquet"
        connection.execute(f"COPY (SELECT * FROM {opened.sql}) TO {sql.literal(str(path))} (FORMAT parquet)")
        return Snapshot(opened.path, path)

    with duckdb.connect() as connection:
        return with_table(source, lambda opened: copy(connection, opened), connection=connection, table=table)
