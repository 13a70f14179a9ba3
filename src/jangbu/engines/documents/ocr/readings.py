"""Both readers over the pages of a scan, and their two answers made into one, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.ocr import closer, layers, rapid, tesseract
from jangbu.engines.documents.ocr.available import HANGUL, has_rapidocr, languages
from jangbu.engines.documents.ocr.cleaning import cleaned
from jangbu.engines.documents.ocr.pictures import Picture
from jangbu.engines.documents.ocr.words import Read
from jangbu.engines.documents.textlayer import PagesRead, read_pages
from jangbu.engines.documents.textlayer.layout import Page

RAPID, TESSERACT = "RapidOCR", "Tesseract"
AGREED = 0.98  # the confidence of a value that two readers read alike
ALONE = 0.8  # at most, where only one reader found a value: below what is accepted
LABELLED = 0.7  # at least, for agreement to count
SHARE = 0.03  # of the letters: more Chinese than this is a page in Hangul
LATIN = ("deu", "fra", "nld", "pol", "ita", "spa")
DIFFER = 0.5  # where they read different values

Look = Callable[[str, Field], closer.Pair]


@dataclass(frozen=True, slots=True)
class Scan:
    """One picture and its words by both readers, in its pixels; a reader that is not installed has none."""

    picture: Picture
    rapid: tuple[Read, ...]
    tesseract: tuple[Read, ...]

    @property
    def slope(self) -> float:
        return layers.slope_of(self.rapid, self.tesseract)


def scanned(picture: Picture, *, layout: int = tesseract.SPARSE) -> Scan:
    """Both readers over one picture. Raises Problem where Tesseract is installed and fails."""
    first = rapid.recognise(picture) if has_rapidocr() else []
    second: list[Read] = []
    if languages():
        spoken = spoken_in(first, languages(), alone=layout == tesseract.SPARSE)
        if picture.pixels is None:
            second = tesseract.recognise(picture, layout=layout, language=spoken)
        else:
            clean, scale = cleaned(picture.pixels)
            shown = Picture(clean.shape[1], clean.shape[0], clean)
            second = layers.sized(tesseract.recognise(shown, layout=layout, language=spoken), 1 / scale)
    return Scan(picture, tuple(first), tuple(second))


def spoken_in(seen: Sequence[Read], installed: Collection[str], *, alone: bool) -> str:
    """The languages for Tesseract: Hangul where RapidOCR saw Chinese, which it makes of Hangul, else Latin ones.
    `alone` leaves English out beside Hangul: on a form Tesseract then takes no syllable for a Latin word."""
    text = "".join(word.text for word in seen)
    letters = sum(sign.isalpha() for sign in text)
    if HANGUL in installed and (not letters or len(layers.FOREIGN.findall(text)) > SHARE * letters):
        return HANGUL if seen and alone else f"{HANGUL}+eng"
    return "+".join(["eng", *(language for language in LATIN if language in installed)])


def pages_of(scans: Sequence[Scan]) -> tuple[list[Page], list[Page]]:
    """The pages with RapidOCR's digits, and those with Tesseract's."""
    first, second = [], []
    for number, scan in enumerate(scans, start=1):
        one, other = layers.tidied(scan.rapid, spaced=True), layers.tidied(scan.tesseract)
        first.append(layers.page(layers.merged(one, other), number, scan.picture, scan.slope))
        second.append(layers.page(layers.merged(other, one), number, scan.picture, scan.slope))
    return first, second


def read_scans(scans: Sequence[Scan]) -> PagesRead:
    """The fields with both readings, the lines that add up in either, and the language. A number that the two do not
    read alike is cut out and read once more by each."""
    first, second = pages_of(scans)
    ours, theirs = read_pages(first), read_pages(second)
    fields = agreed(ours.fields, theirs.fields, closer.Closer(scans).look, partial(seen_by_both, scans))
    return PagesRead(fields, ours.lines or theirs.lines, ours.language or theirs.language)


def seen_by_both(scans: Sequence[Scan], field: Field) -> bool:
    """Each reader's own words at the place hold the value. A page is filled up with the other reader's words where one
    saw nothing, so two pages that say the same may still have been read by one."""
    if field.page is None or field.box is None or layers.HANGUL.search(field.value):
        return False
    scan = scans[field.page - 1]
    left, top, right, bottom = closer.place_of(scan, field.box)
    wanted = _bare(field.value)
    for words in (scan.rapid, scan.tesseract):
        inside = [word for word in words if left <= word.middle[0] <= right and top <= word.middle[1] <= bottom]
        if wanted not in _bare("".join(word.text for word in sorted(inside, key=lambda one: one.box[0]))):
            return False
    return bool(wanted)


def _bare(text: str) -> str:
    """Letters and digits only; of a date or an amount that leaves the digits."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def agreed(
    first: Mapping[str, Field], second: Mapping[str, Field], look: Look, seen: Callable[[Field], bool]
) -> dict[str, Field]:
    """One field from the two readings of it: sure where both readers `seen` it alike, doubtful where they differ or one
    is missing. A number that nothing can prove is looked at once more even where they agree."""
    found = {}
    for name in {**first, **second}:
        held = {RAPID: first.get(name), TESSERACT: second.get(name)}
        values = {engine: one.value for engine, one in held.items() if one is not None}
        there = [one for one in held.values() if one is not None]
        best = max(there, key=lambda one: one.confidence)
        if len(set(values.values())) == 1 and name not in closer.STRICT and seen(best):
            found[name] = _sure(best, dict.fromkeys((RAPID, TESSERACT), best.value))
        else:
            found[name] = _settled(name, there, values, look)
    return found


def _settled(name: str, held: Sequence[Field], values: Mapping[str, str], look: Look) -> Field:
    """From a closer look at each place; where that settles nothing, the surest with a low confidence."""
    for one in held:
        pair = look(name, one)
        same = pair.rapid is not None and pair.rapid == pair.tesseract
        if same and (name not in closer.STRICT or pair.rapid == held[0].value):
            assert pair.rapid is not None
            return _sure(replace(one, value=pair.rapid), {RAPID: pair.rapid, TESSERACT: pair.rapid})
    best = max(held, key=lambda one: one.confidence)
    if layers.HANGUL.search(best.value):  # on both pages Hangul is Tesseract's
        values = {TESSERACT: best.value}
    bound = DIFFER if len(set(values.values())) == 2 else ALONE
    return replace(best, confidence=min(bound, best.confidence), readings=MappingProxyType(dict(values)))


def _sure(field: Field, readings: Mapping[str, str]) -> Field:
    """Read alike by two; two readers agree on a value in the wrong place too, so the label must have been good."""
    sure = max(AGREED, field.confidence) if field.confidence >= LABELLED else field.confidence
    return replace(field, confidence=min(sure, 0.99), readings=MappingProxyType(dict(readings)))
