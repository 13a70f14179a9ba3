"""Functional dependencies that hold but for a few rows: whoever shares the one value shares the other.

Error g3 of Kivinen & Mannila (1995): the share of rows that would have to go for the dependency to hold. Found as in
TANE (Huhtala et al. 1999), smallest left sides first, over the sampled rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
HOLDS = 0.05  # g3 up to which a dependency is told, and
BETTER = 0.15  # ... as a share of the error made by always naming the most frequent value
COMPANY = 0.2  # so many rows must share the left value with another row, else it says nothing
COLUMNS = 60
DOUBLE_COLUMNS, DOUBLE_ROWS = 14, 3_000  # up to which two columns together are tried,
DOUBLE_HOLDS = 0.01  # and g3 up to which they are told
USUAL = 0.98  # a column that nearly always holds one value is determined by anything
EXAMPLES = 3
TOLD = 24


@dataclass(frozen=True, slots=True)
class Conflict:
    """A left value with several right ones: `values` with their counts, the most frequent first."""

    left: tuple[str, ...]
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dependency:
    """`left` determines `right` in `holding` of the `seen` sampled rows whose left value occurs more than once."""

    left: tuple[str, ...]
    right: str
    holding: int
    seen: int
    conflicts: tuple[Conflict, ...] = ()

    @property
    def error(self) -> float:
        """g3, 0 to 1."""
        return 1 - self.holding / self.seen if self.seen else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "left": list(self.left),
            "right": self.right,
            "holding": self.holding,
            "seen": self.seen,
            "error": self.error,
            "conflicts": [
                {"left": list(each.left), "values": [{"value": value, "count": count} for value, count in each.values]}
                for each in self.conflicts
            ],
        }


def find_dependencies(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> tuple[Dependency, ...]:
    """Dependencies among the columns of sampled rows (each row one text or None a column), the surest first."""
    if len(names) > COLUMNS or len(rows) < 20:
        return ()
    coded = [_code([row[place] for row in rows]) for place in range(len(names))]
    columns = [codes for codes, _values in coded]
    found: list[tuple[tuple[int, ...], int, int, int]] = []
    settled: dict[int, list[set[int]]] = {place: [] for place in range(len(names))}
    widths = (1, 2) if len(names) <= DOUBLE_COLUMNS and len(rows) <= DOUBLE_ROWS else (1,)
    for width in widths:
        for left in combinations(range(len(names)), width):
            group = _together([columns[place] for place in left])
            if not _says(group):
                continue
            for right in range(len(names)):
                if right in left or any(known <= set(left) for known in settled[right]):
                    continue
                holding, seen = _holds(group, columns[right], HOLDS if width == 1 else DOUBLE_HOLDS)
                if seen:
                    found.append((left, right, holding, seen))
                    settled[right].append(set(left))
    found.sort(key=lambda each: (len(each[0]), -each[2] / each[3], -each[3]))
    return tuple(
        Dependency(tuple(names[place] for place in left), names[right], holding, seen, _conflicts(left, right, coded))
        for left, right, holding, seen in found[:TOLD]
    )


def _code(cells: Sequence[str | None]) -> tuple[Codes, list[str]]:
    """0 for a missing value, else 1, 2 ... in order of first appearance; and the values."""
    ids: dict[str, int] = {}
    codes = [ids.setdefault(cell, len(ids) + 1) if cell is not None and cell.strip() else 0 for cell in cells]
    return np.asarray(codes, np.int64), list(ids)


def _together(columns: Sequence[Codes]) -> Codes:
    """One code for several columns; 0 where any is missing."""
    group = columns[0]
    for other in columns[1:]:
        missing = (group == 0) | (other == 0)
        _values, codes = np.unique(group * (other.max(initial=0) + 1) + other, return_inverse=True)
        group = np.where(missing, 0, codes + 1)
    return group


def _says(group: Codes) -> bool:
    """Whether enough rows share their value, and not all the same one."""
    sizes = np.bincount(group)[1:]
    return len(sizes) > 1 and sizes[sizes > 1].sum() >= COMPANY * len(group)


def _holds(group: Codes, right: Codes, limit: float) -> tuple[int, int]:
    """(rows that agree with their group's most frequent value, rows looked at); (0, 0) where that is no dependency."""
    both = (group > 0) & (right > 0)
    left, value = group[both], right[both]
    if not len(left):
        return 0, 0
    width = int(value.max()) + 1
    pairs, counts = np.unique(left * width + value, return_counts=True)
    sizes, most = np.zeros(int(left.max()) + 1, np.int64), np.zeros(int(left.max()) + 1, np.int64)
    np.add.at(sizes, pairs // width, counts)
    np.maximum.at(most, pairs // width, counts)
    company = sizes > 1
    seen, holding = int(sizes[company].sum()), int(most[company].sum())
    inside = company[left]
    usual = np.bincount(value[inside]).max() / seen if seen else 1.0
    error = 1 - holding / seen if seen else 1.0
    fits = seen >= COMPANY * len(group) and usual < USUAL and error <= min(limit, BETTER * (1 - usual))
    return (holding, seen) if fits else (0, 0)


def _conflicts(left: tuple[int, ...], right: int, coded: Sequence[tuple[Codes, list[str]]]) -> tuple[Conflict, ...]:
    """The biggest groups that do not agree, as examples."""
    group = _together([coded[place][0] for place in left])
    values, texts = coded[right]
    both = (group > 0) & (values > 0)
    pairs, counts = np.unique(np.stack([group[both], values[both]]), axis=1, return_counts=True)
    several, first = np.unique(pairs[0], return_index=True)
    spread = np.diff([*first.tolist(), pairs.shape[1]])
    told = []
    for place in np.argsort(-spread, kind="stable")[:EXAMPLES]:
        if spread[place] == 1:
            break
        span = slice(first[place], first[place] + spread[place])
        order = np.argsort(-counts[span], kind="stable")
        row = int(np.flatnonzero(group == several[place])[0])
        names = tuple(coded[each][1][coded[each][0][row] - 1] for each in left)
        shown = tuple((texts[pairs[1][span][at] - 1], int(counts[span][at])) for at in order[:4])
        told.append(Conflict(names, shown))
    return tuple(told)
