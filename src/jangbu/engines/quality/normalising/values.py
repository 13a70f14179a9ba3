"""The values to normalise: one column of a table, or the lines of a text."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from jangbu.engines.quality.frame import read_frame
from jangbu.engines.quality.normalising import problems
from jangbu.engines.quality.reading.encoding import Decoding, detect, sample_of
from jangbu.engines.quality.reading.layout import lines_of
from jangbu.engines.quality.reading.source import Source, content_of, is_postgresql, local_file
from jangbu.kernel.errors import Problem

TABLES = frozenset({".csv", ".tsv"})


def read_values(source: str | Path, *, column: str | None = None, table: str | None = None) -> list[str | None]:
    """The cells of `column` (None where empty), or, of a plain text file without a column, its lines.

    A table of one column needs no name. Raises Problem quality.column_needed, .column_unknown and what reading raises.
    """
    if column is None and not is_postgresql(source):
        file = local_file(source)
        if file.path.suffix.lower() not in TABLES and content_of(file) == "text":
            return list(_lines(file))
    frame = read_frame(source, table=table)
    said = {"file": Path(frame.name).name, "columns": ", ".join(frame.names)}
    if column is None and len(frame.names) > 1:
        raise Problem(problems.COLUMN_NEEDED, count=len(frame.names), **said)
    if column is not None and column not in frame.names:
        raise Problem(problems.COLUMN_UNKNOWN, column=column, **said)
    return frame.column(column or frame.names[0])


def read_lines(stream: IO[bytes], name: str) -> list[str]:
    """The lines of a stream in UTF-8, UTF-16 or CP949; `name` is what a problem calls it."""
    with tempfile.TemporaryDirectory(prefix="jangbu-lines-") as folder:
        copy = Path(folder) / "lines"
        with copy.open("wb") as file:
            shutil.copyfileobj(stream, file)
        return list(_lines(Source(name, copy))) if copy.stat().st_size else []


def _lines(source: Source) -> Iterator[str]:
    decoding = Decoding(source, source.path, detect(source, sample_of(source, source.path)))
    for line in lines_of(decoding):
        yield line.rstrip("\r\n")
