"""What bags of words add to a comparison in tables that fit: texts by their cosine, whole rows, and model numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.matching.bags import Bags, Floats, Ints, bags, cosines
from jangbu.engines.quality.matching.comparing import COSINES, Levels, scale
from jangbu.engines.quality.matching.fields import Field

CODED = re.compile(r"(?=[^\s/,()]*\d)(?=[^\s/,()]*[a-z])[a-z0-9][a-z0-9\-.]{2,}[a-z0-9]|\d{4,}")
WHOLE = tuple(np.arange(0.05, 1.0, 0.05).tolist())
NUMBERS = (0.01, 0.3, 0.6, 0.99)
Texts = Sequence[Sequence[str | None]]  # per field, the values in the order of the rows


@dataclass(frozen=True, slots=True)
class View:
    """One comparison by bags. `place` is its place among the levels: a field's own, or one behind the fields."""

    name: str
    place: int
    left: Bags
    right: Bags
    steps: tuple[float, ...]
    equal: int  # the first level of values that count as equal
    size: int

    def levels(self, lefts: Ints, rights: Ints, exact: Levels | None = None) -> Levels:
        """Levels from cosines; what is exactly equal keeps its level."""
        near: Floats = cosines(self.left, self.right, lefts, rights)
        found = 1 + np.searchsorted(np.asarray(self.steps), np.nan_to_num(near), side="right")
        found = np.where(np.isnan(near), 0, found)
        if exact is not None:
            found = np.where(exact >= self.equal, exact, found)
        return found.astype(np.int8)


def views(fields: Sequence[Field], left: Texts, right: Texts | None) -> tuple[View, list[View]]:
    """The view of whole rows, and those of the text fields and of model numbers."""
    sides = [left] if right is None else [left, right]
    texts = [place for place, field in enumerate(fields) if field.comparison == "text"]
    made = []
    for place in texts:
        own = bags([side[place] for side in sides])
        grade = scale(fields[place])
        made.append(View(fields[place].name, place, own[0], own[-1], COSINES, grade.equal, len(grade.names) + 1))
    behind = len(fields)
    whole = bags([_rows(side, range(len(fields))) for side in sides])
    size = len(WHOLE) + 2
    row = View("whole row", behind, whole[0], whole[-1], WHOLE, size - 3, size)
    if texts:
        coded = bags([[_numbers(text) for text in _rows(side, texts)] for side in sides], by_word=True)
        made.append(View("model numbers", behind + 1, coded[0], coded[-1], NUMBERS, len(NUMBERS), len(NUMBERS) + 2))
    return row, made


def _rows(texts: Texts, places: Sequence[int]) -> list[str]:
    return [" ".join(value for value in row if value) for row in zip(*(texts[place] for place in places), strict=True)]


def _numbers(text: str) -> str:
    return " ".join(sorted(model_numbers(text)))


def model_numbers(text: str) -> set[str]:
    """Words that mix letters and digits, or long numbers, as products have them: "PSLX-350H" -> {"pslx350h"}."""
    return {found.replace("-", "").replace(".", "") for found in CODED.findall(text.lower())}
