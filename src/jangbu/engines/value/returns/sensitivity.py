"""What matters, what to measure next, and why a figure changed.

Tornado: one input at a time from its 5 % to its 95 %. First-order Sobol indices: the share of the variance of NPV that
knowing one input alone would remove (Saltelli et al., Computer Physics Communications 181, 2010, formula b). Value of
information: what knowing an input before deciding is worth (Raiffa and Schlaifer 1961). Shapley: each driver's part of
a change, averaged over every order of changing them, so that the parts add up exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from jangbu.engines.value.returns.case import RoiCase
from jangbu.engines.value.returns.flows import Model
from jangbu.engines.value.returns.points import lattice
from jangbu.engines.value.student import Floats

BINS = 64
MOST_DRIVERS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the tornado: the input at its 5 % and 95 %, and NPV there, in major units."""

    name: str
    low: float
    high: float
    npv_low: float
    npv_high: float

    @property
    def width(self) -> float:
        return abs(self.npv_high - self.npv_low)


def tornado(case: RoiCase, model: Model) -> tuple[Bar, ...]:
    """Widest first."""
    middle = {each.name: np.array([each.value.quantile(0.5)]) for each in case.inputs.values()}
    bars = []
    for each in case.uncertain:
        ends = np.array([each.value.quantile(0.05), each.value.quantile(0.95)])
        npv = model.run({**middle, each.name: ends}).npv
        bars.append(Bar(each.name, float(ends[0]), float(ends[1]), float(npv[0]), float(npv[1])))
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def sobol(case: RoiCase, model: Model, count: int, rng: np.random.Generator) -> dict[str, float]:
    """First-order index of each uncertain input on NPV; they add up to 1 where inputs act apart from each other."""
    inputs = case.uncertain
    if not inputs:
        return {}
    points = lattice(count, 2 * len(inputs), rng)
    sure = {each.name: np.array([each.value.mid]) for each in case.inputs.values()}
    first = {each.name: each.value.at(points[i]) for i, each in enumerate(inputs)}
    second = {each.name: each.value.at(points[len(inputs) + i]) for i, each in enumerate(inputs)}
    one, two = model.run({**sure, **first}).npv, model.run({**sure, **second}).npv
    total = np.concatenate([one, two]).var()
    if total <= 0:
        return {each.name: 0.0 for each in inputs}
    centre = (one.mean() + two.mean()) / 2
    found = {}
    for each in inputs:
        mixed = model.run({**sure, **first, each.name: second[each.name]}).npv
        found[each.name] = float(np.clip(np.mean((two - centre) * (mixed - one)) / total, 0.0, 1.0))
    return found


def worth_knowing(npv: Floats, draws: Mapping[str, Floats], names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """What knowing everything, and each input alone, is worth before deciding to go on or not, in money.

    Given an input, the better of NPV's mean and nothing; by bins of the input.
    """
    without = max(float(npv.mean()), 0.0)
    everything = float(np.maximum(npv, 0.0).mean()) - without
    found = {}
    bins = min(BINS, max(2, len(npv) // 32))
    for name in names:
        order = np.argsort(draws[name])
        means = np.array([part.mean() for part in np.array_split(npv[order], bins)])
        found[name] = max(0.0, float(np.maximum(means, 0.0).mean()) - without)
    return max(0.0, everything), found


def why_changed(
    before: Mapping[str, float], after: Mapping[str, float], value: Callable[[Mapping[str, float]], float]
) -> dict[str, float]:
    """Each driver's part of value(after) - value(before), in its unit; exact Shapley values over up to 12 drivers.

    Raises ValueError where the two do not name the same drivers, or too many changed.
    """
    if before.keys() != after.keys():
        raise ValueError("before and after must name the same drivers")
    names = [name for name in before if before[name] != after[name]]
    if len(names) > MOST_DRIVERS:
        raise ValueError(f"at most {MOST_DRIVERS} drivers may change")
    worth: dict[frozenset[str], float] = {}
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            worth[frozenset(chosen)] = value({**before, **{name: after[name] for name in chosen}})
    parts = dict.fromkeys(before, 0.0)
    orders = math.factorial(len(names))
    for already, here in worth.items():
        weight = math.factorial(len(already)) * math.factorial(max(0, len(names) - len(already) - 1)) / orders
        for name in set(names) - already:
            parts[name] += weight * (worth[already | {name}] - here)
    return parts
