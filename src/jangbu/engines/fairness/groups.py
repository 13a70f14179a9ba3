"""Measures between groups of people or cases: selection rates, gaps and ratios, with bootstrap intervals.

Definitions as Fairlearn publishes them (demographic_parity_difference and _ratio, true and false positive rate,
equalized_odds_difference, "between_groups"): a gap is the largest value of a group minus the smallest, a ratio the
smallest over the largest. Equalised odds is the larger of the TPR gap and the FPR gap; both are given beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.fairness.estimates import Estimate

LEAST = 30  # cases of a group below which nothing is judged
DRAWS = 2_000
GAPS = (
    "demographic_parity_difference",
    "demographic_parity_ratio",
    "tpr_gap",
    "fpr_gap",
    "equalised_odds_difference",
    "accuracy_gap",
)
BY_TRUTH = frozenset({"tpr_gap", "fpr_gap", "equalised_odds_difference", "accuracy_gap"})
TIMES = " × "
Counts = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """One group: how many, how many selected, its rates, and its selection rate over the most selected group's."""

    name: str
    n: int
    selected: int
    selection_rate: Estimate
    impact_ratio: Estimate
    tpr: Estimate
    fpr: Estimate
    accuracy: Estimate

    @property
    def enough(self) -> bool:
        return self.n >= LEAST


@dataclass(frozen=True, slots=True)
class Fairness:
    """The groups of one attribute (or of several crossed), by name, and the gaps between them by name (see GAPS)."""

    attribute: str
    groups: tuple[Group, ...]
    gaps: Mapping[str, Estimate]
    small: tuple[str, ...]  # groups under LEAST cases: while there is one, nothing is judged

    @property
    def judged(self) -> bool:
        return len(self.groups) > 1 and not self.small


def group_measures(
    selected: Sequence[bool],
    groups: Mapping[str, Sequence[str]],
    *,
    truth: Sequence[bool] | None = None,
    crossed: bool = True,
    draws: int = DRAWS,
    seed: int = 0,
) -> tuple[Fairness, ...]:
    """One answer for each attribute of `groups` (its values by case), then one for all of them crossed.

    selected, truth and every attribute have one value per case, in one order. Without `truth` the rates that need it
    are unknown. `draws` resamples of whole cases give the 95 % percentile interval; the same seed gives the same.
    Raises ValueError for lengths that differ and for no case at all.
    """
    lengths = {len(selected), *(len(values) for values in groups.values()), len(selected if truth is None else truth)}
    if len(lengths) != 1 or not selected or not groups:
        raise ValueError("each case needs one decision and one value of each attribute")
    attributes = {name: [str(value) for value in values] for name, values in groups.items()}
    if crossed and len(attributes) > 1:
        attributes[TIMES.join(groups)] = [TIMES.join(each) for each in zip(*attributes.values(), strict=True)]
    chosen = np.asarray(selected, dtype=bool)
    really = None if truth is None else np.asarray(truth, dtype=bool)
    return tuple(_measured(name, values, chosen, really, draws, seed) for name, values in attributes.items())


def _measured(
    attribute: str, values: Sequence[str], chosen: NDArray[Any], really: NDArray[Any] | None, draws: int, seed: int
) -> Fairness:
    names, index = np.unique(np.asarray(values, dtype=object).astype(str), return_inverse=True)
    counts = np.zeros((len(names), 2, 2), dtype=np.int64)  # group, truth, selected
    good = np.zeros(len(values), dtype=np.intp) if really is None else really.astype(np.intp)
    np.add.at(counts, (index.astype(np.intp), good, chosen.astype(np.intp)), 1)
    drawn = _redrawn(counts, draws, seed)
    point, cloud = _rates(counts[None]), _rates(drawn)
    if really is None:
        for name in ("tpr", "fpr", "accuracy"):
            point[name][:], cloud[name][:] = np.nan, np.nan
    each = counts.sum(axis=(1, 2))
    positives, total = counts[:, 1].sum(axis=1), int(each.sum())
    of = {"selection_rate": each, "impact_ratio": each, "tpr": positives, "fpr": each - positives, "accuracy": each}
    found = tuple(
        Group(
            name=str(name),
            n=int(each[g]),
            selected=int(counts[g, :, 1].sum()),
            **{rate: _estimate(point[rate][0, g], cloud[rate][:, g], int(n[g])) for rate, n in of.items()},
        )
        for g, name in enumerate(names)
    )
    points, clouds = _gaps(point), _gaps(cloud)
    gaps = {name: _estimate(points[name][0], clouds[name], total) for name in GAPS}
    return Fairness(attribute, found, gaps, tuple(group.name for group in found if not group.enough))


def _redrawn(counts: Counts, draws: int, seed: int) -> Counts:
    """Whole cases drawn again with replacement: the cells' counts are multinomial, so they are drawn at once."""
    flat = counts.reshape(-1)
    total = int(flat.sum())
    shape = (draws, *counts.shape)
    return np.random.default_rng(seed).multinomial(total, flat / total, size=draws).reshape(shape)


def _rates(counts: Counts) -> dict[str, Shares]:
    """Rates by draw and group from counts (draw, group, truth, selected); NaN where a group has no such case."""
    n, chosen = counts.sum(axis=(2, 3)), counts[..., 1].sum(axis=2)
    positives, negatives = counts[:, :, 1].sum(axis=2), counts[:, :, 0].sum(axis=2)
    selection = _over(chosen, n)
    with np.errstate(invalid="ignore"):
        most = np.fmax.reduce(selection, axis=1, keepdims=True)
    return {
        "selection_rate": selection,
        "impact_ratio": _over(selection, most),
        "tpr": _over(counts[:, :, 1, 1], positives),
        "fpr": _over(counts[:, :, 0, 1], negatives),
        "accuracy": _over(counts[:, :, 1, 1] + counts[:, :, 0, 0], n),
    }


def _gaps(rates: Mapping[str, Shares]) -> dict[str, Shares]:
    """Between the groups of each draw; NaN as soon as one group has no such rate."""

    def apart(name: str) -> Shares:
        return np.asarray(rates[name].max(axis=1) - rates[name].min(axis=1))

    tpr, fpr, selection = apart("tpr"), apart("fpr"), rates["selection_rate"]
    return {
        "demographic_parity_difference": apart("selection_rate"),
        "demographic_parity_ratio": _over(selection.min(axis=1), selection.max(axis=1)),
        "tpr_gap": tpr,
        "fpr_gap": fpr,
        "equalised_odds_difference": np.maximum(tpr, fpr),
        "accuracy_gap": apart("accuracy"),
    }


def _over(part: NDArray[Any], whole: NDArray[Any]) -> Shares:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)


def _estimate(point: float, cloud: Shares, n: int) -> Estimate:
    known = cloud[~np.isnan(cloud)]
    if np.isnan(point) or not len(known):  # so few cases that no resample defines it: a value without an interval
        return Estimate(None if np.isnan(point) else float(point), None, None, n)
    low, high = np.percentile(known, [2.5, 97.5])
    return Estimate(float(point), float(min(low, point)), float(max(high, point)), n)
