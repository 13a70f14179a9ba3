"""Rows written to a scratch file in one plain form that DuckDB reads in parallel, whatever they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from jangbu.engines.quality.reading.source import literal

BUFFER = 32 << 20  # bytes; DuckDB's own default, which it would multiply with a longer line
USUAL_LINE = 2 << 20  # bytes; DuckDB's default limit


def scan(  # the options of DuckDB's read_csv, nothing left for it to guess
    path: Path,
    columns: Sequence[str],
    types: Sequence[str] | None = None,
    *,
    delimiter: str = ",",
    quote: str = '"',
    escape: str = '"',
    skip: int = 0,
    quoted_nulls: bool = True,
    longest: int = 0,
) -> str:
    """A read_csv expression. Without `types` every column is VARCHAR.

    `skip` counts records, empty ones too; `longest` is that of a line, in bytes, if it is known to be long.
    """
    kinds = types or ["VARCHAR"] * len(columns)
    fields = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in zip(columns, kinds, strict=True))
    sizes = f", max_line_size={longest}, buffer_size={max(BUFFER, longest)}" if longest > USUAL_LINE else ""
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, delim={literal(delimiter)}, quote={literal(quote)}, "
        f"escape={literal(escape)}, header=false, skip={skip}, compression='none', "
        f"allow_quoted_nulls={str(quoted_nulls).lower()}, hive_partitioning=false, "
        f"columns={{{fields}}}{sizes})"
    )


class Spool:
    """A scratch CSV. `write` keeps NULL and empty text apart, `write_texts` is for tables that know no such difference.

    A spool takes rows through one of the two.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self._texts = False
        self._longest = 0
        self._digest = hashlib.sha256()
        self._file = path.open("wb", buffering=1 << 20)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, cells: Iterable[str | int | float | None]) -> None:
        line = ",".join([_cell(cell) for cell in cells]).encode("utf-8", errors="replace") + b"\n"
        self.rows += 1
        self._longest = max(self._longest, len(line))
        self._file.write(line)
        self._digest.update(line)

    def write_texts(self, cells: Sequence[str]) -> None:
        """Every cell quoted, the empty ones too, which are read as NULL."""
        line = '","'.join(cells)
        if line.count('"') > 2 * (len(cells) - 1):
            line = '","'.join([cell.replace('"', '""') for cell in cells])
        content = f'"{line}"\n'.encode("utf-8", errors="replace")
        self._texts = True
        self.rows += 1
        self._longest = max(self._longest, len(content))
        self._file.write(content)

    def write_block(self, block: bytes) -> None:
        """Lines that are in this form already, as PostgreSQL's COPY sends them."""
        self.rows += block.count(b"\n")
        self._longest = max(self._longest, len(block))
        self._file.write(block)
        self._digest.update(block)

    def sql(self, columns: Sequence[str], types: Sequence[str] | None = None) -> str:
        return scan(self.path, columns, types, quoted_nulls=self._texts, longest=self._longest)

    def digest(self) -> str:
        return self._digest.hexdigest()


def _cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)
