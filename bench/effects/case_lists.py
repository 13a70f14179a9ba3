"""Coverage of effects case by case: 600 before and 250 after, three types, log-normal, in the facts' five scenarios."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.rows import Row
from jangbu.engines.value import case_effect

REPEATS = 1000
SCENARIOS = ("mix", "nomix", "tail", "hetero", "agents")
MEDIANS = np.array([8.0, 15.0, 30.0])
BEFORE, AFTER, SPREAD = (0.40, 0.38, 0.22), (0.55, 0.30, 0.15), 0.8


def simulate(scenario: str, rng: np.random.Generator) -> tuple[list[dict[str, Any]], float]:
    """Rows, and the truth: the ratio of mean minutes at the pilot's mix."""
    later = BEFORE if scenario == "nomix" else AFTER
    factor = {"tail": np.full(3, 0.7), "hetero": np.array([0.5, 0.9, 1.05])}.get(scenario, np.full(3, 0.8))
    spread = 1.1 if scenario == "tail" else SPREAD
    slow = rng.normal(size=12) * 0.25 if scenario == "agents" else np.zeros(12)
    rows = []
    sides = (("before", 600, BEFORE, np.ones(3), SPREAD, 12), ("after", 250, later, factor, spread, 5))
    for group, count, mix, times, sd, agents in sides:
        kinds, who = rng.choice(3, count, p=mix), rng.integers(0, agents if scenario == "agents" else 12, count)
        minutes = MEDIANS[kinds] * times[kinds] * np.exp(slow[who] + sd * rng.normal(size=count))
        told = zip(minutes.tolist(), kinds.tolist(), who.tolist(), strict=True)
        rows += [{"group": group, "minutes": m, "kind": str(k), "agent": str(a)} for m, k, a in told]
    mean = MEDIANS * np.array(later)
    truth = (mean * factor).sum() * math.exp(spread**2 / 2) / (mean.sum() * math.exp(SPREAD**2 / 2))
    return rows, float(truth)


def run(report: Callable[[Row], None], *, quick: bool, seed: int) -> None:
    for scenario in SCENARIOS:
        rng = np.random.default_rng([seed, 11, SCENARIOS.index(scenario)])
        held, habit, off = [], [], []
        for _ in range(40 if quick else REPEATS):
            rows, truth = simulate(scenario, rng)
            agent = "agent" if scenario == "agents" else None
            found = case_effect(rows, group="group", value="minutes", strata=["kind"], agent=agent)
            assert found.ratio is not None
            assert found.typical is not None
            held.append(found.ratio.low <= truth <= found.ratio.high)
            habit.append(found.typical.low <= truth <= found.typical.high)
            off.append(found.ratio.mid - truth)
        theirs, mine = float(np.mean(habit)), float(np.mean(held))
        report(
            Row(
                f"case-level coverage, {scenario}",
                "logs with types",
                theirs,
                mine,
                mine / theirs if theirs else 0.0,
                "share",
            )
        )
        report(Row(f"case-level absolute bias, {scenario}", "aim", 1.0, abs(100 * float(np.mean(off))), 0.0, "points"))
