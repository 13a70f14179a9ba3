"""Writing down what is known of an error."""

from __future__ import annotations

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.work import actions, problems
from jangbu.apps.work.events.queries import known_outside
from jangbu.apps.work.runs.models import ErrorNote, Run
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def note_error(error_class: str, cause: str, fix: str, *, actor: Actor, clock: Clock = system_clock) -> ErrorNote:
    """Why a class of error happens and what helps. Raises Problem for a class that no run ever met."""
    require(actor, "work.write")
    if not Run.objects.filter(error_class=error_class).exists() and not known_outside(error_class):
        raise Problem(problems.NOTHING_TO_DO)
    with transaction.atomic():
        told = {"cause": cause.strip(), "fix": fix.strip(), "written_by": actor.id, "written_at": clock()}
        made, _new = ErrorNote.objects.update_or_create(error_class=error_class, defaults=told)
        record(
            actions.ERROR_NOTED,
            actor=actor,
            where="오류 모음",
            why=cause.strip() or "오류를 줄이려고",
            subject=Subject("error", error_class),
            after={"code": error_class, "cause": made.cause, "fix": made.fix},
        )
    return made
