"""How often looking every day, from the fifth on, finds an effect where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.effects.habits import excludes_one, newey_west
from bench.effects.simulate import simulate
from bench.rows import Row
from jangbu.engines.value import effect

FIRST_LOOK = 5
PILOTS = 400


def run(report: Callable[[Row], None], *, quick: bool, seed: int) -> None:
    """Scenario ar3, no effect; the decision day is the last day of the pilot, fixed beforehand."""
    pilots = 20 if quick else PILOTS
    rng = np.random.default_rng([seed, 77])
    called = {"ours": 0, "ours at the end": 0, "OLS": 0}
    for _ in range(pilots):
        data = simulate("ar3", rng, truth=1.0, lengths=(30, 60, 14, 20))
        dates, pairs = data.dates, data.pairs()
        looks, habit = [], []
        for n in range(data.before + FIRST_LOOK, len(pairs) + 1):
            found = effect(pairs[:n], start=dates[data.before], washout=0, holidays={}, decision=dates[-1])
            looks.append(found.verdict != "cannot_tell")
            seen = replace(data, day=data.day[:n], value=data.value[:n], control=data.control[:n])
            habit.append(excludes_one(newey_west(seen)))
        called["ours"] += any(looks)
        called["ours at the end"] += looks[-1]
        called["OLS"] += any(habit)
    share = {name: count / pilots for name, count in called.items()}
    for what, mine in (
        ("false calls over daily looks", "ours"),
        ("false calls on the decision day", "ours at the end"),
    ):
        report(Row(what, "OLS Newey-West, daily looks", share["OLS"], share[mine], share[mine] / share["OLS"], "share"))
