"""Pictures from strangers: their size is read from the header and bounded before anything decodes them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from jangbu.engines.documents.problems import PICTURE_BROKEN, PICTURE_TOO_LARGE
from jangbu.kernel.errors import Problem

PIXELS = 64_000_000  # A4 at 600 dpi has 35 million, A3 at 500 dpi 48 million
SIDE = 30_000  # pixels of one side; a till roll is long, not this long
PAGES = 4  # read of one file: a scanned invoice says what it must on its first pages
LONGER = 842.0  # points of A4's longer side
COUNTED = 1_000  # pages of a TIFF that are counted
TAGS = 200  # entries of a TIFF directory looked at

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as rows x columns x 3 (blue, green, red), or `None` pixels with the file's own bytes where no decoder is
    installed and Tesseract decodes it. `points` is how many points (1/72 inch) one pixel of a PDF's page is; a picture
    does not say, and counts as A4 by its longer side."""

    width: int
    height: int
    pixels: Pixels | None
    encoded: bytes | None = None
    points: float | None = None

    @property
    def scale(self) -> float:
        """Points a pixel."""
        return self.points or LONGER / max(self.width, self.height, 1)


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height in pixels of each page of a PNG, JPEG or TIFF, from the header alone; empty if it has none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return [struct.unpack(">II", data[16:24])] if data[12:16] == b"IHDR" and len(data) >= 24 else []
    if data.startswith(b"\xff\xd8"):
        return list(_jpeg(data))
    if data[:4] in {b"II*\0", b"MM\0*"}:
        return list(_tiff(data))
    return []


def bounded(data: bytes, file: str) -> list[tuple[int, int]]:
    """The sizes. Raises Problem for a picture without one and for more pixels than we decode."""
    found = sizes(data)
    if not found or any(0 in size for size in found):
        raise Problem(PICTURE_BROKEN, file=file)
    total = sum(width * height for width, height in found)
    if total > PIXELS or any(max(size) > SIDE for size in found):
        raise Problem(PICTURE_TOO_LARGE, file=file, pixels=total // 1_000_000, limit=PIXELS // 1_000_000)
    return found


def decoded(data: bytes, file: str) -> list[Picture]:
    """The first pages. Raises Problem for a picture that is broken or has too many pixels."""
    found = bounded(data, file)
    cv2 = opencv()
    if cv2 is None:
        width, height = found[0]
        return [Picture(width, height, None, data)]
    try:
        if len(found) > 1:
            good, pages = cv2.imdecodemulti(
                np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR, range=(0, min(PAGES, len(found)))
            )
        else:
            page = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
            good, pages = page is not None, [page]
    except cv2.error as error:
        raise Problem(PICTURE_BROKEN, file=file) from error
    if not good or any(page is None for page in pages):
        raise Problem(PICTURE_BROKEN, file=file)
    return [Picture(page.shape[1], page.shape[0], page) for page in pages]


def opencv() -> Any:
    """OpenCV comes with the extra `ocr`; without it this is None."""
    try:
        import cv2  # noqa: PLC0415  # 60 MB and a third of a second: only where a picture is read
    except ImportError:
        return None
    cv2.setNumThreads(1)
    return cv2


def _jpeg(data: bytes) -> Iterator[tuple[int, int]]:
    """From the start-of-frame segment (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return
        mark = data[at + 1]
        if mark == 0xFF or 0xD0 <= mark <= 0xD9 or mark == 1:
            at += 1 if mark == 0xFF else 2
            continue
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            yield width, height
            return
        at += 2 + int.from_bytes(data[at + 2 : at + 4])


def _tiff(data: bytes) -> Iterator[tuple[int, int]]:
    """From ImageWidth and ImageLength of each directory (TIFF 6.0, section 2); a directory that comes again ends it."""
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack(order + "I", data[4:8]) if len(data) >= 8 else (0,)
    seen: set[int] = set()
    while at and at not in seen and at + 2 <= len(data) and len(seen) < COUNTED:
        seen.add(at)
        (count,) = struct.unpack(order + "H", data[at : at + 2])
        found = dict(_entries(data, order, at + 2, min(count, TAGS)))
        if 256 not in found or 257 not in found:
            return
        yield found[256], found[257]
        end = at + 2 + 12 * count
        (at,) = struct.unpack(order + "I", data[end : end + 4]) if end + 4 <= len(data) else (0,)


def _entries(data: bytes, order: str, start: int, count: int) -> Iterator[tuple[int, int]]:
    for place in range(count):
        entry = data[start + 12 * place : start + 12 * place + 12]
        if len(entry) < 12:
            return
        tag, kind = struct.unpack(order + "HH", entry[:4])
        form = {3: "H", 4: "I"}.get(kind)
        if form:
            yield tag, struct.unpack(order + form, entry[8 : 8 + struct.calcsize(form)])[0]
