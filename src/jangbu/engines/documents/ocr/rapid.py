"""RapidOCR (PP-OCR on the CPU): very sure of digits and Latin letters, blind to Hangul, and it drops spaces.

The spaces come back from the picture: each letter's column is known, so the white between two letters can be measured.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from jangbu.engines.documents.document import Box
from jangbu.engines.documents.ocr.pictures import Picture, Pixels
from jangbu.engines.documents.ocr.spaces import starts
from jangbu.engines.documents.ocr.words import Read

LARGEST = 2_000  # pixels of the longer side that the detector is given
MARGIN = 24  # pixels round the text that are kept
WORTH = 0.7  # a picture whose text fills less of either side than this is read again, closer
SURE = 0.5  # a line less sure than this is a stamp, a stain or Hangul

_ONE_AT_A_TIME = threading.Lock()
Quad = npt.NDArray[np.float32]  # four corners: left top, right top, right bottom, left bottom


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  # half a second and 200 MB: only where a scan is read

    return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def recognise(picture: Picture) -> list[Read]:
    """The words of the picture, top to bottom. `picture.pixels` must be there."""
    if picture.pixels is None:
        return []
    with _ONE_AT_A_TIME:
        pixels, scale, left, top = _closer(picture.pixels)
        words = _read(pixels)
    return [
        Read(
            word.text,
            (
                word.box[0] / scale + left,
                word.box[1] / scale + top,
                word.box[2] / scale + left,
                word.box[3] / scale + top,
            ),
            word.sure,
            word.line,
            word.slope,
        )
        for word in words
    ]


def line(pixels: Pixels) -> tuple[str, float]:
    """One line of text, cut out by the caller, and how sure."""
    with _ONE_AT_A_TIME:
        found, _ = _engine().text_rec([pixels])
    return str(found[0][0]), float(found[0][1])


def _fitted(pixels: Pixels) -> tuple[Pixels, float]:
    import cv2  # noqa: PLC0415

    scale = min(1.0, LARGEST / max(pixels.shape[:2]))
    if scale == 1.0:
        return pixels, 1.0
    small: Any = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small, scale


def _closer(pixels: Pixels) -> tuple[Pixels, float, float, float]:
    """The part with text, as large as the detector takes it: a receipt on the glass of a scanner is a small part."""
    small, scale = _fitted(pixels)
    if scale == 1.0:
        return small, 1.0, 0.0, 0.0
    boxes, _ = _engine().auto_text_det(small)
    if boxes is None:
        return small, scale, 0.0, 0.0
    points = np.concatenate(boxes) / scale
    height, width = pixels.shape[:2]
    left, top = (int(max(0, edge - MARGIN / scale)) for edge in points.min(axis=0))
    right, bottom = (int(edge + MARGIN / scale) for edge in points.max(axis=0))
    if min((right - left) / width, (bottom - top) / height) > WORTH:
        return small, scale, 0.0, 0.0
    cut, closer = _fitted(pixels[top:bottom, left:right])
    return cut, closer, float(left), float(top)


def _read(pixels: Pixels) -> list[Read]:
    engine = _engine()
    quads, _ = engine.auto_text_det(pixels)
    if quads is None:
        return []
    crops = engine.get_crop_img_list(pixels, quads)
    found, _ = engine.text_rec(crops, True)
    words: list[Read] = []
    for number, (quad, crop, (text, sure, places)) in enumerate(zip(quads, crops, found, strict=True)):
        if text.strip() and sure >= SURE:
            words.extend(_words(number, quad, crop, text, places))
    return words


def _words(number: int, quad: Quad, crop: Pixels, text: str, places: Any) -> list[Read]:
    """The line's words. `places` is RapidOCR's: columns in all, letters, their columns, kinds, how sure of each."""
    columns, _, grouped, _, sures = places
    width = crop.shape[1]
    # the column is where the letter was decided, about its middle
    middles = [(column + 0.5) / columns * width for group in grouped for column in group]
    slope = float((quad[1][1] - quad[0][1]) / max(1.0, quad[1][0] - quad[0][0]))
    upright = _is_upright(quad)
    cuts = [0, *starts(crop, text, middles), len(text)] if len(middles) == len(text) else [0, len(text)]
    half = float(np.median(np.diff(middles))) / 2 if len(middles) > 1 else 0.0  # of a letter's width
    words = []
    for first, end in pairwise(cuts):
        word = unicodedata.normalize("NFKC", text[first:end]).strip()
        if not word:
            continue
        left = 0.0 if first == 0 else (middles[first] - half) / width
        right = 1.0 if end == len(text) else (middles[end - 1] + half) / width
        box = around(quad) if upright else _part(quad, left, right)
        words.append(Read(word, box, float(np.mean(sures[first:end])), number, 0.0 if upright else slope))
    return words


def _is_upright(quad: Quad) -> bool:
    return bool(abs(quad[3][1] - quad[0][1]) > 1.5 * abs(quad[1][0] - quad[0][0]))


def around(quad: Quad) -> Box:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    return (float(left), float(top), float(right), float(bottom))


def _part(quad: Quad, left: float, right: float) -> Box:
    """The box of the share left..right of the line."""
    upper, lower = quad[1] - quad[0], quad[2] - quad[3]
    corners = np.array(
        [quad[0] + upper * left, quad[0] + upper * right, quad[3] + lower * right, quad[3] + lower * left]
    )
    return around(corners)
