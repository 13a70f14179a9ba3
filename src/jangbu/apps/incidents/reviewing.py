"""Looking back on an incident: why it happened and what changes, which is needed before it may be closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.incidents import actions, problems
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.models import Incident, Review
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import services as registers
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def look_back(
    incident: Incident, *, cause: str, change: str, owner: str, due: date, actor: Actor, clock: Clock = system_clock
) -> Review:
    """Raises Problem registers.no_why where cause or change is empty, incidents.due_past, .closed."""
    require(actor, INCIDENTS.needs("write"))
    if not cause.strip() or not change.strip():
        raise Problem(NO_WHY)
    now = now_for(clock)
    if due < now.astimezone(SEOUL).date():
        raise Problem(problems.DUE_PAST)
    with transaction.atomic():
        held = registers.locked(INCIDENTS, incident)
        if held.state == "closed":
            raise Problem(problems.CLOSED, title=held.title)
        entry = record(
            actions.REVIEWED,
            actor=actor,
            where="사고",
            why=cause.strip()[:2_000],
            subject=INCIDENTS.subject(held),
            after={"title": held.title, "change": change.strip()[:200], "due": due.isoformat(), "owner": owner},
        )
        return Review.objects.create(
            incident=held,
            cause=cause.strip(),
            change=change.strip(),
            owner=owner,
            due=due,
            written_at=now,
            by=actor.id,
            entry=entry.number,
        )


def finish_change(review: Review, *, note: str, actor: Actor, clock: Clock = system_clock) -> Review:
    """What was to change has changed. Again it changes nothing. Raises Problem registers.no_why."""
    require(actor, INCIDENTS.needs("write"))
    if not note.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        held = Review.objects.select_for_update(of=("self",)).select_related("incident").get(pk=review.pk)
        if held.done_at is not None:
            return held
        record(
            actions.CHANGE_DONE,
            actor=actor,
            where="사고",
            why=note.strip(),
            subject=INCIDENTS.subject(held.incident),
            after={"title": held.incident.title, "change": held.change[:200]},
        )
        held.done_at, held.done_by = now_for(clock), actor.id
        held.save(update_fields=["done_at", "done_by"])
    return held
