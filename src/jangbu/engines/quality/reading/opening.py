"""The one way in: whatever the table is, a name and a place where DuckDB reads it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import duckdb

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.columnar import open_json, open_parquet
from jangbu.engines.quality.reading.html_table import open_html
from jangbu.engines.quality.reading.postgresql import list_postgresql, open_postgresql
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.reading.source import (
    UNPACK_ADVICE,
    Content,
    Source,
    content_of,
    is_postgresql,
    local_file,
    refused,
)
from jangbu.engines.quality.reading.sqlite import list_sqlite, open_sqlite
from jangbu.engines.quality.reading.table import Note, Table
from jangbu.engines.quality.reading.text_table import open_text
from jangbu.engines.quality.reading.unpacking import gunzip
from jangbu.engines.quality.reading.workbook import list_sheets, open_workbook
from jangbu.kernel.errors import Problem

T = TypeVar("T")

ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".parquet": "parquet",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json": "json",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
}
CALLED = {"text": "CSV", "parquet": "Parquet", "sqlite": "SQLite"}


@contextmanager
def open_table(
    path: str | Path,
    *,
    connection: duckdb.DuckDBPyConnection,
    table: str | None = None,
    sheet: str | None = None,
    scratch: Path | None = None,
    whole: bool | None = None,
) -> Iterator[Table]:
    """The table at `path`, a local file or a postgresql:// address, readable through `connection` inside the block.

    `table` names a table of a database, `sheet` a sheet of a workbook; each may stand for the other. Copies, where one
    is needed, lie under `scratch` (default: the system's) and are gone after the block. `whole` says whether every line
    of a text is checked first (default: up to 64 MB); where it is not, a query over `sql` can raise duckdb.Error on a
    ragged line, and `with_table` answers that. Raises Problem quality.*.
    """
    with tempfile.TemporaryDirectory(prefix="jangbu-reading-", dir=scratch) as folder:
        chosen = table if table is not None else sheet
        if is_postgresql(path):
            yield open_postgresql(str(path), chosen, Path(folder))
        else:
            yield _open_file(local_file(path), connection, chosen, Path(folder), whole=whole)


def with_table(
    path: str | Path,
    work: Callable[[Table], T],
    *,
    connection: duckdb.DuckDBPyConnection,
    table: str | None = None,
    sheet: str | None = None,
    scratch: Path | None = None,
) -> T:
    """`work(table)` at the speed of one unchecked scan; if DuckDB stumbles, again over the table checked and mended.

    `work` may run twice, so it should leave nothing behind when it raises duckdb.Error. Raises Problem quality.*.
    """
    for whole in (None, True):
        with open_table(path, connection=connection, table=table, sheet=sheet, scratch=scratch, whole=whole) as opened:
            try:
                return work(opened)
            except duckdb.Error as error:
                if opened.format in ("csv", "jsonl") and not opened.checked:
                    continue
                if opened.format == "parquet" and isinstance(error, duckdb.IOException | duckdb.InvalidInputException):
                    place = Said("값이 담긴 곳", "where the values are")
                    raise Problem(problems.DAMAGED, file=Path(opened.path).name, place=place) from error
                raise
    raise AssertionError("the checked table either works or raises")


def list_tables(path: str | Path) -> tuple[str, ...]:
    """The tables of a database or the sheets of a workbook; nothing for a file that is one table."""
    if is_postgresql(path):
        return list_postgresql(str(path))
    source = local_file(path)
    content = content_of(source)
    if content == "sqlite":
        return list_sqlite(source)
    if content in ("xlsx", "xls"):
        return list_sheets(source, content)
    return ()


def _open_file(
    source: Source, connection: duckdb.DuckDBPyConnection, chosen: str | None, scratch: Path, *, whole: bool | None
) -> Table:
    path, content, said = source.path, content_of(source), _mislabelled(source)
    if content == "gzip":
        path = gunzip(source, scratch)
        content = content_of(Source(source.named, path))
        said = [notes.UNZIPPED()]
        if content not in ("text", "json"):
            raise refused(source, "압축 파일(gzip)이에요", "a gzip archive", UNPACK_ADVICE)
    table = _by_content(source, path, content, connection, chosen, scratch, whole=whole)
    return replace(table, notes=(*said, *table.notes))


def _by_content(
    source: Source,
    path: Path,
    content: Content,
    connection: duckdb.DuckDBPyConnection,
    chosen: str | None,
    scratch: Path,
    *,
    whole: bool | None,
) -> Table:
    match content:
        case "xlsx" | "xls":
            return open_workbook(source, content, chosen, scratch)
        case "sqlite":
            return open_sqlite(source, chosen, scratch)
        case "parquet":
            return open_parquet(source, connection, scratch)
        case "html":
            return open_html(source, path, scratch)
        case "json":
            return open_json(source, path, connection, scratch, whole=whole)
        case _:
            return open_text(source, path, connection, scratch, whole=whole)


def _mislabelled(source: Source) -> list[Note]:
    named, content = ENDINGS.get(source.path.suffix.lower()), content_of(source)
    if named is None or named == content or (named == "csv" and content == "text") or content == "gzip":
        return []
    if {named, content} == {"xlsx", "xls"} and source.path.suffix.lower() == ".xls":
        return [notes.MISLABELLED(named="XLS", found="XLSX")] if content == "xlsx" else []
    return [notes.MISLABELLED(named=CALLED.get(named, named.upper()), found=CALLED.get(content, content.upper()))]
