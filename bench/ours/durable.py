"""Durable work, one process each: `steps ours|default N HOME`, `approvals N HOME`, `kills N SEED HOME`.

Each prints one line of JSON. `kills` forks its workers from a process that has everything imported and nothing opened,
so that a thousand of them can be killed in minutes; what is killed is a real worker in a process of its own.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

PATIENCE = 300.0  # seconds for the last worker to finish what the killed ones left
OPEN = ("queued", "working", "waiting")


def steps(side: str, count: int, home: Path) -> dict[str, Any]:
    """Empty durable steps a second in one workflow: DBOS as it comes, or in the file as we prepare it."""
    from dbos import DBOS, DBOSPortableJSONSerializer  # noqa: PLC0415

    from jangbu.flows import place as places  # noqa: PLC0415

    place = places.place_of(home, "")
    if side == "ours":
        places.prepare(place)
    config: dict[str, Any] = {"name": "bench", "system_database_url": place.url, "console_log_level": "ERROR"}
    if side == "ours":
        config["serializer"] = DBOSPortableJSONSerializer()
    DBOS(config=config)  # type: ignore[arg-type]

    @DBOS.step()
    def nothing(number: int) -> int:
        return number

    @DBOS.workflow()
    def many(times: int) -> int:
        return sum(nothing(number) for number in range(times))

    DBOS.launch()
    many(5)
    began = time.perf_counter()
    many(count)
    rate = count / (time.perf_counter() - began)
    DBOS.destroy()
    return {"rate": rate}


def approvals(count: int, home: Path) -> dict[str, Any]:
    """Milliseconds from a click on approve to the effect on our records, the worker in another process."""
    desk, worker = _Child(_desk), _Child(_worker)
    desk.ask("set_up")
    desk.ask("submit", count)
    worker.start()
    _until(lambda: desk.ask("report")["runs"].get("waiting", 0) == count)
    waits = [desk.ask("approve_one") for _ in range(count)]
    _until(lambda: desk.ask("report")["runs"] == {"done": count})
    delays = desk.ask("delays", waits)
    worker.kill()
    desk.kill()
    return {"median": statistics.median(delays), "worst": max(delays)}


def kills(times: int, seed: int, home: Path) -> dict[str, Any]:
    """Kill a worker `times` times at random moments while invoices come in and are approved twice each."""
    chance = random.Random(seed)
    desk = _Child(_desk)
    desk.ask("set_up")
    runs = 0
    for _ in range(times):
        if chance.random() < 0.5:
            desk.ask("submit", 2)
            runs += 2
        with_worker = _Child(_worker)
        with_worker.start()
        if chance.random() < 0.6:
            desk.ask("approve")
        _pause(chance.uniform(0.0, 0.6))
        with_worker.kill()
    last = _Child(_worker)
    last.start()

    def finished() -> bool:
        desk.ask("approve")
        return bool(desk.ask("report")["runs"] == {"done": runs})

    _until(finished)
    last.kill()
    found: dict[str, Any] = desk.ask("report")
    desk.kill()
    done = found["runs"].get("done", 0)
    return {
        "runs": runs,
        "lost": runs - min(done, found["payables"]),
        "double": max(0, found["payables"] - runs) + max(0, found["most_entries_of_a_run"] - 1),
        "ledger": found["ledger"],
    }


class _Child:
    """A process forked from here that answers over a pipe."""

    def __init__(self, work: Callable[[Connection], None]) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self.pipe.close()
            try:
                work(theirs)
            finally:
                os._exit(1)
        theirs.close()

    def ask(self, name: str, *arguments: Any) -> Any:
        self.pipe.send((name, arguments))
        return self.pipe.recv()

    def start(self) -> None:
        if self.pipe.recv() != "up":
            raise RuntimeError("the worker did not start")

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _worker(pipe: Connection) -> None:
    from jangbu.web import launch  # noqa: PLC0415

    with launch.worker():
        pipe.send("up")
        threading.Event().wait()


def _desk(pipe: Connection) -> None:
    """The people of the firm: hand in, approve, count."""
    firm = importlib.import_module("tests.recovery.flows.firm")
    does: dict[str, Callable[..., Any]] = {
        "set_up": firm.set_up,
        "submit": firm.submit,
        "approve": firm.approve,
        "approve_one": _approve_one,
        "delays": _delays,
        "report": firm.found,
    }
    while True:
        name, arguments = pipe.recv()
        pipe.send(does[name](*arguments))


def _approve_one() -> tuple[str, float]:
    from jangbu.apps.people import queries as people  # noqa: PLC0415
    from jangbu.apps.work import queries, services  # noqa: PLC0415

    owner = people.owner_actor()
    if owner is None:
        raise LookupError("set_up comes first")
    approval = next(iter(queries.inbox(owner)))
    began = time.time()
    services.approve(approval, actor=owner)
    _pause(0.3)  # people do not click twenty times a second
    return str(approval.run_id), began


def _delays(waits: list[tuple[str, float]]) -> list[float]:
    """From each click to the moment its effect stood, by the steps' own rows."""
    from jangbu.apps.work.models import Step  # noqa: PLC0415

    at: dict[str, datetime] = dict(Step.objects.filter(name="carry_out").values_list("run_id", "at"))
    return [1000 * (at[run].timestamp() - began) for run, began in waits]


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("it never came about")
        _pause(0.2)


def _pause(seconds: float) -> None:
    threading.Event().wait(seconds)


def main() -> None:
    what, *given, home = sys.argv[1:]
    os.environ["JANGBU_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"
    os.environ.pop("DATABASE_URL", None)
    if what == "steps":
        import django  # noqa: PLC0415  # the home must be chosen first

        django.setup()
        print(json.dumps(steps(given[0], int(given[1]), Path(home))))
        return
    from django.db import connections  # noqa: PLC0415

    from jangbu.web import launch  # noqa: PLC0415

    launch.prepare()
    import dbos  # noqa: F401, PLC0415  # imported before the fork, opened after it

    import jangbu.flows.automation  # noqa: F401, PLC0415

    connections.close_all()
    does: dict[str, Callable[..., dict[str, Any]]] = {"approvals": approvals, "kills": kills}
    print(json.dumps(does[what](*map(int, given), Path(home))))
    if what == "kills" and sqlite3.connect(Path(home) / "jangbu.sqlite3").execute("PRAGMA quick_check").fetchone() != (
        "ok",
    ):
        raise SystemExit("the database is damaged")


if __name__ == "__main__":
    main()
