"""What a change was worth: coverage, daily looks, cases, money, claims and reports, peers on the same series.

    ./jangbu bench value [--only PART ...] [--quick] [--json]

The simulator reproduces the scenarios that the project's facts name; nothing in it is read by the product. Peers run in
.venv-bench on the same series; a figure that is quoted says so in `peer`.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # cpu per series means one core; small products gain nothing from more

from collections.abc import Callable, Collection  # noqa: E402

from bench.effects import audits, case_lists, coverage, looking, money, reports  # noqa: E402
from bench.rows import Row  # noqa: E402

TITLE = "What a change was worth: simulated pilots of 30-60 + 10-20 days, true effect -20 %"
PARTS = ("coverage", "looks", "cases", "money", "claims", "reports")
SEED = 20261123


def run(report: Callable[[Row], None], *, only: Collection[str] = (), quick: bool = False, seed: int = SEED) -> None:
    """Every part, or those asked for."""
    asked = set(only or PARTS)
    if "coverage" in asked:
        coverage.run(report, quick=quick, seed=seed)
    if "looks" in asked:
        looking.run(report, quick=quick, seed=seed)
    if "cases" in asked:
        case_lists.run(report, quick=quick, seed=seed)
    if "money" in asked:
        money.run(report, quick=quick, seed=seed)
    if "claims" in asked:
        audits.run(report)
    if "reports" in asked:
        reports.run(report, quick=quick, seed=seed)
