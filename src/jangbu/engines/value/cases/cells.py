"""Cells of like cases: stratum by agent where at least ten cases lie on both sides, else the stratum's other cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jangbu.engines.value.cases.reading import Cases, Ints
from jangbu.engines.value.student import Floats

ENOUGH = 10  # cases of one agent in one stratum on either side before they are compared among themselves


@dataclass(frozen=True)
class Cells:
    """cell (n,) a code or -1 for a case that nothing can be compared with; `agents` tells whether agents entered;
    `alone` counts cases after the start whose stratum has none before it."""

    cell: Ints
    agents: bool
    alone: int

    @property
    def used(self) -> np.ndarray:
        return self.cell >= 0


def cells_of(cases: Cases) -> Cells:
    cell = cases.stratum.copy()
    fine = False
    if cases.agent is not None:
        wide = int(cases.agent.max(initial=0)) + 1
        both = cases.stratum * wide + cases.agent
        size = (int(cases.stratum.max(initial=0)) + 1) * wide
        enough = (np.bincount(both[cases.after], minlength=size) >= ENOUGH) & (
            np.bincount(both[~cases.after], minlength=size) >= ENOUGH
        )
        fine = bool(enough.sum() > 1)
        if fine:
            cell = np.where(enough[both], both + size, cell)
            cell = _with_partners(cell, cases)
    codes, cell = np.unique(cell, return_inverse=True)
    cell = cell.astype(np.int64).ravel()
    before = np.bincount(cell[~cases.after], minlength=len(codes))
    after = np.bincount(cell[cases.after], minlength=len(codes))
    compared = (before > 0) & (after > 0)
    return Cells(np.where(compared[cell], cell, -1), fine, int(after[before == 0].sum()))


def _with_partners(cell: Ints, cases: Cases) -> Ints:
    """Where the rest of a stratum lies after the start only, the whole stratum is one cell again."""
    cell = cell.copy()
    for stratum in np.unique(cases.stratum):
        here = cases.stratum == stratum
        rest = here & (cell == stratum)
        if rest.any() and (not (rest & cases.after).any() or not (rest & ~cases.after).any()):
            if (rest & cases.after).any():
                cell[here] = stratum
            else:
                cell[rest] = -1 - stratum  # cases before only: they have no one to be compared with
    return cell


def moments(value: Floats, cell: Ints, count: int) -> tuple[Floats, Floats, Floats]:
    """(n, mean, variance of one value) of each cell; variance pooled over the cells where a cell has one case."""
    n = np.bincount(cell, minlength=count).astype(np.float64)
    mean = np.bincount(cell, weights=value, minlength=count) / np.maximum(n, 1)
    squares = np.bincount(cell, weights=(value - mean[cell]) ** 2, minlength=count)
    spread = n > 1
    pooled = squares.sum() / max(1.0, (n[spread] - 1).sum())
    return n, mean, np.where(spread, squares / np.maximum(n - 1, 1), pooled)
