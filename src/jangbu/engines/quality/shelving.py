"""Rows of a table put aside in one Parquet file, to be taken out a page at a time without reading the table again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from jangbu.engines.quality import sql
from jangbu.engines.quality.frame import Frame


def keep_rows(frame: Frame, rows: Iterable[int], path: Path) -> None:
    """Write rows of `frame`, by their numbers, to `path`, in order. Column `c<i>` is the frame's i-th."""
    kept = np.asarray(sorted(set(rows)), np.int64)
    columns = {
        f"c{place}": np.asarray([column[row] for row in kept.tolist()], object)
        for place, column in enumerate(frame.columns)
    }
    with duckdb.connect() as con:
        con.execute("CREATE TABLE kept (row BIGINT" + "".join(f", {name} VARCHAR" for name in columns) + ")")
        if len(kept):
            con.register("told", {"row": kept, **columns})
            con.execute("INSERT INTO kept BY NAME FROM told")
        con.execute(f"COPY (FROM kept ORDER BY row) TO {sql.literal(str(path))} (FORMAT parquet)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What `keep_rows` wrote. `names` are the names of the frame's columns, in order."""

    path: Path
    names: tuple[str, ...]

    def rows(self, numbers: Iterable[int]) -> dict[int, dict[str, str | None]]:
        """Whole rows by number; a number that was not kept is left out."""
        listed = ", ".join(str(int(number)) for number in set(numbers))
        if not listed:
            return {}
        columns = ", ".join(f"c{place}" for place in range(len(self.names)))
        with duckdb.connect() as con:
            found = con.execute(f"SELECT row, {columns} FROM {self._kept()} WHERE row IN ({listed})").fetchall()
        return {row: dict(zip(self.names, cells, strict=True)) for row, *cells in found}

    def holding(self, text: str, columns: Sequence[str]) -> set[int]:
        """Numbers of the rows that have `text`, in whatever case, in one of `columns`."""
        places = [self.names.index(name) for name in columns]
        if not places:
            return set()
        asked = " OR ".join(f"contains(lower(c{place}), lower($1))" for place in places)
        with duckdb.connect() as con:
            return {row for (row,) in con.execute(f"SELECT row FROM {self._kept()} WHERE {asked}", [text]).fetchall()}

    def _kept(self) -> str:
        return f"read_parquet({sql.literal(str(self.path))})"
