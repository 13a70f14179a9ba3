"""A page as a picture, for a person who compares it with what was read. PNG without an imaging library."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from jangbu.engines.documents import pdf
from jangbu.engines.documents.problems import MISSING, UNREADABLE
from jangbu.kernel.errors import Problem

SCALE = 1.6  # pixels a point: a page of A4 is 950 pixels wide
LARGEST = 12_000_000  # pixels of one picture
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Size:
    """Of one page, in points."""

    width: float
    height: float


def page_sizes(path: Path) -> tuple[Size, ...]:
    """The pages of a PDF. Raises Problem for a file that is no readable PDF."""
    with pdf.opened(_bytes(path), path.name) as document:
        return tuple(Size(*document.get_page_size(place)) for place in range(len(document)))


def scanned_pages(path: Path) -> tuple[int, ...]:
    """The pages, from 1, that a picture covers: scans, with or without a text layer. Raises as `page_sizes`."""
    with pdf.opened(_bytes(path), path.name) as document:
        return tuple(index + 1 for index in pdf.pages_to_read(len(document)) if pdf.is_pictured(document, index))


def page_png(path: Path, number: int, *, scale: float = SCALE) -> bytes:
    """Page `number` (from 1) of a PDF as PNG. Raises Problem documents.file_missing for a page that is not there."""
    with pdf.opened(_bytes(path), path.name) as document:
        if not 1 <= number <= len(document):
            raise Problem(MISSING, file=f"{path.name} {number}")
        page = document[number - 1]
        width, height = page.get_size()
        fitting = min(scale, (LARGEST / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=fitting, rev_byteorder=True, prefer_bgrx=False)
        try:
            return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        finally:
            bitmap.close()
            page.close()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(UNREADABLE, file=path.name) from error


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """PNG (ISO/IEC 15948) of 8-bit grey, RGB or RGBA rows."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * channels] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 4)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
