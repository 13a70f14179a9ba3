"""Durable runs on SQLite: steps a second, how soon an approval carries on, and workers killed at random moments.

    ./jangbu bench durable [--only steps approvals kills] [--quick]

The peer is DBOS as it comes, in the same run; killed workers have no peer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection

from bench.rows import Row
from bench.turns import once, ours

TITLE = "Durable runs (SQLite, one worker)"
Report = Callable[[Row], None]
DEFAULT = "DBOS as it comes"
POLL = 880.0  # ms, quoted: DBOS's own poll of a second


def steps(report: Report, quick: bool) -> None:
    count = 200 if quick else 1_000
    found = {}
    for side in ("default", "ours"):
        with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as home:
            found[side] = float(once(ours("bench.ours.durable", "steps", side, count, home)).told["rate"])
    report(Row("durable steps", DEFAULT, found["default"], found["ours"], found["ours"] / found["default"], "steps/s"))


def approvals(report: Report, quick: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as home:
        told = once(ours("bench.ours.durable", "approvals", 5 if quick else 30, home)).told
    peer = f"{DEFAULT} (quoted)"
    report(Row("approval to effect, median", peer, POLL, told["median"], told["median"] / POLL, "ms"))
    report(Row("approval to effect, worst", peer, POLL, told["worst"], told["worst"] / POLL, "ms"))


def kills(report: Report, quick: bool) -> None:
    times = 20 if quick else 1_000
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as home:
        told = once(ours("bench.ours.durable", "kills", times, 20261130, home)).told
    name = f"{times} workers killed, {told['runs']} approvals,"
    for what in ("lost", "double"):
        report(Row(f"{name} {what}", "none may be", 0.0, float(told[what]), 0.0, "runs"))
    if told["lost"] or told["double"] or not told["ledger"]:
        raise SystemExit("runs were lost or done twice, or the ledger does not hold")


PARTS: dict[str, Callable[[Report, bool], None]] = {"steps": steps, "approvals": approvals, "kills": kills}


def run(report: Report, only: Collection[str] = (), quick: bool = False) -> None:
    for name, part in PARTS.items():
        if not only or name in only:
            part(report, quick)
