"""Writing: what a process is, how it is done, what its exceptions are, and what its log says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions, problems
from jangbu.apps.work.processes.models import Pattern, Process, ProcessException, SopVersion
from jangbu.engines import processes
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WORDS = {
    "name": ("이름", "name"),
    "owner": ("담당", "owner"),
    "input": ("들어오는 것", "input"),
    "input_format": ("입력 양식", "input format"),
    "weight": ("무게", "weight"),
    "judgement": ("판단", "judgement"),
    "volume": ("한 달 건수", "volume"),
    "pattern": ("자동화 방식", "pattern"),
}


def add_process(
    name: str, owner: str, *, actor: Actor, why: str, clock: Clock = system_clock, **fields: Any
) -> Process:
    """A new process. `fields` are those of the model that people fill in: input, input_format, weight, judgement,
    volume. Raises Problem work.name_missing, .name_taken, .owner_missing."""
    require(actor, "work.write")
    _checked(name, owner)
    try:
        with transaction.atomic():
            made = Process.objects.create(name=name.strip(), owner=owner, created_at=clock(), **fields)
            _tell(actions.PROCESS_ADDED, made, actor, why, {"owner": owner})
    except IntegrityError as error:
        raise Problem(problems.NAME_TAKEN, name=name) from error
    return made


def change_process(process: Process, changes: Mapping[str, Any], *, actor: Actor, why: str) -> Process:
    """Change what people filled in; what stays the same is left out of the entry."""
    require(actor, "work.write")
    with transaction.atomic():
        held = Process.objects.select_for_update().get(pk=process.pk)
        changed = {name: value for name, value in changes.items() if getattr(held, name) != value}
        if not changed:
            return held
        _checked(changed.get("name", held.name), changed.get("owner", held.owner))
        before = {name: getattr(held, name) for name in changed}
        for name, value in changed.items():
            setattr(held, name, value)
        try:
            with transaction.atomic():
                held.save(update_fields=list(changed))
        except IntegrityError as error:
            raise Problem(problems.NAME_TAKEN, name=changed.get("name", "")) from error
        said = [WORDS.get(name, (name, name)) for name in changed]
        after = {**changed, "said_ko": ", ".join(ko for ko, _ in said), "said_en": ", ".join(en for _, en in said)}
        _tell(actions.PROCESS_CHANGED, held, actor, why, after, before=before)
    return held


def choose_pattern(process: Process, pattern: str, *, actor: Actor, why: str) -> Process:
    """A person settles the pattern; an empty one leaves it to the criteria again."""
    if pattern and pattern not in Pattern.values:
        raise Problem(problems.NOTHING_TO_DO)
    if pattern and not why.strip():
        raise Problem(problems.REASON_MISSING)
    return change_process(process, {"pattern": pattern, "pattern_why": why if pattern else ""}, actor=actor, why=why)


def write_sop(process: Process, text: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> SopVersion:
    """Write down how it is done. This also closes a way of working that a stop had reopened."""
    require(actor, "work.write")
    if not text.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = Process.objects.select_for_update().get(pk=process.pk)
        last = held.sops.first()
        number = last.number + 1 if last else 1
        made = SopVersion.objects.create(
            process=held, number=number, text=text.strip(), why=why, written_by=actor.id, written_at=clock()
        )
        held.sop_open = False
        held.save(update_fields=["sop_open"])
        _tell(actions.SOP_WRITTEN, held, actor, why, {"number": number})
    return made


def reopen_sop(process: Process, ko: str, en: str, *, actor: Actor, why: str) -> None:
    """A stop says that the way of working must be written again. Inside the stop's transaction."""
    if not process.sop_open:
        Process.objects.filter(pk=process.pk).update(sop_open=True)
        _tell(actions.SOP_REOPENED, process, actor, why, {"said_ko": ko, "said_en": en})


def add_exception(
    process: Process, name: str, remedy: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> None:
    require(actor, "work.write")
    if not name.strip():
        raise Problem(problems.NAME_MISSING)
    with transaction.atomic():
        ProcessException.objects.create(process=process, name=name.strip(), remedy=remedy.strip(), created_at=clock())
        said = {"said_ko": f"예외를 더함: {name.strip()}", "said_en": f"exception '{name.strip()}' added"}
        _tell(actions.PROCESS_CHANGED, process, actor, why, said)


def remove_exception(exception: ProcessException, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Put an exception aside; calling again on one put aside brings it back, so this is its own undo."""
    require(actor, "work.write")
    with transaction.atomic():
        exception.archived_at = None if exception.archived_at else clock()
        exception.save(update_fields=["archived_at"])
        word = ("뺌", "removed") if exception.archived_at else ("되돌림", "restored")
        said = {"said_ko": f"예외 '{exception.name}' {word[0]}", "said_en": f"exception '{exception.name}' {word[1]}"}
        _tell(actions.PROCESS_CHANGED, exception.process, actor, why, said)


def measure_log(
    process: Process, path: Path, name: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Process:
    """Look at an event log and keep what it says of this process. Raises Problem as the engine does."""
    require(actor, "work.write")
    found = processes.repeatability(processes.read_log(path), now=clock())
    with transaction.atomic():
        process.repeatability = found.as_json()
        process.log = name[:200]
        process.save(update_fields=["repeatability", "log"])
        after = {"log": name, "verdict_ko": found.word("ko"), "verdict_en": found.word("en")}
        _tell(actions.LOG_MEASURED, process, actor, why, after)
    return process


def _checked(name: str, owner: str) -> None:
    if not name.strip():
        raise Problem(problems.NAME_MISSING)
    if people.person(owner) is None:
        raise Problem(problems.OWNER_MISSING)


def _tell(
    action: Action,
    process: Process,
    actor: Actor,
    why: str,
    after: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
) -> None:
    about = {"process": process.name, "process_id": process.pk}
    record(
        action,
        actor=actor,
        where="업무",
        why=why,
        subject=Subject("process", process.pk),
        before=before,
        after={**about, **after},
    )
