"""The words of a scanned receipt as text boxes: one reader's, filled up with the other's where it saw nothing."""

from __future__ import annotations

from collections.abc import Sequence

from jangbu.engines.documents.ocr import layers
from jangbu.engines.documents.ocr.confusions import put_right
from jangbu.engines.documents.ocr.readings import Scan
from jangbu.engines.documents.ocr.words import Read
from jangbu.engines.documents.receipts.lines import TextBox

CLEAR = 0.6  # how sure a word must be that only one reader saw


def boxes_of(scan: Scan) -> tuple[list[TextBox], list[TextBox]]:
    """With RapidOCR's words first, and with Tesseract's; in points of the straightened page."""
    first, second = layers.tidied(scan.rapid, spaced=True), layers.tidied(scan.tesseract)
    return _boxes(scan, layers.merged(first, _clear(second))), _boxes(scan, layers.merged(second, _clear(first)))


def _clear(words: Sequence[Read]) -> list[Read]:
    return [word for word in words if word.sure >= CLEAR and sum(sign.isalnum() for sign in word.text) >= 2]


def _boxes(scan: Scan, words: Sequence[Read]) -> list[TextBox]:
    scale, middle, slope = scan.picture.scale, scan.picture.width / 2, scan.slope
    boxes = []
    for word in words:
        lift = slope * (word.middle[0] - middle)
        left, top, right, bottom = word.box
        box = (left * scale, (top - lift) * scale, right * scale, (bottom - lift) * scale)
        boxes.append(TextBox(put_right(word.text), box, word.sure))
    return boxes
