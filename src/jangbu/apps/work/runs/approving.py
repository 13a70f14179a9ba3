"""A person decides: approve, reject, pass on. Safe against a double click, and never by whoever handed it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import allowed, require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions, problems
from jangbu.apps.work.answering import APPROVE, finishes_own, subject_of
from jangbu.apps.work.kinds.kind import kind_of, require_ready
from jangbu.apps.work.runner import TOPIC, runner
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.apps.work.runs.services import cancel, replay, take_back
from jangbu.apps.work.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

EMPTY_COUNTS = frozenset({"text"})  # an emptied draft is a change; an emptied field of a form is none


def approve(
    approval: Approval,
    *,
    edits: Mapping[str, Any] | None = None,
    actor: Actor,
    why: str = "",
    clock: Clock = system_clock,
) -> Approval:
    """Approve, with what the person corrected. The run goes on at once.

    Raises Problem work.own_run, .not_asked, .already_decided, .still_wrong; deciding again the same way is as once.
    """
    held = _decidable(approval, actor)
    changed = {name: value for name, value in (edits or {}).items() if value != "" or name in EMPTY_COUNTS}
    with transaction.atomic():
        held = _locked(approval)
        if held.state != Approval.State.OPEN:
            return _same(held, Approval.State.APPROVED, actor)
        run = held.run
        if changed:
            run.proposal = kind_of(run).corrected(run, changed)
        require_ready(run, clock())
        run.state = Run.State.WORKING
        run.save(update_fields=["proposal", "state", "doubts", "about", "title"])
        _decide(held, Approval.State.APPROVED, actor, why, clock, changed)
        told = {"edits": sorted(changed), "seconds": _seconds(held)}
        said = why or str(changed.get("reason", "")) or "값을 보고 승인함"
        tell(actions.APPROVED, run, actor, said, told)
        transaction.on_commit(lambda: runner().wake(run.pk, TOPIC, key=held.pk))
    return held


def correct(
    approval: Approval, *, edits: Mapping[str, Any], actor: Actor, why: str = "", clock: Clock = system_clock
) -> None:
    """Change values and work the proposal out again, without deciding. Raises what `approve` raises."""
    held = _decidable(approval, actor)
    changed = {name: value for name, value in edits.items() if value != ""}
    with transaction.atomic():
        held = _locked(approval)
        if held.state != Approval.State.OPEN:
            raise _decided(held)
        if not changed:
            return
        run = held.run
        run.proposal = kind_of(run).corrected(run, changed)
        run.save(update_fields=["proposal", "doubts", "about", "title"])
        held.edits = {**held.edits, **changed}
        held.save(update_fields=["edits"])
        told = {"count": len(changed), "edits": sorted(changed)}
        tell(actions.CORRECTED, run, actor, why or "보고 고치려고", told)


def reject(approval: Approval, *, actor: Actor, why: str, clock: Clock = system_clock) -> Approval:
    """Reject, with the reason. The run ends without any effect."""
    held = _decidable(approval, actor)
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = _locked(approval)
        if held.state != Approval.State.OPEN:
            return _same(held, Approval.State.REJECTED, actor)
        held.run.state, held.run.ended_at = Run.State.REJECTED, clock()
        held.run.save(update_fields=["state", "ended_at"])
        _decide(held, Approval.State.REJECTED, actor, why, clock, {})
        tell(actions.REJECTED, held.run, actor, why.strip(), {"seconds": _seconds(held)})
        transaction.on_commit(lambda: runner().wake(held.run_id, TOPIC, key=held.pk))
    return held


def delegate(approval: Approval, person: str, *, actor: Actor, why: str) -> Approval:
    """Ask somebody else, who may approve and did not hand it in. They alone decide it then."""
    require(actor, "work.approve")
    found = people.person(person)
    if found is None:
        raise Problem(problems.OWNER_MISSING)
    if not allowed(Actor.person(found.pk, found.name), "work.approve"):
        raise Problem(problems.CANNOT_APPROVE, name=found.name)
    require_duty(Actor.person(found.pk, found.name), subject_of(approval.run), APPROVE.name)
    with transaction.atomic():
        held = _locked(approval)
        if held.state != Approval.State.OPEN:
            raise _decided(held)
        if held.run.started_by == person:
            raise Problem(problems.OWN_RUN)
        held.asked_of, held.delegated_by, held.delegated_why = person, actor.id, why
        held.save(update_fields=["asked_of", "delegated_by", "delegated_why"])
        tell(actions.DELEGATED, held.run, actor, why or "다른 사람이 보는 편이 나아서", {"to": person})
    return held


def undo(approval: Approval, *, actor: Actor, why: str, clock: Clock = system_clock) -> Run:
    """Take a decision back: the effect goes, and the same case waits again as a new run with a new question."""
    require(actor, "work.approve")
    run = Run.objects.select_related("automation").get(pk=approval.run_id)
    require_duty(actor, subject_of(run), APPROVE.name)
    if run.state not in (Run.State.DONE, Run.State.WORKING, Run.State.REJECTED):
        raise Problem(problems.NOTHING_TO_DO)
    with transaction.atomic():
        if run.state == Run.State.DONE:
            take_back(run, actor=actor, why=why, clock=clock)
        elif run.state == Run.State.WORKING:
            cancel(run, actor=actor, why=why, clock=clock)
        return replay(run, actor=actor, why=why, started_by=run.started_by, clock=clock)


def look_at(approval: Approval, *, actor: Actor, clock: Clock = system_clock) -> None:
    """The person's own time on a question starts when they first see it. Not a change, so not an entry."""
    if allowed(actor, "work.approve") or finishes_own(approval.run, actor):
        Approval.objects.filter(pk=approval.pk, state=Approval.State.OPEN, opened_at=None).update(opened_at=clock())


def _locked(approval: Approval) -> Approval:
    held = Approval.objects.select_for_update(of=("self",)).select_related("run__automation", "run__version")
    return held.get(pk=approval.pk)


def _decidable(approval: Approval, actor: Actor) -> Approval:
    run = approval.run
    if finishes_own(run, actor) and approval.asked_of in ("", actor.id):
        return approval
    require(actor, "work.approve")
    if actor.kind == "person" and run.started_by and run.started_by == actor.id:
        raise Problem(problems.OWN_RUN)
    if approval.asked_of and approval.asked_of != actor.id:
        raise Problem(problems.NOT_ASKED, name=_name(approval.asked_of))
    require_duty(actor, subject_of(run), APPROVE.name)
    return approval


def _decide(held: Approval, state: str, actor: Actor, why: str, clock: Clock, edits: Mapping[str, Any]) -> None:
    held.state, held.decided_by, held.decided_at = Approval.State(state), actor.id, clock()
    held.why, held.edits = why.strip(), {**held.edits, **edits}
    held.save(update_fields=["state", "decided_by", "decided_at", "why", "edits"])


def _same(held: Approval, state: str, actor: Actor) -> Approval:
    """A double click: the same person, the same answer."""
    if held.state == state and held.decided_by == actor.id:
        return held
    raise _decided(held)


def _decided(held: Approval) -> Problem:
    return Problem(problems.ALREADY_DECIDED, title=held.run.title, name=_name(held.decided_by))


def _name(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else "–"


def _seconds(held: Approval) -> int | None:
    """How long the person had it before them, in seconds."""
    if held.opened_at is None or held.decided_at is None:
        return None
    return max(0, round((held.decided_at - held.opened_at).total_seconds()))
