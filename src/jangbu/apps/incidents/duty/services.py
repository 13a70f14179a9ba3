"""Putting people on duty and taking them off."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions, problems
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.duty.models import Shift
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def add_shift(
    person: str,
    starts_on: date,
    ends_on: date,
    *,
    from_hour: int = 0,
    to_hour: int = 24,
    place: int = 1,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Shift:
    """Days with both ends included, hours of each day in Seoul. Raises duty.bad_shift, .not_staff, registers.no_why."""
    require(actor, "alerts.manage")
    if not why.strip():
        raise Problem(NO_WHY)
    if starts_on > ends_on or not 0 <= from_hour < to_hour <= 24:
        raise Problem(problems.BAD_SHIFT)
    if not people.by_role("alerts.answer").filter(pk=person).exists():
        raise Problem(problems.NOT_STAFF)
    with transaction.atomic():
        shift = Shift(
            person=person, starts_on=starts_on, ends_on=ends_on, from_hour=from_hour, to_hour=to_hour, place=place
        )
        entry = record(
            actions.SHIFT_ADDED,
            actor=actor,
            where="당번",
            why=why,
            subject=Subject("shift", shift.pk),
            after={"from": starts_on.isoformat(), "to": ends_on.isoformat(), "place": place, "person": person},
        )
        shift.created_at, shift.entry = now_for(clock), entry.number
        shift.save(force_insert=True)
    return shift


def remove_shift(shift: Shift, *, actor: Actor, why: str, clock: Clock = system_clock) -> Shift:
    """Off duty from now on; what it was stays on record."""
    require(actor, "alerts.manage")
    with transaction.atomic():
        held = Shift.objects.select_for_update().get(pk=shift.pk)
        if held.removed_at is None:
            held.removed_at = now_for(clock)
            held.save(update_fields=["removed_at"])
            record(
                actions.SHIFT_REMOVED,
                actor=actor,
                where="당번",
                why=why or noop("바꾸려고"),
                subject=Subject("shift", held.pk),
                after={"from": held.starts_on.isoformat(), "to": held.ends_on.isoformat(), "person": held.person},
            )
    return held
