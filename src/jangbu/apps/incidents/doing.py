"""Ticking the steps of the standard response."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.incidents import actions, problems
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.models import Incident, StepDone
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.incidents.steps import steps_of
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import services as registers
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

ON_THE_LIST = noop("표준 대응을 따라서")


def do_step(
    incident: Incident, step_id: str, *, note: str = "", actor: Actor, clock: Clock = system_clock
) -> StepDone | None:
    """Tick a step, or take the tick back where it stands. Raises Problem incidents.no_step, .closed."""
    require(actor, INCIDENTS.needs("write"))
    step = next((each for each in steps_of(incident.kind) if each.id == step_id), None)
    if step is None:
        raise Problem(problems.NO_STEP)
    with transaction.atomic():
        held = registers.locked(INCIDENTS, incident)
        if held.state == "closed":
            raise Problem(problems.CLOSED, title=held.title)
        stands = held.steps.filter(step=step_id, undone_at=None).first()
        action = actions.STEP_UNDONE if stands else actions.STEP_DONE
        entry = record(
            action,
            actor=actor,
            where="사고",
            why=note.strip() or ON_THE_LIST,
            subject=INCIDENTS.subject(held),
            after={"title": held.title, "step": step_id, "step_ko": step.said.ko, "step_en": step.said.en},
        )
        now = now_for(clock)
        if stands is not None:
            stands.undone_at = now
            stands.save(update_fields=["undone_at"])
            return None
        return StepDone.objects.create(
            incident=held, step=step_id, done_at=now, by=actor.id, note=note.strip()[:300], entry=entry.number
        )
