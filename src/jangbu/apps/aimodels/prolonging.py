"""Letting an approved version serve longer although its evaluation lapsed: one named person, one day, one reason."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from jangbu.apps.aimodels import actions, problems
from jangbu.apps.aimodels.aging import LONGEST_DAYS, lapse_of
from jangbu.apps.aimodels.answering import KIND, PROMOTE
from jangbu.apps.aimodels.mirror import tell
from jangbu.apps.aimodels.models import AiModel, Prolongation
from jangbu.apps.aimodels.serving import APPROVED, champion
from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def prolong(entry: AiModel, day: date, *, actor: Actor, why: str, clock: Clock = system_clock) -> Prolongation:
    """Until the end of that day in Seoul, 30 days ahead at most, and never beyond 90 days after the evaluation lapsed.

    Raises Problem aimodels.a_person_decides, .no_why, .not_lapsed, .prolonged_enough.
    """
    require(actor, "aimodels.decide")
    if actor.kind != "person":
        raise Problem(problems.A_PERSON_DECIDES)
    require_duty(actor, Subject(KIND, entry.pk), PROMOTE.name)
    if not why.strip():
        raise Problem(problems.NO_WHY)
    now, until = clock(), ends_of(day)
    with transaction.atomic():
        held = AiModel.objects.select_for_update().get(pk=entry.pk)
        alias = champion(held)
        regime = held.regime_since is not None and alias is not None and alias.ground in APPROVED
        lapse = lapse_of(alias, now) if alias is not None and regime else None
        if alias is None or lapse is None:
            raise Problem(problems.NOT_LAPSED, title=held.name)
        if not now < until <= min(lapse.latest, now + timedelta(days=LONGEST_DAYS + 1)):
            latest = lapse.latest.astimezone(SEOUL).date() - timedelta(days=1)
            raise Problem(problems.PROLONGED_ENOUGH, title=held.name, day=latest, days=LONGEST_DAYS)
        label = alias.version.label
        after = {"label": label, "version_id": alias.version_id, "until": day.isoformat()}
        told = tell(actions.PROLONGED, held, actor, why.strip(), after)
        return Prolongation.objects.create(
            entry=held, version=alias.version, until=until, by=actor.id, why=why.strip(), at=now, ledger=told.number
        )


def ends_of(day: date) -> datetime:
    """The moment after the last one of that day in Seoul."""
    return datetime.combine(day + timedelta(days=1), time(), SEOUL)
