"""Writing: an automation, its versions, and setting it going. Stopping is in `stopping`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.people import queries as people
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as data
from jangbu.apps.work import actions, problems, registering
from jangbu.apps.work.assist import setup as assist
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.automations.telling import tell
from jangbu.apps.work.kinds.asking import check_model
from jangbu.apps.work.processes.models import Process
from jangbu.apps.work.runner import runner
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

CHANGE = "automation.version"  # the deed that answering declares


@dataclass(frozen=True, slots=True)
class Plan:
    """A version as it is asked for: the five Ws, the settings of its kind, and the datasets it may touch."""

    who: str  # a person's id
    what: str
    when: str
    where: str
    why: str
    settings: Mapping[str, Any]
    datasets: Sequence[str] = ()

    def content(self) -> dict[str, Any]:
        said = {"who": self.who, "what": self.what, "when": self.when, "where": self.where, "why": self.why}
        return {**said, "settings": dict(self.settings), "datasets": sorted(self.datasets)}


def add_automation(
    process: Process, name: str, kind: str, plan: Plan, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Automation:
    """A new automation with its first version, running. Its data must be cleared for use (Problem of sources)."""
    require(actor, "work.write")
    if not name.strip():
        raise Problem(problems.NAME_MISSING)
    if Automation.objects.filter(name=name.strip(), drill=False).exists():
        raise Problem(problems.NAME_TAKEN, name=name)
    with transaction.atomic():
        made = Automation.objects.create(process=process, name=name.strip(), kind=kind, created_at=clock())
        tell(actions.AUTOMATION_ADDED, made, actor, why, {"kind": kind, "process": process.name})
        add_version(made, plan, note="처음", actor=actor, why=why, clock=clock)
    return made


def add_version(
    automation: Automation, plan: Plan, *, note: str, actor: Actor, why: str, clock: Clock = system_clock
) -> AutomationVersion:
    """The next version. It serves from now on, and the one before becomes the roll-back version; where only promoted
    versions serve (see aimodels), it waits for its promotion instead."""
    require(actor, "work.write")
    require_duty(actor, Subject("process", automation.process_id), CHANGE)
    if people.person(plan.who) is None:
        raise Problem(problems.OWNER_MISSING)
    check_model(plan.settings)
    if automation.kind in (Automation.Kind.DRAFT, Automation.Kind.DECISION):
        assist.check(plan.settings, decides=automation.kind == Automation.Kind.DECISION)
    for dataset in plan.datasets:
        data.require_usable(dataset)
    content = plan.content()
    with transaction.atomic():
        held = Automation.objects.select_for_update().get(pk=automation.pk)
        last = held.versions.first()
        made = AutomationVersion.objects.create(
            automation=held,
            number=last.number + 1 if last else 1,
            fingerprint=fingerprint_of(content),
            note=note.strip() or "–",
            created_by=actor.id,
            created_at=clock(),
            **content,
        )
        if not registering.waits_for_promotion(held):
            held.rollback, held.current = held.current, made
            held.save(update_fields=["rollback", "current"])
        automation.refresh_from_db()
        tell(
            actions.VERSION_ADDED,
            held,
            actor,
            why,
            {"number": made.number, "note": made.note, "fingerprint": made.fingerprint},
        )
        for dataset in plan.datasets:
            data.note_data_use(dataset, clock=clock)
        registering.noted(held, made, actor=actor, why=why)
    return made


def fingerprint_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of what a version says, in canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def resume(automation: Automation, *, actor: Actor, why: str) -> None:
    """A person sets it going again: the way of working must be written and its data must pass their gates."""
    require(actor, "work.write")
    require_duty(actor, Subject("process", automation.process_id), CHANGE)
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = (
            Automation.objects.select_for_update(of=("self",))
            .select_related("process", "current")
            .get(pk=automation.pk)
        )
        if held.state == Automation.State.RUNNING:
            return
        if held.process.sop_open:
            raise Problem(problems.SOP_OPEN, process=held.process.name)
        failing = failing_data(held)
        if failing:
            raise Problem(problems.DATA_NOT_READY, dataset=failing[0])
        before = {"state": held.state}
        held.state, held.stopped_why, held.stopped_by_rule = Automation.State.RUNNING, "", False
        held.save(update_fields=["state", "stopped_why", "stopped_by_rule"])
        tell(actions.RESUMED, held, actor, why, {}, before=before)
        transaction.on_commit(lambda: runner().resume(held.pk))


def failing_data(automation: Automation) -> list[str]:
    """Names of the datasets it may touch whose newest measurement fails its gate."""
    found = []
    for dataset_id in automation.current.datasets if automation.current else []:
        dataset = sources.find(Actor.rule("work.data_gate"), dataset_id)
        if dataset is not None and sources.quality_state(dataset).state == "failed":
            found.append(dataset.name)
    return found
