"""A number that two readers do not read alike is cut out of the picture, made larger, and read once more by each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from jangbu.engines.documents.document import Box, Field
from jangbu.engines.documents.ocr import rapid, tesseract
from jangbu.engines.documents.ocr.available import has_rapidocr, languages
from jangbu.engines.documents.ocr.cleaning import without_rules
from jangbu.engines.documents.ocr.pictures import Picture, Pixels, opencv
from jangbu.engines.documents.textlayer import values

TALL = (56, 84)  # pixels of the line that a cut is enlarged to; unproved numbers are read at both
STRICT = {"approval_number", "number"}  # no sum and no check digit proves these
Parse = Callable[[str], Sequence[values.Typed]]


@dataclass(frozen=True, slots=True)
class Pair:
    """What each reader made of the cut; None where it read no value of the kind."""

    rapid: str | None = None
    tesseract: str | None = None


class Scanned(Protocol):
    @property
    def picture(self) -> Picture: ...

    @property
    def slope(self) -> float: ...


def _money(text: str) -> Sequence[values.Typed]:
    """Digits with any grouping; two digits behind the last mark are a fraction. A cut holds one amount alone."""
    match = re.fullmatch(r"(-?)([\d.,]*\d)", text)
    if match is None:
        return []
    whole, fraction = match[2], ""
    if re.search(r"[.,]\d\d\Z", whole):
        whole, fraction = whole[:-3], f".{whole[-2:]}"
    digits = re.sub(r"[.,]", "", whole)
    return [values.Typed(f"{match[1]}{digits}{fraction}", 0, len(text))] if digits else []


def _approval(text: str) -> Sequence[values.Typed]:
    """The 24 characters at the end: the label before them may leave a trace in the cut."""
    match = re.search(r"(20\d{6})-?([0-9A-Za-z]{8})-?([0-9A-Za-z]{8})\W*\Z", text)
    return [values.Typed("".join(match.groups()).lower(), *match.span())] if match else []


KINDS: dict[str, Parse] = {
    "approval_number": _approval,
    "number": _approval,
    "date": values.dates,
    "due_date": values.dates,
    "seller_tax_id": values.business_numbers,
    "buyer_tax_id": values.business_numbers,
    **dict.fromkeys(("net", "tax", "gross", "due", "total"), _money),
}


class Closer:
    """Looks again at places of the scans, at each once."""

    def __init__(self, scans: Sequence[Scanned]) -> None:
        self._scans = scans
        self._seen: dict[tuple[int, Box, Parse], Pair] = {}

    def look(self, name: str, field: Field) -> Pair:
        """The field's place read once more, if it is a number and the picture can be cut."""
        parse = KINDS.get(name)
        if parse is None or field.box is None or field.page is None or not (has_rapidocr() and languages()):
            return Pair()
        place = (field.page, field.box, parse)
        if place not in self._seen:
            cut = _cut(self._scans[field.page - 1], field.box)
            self._seen[place] = Pair() if cut is None else _read(cut, parse, TALL if name in STRICT else TALL[:1])
        return self._seen[place]


def _read(cut: Pixels, parse: Parse, sizes: Sequence[int]) -> Pair:
    """Both readers' value; none from Tesseract if the cut at another size gives another."""
    seen = set()
    for size in sizes:
        large = _enlarged(cut, size)
        # a list of allowed letters makes Tesseract's network read worse: what is none is dropped afterwards
        words = tesseract.recognise(
            Picture(large.shape[1], large.shape[0], large), layout=tesseract.LINE, language="eng"
        )
        seen.add(_value("".join(word.text for word in words), parse))
    return Pair(_value(rapid.line(cut)[0], parse), seen.pop() if len(seen) == 1 else None)


def _value(text: str, parse: Parse) -> str | None:
    """The one value in the text, blanks and traces of rules taken off."""
    found = parse(text.replace(" ", "").strip("|[]()_'‘’“”\"*:;~="))
    return found[0].value if len(found) == 1 else None


def place_of(scan: Scanned, box: Box) -> Box:
    """Where a box of the straightened page, in points, lies in the picture, in pixels."""
    picture = scan.picture
    left, top, right, bottom = (edge / picture.scale for edge in box)
    lift = scan.slope * ((left + right) / 2 - picture.width / 2)
    return (left, top + lift, right, bottom + lift)


def _cut(scan: Scanned, box: Box) -> Pixels | None:
    picture = scan.picture
    if picture.pixels is None:
        return None
    left, top, right, bottom = place_of(scan, box)
    margin = 0.2 * (bottom - top)
    upper, lower = int(max(0, top - margin)), int(bottom + margin) + 1
    cut = picture.pixels[upper:lower, int(max(0, left - 2 * margin)) : int(right + 2 * margin) + 1]
    return cut if min(cut.shape[:2]) >= 6 else None


def _enlarged(cut: Pixels, tall: int) -> Pixels:
    grey = without_rules(cut.mean(axis=2).astype(np.uint8))
    cv2 = opencv()
    factor = max(1.0, tall / grey.shape[0])
    large = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    paper: Pixels = cv2.copyMakeBorder(large, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=int(np.median(large)))
    return paper
