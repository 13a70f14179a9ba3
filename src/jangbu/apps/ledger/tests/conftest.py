"""A home of its own for each test, somebody who writes, and somebody who tampers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from jangbu.apps.ledger import models, services, tree
from jangbu.apps.ledger.actions import declare
from jangbu.apps.ledger.services import record
from jangbu.kernel import chain, merkle
from jangbu.kernel.checkpoint import Checkpoint, read_note, sign
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject

DONE = declare(
    "tests.done",
    ko="{thing} {n:,}개를 {name}에게 줬어요",
    en="Gave {n:,} {thing} to {name}",
    link="/things/{subject_id}/",
)
DECIDED = declare("tests.decided", ko="{thing}을 정했어요", en="Decided on {thing}", decision=True)
SECRET = declare("tests.secret", ko="{name}의 일", en="About {name}", erasure="hide")
MINJI = Actor.person("01minji", "김민지")
OPERATOR = Actor.operator("root")
WHY = "시험하려고"


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Iterator[Path]:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    yield settings.HOME
    services.bind_clock(system_clock)
    tree._tile.cache_clear()


@pytest.fixture
def write(db: None) -> Callable[..., chain.Entry]:
    """`write(n=3, actor=…, why=…)`: one entry in a transaction of its own."""

    def written(n: int = 1, **given: Any) -> chain.Entry:
        told = {
            "after": {"thing": "볼트", "n": n, "name": "박도윤"},
            "actor": MINJI,
            "where": "창고",
            "why": WHY,
            **given,
        }
        action, about = told.pop("action", DONE), told.pop("subject", Subject("thing", "7"))
        with transaction.atomic():
            return record(action, subject=about, **told)

    return written


class Tamperer:
    """Somebody who owns the machine: the guards of the database do not stop them."""

    def __init__(self) -> None:
        self.guards = import_module("jangbu.apps.ledger.migrations.0002_refuse_change").guards(connection.vendor)

    def run(self, *statements: tuple[str, list[Any]] | str) -> None:
        with connection.cursor() as cursor:
            for _make, drop in reversed(self.guards.values()):
                cursor.execute(drop)
            for statement in statements:
                cursor.execute(*((statement,) if isinstance(statement, str) else statement))
            for make, _drop in self.guards.values():
                cursor.execute(make)

    def edit(self, number: int, **columns: Any) -> None:
        sets = ", ".join(f'"{name}" = %s' for name in columns)
        self.run((f"UPDATE ledger_entry SET {sets} WHERE number = %s", [*columns.values(), number]))

    def cut(self, last: int) -> None:
        """Take away all entries after `last`, and rewind the head so that nothing inside tells."""
        self.run(("DELETE FROM ledger_entry WHERE number > %s", [last]))
        self.rewrite()

    def rewrite(self, private: Ed25519PrivateKey | None = None) -> None:
        """Recompute every hash, the head and, with a key, every checkpoint: a ledger that fits together again."""
        head = models.Head.objects.get(pk=1)
        previous, growing, notes = chain.GENESIS, merkle.Frontier(), {}
        told = {one.size: read_note(one.note).checkpoint for one in models.Checkpoint.objects.all()}
        for number, entry in enumerate(models.Entry.objects.order_by("number"), start=1):
            row = (number, *entry.row()[1:])
            digest = chain.entry_hash(head.firm, row, previous)
            self.run(
                ("UPDATE ledger_entry SET number = %s, hash = %s WHERE number = %s", [number, digest, entry.number])
            )
            growing.extend([bytes.fromhex(digest)])
            previous = digest
            if private and number in told:
                signed = Checkpoint(told[number].origin, number, growing.root(), digest, told[number].at)
                notes[number] = sign(signed, private)
        for size, note in notes.items():
            self.run(("UPDATE ledger_checkpoint SET note = %s WHERE size = %s", [note, size]))
        frontier = growing.pack().hex()
        models.Head.objects.filter(pk=1).update(number=growing.size, hash=previous, frontier=frontier)


@pytest.fixture
def tamper(db: None) -> Tamperer:
    return Tamperer()
