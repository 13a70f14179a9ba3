"""Claims audited: every row of the worked cases' tables, and how long an audit takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

from bench.rows import Row
from jangbu.engines.value.claims import Reading, audit_claims, cumulative, example

FLAT = Fraction(25, 36)
CASE_A = (
    (Reading("once", "gross"), 40_000),
    (Reading("once", "net"), 64_000),
    (Reading("none", "gross"), 48_000),
    (Reading("none", "net"), 72_000),
    (Reading("every month", "gross"), -48_000),
    (Reading("every month", "net"), -24_000),
    (Reading("2 months", "gross"), 32_000),
    (Reading("2 months", "net"), 56_000),
    (Reading("3 months", "gross"), 24_000),
    (Reading("3 months", "gross", delay=Fraction(1)), 18_000),
    (Reading("3 months", "gross", delay=Fraction(2), ramp="linear"), 18_000),
    (Reading("none", "gross", delay=Fraction(5)), 18_000),
    (Reading("3 months", "net", delay=Fraction(5)), 18_000),
    (Reading("once", "gross", delay=Fraction(11, 3)), 18_000),
    (Reading("once", "gross", share=FLAT), 18_000),
)
CASE_B = (
    (Reading(), 14_000),
    (Reading(running="first year"), 32_000),
    (Reading(running="never"), 50_000),
    (Reading(extra=Fraction(19_000, 12)), 52_000),
)


def run(report: Callable[[Row], None]) -> None:
    first, second = example("case_a"), example("case_b")
    right = sum(abs(cumulative(first, reading, 12) - money) < 1 for reading, money in CASE_A)
    right += sum(abs(cumulative(second, reading, 24) - money) < 1 for reading, money in CASE_B)
    rows = len(CASE_A) + len(CASE_B)
    report(Row("rows of the worked cases reproduced", "rows", rows, right, right / rows, "rows"))
    for name, case in (("case A", first), ("case B", second)):
        best = float("inf")
        for _ in range(5):
            began = time.process_time()
            audit_claims(case).as_json()
            best = min(best, 1000 * (time.process_time() - began))
        report(Row(f"claims audit, {name}", "must (no peer exists)", 300, best, best / 300, "ms"))
