"""What the first lines of a text table say: delimiter, title rows, names, and where the data begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.dialect import LINES, Dialect, Records, separator_line, sniff
from jangbu.engines.quality.reading.encoding import Decoding
from jangbu.engines.quality.reading.header import find_header, width_of
from jangbu.engines.quality.reading.source import Source
from jangbu.engines.quality.reading.table import Note
from jangbu.kernel.errors import Problem

LOOKED_AT = 32 << 20  # characters of the first lines, at most


@dataclass(frozen=True, slots=True)
class Layout:
    dialect: Dialect
    columns: tuple[str, ...]
    skip: int  # records before the first row of data, empty ones too
    first: tuple[str, ...]  # the first row of data, as many cells as columns
    regular: bool  # every record looked at has its cells, and its quotes match
    notes: tuple[Note, ...]


def lines_of(decoding: Decoding) -> Iterator[str]:
    """Lines with their ends. The mark by which DOS ends a file is no line."""
    newline = decoding.encoding.newline.decode("ascii")
    for chunk in decoding.chunks():
        *lines, rest = chunk.split(newline)
        for line in lines:
            yield line + newline
        if rest := rest.removesuffix("\x1a"):
            yield rest


def lay_out(source: Source, lines: Iterable[str]) -> Layout:
    """Raises Problem quality.file_empty, .only_header and what decoding raises."""
    looked_at, partial = _first_lines(lines)
    separator = separator_line(looked_at[0]) if looked_at else None
    dialect = sniff(looked_at[1:] if separator else looked_at)
    said = [notes.SEP_LINE(delimiter=separator)] if separator else []
    if separator:
        dialect = replace(dialect, delimiter=separator)
    reader = Records(dialect, partial=partial)
    records = list(reader.read(looked_at))
    start = 1 if separator else 0
    places = [place for place, record in enumerate(records) if place >= start and any(cell.strip() for cell in record)]
    rows = [records[place] for place in places]
    if not rows:
        raise Problem(problems.EMPTY, file=source.name, bytes=f"{source.size:,}")
    width = width_of(rows)
    if width > 1 and len(rows) > 1 and _ends_empty(rows, width):
        width -= 1
        rows = [row[:width] for row in rows]
        said.append(notes.TRAILING_DELIMITER())
    header = find_header(rows, width)
    skip = places[header.before_data - 1] + 1 if header.before_data else start
    # A line of delimiters alone is a row of nothing, an empty line is one only where there is a single column.
    data = [record for record in records[skip:] if record or (width == 1 and header.before_data < len(rows))]
    if not data:
        line = places[-1] + 1
        raise Problem(problems.ONLY_HEADER, file=source.name, columns=len(header.columns), place=problems.line(line))
    count = len(header.columns)
    return Layout(
        dialect,
        header.columns,
        skip=skip,
        first=tuple(_padded(data[0], count)),
        regular=not reader.broken and all(_fits(row, count) for row in data if row),
        notes=(*said, *header.notes()),
    )


def _first_lines(lines: Iterable[str]) -> tuple[list[str], bool]:
    """The first lines, and whether there are more."""
    looked_at: list[str] = []
    size = 0
    for line in lines:
        if len(looked_at) == LINES or size > LOOKED_AT:
            return looked_at, True
        looked_at.append(line)
        size += len(line)
    return looked_at, False


def _ends_empty(rows: Sequence[Sequence[str]], width: int) -> bool:
    """A last cell that is never filled and has no name: each line ends with a delimiter."""
    return all(len(row) <= width and (len(row) < width or not row[-1].strip()) for row in rows)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _fits(row: Sequence[str], width: int) -> bool:
    """DuckDB takes one empty cell behind a last delimiter for none."""
    return len(row) == width or (len(row) == width + 1 and not row[-1])
