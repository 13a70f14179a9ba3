"""A page as a picture, for a person who compares it with what was read. PNG without an imaging library."""

from __future__ import annotations

import math
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from jangbu.engines.documents import pdf
from jangbu.engines.documents.files import NAMED
from jangbu.engines.documents.ocr.pictures import Picture, bounded, decoded
from jangbu.engines.documents.problems import MISSING, OCR_MISSING, UNREADABLE
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
    """The pages of a PDF or a picture. Raises Problem for a file that is neither."""
    if _is_picture(path):
        pages = [Picture(width, height, None) for width, height in bounded(_bytes(path), path.name)]
        return tuple(Size(page.width * page.scale, page.height * page.scale) for page in pages)
    with pdf.opened(_bytes(path), path.name) as document:
        return tuple(Size(*document.get_page_size(place)) for place in range(len(document)))


def scanned_pages(path: Path) -> tuple[int, ...]:
    """The pages, from 1, that a picture covers: scans, with or without a text layer. Raises as `page_sizes`."""
    with pdf.opened(_bytes(path), path.name) as document:
        return tuple(index + 1 for index in pdf.pages_to_read(len(document)) if pdf.is_pictured(document, index))


def page_png(path: Path, number: int, *, scale: float = SCALE) -> bytes:
    """Page `number` (from 1) of a PDF or a picture as PNG. Raises Problem documents.file_missing for a page that is not
    there, documents.ocr_missing for a picture where nothing decodes it."""
    if _is_picture(path):
        return _picture_png(path, number)
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


def _is_picture(path: Path) -> bool:
    return NAMED.get(path.suffix.lower()) in {"PNG", "JPEG", "TIFF"}


def _picture_png(path: Path, number: int) -> bytes:
    pages = decoded(_bytes(path), path.name)
    if not 1 <= number <= len(pages):
        raise Problem(MISSING, file=f"{path.name} {number}")
    pixels = pages[number - 1].pixels
    if pixels is None:
        raise Problem(OCR_MISSING, file=path.name)
    step = max(1, math.ceil((pixels.shape[0] * pixels.shape[1] / LARGEST) ** 0.5))
    shown = pixels[::step, ::step, ::-1]
    return _png(shown.tobytes(), shown.shape[1], shown.shape[0], shown.shape[1] * 3, 3)


def png_of(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Rows x columns x 3 (red, green, blue) as PNG."""
    height, width, channels = pixels.shape
    return _png(pixels.tobytes(), width, height, width * channels, channels)


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
