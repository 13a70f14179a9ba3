"""Same or not: a mixture over patterns of levels, learnt without labels.

Fellegi & Sunter (1969) with parameters by expectation-maximisation (Winkler 1988), and one difference: candidates are
not random pairs, each was brought by a value the two rows share. People of one household share an address and a phone,
branches share a name. So the rows that are *not* the same are a mixture themselves, with one component for each field
that brings pairs; the share of each, and how often they agree on other contact fields, are learnt with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.quality.matching.bags import Floats, Ints

STEPS = 200
CLOSE = 1e-6
CHANCE, NEAR = -1, -2  # where a component comes from, when not from a field
SELECTED = 20.0  # how much oftener names are equal among those that share a letter than among all


@dataclass(frozen=True, slots=True)
class Mixture:
    """`same[f][level]` and `other[k][f][level]` are probabilities of levels 1.. (level 0, missing, says nothing)."""

    same: tuple[Floats, ...]
    others: tuple[tuple[Floats, ...], ...]
    prior: float
    shares: Floats = field(repr=False)  # of the others, sums to 1

    def log_odds(self, patterns: NDArray[np.int8]) -> Floats:
        """Natural log odds of being the same, for patterns of shape (number, fields)."""
        same = _log_likelihood(patterns, self.same)
        other = np.stack([_log_likelihood(patterns, each) for each in self.others], axis=1) + np.log(self.shares)
        top = other.max(axis=1, keepdims=True)
        total = top[:, 0] + np.log(np.exp(other - top).sum(axis=1))
        odds: Floats = np.log(self.prior / (1 - self.prior)) + same - total
        return odds

    def as_json(self) -> dict[str, Any]:
        return {
            "same": [table.tolist() for table in self.same],
            "others": [[table.tolist() for table in each] for each in self.others],
            "prior": self.prior,
            "shares": self.shares.tolist(),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Mixture:
        same = tuple(np.asarray(table) for table in told["same"])
        others = tuple(tuple(np.asarray(table) for table in each) for each in told["others"])
        return cls(same, others, told["prior"], np.asarray(told["shares"]))


def _log_likelihood(patterns: NDArray[np.int8], tables: Sequence[Floats]) -> Floats:
    total = np.zeros(len(patterns))
    for place, table in enumerate(tables):
        logs = np.concatenate([[0.0], np.log(table)])
        total += logs[patterns[:, place]]
    return total


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of each field before learning (all lists run over the fields).

    chance: level probabilities among random pairs. equal: first level of equal values. identity: says who somebody is;
    components of rows that are not the same agree on it by chance only. brings: equal values bring candidates. near:
    levels among rows that are near each other but not nearest: a component of rows that only look alike. ceilings:
    levels that two mentions of one thing seldom have. loosely: fields that bring candidates only together with a part
    of other fields, which are therefore more alike than by chance.
    """

    chance: Sequence[Floats]
    equal: Sequence[int]
    identity: Sequence[bool]
    brings: Sequence[bool]
    ceilings: Sequence[Mapping[int, float]]
    near: Sequence[Floats] | None = None
    loosely: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def components(self) -> tuple[list[int], list[list[Floats]]]:
        """Where the components of rows that are not the same come from, and how they start."""
        origins, starts = [CHANCE], [list(self.chance)]
        for place, brings in enumerate(self.brings):
            if brings:
                component = list(self.chance)
                component[place] = _shared(self.chance[place], self.equal[place])
                origins.append(place)
                starts.append(component)
        if self.near is not None:
            origins.append(NEAR)
            starts.append(list(self.near))
        return origins, starts

    def estimate(
        self, origin: int, place: int, levels: NDArray[np.int8], weights: Floats, start: Floats
    ) -> Floats | None:
        """The levels of field `place` in the component from `origin`; None where they stay as they are."""
        if origin == place:
            return _estimate(levels, weights, start, 2.0)
        if place in self.loosely.get(origin, ()):
            return _seldom_equal(_estimate(levels, weights, start, 20.0), self.chance[place], self.equal[place])
        if origin == NEAR or (origin != CHANCE and not self.identity[place]):
            return _estimate(levels, weights, start, 20.0)
        return None


