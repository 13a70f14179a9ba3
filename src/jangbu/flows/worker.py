"""The worker: alone on SQLite, by a lock; any number on PostgreSQL, where the living take over from the dead."""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from jangbu.apps.aimodels import services as models
from jangbu.apps.incidents import services as incidents
from jangbu.apps.journey import services as journey
from jangbu.apps.regulations import services as regulations
from jangbu.apps.reports import queries as today
from jangbu.apps.reports import services as reports
from jangbu.apps.work import services
from jangbu.flows.place import NAME, QUEUE, VERSION, Place, prepare
from jangbu.flows.runner import DurableRunner
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Kind, Problem
from jangbu.kernel.ids import new_id

ALONE = Kind(
    "work.worker_running",
    ko="{home}에는 이미 일하는 프로세스가 있어요.",
    en="A worker is already at work on {home}.",
    next_ko="그것을 먼저 멈추거나 PostgreSQL을 쓰세요. 거기서는 여럿이 함께 일해요.",
    next_en="Stop that one first, or use PostgreSQL, where several share the work.",
    status=409,
)
LISTEN = 0.05  # seconds between looks for messages on SQLite: what an approval waits for
QUEUE_LOOK = 0.1  # seconds between looks at the queue
SWEEP = 10.0  # seconds between sweeps for what a lost word left behind
TELL = 2.0  # seconds between looks for what subscribers are to be told
PULL = 60.0  # seconds between looks for sources whose list of runs is to be read; each is read once an hour
DAILY = 600.0  # seconds between looks whether the day's snapshot of the checklists is there
ASK = 5.0  # seconds between looks for evaluations that somebody asked for
WATCH = 30.0  # seconds between looks of the alert rules; each has its own interval
DELIVER = 10.0  # seconds between looks for alerts to be sent
BEAT = 2.0  # seconds between signs of life, and
DEAD = 15.0  # ... without one a worker counts as dead
AT_ONCE = 16  # runs of one worker

log = logging.getLogger(__name__)


@contextmanager
def working(place: Place) -> Iterator[str]:
    """Take runs for as long as the block lasts; yields this worker's id. Raises Problem(ALONE) where another has the
    SQLite file."""
    with _alone(place):
        prepare(place)
        executor = "one" if not place.shared else new_id(system_clock())
        services.beat(executor)
        dbos = _launch(place, executor)
        stop = threading.Event()
        threads = [
            threading.Thread(target=_again, args=(stop, BEAT, lambda: services.beat(executor)), daemon=True),
            threading.Thread(target=_again, args=(stop, SWEEP, lambda: _sweep(place, executor, dbos)), daemon=True),
            threading.Thread(target=_again, args=(stop, TELL, _tell_outside), daemon=True),
            threading.Thread(target=_again, args=(stop, PULL, services.pull_due), daemon=True),
            threading.Thread(target=_again, args=(stop, DAILY, _keep_the_day), daemon=True),
            threading.Thread(target=_again, args=(stop, DAILY, _look_at_models), daemon=True),
            threading.Thread(target=_again, args=(stop, ASK, models.do_wanted), daemon=True),
            threading.Thread(target=_again, args=(stop, WATCH, incidents.watch), daemon=True),
            threading.Thread(target=_again, args=(stop, DELIVER, lambda: incidents.deliver(only="mail")), daemon=True),
            threading.Thread(
                target=_again, args=(stop, DELIVER, lambda: incidents.deliver(only="channels")), daemon=True
            ),
        ]
        for thread in threads:
            thread.start()
        try:
            yield executor
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            services.leave(executor)
            dbos.destroy(workflow_completion_timeout_sec=5)


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """On SQLite a lock that dies with its process; two workers would run every step twice."""
    if place.shared:
        yield
        return
    place.home.mkdir(parents=True, exist_ok=True)
    with (Path(place.home) / "worker.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(ALONE, home=place.home) from error
        yield


def _launch(place: Place, executor: str):  # type: ignore[no-untyped-def]  # DBOS, which is imported only here
    from dbos import DBOS, DBOSPortableJSONSerializer  # noqa: PLC0415  # only a worker pays for it

    dbos = DBOS(
        config={
            "name": NAME,
            "system_database_url": place.url,
            "application_version": VERSION,
            "executor_id": executor,
            "serializer": DBOSPortableJSONSerializer(),
            "notification_listener_polling_interval_sec": LISTEN,
            "max_executor_threads": AT_ONCE * 4,
            "console_log_level": "ERROR",
            "log_level": "ERROR",
        }
    )
    from jangbu.flows import automation  # noqa: F401, PLC0415  # registers the workflow before the launch

    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=None, polling_interval_sec=QUEUE_LOOK)
    return dbos


def _again(stop: threading.Event, seconds: float, do) -> None:  # type: ignore[no-untyped-def]
    from django.db import DatabaseError, close_old_connections, connections  # noqa: PLC0415

    while not stop.is_set():
        try:
            close_old_connections()
            do()
        except Problem as problem:  # it waits for somebody; a later look may find it mended
            log.warning("%s: %s", problem.code, problem.sentence("en"))
        except DatabaseError as error:
            log.warning("the database did not answer, trying again: %s", type(error).__name__)
        stop.wait(seconds)
    connections.close_all()


def _tell_outside() -> None:
    """News of the ledger to those outside who subscribed; as long as there is more, without a pause."""
    services.gather()
    while services.send_due().sent:
        services.gather()


def _look_at_models() -> None:
    """The register follows what runs; whatever evaluation or rehearsal is due is done. Far from the day's snapshot."""
    models.sync()
    models.evaluate_due()
    models.drill_due()


def _keep_the_day() -> None:
    """Each on its own: what cannot be done now keeps nothing else from being done."""
    system = Actor.system()
    for act in (
        lambda: regulations.notice_files(actor=system),
        lambda: journey.take_snapshots(actor=system),
        lambda: reports.keep_figures(actor=system),
        lambda: reports.prepare_if_due(actor=system),
        lambda: reports.look_if_due(actor=system),
        lambda: reports.send_digests(today.needs, actor=system),
    ):
        try:
            act()
        except Problem as problem:
            log.warning("%s: %s", problem.code, problem.sentence("en"))


def _sweep(place: Place, executor: str, dbos: object) -> None:
    """What a kill left behind: runs nobody started, decisions nobody was told of, data that failed, dead workers."""
    from dbos._recovery import recover_pending_workflows  # noqa: PLC0415  # DBOS offers it over HTTP only

    services.catch_up()
    services.look_for_threats()
    runner = DurableRunner(place)
    try:
        services.remind(runner)
        services.post_waiting()
    finally:
        runner.close()
    if place.shared:
        dead = services.bury(older_than=timedelta(seconds=DEAD))
        if dead:
            recover_pending_workflows(dbos, dead)  # type: ignore[arg-type]
