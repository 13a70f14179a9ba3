"""Processes that die in the middle of writing, and many that write at once. Rows and ledger must always agree."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.utils import timezone

from jangbu.apps.ledger import anchoring, commands, keys, services
from jangbu.apps.ledger.actions import declare
from jangbu.apps.ledger.models import Entry, Head
from jangbu.apps.ledger.verification import examine
from jangbu.kernel.entry import Actor, Subject

pytestmark = pytest.mark.django_db(transaction=True)

WROTE = declare("tests.wrote", ko="적었어요", en="Wrote")
WHO = Actor.person("01minji", "김민지")
KILLS = 200


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def change(key: str, at: Callable[[str], None] = lambda _step: None) -> None:
    """A business row and its entry, as every service writes them. `at` is told of each step of its own."""
    with transaction.atomic():
        at("begun")
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())
        at("changed")
        services.record(WROTE, actor=WHO, where="창고", why="시험", subject=Subject("row", key), dedupe_key=key)
        at("recorded")


def child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; its connection is its own too. Gives the process id."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        connections.close_all()
        code = 0
    except BaseException:  # noqa: BLE001  # whatever it is, this process must not go on as a test runner
        traceback.print_exc()
    finally:
        os._exit(code)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def rows_and_ledger_agree() -> set[str]:
    """The keys of all rows, which are those of their entries; and the chain is whole up to its head."""
    with transaction.atomic():
        if Head.objects.exists():
            services.lock_head()  # a transaction that is still ending on the server is waited for
        rows = set(Session.objects.values_list("session_key", flat=True))
        told = set(Entry.objects.filter(action=WROTE.name).values_list("dedupe_key", flat=True))
        finding = examine(None, ())
    assert rows == told
    assert (finding.broken_at, finding.expected) == (None, 0)
    return rows


def dying_at(step: str) -> Callable[[], None]:
    """Work that is killed at a step: a name that `change` tells of, or "before"/"after" a function."""

    def at(reached: str) -> None:
        if reached == step:
            die()

    def cut(owner: object, name: str) -> None:
        kept = getattr(owner, name)

        def dies(*args: object, **kwargs: object) -> object:
            if step == f"before {name}":
                die()
            result = kept(*args, **kwargs)
            if step == f"after {name}":
                die()
            return result

        setattr(owner, name, dies)

    def work() -> None:
        connection.ensure_connection()
        for name in INSIDE:
            cut(services, name)
        cut(connection, "commit")
        change("second", at)

    return work


INSIDE = ("lock_head", "_commit_personal", "_append", "_advance")
STEPS = [
    "begun",
    "changed",
    *(f"{when} {name}" for name in INSIDE for when in ("before", "after")),
    "recorded",
    "before commit",
    "after commit",
]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_this_step_the_row_and_its_entry_are_both_there_or_neither(step):
    change("first")
    assert ended(child(dying_at(step))) == -signal.SIGKILL
    assert rows_and_ledger_agree() == {"first", "second"} if step == "after commit" else {"first"}
    change("third")
    assert "third" in rows_and_ledger_agree()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_this_step_of_the_very_first_entry_the_ledger_starts_cleanly(step):
    assert ended(child(dying_at(step))) == -signal.SIGKILL
    assert rows_and_ledger_agree() == ({"second"} if step == "after commit" else set())
    change("third")
    assert "third" in rows_and_ledger_agree()


@pytest.mark.parametrize("step", ["_make", "record", "commit", "_write", "second commit"])
def test_killed_while_anchoring_no_anchor_is_false(step):
    change("first")

    def work() -> None:
        connection.ensure_connection()
        if step == "second commit":
            commands.anchor()
        owner: object = connection if "commit" in step else anchoring if step == "_write" else keys
        name = step.split()[-1]
        kept = getattr(owner, name)
        setattr(owner, name, lambda *args, **named: (kept(*args, **named) if name != "commit" else None, die()))
        commands.anchor()

    assert ended(child(work)) == -signal.SIGKILL
    assert rows_and_ledger_agree() == {"first"}
    for left in anchoring.anchors_folder().glob("*.txt"):
        assert commands.verify(left).status == "intact"
    made = commands.anchor()
    assert commands.verify(made.files[0], keys.public_path()).status == "intact"
    assert Entry.objects.filter(action="ledger.key_made").count() == 1


@pytest.fixture
def writers() -> Iterator[list[int]]:
    """Process ids; whatever is still alive when the test ends is killed."""
    alive: list[int] = []
    yield alive
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_killed_200_times_at_random_points_rows_and_ledger_agree_each_time(writers):
    chance = random.Random(20261123)
    change("first")
    for kill in range(KILLS):
        said, says = os.pipe()

        def work(kill: int = kill, says: int = says) -> None:
            for number in range(10_000):
                change(f"{kill}-{number}")
                if number == 0:
                    os.write(says, b".")

        writers.append(child(work))
        os.close(says)
        assert os.read(said, 1) == b"."
        os.close(said)
        time.sleep(chance.uniform(0, 0.012))  # no waiting for anything: the random point itself
        os.kill(writers[-1], signal.SIGKILL)
        assert ended(writers.pop()) == -signal.SIGKILL
        assert f"{kill}-0" in rows_and_ledger_agree()


def test_eight_writers_of_sixty_changes_each_meet_no_lock_error():
    def work(writer: int) -> Callable[[], None]:
        return lambda: [change(f"{writer}-{number}") for number in range(60)] and None

    started = [child(work(writer)) for writer in range(8)]
    assert [ended(pid) for pid in started] == [0] * 8
    assert len(rows_and_ledger_agree()) == 480
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 481))


def test_eight_writers_of_the_same_change_write_it_once():
    def work() -> None:
        with transaction.atomic():
            services.record(WROTE, actor=WHO, where="창고", why="시험", subject=Subject("row", "x"), dedupe_key="x")

    started = [child(work) for _writer in range(8)]
    assert [ended(pid) for pid in started] == [0] * 8
    assert Entry.objects.count() == 1


def test_verifying_while_others_write_finds_nothing_wrong():
    change("first")
    anchor = commands.anchor().files[0]

    def work(writer: int) -> Callable[[], None]:
        return lambda: [change(f"{writer}-{number}") for number in range(40)] and None

    started = [child(work(writer)) for writer in range(2)]
    seen = [commands.verify(anchor) for _turn in range(30)]
    assert [ended(pid) for pid in started] == [0, 0]
    assert {report.status for report in seen} == {"intact"}
    assert commands.verify(anchor).entries == 80 + 3
