"""Two readings of one picture made into two pages for the label rules: the words of both, one reader's digits each.

Hangul is Tesseract's on both pages (RapidOCR sees Chinese in it), so the labels are the same; where both read digits or
Latin letters, one page takes RapidOCR's word and the other Tesseract's. What both pages say, two readers have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from jangbu.engines.documents.document import Box
from jangbu.engines.documents.ocr.pictures import Picture
from jangbu.engines.documents.ocr.words import Read
from jangbu.engines.documents.textlayer.layout import Char, Page

HANGUL = re.compile(r"[가-힣]")
FOREIGN = re.compile(r"[㐀-鿿豈-﫿]")  # what RapidOCR makes of Hangul
PLAIN = re.compile(r"[0-9A-Za-z]")
COVERED = 0.45  # of a word's width: more than this under another word is the same word
CLOSE = 0.12  # of the letters' height: digits nearer than this were one number
TOUCHING = 0.36  # of the letters' height: Hangul syllables nearer than this are one word
UNGROUPED = re.compile(r"[1-9]\d{3,5},\d{3}|[1-9]\d{0,2}(?:,?\d{3})*,\d{6}")
RULES = "|_—–=~¦[]{}‘’“”\"'`"


def merged(first: Sequence[Read], second: Sequence[Read]) -> list[Read]:
    """The words of `first`, and those of `second` where `first` has none. Hangul wins over anything under it."""
    hangul = [word for word in (*first, *second) if HANGUL.search(word.text)]
    chosen = [word for word in first if _kept(word, hangul)]
    return chosen + [word for word in second if _kept(word, hangul) and not _covered(word, chosen)]


def _kept(word: Read, hangul: Sequence[Read]) -> bool:
    if HANGUL.search(word.text):
        return True
    if FOREIGN.search(word.text) or not PLAIN.search(word.text):
        return word.text in "-.,:/()*#%&+@"
    return not _covered(word, [other for other in hangul if other is not word])


def _covered(word: Read, others: Iterable[Read]) -> bool:
    """A good part of it lies under the others."""
    left, top, right, bottom = word.box
    under = 0.0
    for other in others:
        down = min(bottom, other.box[3]) - max(top, other.box[1])
        if down > 0.4 * min(bottom - top, other.height):
            under += max(0.0, min(right, other.box[2]) - max(left, other.box[0]))
    return under > COVERED * max(right - left, 1.0)


def sized(words: Sequence[Read], factor: float) -> list[Read]:
    """The words with their boxes `factor` times as large."""
    return [Read(w.text, _times(w.box, factor), w.sure, w.line, w.slope) for w in words]


def tidied(words: Sequence[Read], *, spaced: bool = False) -> list[Read]:
    """Without rules read as letters, heights set right where a box swallowed its neighbours, and pieces of one word
    joined; where the reader `spaced` its lines itself, only across them."""
    heights = [word.height for word in words if PLAIN.search(word.text) or HANGUL.search(word.text)]
    if not heights:
        return []
    usual = median(heights)
    clean = []
    for word in map(_without_foreign, words):
        text = word.text.strip(RULES)
        if not text or (word.height > 3 * usual and len(text) <= 2):
            continue
        clean.append(Read(_regrouped(text), _evened(word.box, usual), word.sure, word.line, word.slope))
    return _joined(clean, spaced=spaced)


def _without_foreign(word: Read) -> Read:
    """Chinese at either end of a long number is the Hangul label that stood beside it."""
    kept = word.text.strip("".join(FOREIGN.findall(word.text)))
    if kept == word.text or len(kept) < 6 or FOREIGN.search(kept):
        return word
    first = word.text.index(kept)
    step = (word.box[2] - word.box[0]) / len(word.text)
    left = word.box[0] + first * step
    return Read(kept, (left, word.box[1], left + len(kept) * step, word.box[3]), word.sure, word.line, word.slope)


def _regrouped(text: str) -> str:
    """1234,567 is 1,234,567: a comma was too faint to be seen."""
    if not UNGROUPED.fullmatch(text):
        return text
    return f"{int(text.replace(',', '')):,}"


def _evened(box: Box, usual: float) -> Box:
    """A box half as tall again as its neighbours keeps its middle and loses the rest."""
    left, top, right, bottom = box
    if bottom - top <= 1.45 * usual or bottom - top > 3 * usual:
        return box
    middle = (top + bottom) / 2
    return (left, middle - usual / 2, right, middle + usual / 2)


def _joined(words: Sequence[Read], *, spaced: bool) -> list[Read]:
    """Pieces of one word put together, whichever line their reader put them in."""
    rows: list[list[Read]] = []
    for word in sorted(words, key=lambda one: one.middle[1]):
        near = (
            row for row in reversed(rows[-6:]) if any(_follows(other, word) or _follows(word, other) for other in row)
        )
        row = next(near, None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [whole for row in rows for whole in _run_together(sorted(row, key=lambda one: one.box[0]), spaced)]


def _follows(left: Read, right: Read) -> bool:
    """Right of it and level with it, no further than a letter's height."""
    gap, height = right.box[0] - left.box[2], min(left.height, right.height)
    return -0.5 * height <= gap < height and abs(left.middle[1] - right.middle[1]) < 0.5 * height


