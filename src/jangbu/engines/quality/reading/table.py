"""What opening a table gives: where DuckDB finds it, what it is, and what a person should know of the reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Format = Literal["csv", "xlsx", "parquet", "jsonl", "sqlite", "postgresql"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know that is not an error."""

    code: str  # stable, e.g. "ragged_lines"
    ko: str
    en: str


@dataclass(frozen=True)
class Table:
    """A table that DuckDB can read for as long as the `open_table` block lasts.

    `sql` stands after FROM, in the connection given to `open_table` or any cursor of it. Where `typed` is False every
    column is VARCHAR and an empty cell is NULL. Rows keep the order of the file.
    """

    path: str  # as the caller named it; a database's address without its password
    format: Format  # of the content, whatever the name says
    columns: tuple[str, ...]  # unique without regard to case, never empty
    sql: str
    typed: bool
    encoding: str | None
    delimiter: str | None
    sheet: str | None  # the sheet of a workbook or the table of a database
    notes: tuple[Note, ...]
    checked: bool  # True if every line was seen to have the promised shape; False if only head, middle and tail were
    digest: Callable[[], str] = field(repr=False, compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 in hex of the file's bytes, or of a database table's rows in a canonical form. Lazy."""
        return self.digest()
