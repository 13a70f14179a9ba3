"""Tables in which a row seldom has more than one partner: candidates compete, which teaches what a match is like.

Responsibilities come from expectation-maximisation in which each row gives at most one unit to its candidates. How much
to believe the winners is then read off *decoys*, as in target-decoy search (Elias & Gygi 2007): with every winner taken
out the rows are matched once more; what wins now is wrong, so its scores say how good a wrong winner looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.matching.bags import Floats, Ints
from jangbu.engines.quality.matching.comparing import Levels

STEPS = 40
SMALL = 0.3  # imagined pairs a level, so that one never seen is not impossible
LOWEST = 20  # scores at the low end, at least, that say how many rows have no partner


@dataclass(frozen=True, slots=True)
class Competition:
    """`winners` are places in the list of candidates, no row in two of them."""

    winners: Ints
    probability: Floats  # of every candidate, by its weight alone
    weights: Floats
    tables: tuple[Floats, ...]  # per field, weight of each level


def compete(
    lefts: Ints,
    rights: Ints,
    levels: Sequence[Levels],
    sizes: Sequence[int],
    closeness: Floats,
    told: Floats | None = None,
) -> Competition:
    """Learn and choose. Rows are numbered over both sides, so that rows of two tables have different numbers.

    closeness: 0..1 per candidate, where learning starts. told: 1 same, 0 different, NaN unknown.
    """
    known = np.isfinite(told) if told is not None else np.zeros(len(lefts), bool)
    shares = _start(lefts, rights, closeness)
    tables: list[Floats] = []
    weights = np.zeros(len(lefts))
    for _step in range(STEPS):
        if told is not None:
            shares[known] = told[known]
        emphasis = np.where(known, 5.0, 1.0)
        tables = [_table(each, shares, emphasis, size) for each, size in zip(levels, sizes, strict=True)]
        prior = float(np.clip(shares.mean(), 1e-6, 1 - 1e-6))
        weights = sum((table[each] for table, each in zip(tables, levels, strict=True)), np.zeros(len(lefts)))
        weights = weights + np.log(prior / (1 - prior))
        now = _divided(lefts, rights, weights)
        moved = float(np.abs(now - shares).max()) if len(now) else 0.0
        shares = now
        if moved < 1e-4:
            break
    if told is not None:
        weights = np.where(known, np.where(told == 1, 1e3, -1e3), weights)
    winners = assign(lefts, rights, weights)
    probability = _believed(lefts, rights, weights, winners)
    if told is not None:
        probability = np.where(known, told, probability)
    return Competition(winners, probability, weights, tuple(tables))


def _start(lefts: Ints, rights: Ints, closeness: Floats) -> Floats:
    """Pairs that are each other's nearest, the more so the closer they are; all others hardly."""
    best = np.zeros(_count(lefts, rights))
    np.maximum.at(best, lefts, closeness)
    np.maximum.at(best, rights, closeness)
    mutual = (closeness >= best[lefts]) & (closeness >= best[rights]) & (closeness > 0)
    shares = np.full(len(lefts), 1e-3)
    if mutual.any():
        usual = max(float(np.quantile(closeness[mutual], 0.75)), 1e-9)
        shares[mutual] = np.clip(closeness[mutual] / usual, 0.05, 0.95)
    return shares


def _count(lefts: Ints, rights: Ints) -> int:
    return int(max(lefts.max(), rights.max())) + 1 if len(lefts) else 0


def _table(levels: Levels, shares: Floats, emphasis: Floats, size: int) -> Floats:
    same = np.bincount(levels, weights=shares * emphasis, minlength=size)[1:] + SMALL
    other = np.bincount(levels, weights=(1 - shares) * emphasis, minlength=size)[1:] + SMALL
    return np.concatenate([[0.0], np.log(same / same.sum()) - np.log(other / other.sum())])


def _divided(lefts: Ints, rights: Ints, weights: Floats) -> Floats:
    """What each candidate gets of its rows' one unit each; having no partner is a candidate of weight 0."""
    count = _count(lefts, rights)
    top = np.zeros(count)
    np.maximum.at(top, lefts, weights)
    np.maximum.at(top, rights, weights)
    shares = []
    spread = {side: np.exp(weights - top[rows]) for side, rows in (("l", lefts), ("r", rights))}
    total = np.exp(-top)
    total += np.bincount(lefts, weights=spread["l"], minlength=count) + np.bincount(
        rights, weights=spread["r"], minlength=count
    )
    shares = [spread["l"] / total[lefts], spread["r"] / total[rights]]
    least: Floats = np.minimum(*shares)
    return least


def assign(lefts: Ints, rights: Ints, weights: Floats, banned: Ints | None = None) -> Ints:
    """Places of the pairs taken greedily from the highest weight down, each row once."""
    order = np.argsort(-weights, kind="stable")
    if banned is not None:
        kept = np.ones(len(lefts), bool)
        kept[banned] = False
        order = order[kept[order]]
    used = [False] * _count(lefts, rights)
    taken = []
    for place, left, right in zip(order.tolist(), lefts[order].tolist(), rights[order].tolist(), strict=True):
        if not used[left] and not used[right]:
            used[left] = used[right] = True
            taken.append(place)
    return np.asarray(taken, np.int64)


def _believed(lefts: Ints, rights: Ints, weights: Floats, winners: Ints) -> Floats:
    decoys = assign(lefts, rights, weights, banned=winners)
    if not len(winners) or not len(decoys):
        return 1 / (1 + np.exp(-np.clip(weights, -50, 50)))
    scores = np.concatenate([weights[winners], weights[decoys]])
    real = np.concatenate([np.ones(len(winners)), np.zeros(len(decoys))])
    order = np.argsort(scores, kind="stable")
    share = np.clip(isotonic(real[order]), 1e-6, 1 - 1e-6)
    ratio = share / (1 - share) * len(decoys) / len(winners)  # density of winners over that of decoys
    low = order[: max(LOWEST, len(decoys) // 3)]
    without = (real[low].sum() + 0.5) / len(winners) / (((1 - real[low]).sum() + 0.5) / len(decoys))
    places = np.searchsorted(scores[order], weights, side="right") - 1
    believed: Floats = np.clip(1 - min(1.0, without) / ratio[np.maximum(places, 0)], 0.0, 1.0)
    return believed


def isotonic(values: Floats) -> Floats:
    """The nearest rising sequence: pool adjacent violators (Ayer et al. 1955)."""
    blocks: list[list[float]] = []
    for value in values.tolist():
        blocks.append([value, 1.0])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, size = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * size) / (blocks[-1][1] + size), blocks[-1][1] + size]
    return np.repeat([mean for mean, _size in blocks], [int(size) for _mean, size in blocks])