def _run_together(row: Sequence[Read], spaced: bool) -> list[Read]:
    out: list[Read] = []
    for word in row:
        last = out[-1] if out else None
        if last is None or (spaced and last.line == word.line) or not _one_word(last, word):
            out.append(word)
            continue
        (left, top, _, bottom), (_, upper, right, lower) = last.box, word.box
        box = (left, min(top, upper), max(last.box[2], right), max(bottom, lower))
        out[-1] = Read(last.text + word.text, box, min(last.sure, word.sure), word.line, last.slope)
    return out


def _one_word(left: Read, right: Read) -> bool:
    """Hangul beside Hangul, a bracket beside what it holds, and the groups of a number."""
    gap, height = right.box[0] - left.box[2], min(left.height, right.height)
    if abs(left.middle[1] - right.middle[1]) >= 0.5 * height:
        return False
    ends, begins = left.text[-1], right.text[0]
    if ends.isdigit() and begins.isdigit() and gap < CLOSE * height:
        return True
    if (ends in ",.-" and begins.isdigit() and len(left.text) > 1) or (ends.isdigit() and begins in ",-"):
        return gap < 0.6 * height
    syllables = "가" <= ends <= "힣" or ends in "(㈜", "가" <= begins <= "힣" or begins in "()"
    return all(syllables) and gap < TOUCHING * max(left.height, right.height)


def slope_of(*readings: Sequence[Read]) -> float:
    """How far the lines fall to the right, pixels a pixel, as the widest lines have it; 0 where nothing tells."""
    tilts = []
    for words in readings:
        lines: dict[int, list[Read]] = {}
        for word in words:
            lines.setdefault(word.line, []).append(word)
        for line in lines.values():
            first, last = min(line, key=lambda one: one.box[0]), max(line, key=lambda one: one.box[2])
            run = last.middle[0] - first.middle[0]
            tall = first.height + last.height
            if line[0].slope:
                tilts.append((line[0].box[2] - line[0].box[0], line[0].slope))
            elif run > 4 * tall and abs(first.height - last.height) < 0.2 * tall:
                tilts.append((run, (last.box[3] - first.box[3]) / run))
    tilts = sorted(tilts, reverse=True)[: max(5, len(tilts) // 3)]
    return median(tilt for _, tilt in tilts) if len(tilts) >= 3 else 0.0


def page(words: Sequence[Read], number: int, picture: Picture, slope: float) -> Page:
    """The words as a page in points, set straight; letters share their word's box evenly."""
    width, height, factor = picture.width, picture.height, picture.scale
    chars: list[Char] = []
    for word in words:
        lift = slope * (word.middle[0] - width / 2)
        left, top, right, bottom = word.box
        level = (left, top - lift, right, bottom - lift)
        step = (right - left) / len(word.text)
        for place, letter in enumerate(word.text):
            chars.append(
                Char(letter, _times((left + place * step, level[1], left + (place + 1) * step, level[3]), factor))
            )
        chars.append(Char(" ", None))
    return Page(number, width * factor, height * factor, tuple(chars))


def _times(box: Box, factor: float) -> Box:
    return (box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor)
