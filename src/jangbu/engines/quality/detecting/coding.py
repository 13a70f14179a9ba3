"""A table as whole numbers: every distinct cell of a column gets a code, and 0 stands for a cell without a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.words import listed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """`codes[row]` indexes `values`; `values[0]` is "" and means missing. `counts[code]` rows hold a value.

    `wordless[code]` is True where a value is written but means nothing ("N/A", "없음"), and for code 0; `telling` are
    the codes with such words read as missing. `place` is the code of each value.
    """

    name: str
    index: int
    codes: Ints
    values: tuple[str, ...]
    counts: Ints
    wordless: Bools
    telling: Ints
    place: Mapping[str, int]
    silent: int  # rows that say nothing

    @property
    def rows(self) -> int:
        return len(self.codes)

    def value(self, row: int) -> str | None:
        code = int(self.codes[row])
        return self.values[code] if code else None


def code_column(name: str, index: int, cells: Sequence[str | None]) -> Coded:
    known: dict[str, int] = {"": 0}
    coded = (0 if cell is None or not cell.strip() else known.setdefault(cell, len(known)) for cell in cells)
    codes = np.fromiter(coded, np.int64, len(cells))
    null_like = listed("null_like")
    wordless = np.fromiter((not value or value.strip().lower() in null_like for value in known), np.bool_, len(known))
    counts = np.bincount(codes, minlength=len(known))
    telling = np.where(wordless[codes], 0, codes)
    return Coded(name, index, codes, tuple(known), counts, wordless, telling, known, int((telling == 0).sum()))


def code_table(frame: Frame) -> tuple[Coded, ...]:
    return tuple(
        code_column(name, at, cells) for at, (name, cells) in enumerate(zip(frame.names, frame.columns, strict=True))
    )


def sorted_codes(texts: Sequence[str]) -> tuple[list[str], Ints]:
    """As np.unique(texts, return_inverse=True), without sorting every text: most are alike."""
    known: dict[str, int] = {}
    raw = np.fromiter((known.setdefault(text, len(known)) for text in texts), np.int64, len(texts))
    names = sorted(known)
    rank = np.empty(len(names), np.int64)
    rank[[known[name] for name in names]] = np.arange(len(names))
    return names, rank[raw]


def letters(texts: Sequence[str], width: int) -> NDArray[np.uint32]:
    """Code points of texts as a (texts, width) matrix, cut or filled with 0."""
    if not texts:
        return np.zeros((0, width), np.uint32)
    packed = np.array([text[:width] for text in texts], dtype=f"<U{width}")
    return packed.view(np.uint32).reshape(len(texts), width)
