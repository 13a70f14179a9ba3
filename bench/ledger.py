"""The ledger: durable appends, and recomputing all of it. Beside each, the floor the same machine sets right then."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from bench.rows import Row

TITLE = "Ledger: durable appends and full verification (SQLite, WAL, synchronous FULL)"
ENTRIES = 250_000
APPENDS = 300
PEOPLE = 34
CHUNK = 5_000


def run(report: Callable[[Row], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as folder:
        os.environ["JANGBU_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"
        os.environ.pop("DATABASE_URL", None)
        import django  # noqa: PLC0415  # the home must be chosen first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        call_command("migrate", "ledger", verbosity=0, interactive=False, skip_checks=True)
        report(appends(Path(folder)))
        for row in verification(Path(folder) / "jangbu.sqlite3"):
            report(row)
        connections.close_all()


def appends(folder: Path) -> Row:
    """One entry a transaction, synced to disk each time, in turns with one raw INSERT of the same text."""
    from django.db import transaction  # noqa: PLC0415

    from jangbu.apps.ledger.actions import declare  # noqa: PLC0415
    from jangbu.apps.ledger.services import record  # noqa: PLC0415
    from jangbu.kernel.entry import Actor, Subject  # noqa: PLC0415

    action = declare("bench.done", ko="{n}번째", en="Number {n}")
    raw = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    raw.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (n INTEGER PRIMARY KEY, x TEXT)"
    )
    ours = floor = 0.0
    for number in range(APPENDS):
        began = time.perf_counter()
        with transaction.atomic():
            entry = record(
                action,
                actor=Actor.person("01minji", "김민지"),
                where="창고",
                why="재려고",
                subject=Subject("thing", str(number)),
                after={"n": number},
            )
        between = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO t VALUES (?, ?)", (number, entry.content))
        raw.execute("COMMIT")
        ours += between - began
        floor += time.perf_counter() - between
    raw.close()
    return _row("durable append", "one raw INSERT and sync, same run", APPENDS / floor, APPENDS / ours, "entries/s")


def verification(database: Path) -> Iterator[Row]:
    from jangbu.apps.ledger import commands  # noqa: PLC0415
    from jangbu.apps.ledger.keys import public_path  # noqa: PLC0415

    size = fill()
    anchor = commands.anchor().files[0]
    floor = size / min(_floor(database) for _turn in range(3))
    reports = [commands.verify(anchor, public_path()) for _turn in range(3)]
    if any(found.status != "intact" or found.entries < size for found in reports):
        raise SystemExit(f"the ledger does not verify: {reports[0].sentence('en')}")
    ours = reports[0].entries / min(found.seconds for found in reports)
    what = f"full verification of {size:,} entries"
    yield _row(what, "reading the rows and one SHA-256 of each, same run", floor, ours, "entries/s")
    yield _row(what, "aim", 250_000, ours, "entries/s")


def fill() -> int:
    """Append up to ENTRIES in bulk, hashed as record() would; the only place that does so."""
    from django.db import transaction  # noqa: PLC0415

    from jangbu.apps.ledger.models import Entry, EntryValue, Head  # noqa: PLC0415
    from jangbu.kernel import chain, merkle  # noqa: PLC0415

    head = Head.objects.get(pk=1)
    tree = merkle.Frontier(head.number, bytes.fromhex(head.frontier))
    salts = [sha256(b"%d" % person).digest()[:16] for person in range(PEOPLE)]
    names = [chain.commit(f"사람 {person}", salts[person]) for person in range(PEOPLE)]
    with transaction.atomic():
        EntryValue.objects.bulk_create(
            EntryValue(names[n], n, "name", f"01person{n}", salts[n].hex(), f"사람 {n}") for n in range(PEOPLE)
        )
        previous = head.hash
        for start in range(head.number + 1, ENTRIES + 1, CHUNK):
            rows: list[chain.Row] = []
            for number in range(start, min(start + CHUNK, ENTRIES + 1)):
                row = _typical(number, names[number % PEOPLE])
                previous = chain.entry_hash(head.firm, row, previous)
                rows.append((*row[:9], previous))
            Entry.objects.bulk_create(map(Entry.of, rows))
            tree.extend([bytes.fromhex(row[9]) for row in rows])
        Head.objects.filter(pk=1).update(number=ENTRIES, hash=previous, frontier=tree.pack().hex())
    return ENTRIES


def _typical(number: int, name: str) -> tuple[int, str, str, str, str, str, str, str | None, str, str]:
    """An approval: about 540 bytes as hashed."""
    from jangbu.kernel import chain  # noqa: PLC0415

    told = {
        "after": {"state": "approved", "amount": 330_000, "document": f"INV-{number:07}"},
        "before": {"state": "waiting"},
        "name": {chain.PERSONAL: name},
        "where": "승인함",
        "why": "검사 12개를 모두 통과했어요",
    }
    when = f"2026-11-23T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000000Z"
    subject = f"01document{number:07}"
    return (number, "work.approved", "person", "01person", "document", subject, when, None, chain.told_text(told), "")


def _floor(database: Path) -> float:
    began = time.perf_counter()
    connection = sqlite3.connect(database)
    for row in connection.execute("SELECT * FROM ledger_entry ORDER BY number"):
        sha256(row[8].encode()).digest()
    connection.close()
    return time.perf_counter() - began


def _row(what: str, peer: str, peer_value: float, ours: float, unit: str) -> Row:
    return Row(what, peer, peer_value, ours, ours / peer_value, unit)
