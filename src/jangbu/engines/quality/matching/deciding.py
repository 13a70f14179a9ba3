"""From probabilities to decisions: where to draw the line, who belongs together, what to ask a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from jangbu.engines.quality.matching.bags import Floats, Ints
from jangbu.engines.quality.matching.model import Pair

ASKED = 200  # pairs that a person is asked about at most
DOUBTFUL = (0.02, 0.98)
APART = -4.0  # log odds of two groups, on average over their pairs, below which they are not joined


def best_threshold(probability: Floats) -> float:
    """The probability from which taking pairs promises the highest F1 (expected from the probabilities themselves)."""
    if not len(probability):
        return 0.5
    ordered = np.sort(probability)[::-1]
    total = ordered.sum()
    promise = 2 * np.cumsum(ordered) / (np.arange(1, len(ordered) + 1) + total)
    last = int(promise.argmax())
    low = ordered[last + 1] if last + 1 < len(ordered) else 0.0
    return float(np.clip((ordered[last] + low) / 2, 0.05, 0.99))


def doubtful(lefts: Ints, rights: Ints, probability: Floats, *, known: set[tuple[int, int]]) -> tuple[Pair, ...]:
    """The pairs a person's word would tell most about, those nearest to even first."""
    low, high = DOUBTFUL
    places = np.flatnonzero((probability > low) & (probability < high))
    places = places[np.argsort(np.abs(probability[places] - 0.5), kind="stable")][: ASKED + len(known)]
    pairs = (Pair(int(lefts[place]), int(rights[place]), float(probability[place])) for place in places)
    return tuple(pair for pair in pairs if (pair.left, pair.right) not in known)[:ASKED]


class Groups:
    """Disjoint sets of rows."""

    def __init__(self) -> None:
        self.leader: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}

    def of(self, row: int) -> int:
        leader = self.leader.get(row)
        if leader is None:
            self.leader[row] = row
            self.members[row] = [row]
            return row
        return leader

    def join(self, one: int, two: int) -> None:
        if len(self.members[one]) < len(self.members[two]):
            one, two = two, one
        for row in self.members[two]:
            self.leader[row] = one
        self.members[one].extend(self.members.pop(two))


def group(
    lefts: Ints, rights: Ints, odds: Floats, threshold: float, *, apart: Iterable[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Clusters of rows: pairs at or above `threshold` are joined from the surest down, unless two groups that were
    already joined speak against it: the mean log odds of their pairs (average linkage, Sokal & Michener 1958) must not
    fall below APART, and no pair in `apart` may end up together.
    """
    groups = Groups()
    _join(groups, lefts, rights, odds, threshold, _banned(apart))
    return tuple(sorted(tuple(sorted(rows)) for rows in groups.members.values() if len(rows) > 1))


def _banned(apart: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    banned: dict[int, set[int]] = defaultdict(set)
    for one, two in apart:
        banned[one].add(two)
        banned[two].add(one)
    return banned


def _join(
    groups: Groups, lefts: Ints, rights: Ints, odds: Floats, threshold: float, banned: Mapping[int, set[int]]
) -> None:
    line = float(np.log(threshold / (1 - threshold)))
    order = np.argsort(-odds, kind="stable")
    order = order[odds[order] >= line]
    held = _scores(lefts, rights, odds, order)
    for left, right in zip(lefts[order].tolist(), rights[order].tolist(), strict=True):
        one, two = groups.of(left), groups.of(right)
        if one == two:
            continue
        mine, theirs = groups.members[one], groups.members[two]
        if banned and any(banned[row] & set(theirs) for row in mine if row in banned):
            continue
        if len(mine) * len(theirs) == 1 or _agree(mine, theirs, held):
            groups.join(one, two)


def extend(
    held: Sequence[Sequence[int]],
    lefts: Ints,
    rights: Ints,
    odds: Floats,
    threshold: float,
    *,
    apart: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """As `group`, from clusters that stand: they grow and are joined, never divided."""
    groups = Groups()
    for rows in held:
        leader = rows[0]
        groups.members[leader] = list(rows)
        groups.leader.update(dict.fromkeys(rows, leader))
    _join(groups, lefts, rights, odds, threshold, _banned(apart))
    return tuple(sorted(tuple(sorted(rows)) for rows in groups.members.values() if len(rows) > 1))


def _scores(lefts: Ints, rights: Ints, odds: Floats, joined: Ints) -> dict[tuple[int, int], float]:
    """Log odds of pairs between rows that are joined to something, more than once in at least one of them."""
    count = int(max(lefts.max(), rights.max())) + 1 if len(lefts) else 0
    edges = np.bincount(lefts[joined], minlength=count) + np.bincount(rights[joined], minlength=count)
    kept = (edges[lefts] > 0) & (edges[rights] > 0) & (edges[lefts] + edges[rights] > 2)
    pairs = zip(lefts[kept].tolist(), rights[kept].tolist(), strict=True)
    return dict(zip(pairs, np.clip(odds[kept], -12, 12).tolist(), strict=True))


def _agree(mine: Sequence[int], theirs: Sequence[int], held: dict[tuple[int, int], float]) -> bool:
    """Pairs that were never compared share nothing: they count as APART."""
    total = 0.0
    for one in mine:
        for two in theirs:
            total += held.get((one, two) if one < two else (two, one), APART)
    return total / (len(mine) * len(theirs)) >= APART / 2


def completed(clusters: Sequence[Sequence[int]], known: dict[tuple[int, int], float]) -> list[tuple[int, int, float]]:
    """The pairs within clusters that were not taken themselves: as probable as the surest way over a third row."""
    added = []
    for rows in clusters:
        if len(rows) == 2:
            continue
        near: dict[int, dict[int, float]] = {row: {} for row in rows}
        for place, one in enumerate(rows):
            for two in rows[place + 1 :]:
                if (one, two) in known:
                    near[one][two] = near[two][one] = known[one, two]
        for place, one in enumerate(rows):
            for two in rows[place + 1 :]:
                if (one, two) not in known:
                    ways = [value * near[two][third] for third, value in near[one].items() if third in near[two]]
                    added.append((one, two, max(ways, default=0.0)))
    return added
