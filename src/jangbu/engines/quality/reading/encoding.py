"""Which encoding a file is in, told from its head, middle and tail, and the file decoded piece by piece.

Korean firms meet UTF-8 (with or without a mark), CP949 (a superset of EUC-KR) from Excel and ERP exports, and UTF-16
from Excel's "Unicode text"; files put together from several exports hold more than one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jangbu.engines.quality.reading import notes, problems
from jangbu.engines.quality.reading.source import Source
from jangbu.engines.quality.reading.table import Note
from jangbu.kernel.errors import Problem

HEAD = 1 << 18  # bytes looked at, from the start
PART = 1 << 16  # and from the middle and the end
BLOCK = 1 << 20
LONGEST_LINE = 16 << 20  # bytes; DuckDB's buffers and a person's patience both end here
FEW = 0.01  # share of lines with unreadable characters up to which the rest of the file is worth reading

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Two Hangul in UTF-8, one after the other: in CP949 text this would be an odd row of rare Hanja.
HANGUL_UTF8 = re.compile(rb"(?:[\xea-\xed][\x80-\xbf]{2}){2}")
# Control characters that no text has; 01, 02 and 1c to 1f serve as delimiters, 1a ends a file of DOS, 1b is a colour.
CONTROLS = bytes(set(range(32)) - {1, 2, 7, 9, 10, 12, 13, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F})


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str  # utf-8, utf-16-le, utf-16-be, cp949 or cp1252
    mark: int  # bytes of the mark before the text
    newline: bytes  # what ends a line: LF, or CR alone
    mixed: bool  # some sampled lines are in another encoding
    guessed: bool  # nothing but the characters themselves speaks for it

    @property
    def wide(self) -> bool:
        return self.name.startswith("utf-16")


@dataclass(frozen=True, slots=True)
class Sample:
    """Whole lines from the start, and pieces from the middle and the end, in bytes."""

    head: bytes
    parts: tuple[bytes, ...]
    complete: bool  # head is the whole file


def sample_of(source: Source, path: Path) -> Sample:
    """Raises Problem quality.line_too_long where the first lines do not end within LONGEST_LINE."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        while head.count(b"\n") + head.count(b"\r") < 3 and len(head) < size:
            if len(head) > LONGEST_LINE:
                line = 1 + len(re.findall(rb"\r\n|\n|\r", head))
                raise Problem(problems.LINE_TOO_LONG, file=source.name, line=line, limit=LONGEST_LINE >> 20)
            head += file.read(len(head))
        parts = []
        for start in (size // 2, size - PART):
            if start > len(head):
                file.seek(start)
                parts.append(file.read(PART))
    return Sample(head, tuple(parts), len(head) == size)


def detect(source: Source, sample: Sample) -> Encoding:
    """Raises Problem quality.file_binary, .undecodable."""
    head = sample.head
    for mark, name in MARKS:
        if head.startswith(mark):
            lf = "\n".encode(name)
            return Encoding(
                name, len(mark), b"\n" if lf in head or name == "utf-8" else b"\r", mixed=False, guessed=False
            )
    wide = _wide_without_mark(head)
    if wide:
        return Encoding(wide, 0, b"\n", mixed=False, guessed=True)
    _refuse_binary(source, sample)
    newline = b"\r" if b"\n" not in head and b"\r" in head else b"\n"
    pieces = [head if sample.complete else _whole_lines(head, newline, start=False)]
    pieces += [_whole_lines(part, newline, start=True) for part in sample.parts]
    text = newline.join(pieces)
    if _decodes(text, "utf-8"):
        return Encoding("utf-8", 0, newline, mixed=False, guessed=False)
    return _by_lines(source, text, newline)


def _by_lines(source: Source, text: bytes, newline: bytes) -> Encoding:
    lines = [line for line in text.split(newline) if not line.isascii()]
    unicode = sum(_decodes(line, "utf-8") for line in lines)
    korean = sum(_decodes(line, "cp949") and not HANGUL_UTF8.search(line) for line in lines)
    unreadable = sum(not _decodes(line, "utf-8") and not _decodes(line, "cp949") for line in lines)
    total = text.count(newline) + 1
    if unreadable > FEW * total and korean + unicode < 9 * unreadable:
        if _is_western(text):
            return Encoding("cp1252", 0, newline, mixed=False, guessed=True)
        raise _undecodable(source, text, newline)
    if unicode > korean:
        return Encoding("utf-8", 0, newline, mixed=True, guessed=False)
    return Encoding("cp949", 0, newline, mixed=unicode > 0 or unreadable > 0, guessed=True)


def _undecodable(source: Source, text: bytes, newline: bytes) -> Problem:
    for number, line in enumerate(text.split(newline), start=1):
        if not _decodes(line, "utf-8") and not _decodes(line, "cp949"):
            return Problem(problems.UNDECODABLE, file=source.name, line=number, byte=_first_bad(line))
    raise AssertionError("called only for text with such a line")


def _first_bad(line: bytes) -> int:
    """The first byte, from 1, that neither encoding explains."""
    farthest = 0
    for name in ("utf-8", "cp949"):
        try:
            line.decode(name)
        except UnicodeDecodeError as error:
            farthest = max(farthest, error.start)
    return farthest + 1


def _decodes(text: bytes, name: str) -> bool:
    try:
        text.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_western(text: bytes) -> bool:
    """Letters with accents among plain ones, as Western European exports have them."""
    try:
        decoded = text.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [character for character in decoded if ord(character) > 127]
    letters = sum(character.isalpha() or character in "€£§°–—‘’“”…·«»²³" for character in high)
    return len(high) < 0.15 * len(decoded) and letters >= 0.95 * len(high)


def _wide_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) < 0.1 * len(head) or min(even, odd) > 0.1 * max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if _decodes(head[: len(head) // 2 * 2 - 2], name) else None


def _refuse_binary(source: Source, sample: Sample) -> None:
    text = b"".join((sample.head[:PART], *sample.parts))
    count = len(text) - len(text.translate(None, CONTROLS))
    if count > max(0.02 * len(text), 0):
        first = next(place for place, byte in enumerate(text, start=1) if byte in CONTROLS)
        raise Problem(problems.BINARY, file=source.name, byte=first)


def _whole_lines(piece: bytes, newline: bytes, *, start: bool) -> bytes:
    """Without the last line, which may be cut in the middle of a character, and at `start` without the first."""
    begin = piece.find(newline) + 1 if start else 0
    return piece[begin : max(piece.rfind(newline), begin)]


@dataclass
class Decoding:
    """A file decoded in whole lines, in memory bounded by the longest line allowed, counting what had to be guessed."""

    source: Source
    path: Path
    encoding: Encoding
    lines: int = 0
    mixed: int = 0
    first_mixed: int = 0
    replaced: int = 0
    first_replaced: tuple[int, int] = field(default=(0, 0))  # line, byte

    def chunks(self) -> Iterator[str]:
        """Raises Problem quality.line_too_long, .undecodable."""
        yield from self._wide() if self.encoding.wide else self._narrow()
        if self.replaced > FEW * self.lines:
            line, byte = self.first_replaced
            raise Problem(problems.UNDECODABLE, file=self.source.name, line=line, byte=byte)

    def _narrow(self) -> Iterator[str]:
        newline, rest = self.encoding.newline, bytearray()
        with self.path.open("rb") as file:
            file.seek(self.encoding.mark)
            while block := file.read(BLOCK):
                cut = block.rfind(newline) + 1
                if not cut:
                    rest += block
                    self._refuse_long(len(rest))
                    continue
                yield self._decoded(bytes(rest) + block[:cut])
                rest = bytearray(block[cut:])
        if rest:
            yield self._decoded(bytes(rest), last=True)

    def _wide(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding.name)(errors="replace")
        newline, rest = self.encoding.newline.decode(), ""
        with self.path.open("rb") as file:
            file.seek(self.encoding.mark)
            while block := file.read(BLOCK):
                rest += decoder.decode(block)
                cut = rest.rfind(newline) + 1
                if cut:
                    yield self._counted(rest[:cut], newline)
                    rest = rest[cut:]
                self._refuse_long(2 * len(rest))
        rest += decoder.decode(b"", final=True)
        if rest:
            yield self._counted(rest, newline)

    def _counted(self, text: str, newline: str) -> str:
        if "\ufffd" in text and not self.replaced:
            self.first_replaced = (self.lines + 1 + text[: text.index("\ufffd")].count(newline), 1)
        self.replaced += text.count("\ufffd")
        self.lines += text.count(newline) + (not text.endswith(newline))
        return text

    def _decoded(self, piece: bytes, *, last: bool = False) -> str:
        name, newline = self.encoding.name, self.encoding.newline
        lines = piece.count(newline) + last
        if name != "cp949" or not self.encoding.mixed or not HANGUL_UTF8.search(piece):
            try:
                text = piece.decode(name)
            except UnicodeDecodeError:
                text = ""
            if text:
                self.lines += lines
                return text
        parts = []
        for line in piece.splitlines(keepends=True) if newline == b"\r" else piece.split(newline):
            self.lines += 1
            parts.append(self._line(line))
        if newline == b"\r":
            return "".join(parts)
        self.lines -= not last  # what follows the last newline of the piece is no line
        return "\n".join(parts)

    def _line(self, line: bytes) -> str:
        name = self.encoding.name
        order = ("utf-8", "cp949") if name != "cp949" or HANGUL_UTF8.search(line) else ("cp949", "utf-8")
        for candidate in (name,) if name == "cp1252" else order:
            try:
                text = line.decode(candidate)
            except UnicodeDecodeError:
                continue
            if candidate != name:
                self.mixed += 1
                self.first_mixed = self.first_mixed or self.lines
            return text
        if not self.replaced:
            self.first_replaced = (self.lines, _first_bad(line))
        self.replaced += 1
        return line.decode(name, errors="replace")

    def _refuse_long(self, size: int) -> None:
        if size > LONGEST_LINE:
            raise Problem(problems.LINE_TOO_LONG, file=self.source.name, line=self.lines + 1, limit=LONGEST_LINE >> 20)

    def notes(self) -> list[Note]:
        said = []
        if self.mixed:
            said.append(notes.ENCODING_MIXED(lines=f"{self.mixed:,}", first=f"{self.first_mixed:,}"))
        if self.replaced:
            said.append(notes.UNDECODABLE_SOME(lines=f"{self.replaced:,}", first=f"{self.first_replaced[0]:,}"))
        return said
