"""What a reader of pictures gives back: words with boxes in pixels, in lines, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from jangbu.engines.documents.document import Box


@dataclass(frozen=True, slots=True)
class Read:
    """One word. `box` in pixels of the picture; `sure` in [0, 1]; `line` groups the words of one line; `slope` is how
    far the line falls to the right, pixels a pixel."""

    text: str
    box: Box
    sure: float
    line: int
    slope: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        return ((self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2)

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]
