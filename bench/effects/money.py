"""Draws a second through a twelve-month model, rates of return against a scalar oracle, and the golden case."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.rows import Row
from bench.turns import in_turns, peer
from jangbu.engines.value import irr, parse_roi_case, roi
from jangbu.engines.value.returns import example
from jangbu.engines.value.returns.flows import Model
from jangbu.engines.value.returns.roi import draw

EIGHT = {
    "currency": "USD",
    "months": 12,
    "ramp_months": "ramp",
    "inputs": {
        "volume": {"low": 2200, "mid": 2500, "high": 2900},
        "minutes": {"low": 4, "mid": 5, "high": 7},
        "automated": {"low": 0.25, "mid": 0.4, "high": 0.5},
        "wage": {"low": 14, "high": 26},
        "realised": {"low": 0.3, "mid": 0.6, "high": 0.9},
        "build": {"low": 6000, "high": 14000},
        "run": {"low": 1600, "high": 3000},
        "ramp": {"low": 0, "high": 3},
    },
    "costs": [{"name": "build", "amount": "build", "per": "once"}, {"name": "run", "amount": "run"}],
    "benefits": [
        {"name": "hours", "kind": "capacity", "product": ["volume", "minutes", "automated", "1/60", "wage", "realised"]}
    ],
}
GOLDEN = (1_672_201, 7_168_371, 5_496_170)


def run(report: Callable[[Row], None], *, quick: bool, seed: int) -> None:
    _draws(report, 100_000 if quick else 1_000_000, seed)
    _rates(report, 20_000 if quick else 1_000_000, seed)
    found = roi(example("tei"))
    for what, golden, mine in zip(
        ("cost", "benefit", "net"), GOLDEN, (found.cost, found.benefit, found.npv), strict=True
    ):
        report(
            Row(
                f"golden case, present {what}",
                "published study",
                golden,
                mine.p50 / 100,
                mine.p50 / 100 / golden,
                "USD",
            )
        )


def _draws(report: Callable[[Row], None], count: int, seed: int) -> None:
    """NPV, ROI and payback of every draw, quasi-random points and their shapes included."""
    case = parse_roi_case(EIGHT)
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        model = Model.of(case)
        found = model.run(draw(case, count, np.random.default_rng(seed)))
        np.quantile(found.roi, (0.05, 0.5, 0.95))
        best = max(best, count / (time.process_time() - began))
    report(Row("draws a second, 12 months, 8 inputs", "NumPy, facts", 630_000, best, best / 630_000, "draws/s"))


def _rates(report: Callable[[Row], None], count: int, seed: int) -> None:
    rng = np.random.default_rng([seed, 5])
    flows = np.concatenate([-rng.uniform(500, 5000, (count, 1)), rng.uniform(0, 900, (count, 12))], axis=1)
    best = 0.0
    for _ in range(2):
        began = time.process_time()
        found = irr(flows)
        best = max(best, count / (time.process_time() - began))
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "flows.npy", flows[:2000])
        turns = in_turns({"numpy-financial": peer("rates_of_return", folder)}, 1)
        if "numpy-financial" in turns:
            told = turns["numpy-financial"].told
            theirs = np.array(told["rates"], dtype=float)
            gap = float(np.nanmax(np.abs(theirs - found[: len(theirs)])))
            report(
                Row("IRR a second", "numpy-financial", told["per_second"], best, best / told["per_second"], "flows/s")
            )
            report(Row("IRR, largest difference on 2,000 flows", "numpy-financial", 1e-9, gap, gap / 1e-9, "rate"))
            return
    report(Row("IRR a second", "numpy-financial, facts", 7_874, best, best / 7_874, "flows/s"))
