"""Writing what the register does not: plans for all who must, and certificates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from jangbu.apps.base.content import keep
from jangbu.apps.base.permission import require
from jangbu.apps.duties import actions, problems
from jangbu.apps.duties.learning import queries
from jangbu.apps.duties.learning.models import Training
from jangbu.apps.duties.learning.registers import TRAININGS
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import services as registers
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LARGEST = 5 << 20  # bytes
USUAL_DAYS = 30
LOOKS_LIKE = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")  # what a certificate may be: PDF, PNG, JPEG


def plan_missing(due_on: date | None = None, *, actor: Actor, why: str, clock: Clock = system_clock) -> list[Training]:
    """A record to be done for whoever must take a course and neither took nor plans it; due in 30 days by default.

    Raises Problem duties.nothing_to_plan.
    """
    require(actor, "duties.write")
    now = clock()
    day = due_on or now.astimezone(SEOUL).date() + timedelta(days=USUAL_DAYS)
    with transaction.atomic():
        made = [
            registers.add_row(
                TRAININGS,
                {"course": cell.course.pk, "person": cell.person.pk, "due_on": day},
                actor=actor,
                why=why,
                clock=clock,
            )
            for cell in queries.plan(now)
            if cell.state in ("missing", "expired")
        ]
    if not made:
        raise Problem(problems.NOTHING_TO_PLAN)
    return made


def keep_certificate(
    training: Training, file_name: str, chunks: Iterable[bytes], *, actor: Actor, why: str
) -> Training:
    """The file that shows it, kept under its fingerprint. Raises Problem duties.not_a_certificate."""
    require(actor, "duties.write")
    content = b"".join(chunks)
    if not content.startswith(LOOKS_LIKE) or len(content) > LARGEST:
        raise Problem(problems.NOT_A_CERTIFICATE, file=file_name)
    kept = keep(Path(settings.CONTENT_STORE), [content])
    with transaction.atomic():
        held = registers.locked(TRAININGS, training)
        before = held.certificate
        held.certificate, held.certificate_name = kept.fingerprint, file_name[:200]
        held.save(update_fields=["certificate", "certificate_name"])
        record(
            actions.CERTIFICATE_KEPT,
            actor=actor,
            where=TRAININGS.title.ko,
            why=why,
            subject=TRAININGS.subject(held),
            before={"sha256": before} if before else None,
            after={"course": held.course.title, "sha256": kept.fingerprint, "training_id": held.pk},
        )
    return held
