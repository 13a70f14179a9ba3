"""Events taken in: five-fold replay, shuffled, through the real view with signatures; exactly one ledger entry each.

Beside it, in the same run, what the same machine needs to insert the same bodies raw: SQLite with the same settings and
a unique key (INSERT OR IGNORE, one transaction a delivery), and DuckDB the same way.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.rows import Row

TITLE = "Events taken in: 5-fold replay and shuffling, signed, one ledger entry each (SQLite, WAL, synchronous FULL)"
RUNS = 1_000  # of three events each
FOLD = 5
BATCH = 100  # events of a delivery
SINGLE = 600  # deliveries of one event each
CLIENTS = 4
START = datetime(2026, 11, 2, tzinfo=UTC)
MUST, AIM = 500, 1_000  # events a second


def run(report: Callable[[Row], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as folder:
        os.environ["JANGBU_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415  # the home must be chosen first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        from jangbu.web.wiring import wire  # noqa: PLC0415

        wire()
        made = _source()
        _fresh(made, Path(folder), report)
        _replayed(made, Path(folder), report)
        _one_by_one(made, Path(folder), report)
        connections.close_all()


def _source() -> Any:
    from jangbu.apps.work import services  # noqa: PLC0415
    from jangbu.kernel.entry import Actor  # noqa: PLC0415

    return services.add_source("bench", "cloudevents", actor=Actor.operator("bench"), why="재려고")


def events_of(first: int, runs: int) -> list[dict[str, Any]]:
    """Three events a run: started, a step, finished; about 330 bytes each."""
    told = []
    for number in range(first, first + runs):
        for place, phase in enumerate(("started", "step", "finished")):
            at = START + timedelta(seconds=20 * number + place)
            told.append(
                {
                    "specversion": "1.0",
                    "id": f"r{number}:{phase}",
                    "source": "/bench",
                    "type": f"jangbu.run.{phase}",
                    "subject": f"r{number}",
                    "time": at.isoformat(),
                    "data": {"workflow": "매입 계산서", "step": "읽기" if phase == "step" else "", "number": number},
                }
            )
    return told


def _fresh(made: Any, folder: Path, report: Callable[[Row], None]) -> None:
    """Only new events, in order."""
    told = events_of(0, RUNS)
    bodies = [json.dumps(told[start : start + BATCH]).encode() for start in range(0, len(told), BATCH)]
    wall, cpu = _sent(made, bodies, CLIENTS)
    rate = len(told) / wall
    _exactly(len(told))
    what = f"{len(told):,} new events, {BATCH} a delivery, by {CLIENTS}"
    raw = len(told) / _raw_sqlite(folder / "fresh.sqlite3", bodies)
    report(_row(what, "SQLite, raw INSERT of the same bodies, same run", raw, rate))
    report(_row(what, "aim", AIM, rate))
    report(_row(f"{what}, a second of CPU", "aim", AIM, len(told) / cpu))


def _replayed(made: Any, folder: Path, report: Callable[[Row], None]) -> None:
    """Five times each and shuffled across deliveries, so that most deliveries hold new and known events."""
    told = events_of(RUNS, RUNS)
    again = told * FOLD
    Random(7).shuffle(again)
    bodies = [json.dumps(again[start : start + BATCH]).encode() for start in range(0, len(again), BATCH)]
    wall, cpu = _sent(made, bodies, CLIENTS)
    rate = len(again) / wall
    _exactly(2 * len(told))
    what = f"{len(again):,} events, each {FOLD} times and shuffled, {BATCH} a delivery, by {CLIENTS}"
    raw = {"SQLite": _raw_sqlite(folder / "again.sqlite3", bodies), "DuckDB": _raw_duckdb(folder, bodies)}
    for name, seconds in raw.items():
        report(_row(what, f"{name}, raw INSERT of the same bodies, same run", len(again) / seconds, rate))
    report(_row(what, "must", MUST, rate))
    report(_row(what, "aim", AIM, rate))
    report(_row(f"{what}, a second of CPU", "aim", AIM, len(again) / cpu))


def _one_by_one(made: Any, folder: Path, report: Callable[[Row], None]) -> None:
    told = events_of(2 * RUNS, SINGLE // 3)
    bodies = [json.dumps(each).encode() for each in told]
    Random(8).shuffle(bodies)
    taken, cpu = _sent(made, bodies, CLIENTS)
    _exactly(2 * RUNS * 3 + len(told))
    seconds = _raw_sqlite(folder / "single.sqlite3", bodies)
    what = f"{len(told):,} new events, one a delivery and transaction, by {CLIENTS}"
    report(_row(what, "SQLite, raw INSERT of the same bodies, same run", len(told) / seconds, len(told) / taken))
    report(_row(f"{what}, a second of CPU", "must", MUST, len(told) / cpu))
    replay, cpu = _sent(made, bodies, CLIENTS)
    _exactly(2 * RUNS * 3 + len(told))
    report(_row("the same again, all of them known", "must", MUST, len(told) / replay))
    report(_row("the same again, all of them known, a second of CPU", "must", MUST, len(told) / cpu))


def _sent(made: Any, bodies: Sequence[bytes], clients: int) -> tuple[float, float]:
    """Seconds, and seconds of CPU, until every delivery was answered with 202, sent by so many threads through all of
    Django. On a machine with other work the CPU seconds say more: client and server are one process here."""
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from jangbu.apps.work.events import limits  # noqa: PLC0415
    from jangbu.engines import events  # noqa: PLC0415
    from jangbu.kernel.clock import system_clock  # noqa: PLC0415

    for window in (limits.DELIVERIES, limits.EVENTS):
        window.forget()
    local = threading.local()

    def send(place: int) -> int:
        client = getattr(local, "client", None) or Client()
        local.client = client
        headers = {
            "X-Jangbu-Source": made.source.pk,
            **events.sign(made.secret, f"msg_{place}", system_clock(), bodies[place]),
        }
        answer = client.post("/api/v1/events", bodies[place], content_type="application/json", headers=headers)
        return int(answer.status_code)

    with ThreadPoolExecutor(clients, initializer=connections.close_all) as pool:
        began, worked = time.perf_counter(), time.process_time()
        statuses = set(pool.map(send, range(len(bodies))))
        seconds, cpu = time.perf_counter() - began, time.process_time() - worked
        list(pool.map(lambda _n: connections.close_all(), range(clients)))
    if statuses != {202}:
        raise SystemExit(f"deliveries were answered with {sorted(statuses)}")
    return seconds, cpu


def _exactly(count: int) -> None:
    """Each event stored once and told in one entry, every run finished, the ledger intact."""
    from jangbu.apps.ledger import commands  # noqa: PLC0415
    from jangbu.apps.ledger.models import Entry  # noqa: PLC0415
    from jangbu.apps.work.models import OutsideEvent, OutsideRun  # noqa: PLC0415

    entries = Entry.objects.filter(action="work.event_taken").count()
    done = OutsideRun.objects.filter(state="done", complete=True, events=3).count()
    broken = commands.verify(None, None).broken_at
    if not entries == OutsideEvent.objects.count() == done * 3 == count or broken is not None:
        raise SystemExit(f"{entries} entries and {done} whole runs of {count} events, ledger broken at {broken}")


def _raw_sqlite(path: Path, bodies: Sequence[bytes]) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE event (id TEXT PRIMARY KEY, body TEXT)"
    )
    began = time.perf_counter()
    for body in bodies:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT OR IGNORE INTO event VALUES (?, ?)", _rows(body))
        database.execute("COMMIT")
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def _raw_duckdb(folder: Path, bodies: Sequence[bytes]) -> float:
    import duckdb  # noqa: PLC0415

    database = duckdb.connect(str(folder / "raw.duckdb"))
    database.execute("CREATE TABLE event (id VARCHAR PRIMARY KEY, body VARCHAR)")
    began = time.perf_counter()
    for body in bodies:
        database.execute("BEGIN")
        database.executemany("INSERT OR IGNORE INTO event VALUES (?, ?)", _rows(body))
        database.execute("COMMIT")
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def _rows(body: bytes) -> list[tuple[str, str]]:
    value = json.loads(body)
    return [(each["id"], json.dumps(each)) for each in (value if isinstance(value, list) else [value])]


def _row(what: str, peer: str, peer_value: float, ours: float) -> Row:
    return Row(what, peer, peer_value, ours, ours / peer_value, "events/s")
