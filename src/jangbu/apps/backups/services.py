"""Making backups, restoring them, and trying both on a plan."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.backups import actions, archive, problems, tables
from jangbu.apps.backups.models import Backup, Plan
from jangbu.apps.backups.sealed import key_from, key_id, make_key, read_key, spoken
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.queries import verify
from jangbu.apps.ledger.services import quiet, record
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

KEY = "backup.key"
DAYS = 3650


@dataclass(frozen=True, slots=True)
class Made:
    """A backup. `new_key` is the recovery key, said once, when this backup was the first."""

    backup: Backup
    new_key: str


@dataclass(frozen=True, slots=True)
class Restored:
    made_at: str
    entries: int
    head: str
    rows: int
    files: int


def back_up(out: Path, *, actor: Actor, why: str, key_file: Path | None = None, clock: Clock = system_clock) -> Made:
    """Everything into one encrypted file at `out`. Raises Problem where there is nothing yet or no place to write."""
    require(actor, "backups.write")
    if tables.is_empty():
        raise Problem(problems.NOTHING_YET)
    key, new = _key(key_file, actor)
    began, now = time.perf_counter(), clock()
    header = {"made_at": now.isoformat(timespec="seconds"), "made_by": "jangbu"}
    written = archive.write(Path(settings.HOME), out, key, header)
    with transaction.atomic():
        held = Backup.objects.create(
            path=str(out),
            size=written.size,
            rows=written.rows,
            files=written.files,
            entries=written.entries,
            head=written.head,
            key_id=key_id(key),
            milliseconds=round((time.perf_counter() - began) * 1000),
            made_at=now,
        )
        after = {"entries": written.entries, "head": written.head, "files": written.files, "size": written.size}
        record(actions.MADE, actor=actor, where="백업", why=why, subject=Subject("backup", held.pk), after=after)
    return Made(held, spoken(key) if new else "")


def restore(file: Path, *, actor: Actor, why: str, key_file: Path | None = None) -> Restored:
    """Lay a backup into an empty place. All of it comes back, verified, or nothing is changed.

    Raises Problem backup.wrong_key, .damaged, .other_version, .not_empty, .ledger_differs.
    """
    home = Path(settings.HOME)
    key = key_from(key_file, home / KEY)
    with archive.opened(file, key, home) as found:
        told = found.manifest
        _same_schema(told.get("schema", {}), file.name)
        with transaction.atomic():
            if not tables.is_empty():
                firm = people.firm()
                raise Problem(problems.NOT_EMPTY, firm=firm.name if firm else "–")
            rows = _load(found)
            report = verify()
            if (report.entries, report.head) != (told["ledger"]["entries"], told["ledger"]["head"]) or report.broken_at:
                raise Problem(problems.LEDGER_DIFFERS)
            tables.count_on_from_here()
            files = _put_files(found.folder / "home", home)
            made = str(found.header.get("made_at", "–"))
            after = {"made": made, "head_entries": report.entries, "head": report.head, "rows": rows, "files": files}
            record(actions.RESTORED, actor=actor, where="백업", why=why, subject=Subject("firm", ""), after=after)
    if not (home / KEY).exists():
        _write_key(home / KEY, key)
    return Restored(made, report.entries, report.head, rows, files)


def change_plan(
    folder: str, every_days: int, keep: int, drill_days: int, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Plan:
    """Where backups go and how often. Raises Problem backup.bad_plan."""
    require(actor, "backups.write")
    place = Path(folder.strip()).expanduser()
    if not place.is_absolute() or not place.is_dir() or not os.access(place, os.W_OK):
        raise Problem(problems.BAD_PLAN, detail=folder or "–")
    if not all(1 <= number <= DAYS for number in (every_days, keep, drill_days)):
        raise Problem(problems.BAD_PLAN, detail=f"{every_days}, {keep}, {drill_days}")
    with transaction.atomic():
        before = Plan.objects.filter(pk=1).values("folder", "every_days", "keep", "drill_days").first()
        after = {"folder": str(place), "every_days": every_days, "keep": keep, "drill_days": drill_days}
        plan, _made = Plan.objects.update_or_create(pk=1, defaults={**after, "changed_at": clock()})
        about = Subject("backup_plan", "1")
        record(actions.PLANNED, actor=actor, where="백업", why=why, subject=about, before=before, after=after)
    return plan


def back_up_if_due(*, actor: Actor, clock: Clock = system_clock) -> Backup | None:
    """The plan's next backup when its time has come, and the oldest beyond `keep` removed. None when nothing is due."""
    plan, now = Plan.objects.filter(pk=1).first(), clock()
    if plan is None or tables.is_empty():
        return None
    newest = Backup.objects.filter(removed_at=None, path__startswith=plan.folder).first()
    if newest is not None and newest.made_at > now - timedelta(days=plan.every_days):
        return None
    name = f"jangbu-{now.astimezone(SEOUL):%Y-%m-%d-%H%M%S}.backup"
    made = back_up(Path(plan.folder) / name, actor=actor, why=f"{plan.every_days}일마다 만들기로 했어요", clock=clock)
    _remove_old(plan, actor, clock)
    return made.backup


def _remove_old(plan: Plan, actor: Actor, clock: Clock) -> None:
    old = list(Backup.objects.filter(removed_at=None, path__startswith=plan.folder)[plan.keep :])
    if not old:
        return
    with transaction.atomic():
        for backup in old:
            Path(backup.path).unlink(missing_ok=True)
        Backup.objects.filter(pk__in=[backup.pk for backup in old]).update(removed_at=clock())
        after = {"count": len(old), "files": [Path(backup.path).name for backup in old]}
        why = f"{plan.keep}개만 두기로 했어요"
        record(actions.REMOVED, actor=actor, where="백업", why=why, subject=Subject("backup_plan", "1"), after=after)


def _key(key_file: Path | None, actor: Actor) -> tuple[bytes, bool]:
    """The key backups are made under, and whether it was made just now."""
    place = Path(settings.HOME) / KEY
    if key_file is not None or place.exists() or os.environ.get("JANGBU_BACKUP_KEY"):
        return key_from(key_file, place), False
    key = make_key()
    _write_key(place, key)
    with transaction.atomic():
        about = Subject("backup_key", key_id(key))
        after = {"key": key_id(key)}
        record(actions.KEY_MADE, actor=actor, where="백업", why=noop("첫 백업을 만들려고"), subject=about, after=after)
    return key, True


def _write_key(place: Path, key: bytes) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(spoken(key) + "\n")


def home_key() -> bytes | None:
    """The key in the home, for whoever wants to know whether the one on paper is the same."""
    place = Path(settings.HOME) / KEY
    return read_key(place.read_text(encoding="ascii"), place.name) if place.exists() else None


def _same_schema(theirs: Mapping[str, str], file: str) -> None:
    ours = tables.schema()
    if theirs != ours:
        other = sorted(label for label in {*ours, *theirs} if ours.get(label) != theirs.get(label))
        raise Problem(problems.OTHER_VERSION, file=file, detail=", ".join(other[:3]))


def _load(found: archive.Opened) -> int:
    counts: dict[str, int] = found.manifest["counts"]
    with quiet():  # what was noted of earlier changes comes with the rows
        loaded = {model._meta.label: tables.load(model, found.rows(model._meta.label)) for model in tables.tables()}
    if loaded != counts:
        raise Problem(problems.LEDGER_DIFFERS)
    return sum(loaded.values())


def _put_files(source: Path, home: Path) -> int:
    """The firm's files and keys in their places. Content has its hash for a name, so an equal one may be there."""
    count = 0
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = home / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.move(path, place)
            count += 1
    return count
