"""Text boxes of a receipt set into lines: pieces side by side are one line, read left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jangbu.engines.documents.document import Box
from jangbu.engines.documents.textlayer.layout import Word, around, lines_of


@dataclass(frozen=True, slots=True)
class TextBox:
    """A piece of text and where it stands: left, top, right, bottom in any one unit, top left is 0, 0."""

    text: str
    box: Box
    sure: float = 1.0


@dataclass(frozen=True)
class Line:
    """Pieces side by side. `index` counts lines from the top, from 0."""

    index: int
    pieces: tuple[TextBox, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(" ".join(piece.text.split()) for piece in self.pieces)

    @cached_property
    def upper(self) -> str:
        return self.text.upper()

    @cached_property
    def box(self) -> Box:
        return around(piece.box for piece in self.pieces)

    @property
    def sure(self) -> float:
        return min(piece.sure for piece in self.pieces)


def lines_from(boxes: Sequence[TextBox]) -> list[Line]:
    """The lines from the top to the bottom."""
    words = {Word(box.text, box.box): box for box in boxes if box.text.strip()}
    lines: list[Line] = []
    for row in lines_of(list(words)):
        ordered = sorted((words[word] for word in row), key=lambda one: one.box[0])
        lines.append(Line(len(lines), tuple(ordered)))
    return lines
