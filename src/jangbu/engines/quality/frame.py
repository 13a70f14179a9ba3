"""A table held whole, column by column, as its cells were written: for work that looks at values, not at counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jangbu.engines.quality import problems, sql
from jangbu.engines.quality.reading import Table
from jangbu.engines.quality.sources import Source, with_source
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CELLS = 40_000_000  # what is held at once; beyond it, work goes to the scan, which holds nothing
HELD_MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class Frame:
    """`columns[i][row]` is the text of a cell, None where it is empty. Rows keep the order of the file, from 0."""

    name: str
    names: tuple[str, ...]
    columns: tuple[list[str | None], ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def column(self, name: str) -> list[str | None]:
        """Raises KeyError for a name that the table does not have."""
        try:
            return self.columns[self.names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def row(self, row: int) -> dict[str, str | None]:
        return {name: column[row] for name, column in zip(self.names, self.columns, strict=True)}


def read_frame(
    source: Source | Frame, *, connection: DuckDBPyConnection | None = None, table: str | None = None
) -> Frame:
    """Read a file or an opened table whole. A frame is given back as it is. Raises Problem as reading does."""
    if isinstance(source, Frame):
        return source

    def work(con: DuckDBPyConnection, opened: Table) -> Frame:
        rows = (con.execute(f"SELECT count(*) FROM {opened.sql}").fetchone() or (0,))[0]
        if rows * len(opened.columns) > CELLS:
            raise Problem(problems.TOO_LARGE_TO_HOLD, file=opened.path, rows=rows, columns=len(opened.columns))
        texts = ", ".join(f"CAST({sql.identifier(name)} AS VARCHAR)" for name in opened.columns)
        found = con.execute(f"SELECT {texts} FROM {opened.sql}").fetchnumpy() if rows else {}
        columns = tuple(cells.tolist() for cells in found.values()) or tuple([] for _name in opened.columns)
        return Frame(opened.path, opened.columns, columns)

    return with_source(source, work, connection=connection, memory_limit=HELD_MEMORY, table=table)
