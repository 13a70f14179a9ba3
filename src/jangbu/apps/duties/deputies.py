"""Who stands in for an accountable person, and who heads the firm."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import NOT_ALLOWED, allowed, require
from jangbu.apps.duties import actions, problems
from jangbu.apps.duties.models import Deputy, Head
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

WHERE = "책임표"
LONGEST = timedelta(days=366)


def name_deputy(
    stands_for: str, person: str, last_day: date, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Deputy:
    """`person` decides for `stands_for` until the end of that day. Named by the accountable person or the owner.

    Raises Problem duties.same_person, .person_not_here, .guest, .days_wrong, .reason_missing.
    """
    if actor.kind == "person" and actor.id != stands_for:
        require(actor, "people.manage")
    now = clock()
    until = datetime.combine(last_day, time.max, tzinfo=SEOUL)
    if stands_for == person:
        raise Problem(problems.SAME_PERSON)
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    if not now <= until <= now + LONGEST:
        raise Problem(problems.DAYS_WRONG)
    holder, deputy = _working(stands_for), _working(person)
    if deputy.role in ("guest", "auditor"):
        raise Problem(problems.GUEST, name=deputy.name, role_ko="바깥 사람", role_en="from outside")
    with transaction.atomic():
        entry = record(
            actions.DEPUTY_NAMED,
            actor=actor,
            where=WHERE,
            why=why.strip(),
            subject=Subject("person", person),
            after={
                "name": Personal(deputy.name, person),
                "holder": Personal(holder.name, stands_for),
                "holder_id": stands_for,
                "until": last_day.isoformat(),
            },
        )
        return Deputy.objects.create(
            stands_for=stands_for, person=person, since=now, until=until, why=why.strip(), entry=entry.number
        )


def end_deputy(deputy: Deputy, *, actor: Actor, why: str, clock: Clock = system_clock) -> Deputy:
    """Before its time. Again it changes nothing."""
    if actor.kind == "person" and actor.id != deputy.stands_for and not allowed(actor, "people.manage"):
        raise Problem(NOT_ALLOWED, permission="people.manage")
    with transaction.atomic():
        held = Deputy.objects.select_for_update().get(pk=deputy.pk)
        if held.ended_at is not None:
            return held
        held.ended_at = clock()
        held.save(update_fields=["ended_at"])
        names = dict(people.people_list().filter(pk__in=(held.person, held.stands_for)).values_list("pk", "name"))
        record(
            actions.DEPUTY_ENDED,
            actor=actor,
            where=WHERE,
            why=why,
            subject=Subject("person", held.person),
            after={
                "name": Personal(names.get(held.person) or "–", held.person),
                "holder": Personal(names.get(held.stands_for) or "–", held.stands_for),
            },
        )
    return held


def name_head(person: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Head:
    """The head of the firm says that they are finally responsible for personal data. Again it changes nothing.

    Only an owner can be, and only an owner (or the machine's operator) says so. Raises Problem duties.not_an_owner.
    """
    require(actor, "people.manage")
    found = _working(person)
    if found.role != "owner":
        raise Problem(problems.NOT_AN_OWNER, name=found.name)
    with transaction.atomic():
        standing = Head.objects.select_for_update().filter(until=None).first()
        if standing is not None and standing.person == person:
            return standing
        now = clock()
        Head.objects.filter(until=None).update(until=now)
        entry = record(
            actions.HEAD_NAMED,
            actor=actor,
            where=WHERE,
            why=why,
            subject=Subject("person", person),
            after={"name": Personal(found.name, person), "article": "개인정보 보호법 제30조의3"},
        )
        return Head.objects.create(person=person, since=now, entry=entry.number)


def end_head(person: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Who is no owner any more heads nothing. Changes nothing where somebody else does."""
    with transaction.atomic():
        if not Head.objects.filter(person=person, until=None).update(until=clock()):
            return
        found = people.person(person)
        name = Personal(found.name, person) if found and found.name else "–"
        about = Subject("person", person)
        record(actions.HEAD_ENDED, actor=actor, where=WHERE, why=why, subject=about, after={"name": name})


def _working(person: str) -> Any:
    found = people.person(person)
    if found is None or not found.is_active:
        raise Problem(problems.PERSON_NOT_HERE)
    return found
