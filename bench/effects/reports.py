"""Ten thousand random results, both languages: how many contradict themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from bench.effects.consistency import contradictions, random_results
from bench.rows import Row

RESULTS = 10_000


def run(report: Callable[[Row], None], *, quick: bool, seed: int) -> None:
    rng = np.random.default_rng([seed, 3])
    count, bad = 300 if quick else RESULTS, 0
    for result in random_results(count, rng):
        found = contradictions(result, rng)
        bad += bool(found)
        if found and bad <= 5:
            print(*found, sep="\n", file=sys.stderr)
    report(
        Row(f"contradictions in {count:,} random results, both languages", "CausalImpact ports", 1, bad, bad, "results")
    )
