"""Measures between groups beside Fairlearn: the same point values on generated and skewed samples, and the time.

./jangbu bench fairness        .venv-bench with `fairlearn` gives the peer's side; without it only ours is timed.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from random import Random

from bench.rows import Row
from jangbu.engines.fairness import GAPS, group_measures

TITLE = "Fairness: gaps between groups, Fairlearn beside ours"
SEED = 20261130
SAMPLES, MOST = 200, 600  # generated samples and the cases of the largest
TIMED = 20_000

Sample = tuple[list[bool], list[bool], list[str]]  # truth, selected, group


def sample(dice: Random) -> Sample:
    """Two to five groups of unequal size, each with rates of its own."""
    groups = [f"g{number}" for number in range(dice.randint(2, 5))]
    weights = [dice.uniform(0.2, 3) for _ in groups]
    rates = {group: (dice.random(), dice.random(), dice.random()) for group in groups}
    truth, selected, held = [], [], []
    for group in dice.choices(groups, weights, k=dice.randint(60, MOST)):
        base, good, bad = rates[group]
        really = dice.random() < base
        truth.append(really)
        selected.append(dice.random() < (good if really else bad))
        held.append(group)
    return truth, selected, held


def peers(truth: list[bool], selected: list[bool], held: list[str]) -> dict[str, float] | None:
    """Fairlearn's values, None where it is not installed."""
    try:
        metrics = importlib.import_module("fairlearn.metrics")  # only the bench's own environment has it
    except ImportError:
        return None
    told = {"sensitive_features": held}
    accuracy = metrics.MetricFrame(
        metrics=lambda y, p: float((y == p).mean()), y_true=_array(truth), y_pred=_array(selected), **told
    )
    return {
        "demographic_parity_difference": float(metrics.demographic_parity_difference(truth, selected, **told)),
        "demographic_parity_ratio": float(metrics.demographic_parity_ratio(truth, selected, **told)),
        "tpr_gap": float(metrics.equal_opportunity_difference(truth, selected, **told)),
        "fpr_gap": float(
            metrics.MetricFrame(metrics=metrics.false_positive_rate, y_true=truth, y_pred=selected, **told).difference()
        ),
        "equalised_odds_difference": float(metrics.equalized_odds_difference(truth, selected, **told)),
        "accuracy_gap": float(accuracy.difference()),
    }


def _array(values: list[bool]):  # type: ignore[no-untyped-def]
    import numpy as np  # noqa: PLC0415

    return np.asarray(values)


def run(report: Callable[[Row], None]) -> None:
    """The largest difference to the peer over all samples, by measure, and the time for 2,000 resamples."""
    dice, worst, compared = Random(SEED), dict.fromkeys(GAPS, 0.0), 0
    for _ in range(SAMPLES):
        truth, selected, held = sample(dice)
        theirs = peers(truth, selected, held)
        if theirs is None:
            break
        ours = group_measures(selected, {"group": held}, truth=truth, draws=2)[0].gaps
        for name in GAPS:
            value = ours[name].value
            if value is not None:  # undefined with us where a group has no such case; Fairlearn counts it as 0
                worst[name] = float(max(worst[name], abs(value - theirs[name])))
                assert theirs[name] == theirs[name], name  # a NaN would compare as no difference
                compared += 1
    for name, difference in worst.items():
        if compared:
            what = f"{name}: largest difference over {compared // len(GAPS)} samples"
            report(Row(what, "fairlearn (its own value)", 0.0, difference, 1.0, "absolute"))
    truth, selected, held = [], [], []
    while len(truth) < TIMED:
        more = sample(dice)
        truth, selected, held = truth + more[0], selected + more[1], held + more[2]
    began = time.perf_counter()
    group_measures(selected, {"group": held}, truth=truth)
    spent = time.perf_counter() - began
    report(Row(f"{len(truth):,} cases with 2,000 resamples", "none", 0.0, spent, 1.0, "s"))
