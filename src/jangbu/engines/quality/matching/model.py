"""What a match says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jangbu.engines.quality.matching.fields import Comparison


@dataclass(frozen=True, slots=True)
class Pair:
    """Rows `left` and `right` (numbers from 0; for one table left < right) and how probably they are the same."""

    left: int
    right: int
    probability: float

    def as_json(self) -> dict[str, Any]:
        return {"left": self.left, "right": self.right, "probability": round(self.probability, 6)}


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person knows beforehand; everything may be left out.

    same, different: pairs of row numbers a person has decided on. kinds: how to compare a column. columns: which right
    column answers a left one. ignore: columns that say nothing. one_to_one: whether a row has at most one partner in
    the other table (None: found out). threshold: the probability from which two rows are the same (None: chosen).
    """

    same: Sequence[tuple[int, int]] = ()
    different: Sequence[tuple[int, int]] = ()
    kinds: Mapping[str, Comparison] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: Sequence[str] = ()
    one_to_one: bool | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a pair: what it says about the two being the same, in natural-log units (above 0: speaks for it)."""

    field: str
    left: str | None
    right: str | None
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Matches:
    """`pairs` are taken as the same; `review` holds the doubtful ones, the most telling first, on both sides of
    `threshold`. `clusters` lists rows that are one and the same, two or more each; where two tables were matched, rows
    of the right one are numbered on from the `left_rows` rows of the left one. `expected` is how many of all pairs are
    truly the same, and how many of the taken ones, by their probabilities.
    """

    pairs: tuple[Pair, ...]
    clusters: tuple[tuple[int, ...], ...]
    threshold: float
    review: tuple[Pair, ...]
    left_rows: int
    right_rows: int | None
    compared: int
    fields: tuple[str, ...]
    expected: tuple[float, float]

    def as_json(self) -> dict[str, Any]:
        """What `jangbu match --json` prints."""
        total, taken = self.expected
        return {
            "pairs": [pair.as_json() for pair in self.pairs],
            "clusters": [list(rows) for rows in self.clusters],
            "threshold": self.threshold,
            "review": [pair.as_json() for pair in self.review],
            "left_rows": self.left_rows,
            "right_rows": self.right_rows,
            "compared": self.compared,
            "fields": list(self.fields),
            "expected_precision": taken / len(self.pairs) if self.pairs else None,
            "expected_recall": taken / total if total else None,
        }
