"""Profiling 5,000,000 orders of 12 columns (856 MB CSV): our whole profile beside DuckDB's SUMMARIZE, in the same run.

Each side runs three times in a process of its own, start-up included, turn about; the best of each counts. The file is
written once by ../shared/tools/make_orders.py, which needs numpy and pyarrow, into BENCH_ORDERS or the system's
temporary folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.rows import Row

TITLE = "Profile of 5 million orders"
ROWS = 5_000_000
TURNS = 3
MAKER = Path(__file__).parents[2] / "shared" / "tools" / "make_orders.py"
OURS = "import sys; from jangbu.engines.quality import profile; profile(sys.argv[1])"
CHECKED = (
    "import sys; from datetime import date; from jangbu.engines.quality import diagnose;"
    " diagnose([sys.argv[1]], as_of=date(2026, 1, 15))"
)
PEER = "import sys, duckdb; duckdb.execute(f\"SUMMARIZE SELECT * FROM read_csv('{sys.argv[1]}')\").fetchall()"
MEASURE = (
    "import resource, subprocess, sys, time; start = time.perf_counter();"
    " subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL);"
    " wall = time.perf_counter() - start; used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    " print(wall, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)"
)


def orders() -> Path:
    """The order file, written on first use."""
    path = Path(os.environ.get("BENCH_ORDERS", Path(tempfile.gettempdir()) / "orders5m.csv"))
    if not path.exists():
        if not MAKER.exists():
            raise SystemExit(f"{MAKER} is not here; set BENCH_ORDERS to a CSV file")
        print(f"writing {path} (a minute or two)", file=sys.stderr)
        unfinished = path.with_suffix(".part")
        subprocess.run([os.environ.get("BENCH_PYTHON", sys.executable), MAKER, str(ROWS), unfinished], check=True)
        unfinished.rename(path)
    return path


def measured(code: str, path: Path) -> tuple[float, float, float]:
    """Wall seconds, peak resident MB and CPU seconds of one process."""
    told = subprocess.run([sys.executable, "-c", MEASURE, code, path], check=True, capture_output=True, text=True)
    wall, resident, cpu = map(float, told.stdout.split())
    return wall, resident, cpu


def run(report: Callable[[Row], None]) -> None:
    path = orders()
    turns: dict[str, list[tuple[float, float, float]]] = {PEER: [], OURS: [], CHECKED: []}
    for _turn in range(TURNS):
        for code, found in turns.items():
            found.append(measured(code, path))
    best = {code: tuple(min(values) for values in zip(*found, strict=True)) for code, found in turns.items()}
    for place, what, unit in ((0, "wall", "s"), (1, "peak resident", "MB"), (2, "CPU", "s")):
        peer, ours, checked = best[PEER][place], best[OURS][place], best[CHECKED][place]
        report(
            Row(
                f"profile (meanings, dependencies, proposed rules), {what}",
                "DuckDB SUMMARIZE",
                peer,
                ours,
                ours / peer,
                unit,
            )
        )
        report(
            Row(
                f"diagnose (profile, every proposed rule counted, score), {what}",
                "DuckDB SUMMARIZE",
                peer,
                checked,
                checked / peer,
                unit,
            )
        )
