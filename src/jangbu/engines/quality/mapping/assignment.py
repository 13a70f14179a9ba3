"""One column a field, one field a column: the best assignment, and how likely each pair is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.quality.mapping.likeness import Floats

SWEEPS = 60


def assign(scores: Floats) -> list[int | None]:
    """For each row (a column of the table), the place that it takes or None, so that the sum of scores is greatest.

    `scores` has shape (columns, fields); leaving either side free counts 0, so nothing below 0 is taken. The Hungarian
    algorithm in its shortest augmenting path form (R. Jonker, A. Volgenant, Computing 38, 1987), O(fields^2 x columns).
    """
    columns, fields = scores.shape
    found: list[int | None] = [None] * columns
    if not columns or not fields:
        return found
    cost = np.concatenate([-scores.T, np.zeros((fields, fields))], axis=1)  # one place to stay free for each field
    for column, field in enumerate(_solve(cost)[:columns]):
        if field >= 0:
            found[column] = int(field)
    return found


def _solve(cost: Floats) -> NDArray[np.intp]:
    """For each of n columns the row that takes it, or -1; cost has shape (m, n), m <= n, and every row takes one."""
    rows, columns = cost.shape
    taken = np.full(columns + 1, -1, dtype=np.intp)  # the last column is where a search starts
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    for row in range(rows):
        taken[columns] = row
        distance = np.full(columns, np.inf)
        before = np.full(columns, columns, dtype=np.intp)
        done = np.zeros(columns + 1, dtype=bool)
        at = columns
        while taken[at] >= 0:
            done[at] = True
            open_ = ~done[:columns]
            reduced = cost[taken[at]] - row_price[taken[at]] - column_price[:columns]
            closer = open_ & (reduced < distance)
            distance[closer], before[closer] = reduced[closer], at
            following = int(np.where(open_, distance, np.inf).argmin())
            step = distance[following]
            row_price[taken[done]] += step
            column_price[done] -= step
            distance[open_] -= step
            at = following
        while at != columns:
            taken[at], at = taken[before[at]], int(before[at])
    return taken[:columns]


def marginals(scores: Floats) -> Floats:
    """The probability of each pair and, last, of none: shape (columns, fields + 1), rows sum to 1.

    Scores are log-odds against none. Pairs compete along both sides; this is the mean-field solution for matchings that
    may leave either side free, found by scaling rows and columns in turn (R. Sinkhorn, Ann. Math. Stat. 35, 1964).
    """
    odds = np.exp(np.clip(scores, -30.0, 30.0))
    columns, fields = odds.shape
    left, right = np.ones(columns), np.ones(fields)
    for _sweep in range(SWEEPS):
        left = 1.0 / (1.0 + odds @ right)
        right = 1.0 / (1.0 + left @ odds)
    left = 1.0 / (1.0 + odds @ right)
    return np.concatenate([odds * left[:, None] * right[None, :], left[:, None]], axis=1)
