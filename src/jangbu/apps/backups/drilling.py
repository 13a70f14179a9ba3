"""A restore that is really done: a backup laid into an empty place by a process of its own, and compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from jangbu.apps.backups import actions, services
from jangbu.apps.backups.models import Backup, Plan, RestoreDrill
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject

PATIENCE = 3_600  # seconds

Scratch = Callable[[], AbstractContextManager[str]]  # a DATABASE_URL of an empty database that is gone afterwards


@contextmanager
def _sqlite() -> Iterator[str]:
    yield ""


_scratch: list[Scratch] = [_sqlite]  # bound in web/wiring where the site lives in PostgreSQL


def bind_scratch(scratch: Scratch) -> None:
    _scratch[:] = [scratch]


@dataclass
class _Trail:
    began: float = field(default_factory=time.perf_counter)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def saw(self, ko: str, en: str, passed: bool) -> bool:
        self.steps.append({"ko": ko, "en": en, "passed": passed, "ms": self.spent()})
        return passed

    def spent(self) -> int:
        return round((time.perf_counter() - self.began) * 1000)


def drill_restore(*, actor: Actor, why: str, clock: Clock = system_clock) -> RestoreDrill:
    """Back up, restore into an empty home and database, verify the ledger there, compare. The firm's own is untouched.

    What went wrong is in the drill's steps; this raises only where there is nothing to back up or no right to do it.
    """
    require(actor, "backups.drill")
    trail = _Trail()
    with tempfile.TemporaryDirectory(prefix="jangbu-drill-") as folder, _scratch[0]() as url:
        file, home = Path(folder) / "drill.backup", Path(folder) / "home"
        made = services.back_up(file, actor=actor, why=why, clock=clock).backup
        trail.saw("백업을 만들었어요", "made a backup", True)
        key = Path(settings.HOME) / services.KEY
        told = _command(home, url, "restore", str(file), "--key-file", str(key), "--json")
        if trail.saw("빈 자리에 되살렸어요", "restored it in an empty place", told is not None):
            _compare(trail, made.entries, made.head, made.rows, made.files, told or {})
            verified = _command(home, url, "ledger", "verify", "--json") or {}
            intact = verified.get("broken_at") is None and verified.get("entries", 0) >= made.entries
            trail.saw("되살린 장부를 모두 다시 계산했어요", "recomputed the whole restored ledger", intact)
        Backup.objects.filter(pk=made.pk).update(removed_at=clock())  # a drill's file does not stay, and counts as none
        refused = _command(home, url, "restore", str(file), "--key-file", str(key), "--json") is None
        trail.saw("기록이 있는 자리에는 덮지 않았어요", "refused to lay it over records", refused)
    return _filed(trail, made.entries, made.head, actor, why, clock)


def _compare(trail: _Trail, entries: int, head: str, rows: int, files: int, told: dict[str, Any]) -> None:
    same = told.get("ledger_head") == head and told.get("entries") == entries
    trail.saw("장부의 끝이 같아요", "the ledger ends alike", same)
    trail.saw(f"{rows:,}행이 모두 돌아왔어요", f"all {rows:,} rows came back", told.get("rows") == rows)
    trail.saw(
        f"파일 {files:,}개가 모두 돌아왔어요", f"all {files:,} files came back", told.get("files_restored") == files
    )


def _filed(trail: _Trail, entries: int, head: str, actor: Actor, why: str, clock: Clock) -> RestoreDrill:
    passed = all(step["passed"] for step in trail.steps)
    with transaction.atomic():
        drill = RestoreDrill.objects.create(
            place=RestoreDrill.Place(connection.vendor),
            passed=passed,
            steps=trail.steps,
            entries=entries,
            head=head,
            milliseconds=trail.spent(),
            at=clock(),
        )
        said = ("모두 돌아왔어요", "all of it came back") if passed else ("안 된 것이 있어요", "some of it did not")
        seconds = f"{drill.milliseconds / 1000:.1f}"
        after = {"drill_id": drill.pk, "seconds": seconds, "passed": passed, "said_ko": said[0], "said_en": said[1]}
        subject = Subject("restore_drill", drill.pk)
        record(actions.DRILLED, actor=actor, where="백업", why=why, subject=subject, after=after)
    return drill


def drill_if_due(*, actor: Actor, clock: Clock = system_clock) -> RestoreDrill | None:
    """The plan's next drill when its time has come."""
    plan = Plan.objects.filter(pk=1).first()
    if plan is None:
        return None
    last = RestoreDrill.objects.first()
    if last is not None and last.at > clock() - timedelta(days=plan.drill_days):
        return None
    return drill_restore(actor=actor, why=f"{plan.drill_days}일마다 되살려 보기로 했어요", clock=clock)


def _command(home: Path, url: str, *words: str) -> dict[str, Any] | None:
    """Our own command in a process of its own, on another home. None where it refused."""
    environment = {**os.environ, "JANGBU_HOME": str(home), "DATABASE_URL": url}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603  # our own command and words
        [sys.executable, "-m", "jangbu", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return None
    return found if done.returncode in (0, 3) else None  # 3: intact, with no anchor given
