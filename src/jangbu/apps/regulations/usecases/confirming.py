"""A second person's word on an exemption or on "not high-impact". Without it the decision is one person's claim."""

from __future__ import annotations

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.regulations import actions, problems
from jangbu.apps.regulations.usecases.models import Confirmation, RoleDecision, UseCase
from jangbu.apps.regulations.usecases.queries import standing
from jangbu.apps.regulations.usecases.register import USE_CASES
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

WHERE = "법과 규정"


def confirm_decision(case: UseCase, *, actor: Actor, why: str, clock: Clock = system_clock) -> Confirmation:
    """The newest decision, agreed to by somebody who did not make it. Again it changes nothing.

    Raises Problem regulations.no_why, .nothing_to_confirm, .look_again, .same_person.
    """
    require(actor, USE_CASES.needs("decide"))
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        held = UseCase.objects.select_for_update().get(pk=case.pk)
        now = clock()
        found = standing(held, now)
        if found.decision is None or not found.asks_for_two:
            raise Problem(problems.NOTHING_TO_CONFIRM, case=held.name)
        if found.stale:
            raise Problem(problems.LOOK_AGAIN, case=held.name)
        if actor.kind != "person" or actor.id == found.decision.decided_by:
            raise Problem(problems.SAME_PERSON, case=held.name)
        standing_one = found.decision.confirmations.filter(withdrawn_at=None).first()
        if standing_one is not None:
            return standing_one
        entry = _tell(actions.CONFIRMED, held, found.decision, actor, why)
        return Confirmation.objects.create(
            decision=found.decision, person=actor.id, at=now, why=why.strip()[:500], entry=entry
        )


def withdraw_confirmation(case: UseCase, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Take back the second person's word, so that the decision is a claim again. Raises Problem regulations.no_why,
    .nothing_to_confirm."""
    require(actor, USE_CASES.needs("decide"))
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        decision = case.decisions.order_by("-number").first()
        open_ones = Confirmation.objects.select_for_update().filter(decision=decision, withdrawn_at=None)
        if decision is None or not open_ones.update(withdrawn_at=clock(), withdrawn_by=actor.id):
            raise Problem(problems.NOTHING_TO_CONFIRM, case=case.name)
        _tell(actions.UNCONFIRMED, case, decision, actor, why)


def _tell(action: Action, case: UseCase, decision: RoleDecision, actor: Actor, why: str) -> int:
    after = {"title": case.name, "decision": decision.number, "exempt": decision.exempt, "high": decision.high}
    about = USE_CASES.subject(case)
    return record(action, actor=actor, where=WHERE, why=why.strip(), subject=about, after=after).number
