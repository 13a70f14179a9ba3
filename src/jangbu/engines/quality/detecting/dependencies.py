"""Which columns say what another must hold, found in the table itself, errors and all, and what they say of each cell.

A column determines another as far as two rows that share its value agree on the other (Cohen's kappa of the agreement
of two random rows of a group, so that a column that is nearly constant proves nothing). Every row is judged by the
others of its group, never by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

import numpy as np

from jangbu.engines.quality.detecting.coding import Bools, Coded, Ints

REPEATED = 0.2  # so many rows must share their value with another before a column can say anything
PAIRS = 6_000  # pairs of columns looked at; beyond, only neighbours in the table are
DISCOVERY_ROWS = 100_000  # rows that dependencies are looked for in
KEPT = 6  # determining columns kept for one column, the best first
HOLDS = 0.7  # kappa from which a dependency is believed
DOUBLE_HOLDS = 0.85
EXEMPT_ROWS = 10  # rows of a third column's value, and
EXEMPT_SHARE = 0.8  # how many of them differ, before a dependency is not held against them
DOUBLES = 40  # pairs of determining columns tried for a column that no single one determines,
DOUBLE_REACH = 20  # within so many columns of it,
DOUBLE_COLUMNS = 120  # in tables of up to so many columns


@dataclass(frozen=True, slots=True)
class Dependency:
    """`by` (one or two columns) determines `of`. `kappa` 1: always; `covered`: share of rows that have company."""

    by: tuple[int, ...]
    of: int
    kappa: float
    covered: float

    @property
    def lasting(self) -> float:
        """How probably a row that differs from its group is right to differ (a true exception, not an error)."""
        return max(0.002, (1 - self.kappa) * self.unreal)

    @property
    def unreal(self) -> float:
        """How probably it is only a tendency, so that exceptions are no errors."""
        return 1 / (1 + math.exp(-14 * (0.75 - self.kappa)))


@dataclass(frozen=True, slots=True)
class Votes:
    """What the other rows of the group say of each row's cell: `own` of `total` hold the same value, `others` hold
    `rival`, the most frequent different one (code 0 where there is none)."""

    own: Ints
    total: Ints
    rival: Ints
    others: Ints


def joined(columns: list[Ints]) -> Ints:
    """One code for the combination of several columns; 0 where any is missing."""
    first = columns[0]
    for other in columns[1:]:
        missing = (first == 0) | (other == 0)
        _values, codes = np.unique(first * (int(other.max(initial=0)) + 1) + other, return_inverse=True)
        first = np.where(missing, 0, codes + 1)
    return first


def _cells(by: Ints, of: Ints) -> tuple[Bools, Ints, Ints, Ints, Ints, Ints]:
    """Rows with both; the distinct (group, value) pairs, which of them each such row is in, their counts, groups and
    the sizes of groups."""
    both = (by > 0) & (of > 0)
    width = int(of.max(initial=0)) + 1
    key = by[both] * width + of[both]
    span = (int(by.max(initial=0)) + 1) * width
    if span <= 8 * len(by) + 1024:
        counted = np.bincount(key, minlength=span)
        pairs = np.flatnonzero(counted)
        place = np.zeros(span, np.int64)
        place[pairs] = np.arange(len(pairs))
        inverse, counts = place[key], counted[pairs]
    else:
        pairs, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    groups = pairs // width
    sizes = np.bincount(groups, counts, int(by.max(initial=0)) + 1).astype(np.int64)
    return both, pairs, inverse, counts, groups, sizes


def agreement(by: Ints, of: Ints) -> tuple[float, float]:
    """(kappa, share of rows with company) of one column determining another."""
    _both, pairs, _inverse, counts, groups, sizes = _cells(by, of)
    company = sizes[groups] > 1
    covered = int(counts[company].sum())
    if covered < 4 or not len(pairs):
        return 0.0, 0.0
    same = float((counts[company] * (counts[company] - 1) / (sizes[groups][company] - 1)).sum()) / covered
    shares = np.bincount(of[of > 0]) / max(1, int((of > 0).sum()))
    chance = float((shares**2).sum())
    if 1 - chance < 0.02:
        return 0.0, 0.0
    return (same - chance) / (1 - chance), covered / len(by)


def votes(by: Ints, of: Ints) -> Votes:
    both, pairs, inverse, counts, groups, sizes = _cells(by, of)
    width = int(of.max(initial=0)) + 1
    order = np.lexsort((-counts, groups))
    starts = np.flatnonzero(np.r_[True, groups[order][1:] != groups[order][:-1]]) if len(order) else order
    best, best_count, next_, next_count = (np.zeros(len(sizes), np.int64) for _ in range(4))
    if len(order):
        heads = groups[order][starts]
        best[heads], best_count[heads] = pairs[order][starts] % width, counts[order][starts]
        seconds = starts + 1
        inside = np.append(starts[1:], len(order)) > seconds
        heads, seconds = heads[inside], seconds[inside]
        next_[heads], next_count[heads] = pairs[order][seconds] % width, counts[order][seconds]
    own = np.zeros(len(by), np.int64)
    own[both] = counts[inverse] - 1
    total = np.where(by > 0, sizes[by] - both, 0)
    leads = (of > 0) & (of == best[by])
    rival, others = np.where(leads, next_[by], best[by]), np.where(leads, next_count[by], best_count[by])
    return Votes(own, total, np.where(by > 0, rival, 0), np.where(by > 0, others, 0))


def exempt(cast: Votes, of: Ints, strata: list[Ints]) -> Votes:
    """Votes silenced for the rows of a third column's value where nearly all differ from their groups: there, another
    rule holds (a measure has one average, except in the few rows of another state)."""
    differing = (of > 0) & (cast.others > cast.own + 1)
    total = cast.total
    if not 0 < differing.sum() < 0.2 * len(of):
        return cast
    for third in strata:
        heard = np.bincount(third, cast.total > 0)
        share = np.bincount(third, differing) / np.maximum(heard, 1)
        apart = (heard >= EXEMPT_ROWS) & (share >= EXEMPT_SHARE)
        apart[0] = False
        if apart.any():
            total = np.where(apart[third], 0, total)
    return replace(cast, total=total)


def find(table: tuple[Coded, ...], rng: np.random.Generator) -> list[Dependency]:
    """The dependencies worth believing, the best of each column first."""
    if not table or table[0].rows < 4:
        return []
    rows = table[0].rows
    picked = np.sort(rng.choice(rows, DISCOVERY_ROWS, replace=False)) if rows > DISCOVERY_ROWS else slice(None)
    columns = [column.telling[picked] for column in table]
    repeating = [repeats(codes) for codes in columns]
    found: list[list[Dependency]] = [[] for _ in table]
    for by, of in _pairs(repeating):
        kappa, covered = agreement(columns[by], columns[of])
        if kappa >= HOLDS and covered >= REPEATED:
            found[of].append(Dependency((by,), of, kappa, covered))
    chosen = []
    doubles = sum(repeating) <= DOUBLE_COLUMNS
    for of, singles in enumerate(found):
        mine = sorted(singles, key=_worth, reverse=True)
        best = mine[0] if mine else None
        if doubles and repeating[of] and (best is None or best.kappa < DOUBLE_HOLDS):
            mine = [*_doubles(columns, repeating, of, best), *mine]
        chosen += mine[:KEPT]
    return chosen


def _worth(one: Dependency) -> float:
    return (1 - one.lasting) * one.kappa * one.covered


def repeats(codes: Ints) -> bool:
    """Whether enough rows share their value with another one for groups to say anything."""
    counts = np.bincount(codes)
    counts[0] = 0
    return bool((counts > 0).sum() > 1 and counts[counts > 1].sum() >= REPEATED * len(codes))


def _pairs(repeating: list[bool]) -> Iterator[tuple[int, int]]:
    usable = [at for at, often in enumerate(repeating) if often]
    reach = len(usable) if len(usable) ** 2 <= PAIRS else max(1, PAIRS // (2 * len(usable)))
    for here, by in enumerate(usable):
        for there in range(max(0, here - reach), min(len(usable), here + reach + 1)):
            if here != there:
                yield by, usable[there]


def _doubles(columns: list[Ints], repeating: list[bool], of: int, best: Dependency | None) -> list[Dependency]:
    """Two columns that determine a third which neither does alone."""
    near = range(max(0, of - DOUBLE_REACH), min(len(columns), of + DOUBLE_REACH + 1))
    small = [
        at
        for at in near
        if repeating[at]
        and at != of
        and (best is None or at not in best.by)
        and columns[at].max() ** 2 < 4 * len(columns[of])
    ]
    found = []
    for left, right in islice(combinations(small, 2), DOUBLES):
        kappa, covered = agreement(joined([columns[left], columns[right]]), columns[of])
        if kappa >= DOUBLE_HOLDS and covered >= REPEATED and (best is None or kappa > best.kappa + 0.1):
            found.append(Dependency((left, right), of, kappa, covered))
    return sorted(found, key=_worth, reverse=True)[:2]
