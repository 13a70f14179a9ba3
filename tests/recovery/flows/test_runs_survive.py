"""Workers that are killed in the middle of runs: nothing is lost, nothing happens twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from tests.recovery.flows.firm import GROSS

ROOT = Path(__file__).resolve().parents[3]
RUNS, KILLS = 12, 8
PATIENCE = 90.0  # seconds for what takes two
POSTGRESQL = os.environ.get("DATABASE_URL", "")
on_sqlite = pytest.mark.skipif(bool(POSTGRESQL), reason="one worker: SQLite")
on_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="many workers: PostgreSQL")


class Firm:
    """A home of its own, and commands in processes of their own."""

    def __init__(self, home: Path, database: str) -> None:
        self.environment = {**os.environ, "JANGBU_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        self.environment.pop("DATABASE_URL", None)
        if database:
            self.environment["DATABASE_URL"] = database
        self.environment["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"

    def command(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "tests.recovery.flows.firm", *map(str, words)]

    def run(self, *words: object) -> str:
        done = subprocess.run(
            self.command(*words), env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("report").splitlines()[-1])
        return found

    @contextmanager
    def worker(self, *words: object) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            self.command("work", *words), env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
            yield process
        finally:
            process.kill()
            process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Look again and again until it holds; fails after PATIENCE."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.25)):
        if holds():
            return
        pause.wait(0.25)
    raise AssertionError("it never came about")


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    made = Firm(tmp_path, _own_database())
    made.run("set-up")
    return made


def _own_database() -> str:
    """A database of this test alone, on the server the tests run on."""
    if not POSTGRESQL:
        return ""
    name = f"runs_{os.getpid()}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as db:
        db.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        db.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(POSTGRESQL)
    return parts._replace(path=f"/{quote(name)}").geturl()


def _all_done(firm: Firm, runs: int) -> None:
    found = firm.report()
    assert found["runs"] == {"done": runs}
    assert (found["payables"], found["money"]) == (runs, runs * GROSS)
    assert found["most_entries_of_a_run"] == 1
    assert found["ledger"], found


@on_sqlite
def test_runs_outlive_workers_that_are_killed_again_and_again(firm):
    for place in range(KILLS):
        if place < RUNS // 2:
            firm.run("submit", 2)
        with firm.worker() as worker:
            if place % 2:
                firm.run("approve")
            else:
                until(lambda: not firm.report()["runs"].get("queued", 0))
            os.kill(worker.pid, signal.SIGKILL)  # wherever it is just now
    with firm.worker():

        def finished() -> bool:
            firm.run("approve")
            return firm.report()["runs"] == {"done": RUNS}

        until(finished)
    _all_done(firm, RUNS)


@on_sqlite
def test_a_second_worker_on_one_file_is_refused_with_a_sentence(firm):
    with firm.worker():
        second = subprocess.run(
            [sys.executable, "-m", "jangbu", "worker"],
            env=firm.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert second.returncode == 2
    assert "Traceback" not in second.stderr
    assert len(second.stderr.strip()) > 20


@on_postgresql
def test_another_worker_takes_over_from_one_that_dies(firm):
    firm.run("submit", RUNS)
    with ExitStack() as crew:
        workers = [crew.enter_context(firm.worker(3)) for _ in range(3)]
        until(lambda: firm.report()["runs"].get("waiting", 0) >= RUNS // 2)
        os.kill(workers[0].pid, signal.SIGKILL)

        def finished() -> bool:
            firm.run("approve")
            return firm.report()["runs"] == {"done": RUNS}

        until(finished)
    _all_done(firm, RUNS)