def learn(patterns: NDArray[np.int8], counts: Floats, known: Knowledge, prior: float) -> Mixture:
    """Learn from candidate patterns (number, fields) with their counts; `prior`: share that is the same."""
    places = range(len(known.chance))
    first = [_start(len(known.chance[place]), known.equal[place]) for place in places]
    same = first
    origins, starts = known.components()
    others = [list(component) for component in starts]
    weights = np.concatenate([[prior], np.full(len(others), (1 - prior) / len(others))])
    before = -np.inf
    for _step in range(STEPS):
        shares, now = _expect(patterns, counts, [same, *others], weights)
        weights = np.maximum(shares.sum(axis=0) / counts.sum(), 1e-9)
        weights /= weights.sum()
        same = [
            _under(_estimate(patterns[:, place], shares[:, 0], first[place], 2.0), known.ceilings[place])
            for place in places
        ]
        for number, (origin, component) in enumerate(zip(origins, others, strict=True)):
            for place in places:
                start = starts[number][place]
                found = known.estimate(origin, place, patterns[:, place], shares[:, number + 1], start)
                component[place] = component[place] if found is None else found
        if abs(now - before) <= CLOSE * abs(now):
            break
        before = now
    rest = weights[1:] / weights[1:].sum()
    share = float(np.clip(weights[0], 1e-9, 1 - 1e-9))
    return Mixture(tuple(same), tuple(tuple(each) for each in others), share, rest)


def _expect(
    patterns: NDArray[np.int8], counts: Floats, components: Sequence[Sequence[Floats]], weights: Floats
) -> tuple[Floats, float]:
    """How many of each pattern every component explains, and the log likelihood."""
    logs = np.stack([_log_likelihood(patterns, component) for component in components], axis=1)
    logs += np.log(np.maximum(weights, 1e-12))
    top = logs.max(axis=1, keepdims=True)
    likelihood = np.exp(logs - top)
    total = likelihood.sum(axis=1, keepdims=True)
    return likelihood / total * counts[:, None], float(((top[:, 0] + np.log(total[:, 0])) * counts).sum())


def _start(levels: int, equal: int) -> Floats:
    """What the same thing looks like before anything is known: mostly equal, sometimes alike, seldom different."""
    table = np.full(levels, 0.1 / max(1, equal - 1))
    table[0] = 0.05
    table[equal - 1 :] = 0.85 / (levels - equal + 1)
    started: Floats = table / table.sum()
    return started


def _shared(chance: Floats, equal: int) -> Floats:
    table = chance * 0.02
    table[equal - 1 :] += 0.98 / (len(chance) - equal + 1)
    shared: Floats = table / table.sum()
    return shared


def _estimate(levels: NDArray[np.int8], weights: Floats, start: Floats, strength: float) -> Floats:
    found = np.bincount(levels, weights=weights, minlength=len(start) + 1)[1:]
    table = found + strength * start
    estimated: Floats = np.maximum(table / table.sum(), 1e-9)
    return estimated


def _seldom_equal(table: Floats, chance: Floats, equal: int) -> Floats:
    """Partly alike as often as seen, but equal not much oftener than by chance: those may well be the same."""
    capped = table.copy()
    capped[equal - 1 :] = np.minimum(capped[equal - 1 :], SELECTED * chance[equal - 1 :])
    seldom: Floats = np.maximum(capped / capped.sum(), 1e-9)
    return seldom


def _under(table: Floats, limits: Mapping[int, float]) -> Floats:
    """Shares of levels that may not be larger than `limits` cut down, the others scaled up."""
    over = [level - 1 for level, limit in limits.items() if table[level - 1] > limit]
    if not over:
        return table
    cut = table.copy()
    cut[over] = [limits[place + 1] for place in over]
    free = np.ones(len(table), bool)
    free[over] = False
    cut[free] *= (1 - cut[over].sum()) / max(cut[free].sum(), 1e-12)
    return cut


def pattern_codes(levels: Sequence[NDArray[np.int8]], sizes: Sequence[int]) -> Ints:
    """One number for each combination of levels."""
    code = np.zeros(len(levels[0]), np.int64)
    for each, size in zip(levels, sizes, strict=True):
        code = code * size + each
    return code


def decode(codes: Ints, sizes: Sequence[int]) -> NDArray[np.int8]:
    """Patterns of shape (number, fields) from their codes."""
    found = np.zeros((len(codes), len(sizes)), np.int8)
    rest = codes.copy()
    for place in range(len(sizes) - 1, -1, -1):
        rest, found[:, place] = np.divmod(rest, sizes[place])
    return found
