"""Opening what a caller hands over: a path or an opened table, in the caller's DuckDB or in one of our own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import duckdb

from jangbu.engines.quality import problems
from jangbu.engines.quality.reading import Table, with_table
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "400MB"  # DuckDB's share; Python, the sample and the reader's buffers come on top
T = TypeVar("T")
Source = str | Path | Table


def with_source(
    source: Source,
    work: Callable[[DuckDBPyConnection, Table], T],
    *,
    connection: DuckDBPyConnection | None = None,
    memory_limit: str = MEMORY_LIMIT,
    table: str | None = None,
) -> T:
    """`work(connection, table)`. It may run twice where a file is worse than its head, so it must not keep state.

    Raises Problem for a file that cannot be read; an opened table needs the connection it was opened in.
    """
    if isinstance(source, Table):
        if connection is None:
            raise ValueError("an opened table needs the connection it was opened in")
        return _answered(source.path, lambda: work(connection, source))
    if connection is not None:
        return _answered(
            source,
            lambda: with_table(source, lambda found: work(connection, found), connection=connection, table=table),
        )
    with own_connection(memory_limit) as own:
        return _answered(
            source, lambda: with_table(source, lambda found: work(own, found), connection=own, table=table)
        )


@contextmanager
def own_connection(memory_limit: str = MEMORY_LIMIT) -> Iterator[DuckDBPyConnection]:
    """A DuckDB that loads nothing from anywhere and spills to a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jangbu-scan-") as scratch:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "temp_directory": scratch,
            "threads": str(min(4, os.cpu_count() or 1)),
            "autoinstall_known_extensions": "false",
        }
        connection = duckdb.connect(config=config)
        try:
            yield connection
        finally:
            connection.close()


def _answered(source: object, work: Callable[[], T]) -> T:
    """The reader saw the head; where something further down is worse than it can mend, say so as a sentence."""
    try:
        return work()
    except duckdb.Error as error:
        path = source.path if isinstance(source, Table) else str(source)
        detail = str(error).strip().splitlines()[0][:160]
        raise Problem(problems.SCAN_FAILED, file=Path(path).name, detail=detail) from error
