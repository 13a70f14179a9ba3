"""The data engine beside its peers, on the same files in one run.

    ./jangbu bench data [--only PART ...] [--quick] [--json]

Each side runs in a process of its own, start-up included, turn about; the best of the turns counts. Peers live in
.venv-bench. Files are prepared once in JANGBU_BENCH_DATA (default: the system's temporary folder); --quick makes the
large ones small and takes one turn. A peer that could not be installed beside the others is quoted, and `peer` says so.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import normalise, processes, profile
from bench.matching import sets
from bench.rows import Row
from bench.turns import PEERS, Side, SideError, Turn, in_turns, ours, peer

TITLE = "The data engine beside its peers"
Report = Callable[[Row], None]
OURS = "ours"
SPLINK = "Splink 5, best of p ≥ .5 to .9999"
SPLINK_NORMALISED = "Splink 5 after our normaliser (not timed), best of p ≥ .5 to .9999"
RERUN = "Splink 5, which has to match everything anew"
COMPANY_KINDS = {"name": "company", "biz_no": "business_number", "tel": "phone", "addr": "address", "rep": "person"}
CUSTOMER_KINDS = {"name": "company", "contact": "person", "date": "date"} | {
    kind: kind for kind in ("phone", "email", "address", "business_number")
}


@dataclass(frozen=True, slots=True)
class Run:
    """Where the files are and how much is asked for."""

    report: Report
    folder: Path
    quick: bool

    @property
    def turns(self) -> int:
        return 1 if self.quick else 3

    @property
    def customers(self) -> Path:
        return sets.customers(20_000 if self.quick else 1_000_000, self.folder)


def rows_of(report: Report, what: str, found: Mapping[str, Turn], figures: Collection[str]) -> None:
    """One row a figure and a peer. `wall` and `resident` are the process's, the others what it printed."""
    mine = found[OURS]
    for figure in figures:
        for name, turn in found.items():
            if name != OURS:
                theirs, own = figure_of(turn, figure), figure_of(mine, figure)
                label, unit = FIGURES[figure]
                report(Row(f"{what}, {label}", name, theirs, own, own / theirs if theirs else 0.0, unit))


FIGURES = {
    "f1": ("F1", "F1"),
    "precision": ("precision", "share"),
    "recall": ("recall", "share"),
    "wall": ("whole process", "s"),
    "seconds": ("from file to answer", "s"),
    "resident": ("peak resident", "MB"),
}


def figure_of(turn: Turn, figure: str) -> float:
    if figure in ("wall", "resident"):
        return float(getattr(turn, figure))
    return float(turn.told[figure])


def matched(run: Run, what: str, folder: Path, peers: Mapping[str, Side], figures: Collection[str]) -> dict[str, Turn]:
    found = in_turns({**peers, OURS: ours("bench.ours.match", folder)}, run.turns)
    rows_of(run.report, what, found, figures)
    return found


def profiles(run: Run) -> None:
    prepare_orders(run)
    profile.run(run.report)


def checks(run: Run) -> None:
    prepare_orders(run)
    path = profile.orders()
    sides = {
        "one scan of hand-written DuckDB SQL, counts only": peer("sixteen_checks_duckdb", path),
        "Pointblank on polars": peer("sixteen_checks_pointblank", path),
        "Great Expectations on pandas": peer("sixteen_checks_gx", path),
        OURS: ours("bench.ours.sixteen_checks", path),
    }
    found = in_turns(sides, run.turns)
    for name, turn in found.items():  # the first check counts repeats; some peers count every row of a repeated value
        if turn.told["failing"][1:] != found[OURS].told["failing"][1:]:
            print(f"{name} counts other failing rows than ours: {turn.told['failing']}", file=sys.stderr)
    rows_of(run.report, "16 checks", found, ("wall", "resident"))


