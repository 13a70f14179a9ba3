"""How a text table separates its cells, told from its first lines; and its records read line by line.

The sample and the repair of a broken file go through the same `Records`, so both see the same cells.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LINES = 400  # looked at, from the start
USUAL = "\t,;|"
# Seen in exports of hosts and old programs. A point, colon, slash, hyphen, space or @ would cut dates and addresses.
UNUSUAL = "^~%\x01\x02\x1f\x1e¦§#!*&"
SURE = 0.9  # share of records that agree on the number of cells
LIKELY = 0.5
LONGEST_RECORD = (10_000, 8 << 20)  # lines, characters; what is longer has an unclosed quote


@dataclass(frozen=True, slots=True)
class Dialect:
    delimiter: str
    quote: str = '"'
    escape: str = '"'  # the quote itself where it is doubled, or a backslash
    spaced: bool = False  # a space stands between delimiter and quote

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        doubled = self.escape == self.quote
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=doubled,
            escapechar=None if doubled else self.escape,
            skipinitialspace=self.spaced,
            strict=True,
        )


@dataclass
class Records:
    """Records out of lines. Where quotes do not match, the line is read as it stands, quotes and all."""

    dialect: Dialect
    partial: bool = False  # the lines are the start of a file, so a record may be cut off at their end
    broken: int = 0
    first_broken: int = 0
    line: int = 0  # lines read so far
    _taken: list[str] = field(default_factory=list)  # lines of the record being read
    _waiting: list[str] = field(default_factory=list)  # lines given back, the next one last
    _ended: bool = False

    def read(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """`lines` keep their line ends. An empty line is an empty record."""
        csv.field_size_limit(max(csv.field_size_limit(), 64 << 20))
        source = iter(lines)
        reader = self.dialect.reader(self._feed(source))
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if self.partial and self._ended:
                    return
                record = self._first_line()
                reader = self.dialect.reader(self._feed(source))
            self.line += len(self._taken)
            self._taken.clear()
            yield record

    def _feed(self, source: Iterator[str]) -> Iterator[str]:
        """Lines for the reader, no more for one record than a record may have."""
        size = 0
        while len(self._taken) < LONGEST_RECORD[0] and size < LONGEST_RECORD[1]:
            line = self._waiting.pop() if self._waiting else next(source, None)
            if line is None:
                self._ended = True
                return
            size = len(line) + (size if self._taken else 0)
            self._taken.append(line)
            yield line

    def _first_line(self) -> list[str]:
        """Of the lines taken, the first as it stands; the others are read anew."""
        self._waiting.extend(reversed(self._taken[1:]))
        del self._taken[1:]
        self.broken += 1
        self.first_broken = self.first_broken or self.line + 1
        return self._taken[0].rstrip("\r\n").split(self.dialect.delimiter)


def separator_line(line: str) -> str | None:
    """The delimiter that a first line such as sep=; tells Excel."""
    match = re.fullmatch(r'"?sep=(.)"?', line.rstrip("\r\n"), re.IGNORECASE)
    return match[1] if match else None


def sniff(lines: list[str]) -> Dialect:
    """The dialect under which most records have the same number of cells; a comma where nothing separates."""
    text = "".join(lines)
    quote = _quote_of(text)
    escapes = [quote, "\\"] if f"\\{quote}" in text else [quote]
    usual = _best([_dialect(each, quote, escape, text) for each in USUAL for escape in escapes], lines)
    if usual and usual[0][0] >= SURE:
        return usual[1]
    unusual = _best([_dialect(each, quote, escape, text) for each in UNUSUAL for escape in escapes], lines)
    if unusual and unusual[0][0] >= SURE and _names_too(unusual[1], lines):
        return unusual[1]
    return usual[1] if usual and usual[0][0] >= LIKELY else Dialect(",", quote, escapes[0])


def _dialect(delimiter: str, quote: str, escape: str, text: str) -> Dialect:
    before = re.escape(delimiter)
    spaced = bool(re.search(f"{before} +{quote}", text)) and not re.search(f"{before}{quote}", text)
    return Dialect(delimiter, quote, escape, spaced)


def _best(dialects: list[Dialect], lines: list[str]) -> tuple[tuple[float, ...], Dialect] | None:
    text = "".join(lines)
    scored = [(_score(dialect, lines), dialect) for dialect in dialects if dialect.delimiter in text]
    return max(scored, key=lambda pair: pair[0], default=None)


def _names_too(dialect: Dialect, lines: list[str]) -> bool:
    """The first line is cut as well, and into more than a value and its sign, as 15% would be.

    A row of nothing but delimiters counts: in a sparse table few others may be left. A blank line does not.
    """
    records = [record for record in Records(dialect, partial=True).read(lines) if record]
    return len(records) > 2 and len(records[0]) > 1 and any(all(record[:2]) for record in records[1:])


def _quote_of(text: str) -> str:
    """A single quote only where it wraps cells and no double quote does."""
    single = len(re.findall(r"(?:^|[\t,;|^])'[^'\n]*'(?=[\t,;|^\r\n]|$)", text, re.MULTILINE))
    double = len(re.findall(r'(?:^|[^\w\s])"', text, re.MULTILINE))
    return "'" if single > 2 and not double else '"'


def _score(dialect: Dialect, lines: list[str]) -> tuple[float, ...]:
    """Share of records as wide as most, unbroken quotes, a delimiter that is no decimal comma, and the width."""
    reader = Records(dialect, partial=True)
    records = [record for record in reader.read(lines) if any(record)]
    widths = Counter(map(len, records))
    width = max(widths, key=lambda number: (widths[number], number), default=0)
    if width < 2:
        return (0.0,)
    trailing = sum(len(record) == width + 1 and not record[-1] for record in records)
    share = (widths[width] + trailing) / len(records)
    between_digits = dialect.delimiter == "," and not re.search(r"\D,|,\D", "".join(lines))
    tab = dialect.delimiter == "\t"
    return (round(share, 2), -reader.broken, not between_digits, tab, width, -USUAL.find(dialect.delimiter))
