"""From characters with boxes to words and rows in reading order, and from a match in a row back to its box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from jangbu.engines.documents.document import Box


@dataclass(frozen=True, slots=True)
class Char:
    """One character; `box` in points from the top left, None for white space that only separates."""

    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its characters in the order of the file."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class Row:
    """Words side by side, left to right. `page` counts from 1; `index` is the row's place in the whole document."""

    page: int
    index: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with a space between, two spaces between cells: "1 234" may be a number, "1  234" are two."""
        return "".join(
            ("  " if index in self.cuts else " ") * (index > 0) + w.text for index, w in enumerate(self.words)
        )

    @cached_property
    def box(self) -> Box:
        return around(word.box for word in self.words)

    @cached_property
    def compact(self) -> tuple[str, tuple[int, ...]]:
        """The row in lower case without spaces, "|" between cells, and for each character the word it came from.

        Labels are sought in it, because writers stretch letters and break words ("Ver käufer", "Br uttosumme").
        """
        letters: list[str] = []
        owners: list[int] = []
        for index, word in enumerate(self.words):
            if index in self.cuts:
                letters.append("|")
                owners.append(index - 1)
            plain = unicodedata.normalize("NFKC", word.text).casefold()
            letters.append(plain)
            owners.extend([index] * len(plain))
        return "".join(letters), tuple(owners)

    def part(self, start: int, stop: int | None = None) -> Row:
        """The words from `start` to `stop` as a row of its own."""
        return Row(self.page, self.index, self.words[start:stop])

    def box_of(self, start: int, stop: int) -> Box:
        """The box of the words that the characters start..stop of `text` touch."""
        at, touched = 0, []
        for index, word in enumerate(self.words):
            at += (2 if index in self.cuts else 1) * (index > 0)
            if at < stop and at + len(word.text) > start:
                touched.append(word.box)
            at += len(word.text)
        return around(touched) if touched else self.box

    @cached_property
    def cuts(self) -> frozenset[int]:
        """The words before which a gap is wider than a letter is tall."""
        pairs = enumerate(pairwise(self.words), start=1)
        return frozenset(
            index for index, (left, right) in pairs if right.box[0] - left.box[2] > 1.1 * max(left.height, right.height)
        )

    @cached_property
    def cells(self) -> tuple[Row, ...]:
        """The row cut at its wide gaps: columns, or a label and its value."""
        starts = [0, *sorted(self.cuts)]
        return tuple(self.part(start, stop) for start, stop in zip(starts, [*starts[1:], None], strict=True))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def words_of(page: Page) -> list[Word]:
    """Characters joined until a space, a jump to another line, or a gap of a third of the letter's height."""
    words: list[Word] = []
    letters: list[Char] = []

    def close() -> None:
        if letters:
            word = Word(
                "".join(letter.text for letter in letters), around(letter.box for letter in letters if letter.box)
            )
            # text set upright in the margin would run through the rows beside it
            if not _upright(letters):
                words.append(word)
            letters.clear()

    for char in page.chars:
        if char.box is None or char.text.isspace() or char.text in "\ufffe\uffff":
            close()
            continue
        if letters and _apart(letters[-1].box, char.box):
            close()
        letters.append(char)
    close()
    return words


def _upright(letters: Sequence[Char]) -> bool:
    """Letters that stand one above another."""
    first, last = letters[0].box, letters[-1].box
    if first is None or last is None or len(letters) == 1:
        return False
    return abs((first[1] + first[3]) - (last[1] + last[3])) > min(first[3] - first[1], last[3] - last[1])


def _apart(before: Box | None, after: Box) -> bool:
    if before is None:
        return True
    height = max(before[3] - before[1], after[3] - after[1], 1.0)
    same_line = min(before[3], after[3]) - max(before[1], after[1]) > -0.35 * height
    gap = after[0] - before[2]
    return not same_line or gap > 0.6 * height or gap < -3 * height


def rows_of(pages: Sequence[Page]) -> list[Row]:
    """All rows of the pages, top to bottom."""
    rows: list[Row] = []
    for page in pages:
        for words in lines_of(words_of(page)):
            rows.append(Row(page.number, len(rows), tuple(sorted(words, key=lambda word: word.box[0]))))
    return rows


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by the height of their middles; half a letter apart is another line."""
    if not words:
        return []
    usual = max(median(word.height for word in words), 1.0)
    lines: list[list[Word]] = []
    level = 0.0
    for word in sorted(words, key=lambda one: one.middle):
        reach = 0.5 * min(max(word.height, 0.5 * usual), usual)
        if lines and word.middle - level <= reach:
            lines[-1].append(word)
            level += (word.middle - level) / len(lines[-1])
        else:
            lines.append([word])
            level = word.middle
    return lines


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found in a row: it covers the words first..last; `rest` are the words after it."""

    row: Row
    first: int
    last: int
    rest: Row
    weight: float

    @property
    def box(self) -> Box:
        return around(word.box for word in self.row.words[self.first : self.last + 1])


def find_labels(row: Row, pattern: re.Pattern[str], weight: float) -> list[LabelHit]:
    """Where the compact pattern stands in the row as whole words: it begins with a word and no letter follows inside
    the word it ends in."""
    text, owners = row.compact
    hits = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if start == end or (start and owners[start - 1] == owners[start]):
            continue
        last = owners[end - 1]
        inside = end < len(text) and owners[end] == last and text[end] != "|"
        if inside and text[end].isalpha():
            continue
        rest = row.part(last + 1)
        if inside:  # "Nr.:471102" is one word: what follows the label inside it belongs to the value
            word = row.words[last]
            left = sum(owner == last and letter != "|" for owner, letter in zip(owners[end:], text[end:], strict=True))
            tail = word.text[len(word.text) - left :].lstrip(":.#= ")
            if tail:
                rest = Row(row.page, row.index, (Word(tail, word.box), *rest.words))
        hits.append(LabelHit(row, owners[start], last, rest, weight))
    return hits
