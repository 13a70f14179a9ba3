"""Wrong cells found: F1 over all cells and seconds, with nothing, with 20 labelled rows, with a person's answers.

hospital and flights lie in ../shared/data/tables (JANGBU_SHARED_DATA); the made tables come from the tests. Labels are
of ten random sets of 20 rows (mean and least F1) and of the rows that `ask_labels` names. Peers are quoted from a run
on a box like this in November 2026 and not rerun: the best vote of simple detectors, and Raha 1.26 with 20 labels.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

import numpy as np
from tests.engines.quality.judged import Judged, answers, judge, labels
from tests.engines.quality.made_tables import ALL

from bench.rows import Row
from jangbu.engines.quality.detecting import Label, Suspicions, ask_labels, detect_errors
from jangbu.engines.quality.frame import Frame, read_frame

TITLE = "Wrong cells: F1 and seconds"
TABLES = Path(os.environ.get("JANGBU_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data")) / "tables"
SEEDS = 10
VOTE = "vote of simple detectors, quoted and not rerun"
RAHA = "Raha with 20 labels, quoted and not rerun"
EVERY = "suspecting every cell"
BAR = "seconds allowed"
ALLOWED = 10.0
QUOTED = {"hospital": (0.73, 0.817, 576.0), "flights": (0.71, 0.817, 131.0)}  # vote, Raha, Raha's seconds


def tables() -> Iterator[tuple[str, Frame, Frame]]:
    for name in QUOTED:
        if (TABLES / name).exists():
            yield name, read_frame(TABLES / name / "dirty.csv"), read_frame(TABLES / name / "clean.csv")
    for name, make in ALL.items():
        made = make()
        yield f"{name} (made)", made.dirty, made.clean


def timed(work: Callable[[], Suspicions]) -> tuple[Suspicions, float]:
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def run(report: Callable[[Row], None]) -> None:
    for name, dirty, clean in tables():
        _run_one(report, name, dirty, clean)


def _run_one(report: Callable[[Row], None], name: str, dirty: Frame, clean: Frame) -> None:
    every = error_share(dirty, clean)
    guess = 2 * every / (1 + every)
    vote, raha, seconds = QUOTED.get(name, (guess, guess, ALLOWED))
    vote_peer, raha_peer, slow_peer = (VOTE, RAHA, RAHA) if name in QUOTED else (EVERY, EVERY, BAR)

    def tell(what: str, peer: str, value: float, ours: float, unit: str) -> None:
        report(Row(f"{name}, {what}", peer, value, ours, ours / value, unit))

    def tell_all(what: str, peer: str, value: float, judged: Judged) -> None:
        tell(what, peer, value, judged.f1, "F1")
        tell(f"{what}, precision", EVERY, every, judged.precision, "share")
        tell(f"{what}, recall", EVERY, 1.0, judged.recall, "share")

    found, took = timed(lambda: detect_errors(dirty))
    tell_all("no labels", vote_peer, vote, judge(found, dirty, clean))
    tell("no labels", BAR, ALLOWED, took, "s")
    given = answers(found.questions, clean)
    tell_all(f"{len(given)} answers", vote_peer, vote, judge(detect_errors(dirty, answers=given), dirty, clean))

    def with_labels(rows: list[Label]) -> tuple[Judged, float]:
        told, spent = timed(lambda: detect_errors(dirty, rows))
        return judge(told, dirty, clean), spent

    random_rows = [np.random.default_rng(seed).choice(dirty.rows, 20, replace=False) for seed in range(SEEDS)]
    runs = [with_labels(labels(clean, map(int, rows))) for rows in random_rows]
    tell("20 random labelled rows, mean", raha_peer, raha, mean(judged.f1 for judged, _ in runs), "F1")
    tell("20 random labelled rows, least", raha_peer, raha, min(judged.f1 for judged, _ in runs), "F1")
    tell("20 random labelled rows, slowest", slow_peer, seconds, max(spent for _, spent in runs), "s")
    tell_all("20 rows asked for", raha_peer, raha, with_labels(labels(clean, ask_labels(dirty)))[0])


def error_share(dirty: Frame, clean: Frame) -> float:
    pairs = zip(dirty.columns, clean.columns, strict=True)
    wrong = sum((a or "") != (b or "") for before, after in pairs for a, b in zip(before, after, strict=True))
    return wrong / (dirty.rows * len(dirty.names))
