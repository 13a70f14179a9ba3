"""Is a PDF a bomb? Its streams are unpacked here, counted and thrown away, before pdfium is let near them.

pdfium gives up at 1 GB for one stream; we want to stop far earlier. Stream objects are never themselves inside a stream
(ISO 32000-1, 7.5.7), so the raw bytes show each of them. What is encrypted cannot be seen here; pdfium's bound holds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from jangbu.engines.documents.problems import BOMB
from jangbu.kernel.errors import Problem

STREAM_LIMIT = 128_000_000  # bytes unpacked: an A4 page scanned at 600 dpi in colour has 105 million
EMBEDDED_LIMIT = 20_000_000
TOTAL_LIMIT = 1_000_000_000
RATIO = 1_032  # what deflate can reach at most (zlib.net, technical details)
LZW_RATIO = 1_400
STEP = 1_000_000

STREAM = re.compile(rb"stream\r?\n")
FLATE, LZW, RUN = rb"/(?:FlateDecode|Fl)\b", rb"/(?:LZWDecode|LZW)\b", rb"/(?:RunLengthDecode|RL)\b"
LENGTH = re.compile(rb"/Length\s+(\d+)(?:\s+(\d+)\s+R)?")
WRITTEN = rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b"
INTEGER = re.compile(rb" obj\s*(\d{1,12})\s+endobj")
NUMBERED = re.compile(rb"(\d{1,10})\s+\d{1,5}\Z")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def refuse_bombs(data: bytes, file: str) -> None:
    """Raises Problem(BOMB) if a stream unpacks to more than 128 MB, packs twice, or all together pass 1 GB.

    Only streams that could do so by their packed size are unpacked to see.
    """
    streams = _packed_streams(data, file)
    large = [(start, size) for start, size in streams if size * RATIO > STREAM_LIMIT]
    small = sum(size for _, size in streams) - sum(size for _, size in large)
    total = 0
    for start, _ in streams if small * RATIO > TOTAL_LIMIT else large:
        size = _unpacked(data, start)
        total += size
        if size > STREAM_LIMIT or total > TOTAL_LIMIT:
            raise _bomb(file, start, STREAM_LIMIT if size > STREAM_LIMIT else TOTAL_LIMIT)


def _packed_streams(data: bytes, file: str) -> list[tuple[int, int]]:
    """Where the deflated streams begin and how long they are, packed. Raises Problem for one that is packed twice.

    The bytes themselves are trusted more than the dictionary, which can be written so that we misread it.
    """
    streams = []
    integers = _integers(data)
    for match in STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        heading = _dictionary(data, match.start())
        packings = sum(len(re.findall(kind, heading)) for kind in (FLATE, LZW, RUN))
        length = _length(_said_length(heading, integers), data, match.end())
        hidden = re.search(LZW, heading) or (re.search(FLATE, heading) and re.search(WRITTEN, heading))
        if packings > 1 or _packed_again(data, match.end()) or (hidden and length * LZW_RATIO > STREAM_LIMIT):
            raise _bomb(file, match.start(), STREAM_LIMIT)
        if _is_zlib(data[match.end() : match.end() + 2]):
            streams.append((match.end(), length))
    return streams


def _is_zlib(head: bytes) -> bool:
    """The two bytes a zlib stream begins with (RFC 1950, 2.2)."""
    return len(head) == 2 and head[0] & 15 == 8 and head[0] >> 4 <= 7 and (head[0] * 256 + head[1]) % 31 == 0


def _packed_again(data: bytes, start: int) -> bool:
    """What comes out is itself a zlib stream, and not by chance: it unpacks further."""
    if not _is_zlib(data[start : start + 2]):
        return False
    try:
        inner = zlib.decompressobj().decompress(data[start : start + 4096], 2048)
        return _is_zlib(inner[:2]) and len(zlib.decompressobj().decompress(inner, 4096)) >= 1024
    except zlib.error:
        return False


def embedded_files(data: bytes) -> Iterator[bytes]:
    """The contents of streams that call themselves embedded files, unpacked up to 20 MB each; deflate or plain only."""
    integers = _integers(data)
    for match in STREAM.finditer(data):
        heading = _dictionary(data, match.start())
        if not re.search(rb"/EmbeddedFile\b", heading):
            continue
        said = _said_length(heading, integers)
        end = data.find(b"endstream", match.end()) if said is None else match.end() + said
        content = data[match.end() : end if end >= 0 else None]
        if re.search(FLATE, heading):
            try:
                content = zlib.decompressobj().decompress(content, EMBEDDED_LIMIT)
            except zlib.error:
                continue
        yield content


def _bomb(file: str, at: int, limit: int) -> Problem:
    return Problem(BOMB, file=file, place=f"byte {at:,}", limit=limit // 1_000_000)


def _dictionary(data: bytes, end: int) -> bytes:
    """The stream's dictionary: back to its object's heading, at most 64 KB, with #xx in names undone."""
    window = data[max(0, end - 65_536) : end]
    heading = window[window.rfind(b"obj") + 3 :] if b"obj" in window else window
    if b"#" not in heading:
        return heading
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), heading)


def _length(said: int | None, data: bytes, start: int) -> int:
    """Packed bytes, as pdfium would find them: what /Length says or what stands before endstream, whichever is more.

    Where the object that holds the length cannot be seen, the rest of the file is the bound.
    """
    if said is None:
        return len(data) - start
    end = data.find(b"endstream", start)
    return max(said, (end if end >= 0 else len(data)) - start)


def _said_length(heading: bytes, integers: Mapping[bytes, int]) -> int | None:
    said = LENGTH.search(heading)
    if said is None or not said[2]:
        return int(said[1]) if said else None
    return integers.get(said[1])


def _integers(data: bytes) -> dict[bytes, int]:
    """The objects that are one integer, by number; the largest where an update wrote one anew."""
    found: dict[bytes, int] = {}
    for match in INTEGER.finditer(data):
        numbered = NUMBERED.search(data[max(0, match.start() - 20) : match.start()])
        if numbered:
            found[numbered[1]] = max(int(match[1]), found.get(numbered[1], 0))
    return found


def _unpacked(data: bytes, start: int) -> int:
    """Bytes that come out, counted up to the limit and not kept."""
    engine, size, at = zlib.decompressobj(), 0, start
    pending = b""
    while size <= STREAM_LIMIT and not engine.eof:
        if not pending:
            pending, at = data[at : at + 65_536], at + 65_536
            if not pending:
                break
        try:
            size += len(engine.decompress(pending, STEP))
        except zlib.error:  # encrypted or damaged: nothing more comes out
            break
        pending = engine.unconsumed_tail
    return size
