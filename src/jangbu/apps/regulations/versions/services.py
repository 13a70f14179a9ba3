"""Taking up files that changed, files that somebody brings, and going back to an older version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.regulations import actions, problems
from jangbu.apps.regulations.versions import queries
from jangbu.apps.regulations.versions.files import LARGEST, ModuleFile, checked, files, own_folder, stored, write_own
from jangbu.apps.regulations.versions.models import ModuleVersion, OfferedFile, SeenFile, Serving
from jangbu.engines.checklist import Catalogue
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "법과 규정"
FOUND = {"shipped": "장부와 함께 온 파일이 바뀌어서", "folder": "폴더의 파일이 바뀌어서"}


@dataclass(frozen=True, slots=True)
class _Bringing:
    """How a text came, for the rows and the entry."""

    origin: str
    actor: Actor
    why: str
    now: datetime


def notice_files(*, actor: Actor, clock: Clock = system_clock) -> list[str]:
    """Take up every file that changed since it was last seen; a bad one is refused once and what served goes on.

    The names of modules for which something happened.
    """
    require(actor, "regulations.notice")
    held, now = files(), clock()
    seen = dict(SeenFile.objects.values_list("module", "fingerprint"))
    changed = [each for name, each in held.items() if seen.get(name) != each.fingerprint]
    gone = [name for name, fingerprint in seen.items() if fingerprint and name not in held]
    for each in changed:
        _notice(each, _Bringing(each.origin, actor, FOUND[each.origin], now))
    for name in gone:
        _let_go(name, actor, now)
    return [*(each.name for each in changed), *gone]


def _notice(file: ModuleFile, how: _Bringing) -> None:
    with transaction.atomic():
        locked = SeenFile.objects.select_for_update()
        seen, _made = locked.get_or_create(module=file.name, defaults={"seen_at": how.now})
        if seen.fingerprint == file.fingerprint:
            return  # another process was faster
        seen.fingerprint, seen.seen_at, seen.fault = file.fingerprint, how.now, {}
        try:
            made = checked(file.content, file.path.name)
        except Problem as problem:
            seen.fault = {"code": problem.code, "ko": problem.sentence("ko"), "en": problem.sentence("en")}
            said = {"fault_ko": seen.fault["ko"][:300], "fault_en": seen.fault["en"][:300]}
            _tell(actions.REFUSED, file.name, how, {"fingerprint": file.fingerprint, **said})
        else:
            _serve(made, file.content.decode(), how)
        seen.save()


def _let_go(name: str, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        seen = SeenFile.objects.select_for_update().get(module=name)
        if not seen.fingerprint:
            return
        seen.fingerprint, seen.seen_at, seen.fault = "", now, {}
        seen.save()
        last = queries.serving(name)
        if last is None or last.version is None:
            return
        how = _Bringing("folder", actor, "파일이 없어져서", now)
        entry = _tell(actions.GONE, name, how, {})
        Serving.objects.create(module=name, version=None, since=now, why=how.why, entry=entry)


def _serve(made: Catalogue, content: str, how: _Bringing) -> ModuleVersion:
    """The text as a version, the same one where it was seen before, serving from now on."""
    name, last = made.name, queries.serving(made.name)
    before = stored(last.version.content, name) if last and last.version else None
    known = queries.versions(name).filter(fingerprint=made.fingerprint).first()
    newest = queries.versions(name).first()
    number = known.number if known else (newest.number if newest else 0) + 1
    if known is not None and last is not None and last.version == known:
        return known
    entry = _tell(
        actions.TAKEN_UP,
        name,
        how,
        {
            "number": number,
            "version": made.version,
            "as_of": made.as_of.isoformat(),
            "rules": len(made.items),
            "fingerprint": made.fingerprint,
            **_changes(before, made),
        },
    )
    person = how.actor.id if how.actor.kind == "person" else ""
    held = known or ModuleVersion.objects.create(
        module=name,
        number=number,
        version=made.version,
        as_of=made.as_of,
        rules=len(made.items),
        fingerprint=made.fingerprint,
        content=content,
        origin=how.origin,
        seen_at=how.now,
        person=person,
        entry=entry,
    )
    Serving.objects.create(module=name, version=held, since=how.now, person=person, why=how.why, entry=entry)
    return held


def _changes(before: Catalogue | None, after: Catalogue) -> dict[str, str]:
    if before is None:
        return {"changes_ko": f"규칙 {len(after.items)}개", "changes_en": f"{len(after.items)} rules"}
    found = queries.compare(before, after)
    added, removed, changed = (found.count(kind) for kind in ("added", "removed", "changed"))
    return {
        "changes_ko": f"더함 {added}, 뺌 {removed}, 바뀜 {changed}",
        "changes_en": f"{added} added, {removed} removed, {changed} changed",
    }


def offer_file(content: bytes, file_name: str, *, actor: Actor, clock: Clock = system_clock) -> OfferedFile:
    """A file to be looked at before it counts. Nothing changes yet.

    Raises Problem regulations.no_file, .not_a_module, .wrong_name, .wrong_parameters, .nothing_changes, checklist.*.
    """
    require(actor, "regulations.decide")
    if not content or len(content) > LARGEST:
        raise Problem(problems.NO_FILE)
    made = checked(content, Path(file_name).name)
    now = queries.modules().get(made.name)
    if now is not None and now.fingerprint == made.fingerprint:
        raise Problem(problems.NOTHING_CHANGES, module=made.name)
    return OfferedFile.objects.create(
        module=made.name,
        file_name=Path(file_name).name[:200],
        fingerprint=made.fingerprint,
        content=content.decode(),
        person=actor.id,
        at=clock(),
    )


def take_up(
    offered: OfferedFile, *, against: str, actor: Actor, why: str, clock: Clock = system_clock
) -> ModuleVersion:
    """The offered file serves from now on, and lies in the firm's folder. `against` is the fingerprint of what served
    when its changes were looked at, empty where none did.

    Raises Problem regulations.settled, .changed_meanwhile, .no_why, and those of `offer_file`.
    """
    require(actor, "regulations.decide")
    reason = _reason(why)
    made = checked(offered.content.encode(), f"{offered.module}.yaml")
    now = queries.modules().get(made.name)
    if (now.fingerprint if now else "") != against:
        raise Problem(problems.CHANGED_MEANWHILE, module=made.name)
    place = own_folder() / f"{made.name}.yaml"
    before = place.read_bytes() if place.exists() else None
    try:
        with transaction.atomic():
            held = OfferedFile.objects.select_for_update().get(pk=offered.pk)
            if held.settled_at is not None:
                raise Problem(problems.SETTLED)
            held.settled_at = clock()
            held.save(update_fields=["settled_at"])
            seen = {"fingerprint": made.fingerprint, "fault": {}, "seen_at": held.settled_at}
            SeenFile.objects.update_or_create(module=made.name, defaults=seen)
            served = _serve(made, held.content, _Bringing("upload", actor, reason, held.settled_at))
            write_own(made.name, held.content.encode())
    except BaseException:
        _put_back(made.name, before)
        raise
    return served


def _put_back(name: str, before: bytes | None) -> None:
    """The folder as it was: rows that were rolled back must not meet a file that stayed."""
    place = own_folder() / f"{name}.yaml"
    if before is None:
        place.unlink(missing_ok=True)
    elif place.read_bytes() != before:
        write_own(name, before)


def roll_back(name: str, number: int, *, actor: Actor, why: str, clock: Clock = system_clock) -> ModuleVersion:
    """An older version serves from now on, until a file changes again or somebody goes on to another.

    Raises Problem regulations.no_version, .serves_already, .no_why.
    """
    require(actor, "regulations.decide")
    reason, now = _reason(why), clock()
    wanted = queries.version(name, number)
    with transaction.atomic():
        SeenFile.objects.select_for_update().filter(module=name).first()
        last = queries.serving(name)
        if last is not None and last.version == wanted:
            raise Problem(problems.SERVES_ALREADY, module=name, number=number)
        before = last.version.number if last and last.version else 0
        how = _Bringing(wanted.origin, actor, reason, now)
        told = {"number": number, "before": before, "fingerprint": wanted.fingerprint}
        entry = _tell(actions.BACK, name, how, told)
        person = actor.id if actor.kind == "person" else ""
        Serving.objects.create(
            module=name, version=wanted, since=now, person=person, why=reason, back=True, entry=entry
        )
    return wanted


def _reason(why: str) -> str:
    if not why.strip():
        raise Problem(problems.NO_WHY)
    return why.strip()[:500]


def _tell(action: Action, name: str, how: _Bringing, after: dict[str, object]) -> int:
    about = Subject("regulation", name)
    entry = record(action, actor=how.actor, where=WHERE, why=how.why, subject=about, after={"module": name, **after})
    return entry.number
