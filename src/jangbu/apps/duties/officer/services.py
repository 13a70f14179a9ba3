"""Naming the privacy officer, and noting what they reported to the head."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from jangbu.apps.base.permission import allowed, require
from jangbu.apps.duties import actions, problems
from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.duties.officer.queries import officer
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

WHERE = "책임표"
ARTICLE = "개인정보 보호법 제31조"


def name_officer(person: str, ground: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Officer:
    """From now on this person is the privacy officer. The same person on the same ground again changes nothing.

    Raises Problem duties.person_not_here, .no_ground, .not_an_owner.
    """
    require(actor, "people.manage")
    found = people.person(person)
    if found is None or not found.is_active:
        raise Problem(problems.PERSON_NOT_HERE)
    if ground not in Officer.Ground.values:
        raise Problem(problems.NO_GROUND)
    if ground in {Officer.Ground.HEAD, Officer.Ground.MICRO} and found.role != "owner":
        raise Problem(problems.NOT_AN_OWNER, name=found.name)
    with transaction.atomic():
        standing = Officer.objects.select_for_update().filter(until=None).first()
        if standing is not None and (standing.person, standing.ground) == (person, ground):
            return standing
        now = clock()
        Officer.objects.filter(until=None).update(until=now)
        entry = record(
            actions.OFFICER_NAMED,
            actor=actor,
            where=WHERE,
            why=why,
            subject=Subject("person", person),
            after={"name": Personal(found.name, person), "ground": ground, "article": ARTICLE},
        )
        return Officer.objects.create(person=person, ground=ground, since=now, entry=entry.number)


def note_report(on: date, said: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Report:
    """The officer reported to the head on that day; written by either of them.

    Raises Problem duties.no_officer, .not_their_report, .report_empty.
    """
    require(actor, "duties.read")
    now = clock()
    standing = officer(now)
    if standing is None:
        raise Problem(problems.NO_OFFICER)
    if actor.kind == "person" and actor.id != standing.person and not allowed(actor, "people.manage"):
        raise Problem(problems.NOT_THEIR_REPORT)
    if not said.strip() or on > now.astimezone(SEOUL).date():
        raise Problem(problems.REPORT_EMPTY)
    with transaction.atomic():
        entry = record(
            actions.OFFICER_REPORTED,
            actor=actor,
            where=WHERE,
            why=why,
            subject=Subject("person", standing.person),
            after={"on": on.isoformat(), "said": said.strip()[:500]},
        )
        return Report.objects.create(
            officer=standing, on=on, said=said.strip()[:500], written_by=actor.id, written_at=now, entry=entry.number
        )


def withdraw_report(report: Report, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """It was written down wrongly. Again it changes nothing."""
    if actor.kind == "person" and actor.id != report.written_by:
        require(actor, "people.manage")
    with transaction.atomic():
        if not Report.objects.filter(pk=report.pk, withdrawn_at=None).update(withdrawn_at=clock()):
            return
        about = Subject("person", report.officer.person)
        record(
            actions.REPORT_WITHDRAWN,
            actor=actor,
            where=WHERE,
            why=why,
            subject=about,
            after={"on": report.on.isoformat()},
        )
