"""A label, and the typed value that belongs to it: right of it in the row, or below it in its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from jangbu.engines.documents.document import Box, Field
from jangbu.engines.documents.textlayer.labels import Label
from jangbu.engines.documents.textlayer.layout import LabelHit, Row, find_labels
from jangbu.engines.documents.textlayer.values import Typed

Finder = Callable[[str], Sequence[Typed]]
BELOW = 3  # rows looked at under a label
DEEP = 6  # in a column of amounts, whose last row is the sum


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may be a field's, with how sure its label, place and form make it, in [0, 1]."""

    value: str
    confidence: float
    page: int
    box: Box
    row: int

    def as_field(self, confidence: float | None = None) -> Field:
        return Field(self.value, self.confidence if confidence is None else confidence, self.page, self.box)

    def weighed(self, factor: float) -> Candidate:
        return replace(self, confidence=self.confidence * factor)


def hits(rows: Sequence[Row], labels: Sequence[Label]) -> Iterator[LabelHit]:
    for row in rows:
        for label in labels:
            yield from find_labels(row, label.pattern, label.weight)


def candidates(
    rows: Sequence[Row], labels: Sequence[Label], finder: Finder, *, last: bool = False, below: bool = True
) -> list[Candidate]:
    """Every value that stands with a label, surest first. `last` takes the right-most value of the row (amounts stand
    at the end, behind rates and bases), else the nearest."""
    found = []
    for hit in hits(rows, labels):
        beside = _beside(hit, finder, last=last)
        if beside is not None:
            found.append(beside)
        elif below:
            found.extend(_below(rows, hit, finder, deep=last))
    return sorted(found, key=lambda one: -one.confidence)


def _beside(hit: LabelHit, finder: Finder, *, last: bool) -> Candidate | None:
    values = finder(hit.rest.text) if hit.rest.words else []
    if not values:
        return None
    typed = _last_of_its_own(values, hit.rest) if last else values[0]
    between = hit.rest.text[: typed.start]
    near = 1.0 if sum(char.isalnum() for char in between) <= 12 or last else 0.85
    box = hit.rest.box_of(typed.start, typed.end)
    return Candidate(typed.value, 0.97 * hit.weight * typed.sure * near, hit.row.page, box, hit.row.index)


def _last_of_its_own(values: Sequence[Typed], rest: Row) -> Typed:
    """The right-most value before a cell of words, which is the next label: "Excl. 593,36  Subtotal  717,97"."""
    at, found = 0, values[0]
    for cell in rest.cells:
        start = rest.text.index(cell.text, at)
        at = start + len(cell.text)
        inside = [typed for typed in values if start <= typed.start < at]
        if inside:
            found = inside[-1]
        elif found.end <= start and sum(sign.isalpha() for sign in cell.text) >= 4:
            return found
    return values[-1]


def _below(rows: Sequence[Row], hit: LabelHit, finder: Finder, *, deep: bool) -> Iterator[Candidate]:
    """Values in the next rows that overlap the label's column: the first, or with `deep` all of the column's."""
    bottom, height = hit.box[3], hit.box[3] - hit.box[1]
    left, right = hit.box[0] - height, hit.box[2] + height
    # amounts are set to the right of their column, headings often to the left: the column ends at the next heading
    end = next((cell.box[0] for cell in hit.row.cells if cell.box[0] > hit.box[2]), right)
    for row in rows[hit.row.index + 1 : hit.row.index + 1 + (DEEP if deep else BELOW)]:
        if row.page != hit.row.page or row.box[1] - bottom > 2.5 * height:
            return
        bottom = row.box[3]
        for typed in finder(row.text):
            place = row.box_of(typed.start, typed.end)
            if (place[0] < right and place[2] > left) or left < (place[0] + place[2]) / 2 < end:
                yield Candidate(typed.value, 0.93 * hit.weight * typed.sure, row.page, place, row.index)
                if not deep:
                    return
