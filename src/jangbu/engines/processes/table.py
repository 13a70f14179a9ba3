"""Event logs as tables: text decoded, split into rows, and collected block by block."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO

import numpy as np

from jangbu.engines.processes import problems
from jangbu.engines.processes.collecting import BLOCK, Attributes, Collector
from jangbu.engines.processes.columns import find_columns, is_header
from jangbu.kernel.errors import Problem

CHUNK = 1 << 20
LONGEST = 100_000  # characters in one line
SAMPLE = 50  # lines
ATTRIBUTES = 20  # columns kept for whole cases
DELIMITERS = ",;\t|"

Row = list[str]


def read_table(stream: IO[bytes], file: str, names: Mapping[str, str]) -> tuple[Collector, Attributes]:
    """Events and what is said of whole cases. Raises Problem: ENCODING, EMPTY, ONE_COLUMN, NO_COLUMN, NO_SUCH_COLUMN,
    TOO_LONG, QUOTES, OTHER_FORMAT."""
    text = io.TextIOWrapper(stream, _encoding(stream, file), newline="")
    try:
        lines = _lines(text, file)
        sample = list(islice(lines, SAMPLE))
        rows = _rows(chain(sample, lines), _delimiter(sample), file)
        table = _opened(rows, file, names, "".join(sample[:1]).strip())
        while block := list(islice(rows, BLOCK)):
            table.take(block)
    finally:
        text.detach()  # the stream belongs to the caller
    return table.collected, table.attributes()


def _encoding(stream: IO[bytes], file: str) -> str:
    """The first encoding that reads the whole file."""
    start = stream.read(4096)
    marked = start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    if b"\0" in start and not marked:
        raise Problem(problems.OTHER_FORMAT, file=file, format="binary")
    line = 0
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        failed = _undecodable(stream, encoding)
        if not failed:
            stream.seek(0)
            return encoding
        line = line or failed
    raise Problem(problems.ENCODING, file=file, line=line)


def _undecodable(stream: IO[bytes], encoding: str) -> int:
    """The line that cannot be decoded, or 0."""
    stream.seek(0)
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 1
    while chunk := stream.read(CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return lines + chunk[: error.start].count(b"\n")
        lines += chunk.count(b"\n")
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return lines
    return 0


def _lines(text: io.TextIOWrapper, file: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith(("\n", "\r")):
            raise Problem(problems.TOO_LONG, file=file, line=number, limit=f"{LONGEST:,}")
        yield line


def _rows(lines: Iterator[str], delimiter: str, file: str) -> Iterator[Row]:
    """Rows that hold anything. Strict: a quotation mark never closed would swallow the rest of the file."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            line = rows.line_num + 1
            if any(row) and any(map(str.strip, row)):
                yield row
    except csv.Error as error:
        kind = problems.TOO_LONG if "limit" in str(error) else problems.QUOTES
        raise Problem(kind, file=file, line=line, limit=f"{LONGEST:,}") from None


def _delimiter(lines: list[str]) -> str:
    """The mark that splits most lines most often."""
    filled = [line for line in lines if line.strip()]
    return max(DELIMITERS, key=lambda mark: (sum(mark in line for line in filled), "".join(filled).count(mark)))


def _opened(rows: Iterator[Row], file: str, names: Mapping[str, str], first_line: str) -> _Table:
    """Past titles to the header, which may be missing; then which column is which."""
    head = next((row for row in rows if sum(bool(cell.strip()) for cell in row) > 1), None)
    if head is None:
        kind = problems.ONE_COLUMN if first_line else problems.EMPTY
        raise Problem(kind, file=file, header=first_line[:60])
    block = list(islice(rows, BLOCK))
    header = [cell.strip() for cell in head]
    if not is_header(header):
        header, block = [str(place + 1) for place in range(len(head))], [head, *block]
    if not block:
        raise Problem(problems.EMPTY, file=file)
    table = _Table(file, header, find_columns(header, block, file, names))
    table.take(block)
    return table


@dataclass
class _Table:
    file: str
    header: list[str]
    columns: dict[str, int]  # role: place
    taken: int = 0
    said: dict[int, dict[str, str]] = field(default_factory=dict)  # by column: case name to value

    def __post_init__(self) -> None:
        self.collected = Collector(self.file)
        others = [place for place in range(len(self.header)) if place not in self.columns.values()]
        self.said = {place: {} for place in others[:ATTRIBUTES]}

    def take(self, block: list[Row]) -> None:
        width = len(self.header)
        if any(len(row) < width for row in block):
            block = [row if len(row) >= width else row + [""] * (width - len(row)) for row in block]
        columns = list(zip(*(row[:width] for row in block), strict=True))
        cases = list(map(str.strip, columns[self.columns["case"]]))
        states = (
            map(str.strip, map(str.lower, columns[self.columns["lifecycle"]])) if "lifecycle" in self.columns else ()
        )
        code = self.collected.cases.setdefault
        known = self.collected.cases
        codes = np.array([code(name, len(known)) if name else -1 for name in cases], dtype=np.int64)
        activities, times = columns[self.columns["activity"]], columns[self.columns["time"]]
        self.collected.add(codes, activities, times, list(states) or [""] * len(block), self.taken)
        self.taken += len(block)
        for place in list(self.said):
            self._say(place, cases, columns[place])

    def _say(self, place: int, cases: list[str], values: tuple[str, ...]) -> None:
        """Keep a column while it says one thing of each case."""
        said = dict(zip(cases, values, strict=True)) | self.said[place]
        if all(map(str.__eq__, map(said.__getitem__, cases), values)):
            self.said[place] = said
        else:
            del self.said[place]

    def attributes(self) -> Attributes:
        return {
            self.header[place]: [said.get(case) or None for case in self.collected.cases]
            for place, said in self.said.items()
        }
