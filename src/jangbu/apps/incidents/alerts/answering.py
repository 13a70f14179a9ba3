"""Taking an alert on, putting it off with a reason, or settling it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions, problems
from jangbu.apps.incidents.alerts.models import Alert
from jangbu.apps.incidents.alerts.ringing import tell
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger.actions import Action
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel import text
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LONGEST = timedelta(days=14)


def acknowledge(alert: Alert, *, actor: Actor, note: str = "", clock: Clock = system_clock) -> Alert:
    """The actor sees to it; nobody else is told any more. Again it changes nothing. Raises alerts.over."""
    require(actor, "alerts.answer")
    with transaction.atomic():
        held = _open(alert)
        if held.acknowledged_at is not None:
            return held
        held.acknowledged_at, held.acknowledged_by = now_for(clock), actor.id
        held.escalate_at, held.note = None, note.strip()[:300]
        return _kept(held, actions.ACKNOWLEDGED, actor, note or noop("살펴보려고"), {})


def snooze(alert: Alert, until: datetime, *, actor: Actor, why: str, clock: Clock = system_clock) -> Alert:
    """No word of it until then. Raises alerts.over, .bad_until, registers.no_why."""
    require(actor, "alerts.answer")
    if not why.strip():
        raise Problem(NO_WHY)
    now = now_for(clock)
    if not now < until <= now + LONGEST:
        raise Problem(problems.BAD_UNTIL)
    with transaction.atomic():
        held = _open(alert)
        held.snoozed_until, held.note = until, why.strip()[:300]
        if held.escalate_at is not None:
            held.escalate_at = max(held.escalate_at, until)
        return _kept(held, actions.SNOOZED, actor, why, {"until": text.moment(until)})


def settle(alert: Alert, *, actor: Actor, why: str, clock: Clock = system_clock) -> Alert:
    """It is over: what was to be done is done. A fact that still stands rings again at the next look."""
    require(actor, "alerts.answer")
    if not why.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        held = _open(alert)
        now = now_for(clock)
        held.resolved_at, held.note = now, why.strip()[:300]
        if held.acknowledged_at is None:
            held.acknowledged_at, held.acknowledged_by = now, actor.id
        return _kept(held, actions.CLOSED, actor, why, {})


def _open(alert: Alert) -> Alert:
    held = Alert.objects.select_for_update(of=("self",)).select_related("rule").get(pk=alert.pk)
    if held.resolved_at is not None:
        raise Problem(problems.OVER)
    return held


def _kept(held: Alert, action: Action, actor: Actor, why: str, more: Mapping[str, Any]) -> Alert:
    tell(action, held, actor, why, dict(more))
    held.save()
    return held