def prepare_orders(run: Run) -> None:
    """The order maker needs pyarrow, which only the peers have."""
    if "BENCH_ORDERS" not in os.environ and not profile.MAKER.exists():
        raise FileNotFoundError(errno.ENOENT, "missing", str(profile.MAKER))
    os.environ.setdefault("BENCH_PYTHON", str(PEERS))
    if run.quick:
        path = run.folder / "orders200k.csv"
        if not path.exists():
            subprocess.run([PEERS, profile.MAKER, "200000", path], check=True, stdout=subprocess.DEVNULL)
        os.environ["BENCH_ORDERS"] = str(path)


def febrl(run: Run) -> None:
    for name in sets.FEBRL:
        folder = sets.prepared(name, run.folder)
        peers = {SPLINK: peer("splink_febrl", folder), "recordlinkage ECM": peer("recordlinkage_febrl", folder)}
        matched(run, name, folder, peers, ("f1", "wall"))


def pairs(run: Run) -> None:
    """Full tables, no labels. Splink needs columns that are alike, which the products and films do not have."""
    for name in sets.LINKED:
        folder = sets.prepared(name, run.folder)
        peers = {"TF-IDF letters in threes, mutual best, best of ≥ .3, .4": peer("tfidf", folder)}
        if name in ("fodors_zagats", "dblp_acm"):
            peers[SPLINK] = peer("splink_pairs", name, folder)
        matched(run, name, folder, peers, ("f1", "wall"))


def companies(run: Run) -> None:
    folder = sets.prepared(sets.KOREAN, run.folder)
    matched(run, "Korean companies", folder, splinks(folder, "companies", COMPANY_KINDS), ("f1", "wall"))


def customers(run: Run) -> None:
    folder = run.customers
    what = "20,000 Korean customers" if run.quick else "1 M Korean customers"
    matched(run, what, folder, splinks(folder, "customers", CUSTOMER_KINDS), tuple(FIGURES))


def late(run: Run) -> None:
    """1,000 rows later. We open the index kept from the first match; Splink 5 has nothing to keep and starts over."""
    folder = run.customers
    whole, first = sets.anew(folder)
    index = folder / "match.index"
    in_turns({"index": ours("bench.ours.late", "build", folder, index)}, 1)
    sides = {RERUN: peer("splink_kr", "customers", whole, first), OURS: ours("bench.ours.late", "join", folder, index)}
    what = f"1,000 new rows against {'20,000' if run.quick else '1 M'}"
    rows_of(run.report, what, in_turns(sides, run.turns), ("f1", "seconds", "resident"))


def splinks(folder: Path, model: str, kinds: Mapping[str, str]) -> dict[str, Side]:
    """Splink on the rows as they are, and on the same rows after our normaliser."""
    clean = folder.with_name(f"{folder.name}_normalised")
    in_turns({"normaliser": ours("bench.ours.normalised", folder, clean, *map("=".join, kinds.items()))}, 1)
    return {SPLINK: peer("splink_kr", model, folder), SPLINK_NORMALISED: peer("splink_kr", model, clean)}


def normalising(run: Run) -> None:
    normalise.run(run.report)


def repeatable(run: Run) -> None:
    processes.run(run.report)


PARTS: dict[str, Callable[[Run], None]] = {
    "profile": profiles,
    "checks": checks,
    "normalise": normalising,
    "febrl": febrl,
    "pairs": pairs,
    "companies": companies,
    "customers": customers,
    "late": late,
    "processes": repeatable,
}


def run(report: Report, only: Collection[str] = (), quick: bool = False) -> None:
    """Every part, or those of `only`. A part whose data are not here is passed over; one in which we fail is named."""
    folder = Path(os.environ.get("JANGBU_BENCH_DATA", Path(tempfile.gettempdir()) / "jangbu-bench"))
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for name, part in PARTS.items():
        if only and name not in only:
            continue
        try:
            part(Run(report, folder, quick))
        except FileNotFoundError as missing:
            print(f"{name}: {missing.filename} is not here, so this part is left out", file=sys.stderr)
        except SideError as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            failed.append(name)
    if failed:
        raise SystemExit(f"ours failed in: {', '.join(failed)}")
