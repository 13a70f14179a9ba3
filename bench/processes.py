"""Reading and scoring a made log of 164,000 events (XES.gz), start-up of Python not included; the best of three."""

from __future__ import annotations

import gzip
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.rows import Row
from jangbu.engines.processes import read_log, repeatability

TITLE = "Repeatability of a 164,000-event log"
EVENTS = 164_000
PM4PY = 8.6  # seconds, measured on such a log in November 2026; AGPL, so it is not installed here


def write_log(path: Path) -> None:
    """Cases of 6 to 20 events over 24 activities, as banks' application logs have them."""
    rng = random.Random(12)
    start, written, case = datetime(2026, 1, 1, tzinfo=UTC), 0, 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        while written < EVENTS:
            case += 1
            moment = start + timedelta(minutes=7 * case)
            file.write(f'<trace><string key="concept:name" value="{case}"/>')
            for _ in range(rng.randint(6, 20)):
                moment += timedelta(seconds=rng.randint(20, 90_000))
                file.write(
                    f'<event><string key="org:resource" value="{rng.randint(1, 60)}"/>'
                    '<string key="lifecycle:transition" value="COMPLETE"/>'
                    f'<string key="concept:name" value="step {int(rng.triangular(0, 24, 3))}"/>'
                    f'<date key="time:timestamp" value="{moment.isoformat()}"/></event>'
                )
                written += 1
            file.write("</trace>\n")
        file.write("</log>\n")


def run(report: Callable[[Row], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes.gz"
        write_log(path)
        best = min(timed(path) for _turn in range(3))
    report(Row("read and scored, wall", "PM4Py, quoted and not rerun", PM4PY, best, best / PM4PY, "s"))


def timed(path: Path) -> float:
    begun = time.perf_counter()
    repeatability(read_log(path), now=datetime(2030, 1, 1, tzinfo=UTC))
    return time.perf_counter() - begun
