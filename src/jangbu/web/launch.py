"""Starting the site: bring the home up to date, make the sample firm if asked, open the port."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass

import django
import uvicorn

from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Kind, Problem

REAL_FIRM = Kind(
    "demo.real_firm",
    ko="{home}에는 이미 '{firm}'의 장부가 있어요. 예시 회사는 실제 기록과 섞지 않아요.",
    en="{home} already holds the records of '{firm}'. The sample firm is never mixed with real ones.",
    next_ko="JANGBU_HOME에 빈 폴더를 정하고 다시 해 보세요.",
    next_en="Point JANGBU_HOME at an empty folder and try again.",
)


@dataclass(frozen=True, slots=True)
class Said:
    ko: str
    en: str


def prepare(*, sample: bool = False) -> None:
    """Settings, apps and database schema; with `sample`, the sample firm's story told to its end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jangbu.web.settings")
    django.setup()
    _migrate()
    if sample:
        _sample_firm()


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415  # Django is loaded only when asked for
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _sample_firm() -> None:
    from django.conf import settings  # noqa: PLC0415

    from jangbu.apps.people import queries as people  # noqa: PLC0415
    from jangbu.web.seed import story  # noqa: PLC0415

    firm = people.firm()
    if firm is not None and not firm.is_sample:
        raise Problem(REAL_FIRM, home=settings.HOME, firm=firm.name)
    story.tell(settings.HOME / "sample", today=system_clock().astimezone(SEOUL).date(), actor=operator())


def operator() -> Actor:
    """Whoever runs this command on the machine."""
    return Actor.operator(os.environ.get("USER") or "operator")


def sample_findings() -> list[Said]:
    """What the main job found and what waits for a decision, read back from the records."""
    from jangbu.web.seed import story  # noqa: PLC0415

    return [Said(ko, en) for ko, en in story.findings()]


def sample_link(port: int) -> str:
    from jangbu.apps.people import services as people  # noqa: PLC0415

    token = people.issue_sample_link(actor=operator(), why="demo")
    return f"http://127.0.0.1:{port}/people/sample/{token}/"


def serve(host: str, port: int) -> None:
    """The site, and a worker beside it in the same process unless another already works on this home."""
    with ExitStack() as beside:
        try:
            beside.enter_context(worker())
        except Problem as problem:
            if problem.code != "work.worker_running":
                raise
        uvicorn.run("jangbu.web.asgi:application", host=host, port=port, log_level="warning", server_header=False)


def worker() -> AbstractContextManager[str]:
    """Takes runs while it is entered. Raises Problem work.worker_running where a second may not be."""
    from django.conf import settings  # noqa: PLC0415

    from jangbu.flows import place_of, working  # noqa: PLC0415  # DBOS loads only for those who work

    return working(place_of(settings.HOME, settings.DATABASE_URL))


def work() -> None:
    """Delete what its retention rule says, the daily anchor, then the backup and the restore drill that are due."""
    from jangbu.apps.backups import drilling  # noqa: PLC0415
    from jangbu.apps.backups import services as backups  # noqa: PLC0415
    from jangbu.apps.ledger import commands  # noqa: PLC0415
    from jangbu.apps.sources import services as sources  # noqa: PLC0415
    from jangbu.apps.work import services as work  # noqa: PLC0415

    sources.delete_expired(actor=Actor.system())
    work.look_at_ledger()
    commands.anchor_if_due()
    backups.back_up_if_due(actor=Actor.system())
    drilling.drill_if_due(actor=Actor.system())


def until_stopped(*, every: float) -> None:
    """Do the scheduled work now and every so many seconds, until the process is told to stop."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_told: stop.set())
    while not stop.is_set():
        work()
        stop.wait(every)
