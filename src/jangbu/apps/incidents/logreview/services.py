"""Confirming that a week was read."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from jangbu.apps.base.permission import require
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.logreview import actions, problems
from jangbu.apps.incidents.logreview.models import LogReview
from jangbu.apps.incidents.logreview.preparing import bounds, counted, monday, prepare
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def confirm_week(week: date, note: str, *, actor: Actor, clock: Clock = system_clock) -> LogReview:
    """The week that begins on that Monday was read, with what was seen. Once a week.

    Raises Problem logreview.not_over, .done, .no_monday, registers.no_why.
    """
    require(actor, "logreview.write")
    if not note.strip():
        raise Problem(NO_WHY)
    if week != monday(week):
        raise Problem(problems.NO_MONDAY)
    now = now_for(clock)
    if bounds(week)[1] > now:
        raise Problem(problems.NOT_OVER)
    unusual = sum(each.unusual for each in prepare(week))
    counts = counted(week)
    try:
        with transaction.atomic():
            entry = record(
                actions.CONFIRMED,
                actor=actor,
                where="기록 살펴보기",
                why=note.strip(),
                subject=Subject("log_week", week.isoformat()),
                after={"week": week.isoformat(), "entries": sum(counts.values()), "unusual": unusual},
            )
            return LogReview.objects.create(
                week=week,
                counts=counts,
                unusual=unusual,
                note=note.strip(),
                reviewed_at=now,
                by=actor.id,
                entry=entry.number,
            )
    except IntegrityError as error:
        raise Problem(problems.DONE) from error
