"""Coverage of effects case by case: 600 before and 250 after, three types, log-normal, in the facts' five scenarios."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from bench.effects.simulate import TRUTH, latent
from bench.rows import Row
from jangbu.engines.value import case_effect

REPEATS, DAYS_REPEATS = 1000, 500
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


DRIFTS = ("none", "ar3", "ar6", "ar8", "trend", "rw")
WORKED = (40, 18, 12)  # working days before and after, cases a day


def simulate_days(drift: str, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Rows with their days, the level of which drifts; the mix shifts at the start, and a fifth less is the truth."""
    before, after, a_day = WORKED
    count = before + after
    level = np.zeros(count) if drift == "none" else latent(drift, count, rng)[0]
    first, rows = date(2031, 1, 6), []
    days = [first + timedelta(days=7 * (place // 5) + place % 5) for place in range(count)]
    for place, day in enumerate(days):
        late = place >= before
        for kind in rng.choice(3, rng.poisson(a_day), p=AFTER if late else BEFORE):
            minutes = MEDIANS[kind] * math.exp(level[place]) * (TRUTH if late else 1) * rng.lognormal(0, SPREAD)
            rows.append({"group": "after" if late else "before", "minutes": minutes, "kind": str(kind), "day": day})
    return rows


def _drifting(report: Callable[[Row], None], *, quick: bool, seed: int) -> None:
    """What drifts would have drifted anyway: beside the product, the same means with days as clusters alone."""
    for drift in DRIFTS:
        rng = np.random.default_rng([seed, 12, DRIFTS.index(drift)])
        held, habit, off = [], [], []
        for _ in range(30 if quick else DAYS_REPEATS):
            rows = simulate_days(drift, rng)
            found = case_effect(rows, group="group", value="minutes", strata=["kind"], day="day")
            plain = case_effect(rows, group="group", value="minutes", strata=["kind"])
            assert found.ratio is not None
            assert plain.ratio is not None
            held.append(found.ratio.low <= TRUTH <= found.ratio.high)
            habit.append(plain.ratio.low <= TRUTH <= plain.ratio.high)
            off.append(found.ratio.mid - TRUTH)
        theirs, mine = float(np.mean(habit)), float(np.mean(held))
        what = f"case-level coverage over days, {drift}"
        report(Row(what, "stratified means alone", theirs, mine, mine / theirs, "share"))
        report(Row(f"{what}: absolute bias", "aim", 1.0, abs(100 * float(np.mean(off))), 0.0, "points"))


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
    _drifting(report, quick=quick, seed=seed)
