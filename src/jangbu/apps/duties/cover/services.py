"""Writing down that somebody can do a process, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.duties import actions, problems, subjects
from jangbu.apps.duties.cover.models import Skill
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

WHERE = noop("함께 할 수 있는 사람")
HOWS = ("practice", "word")


def note_skill(
    subject: Subject, person: str, how: str, note: str, *, actor: Actor, clock: Clock = system_clock
) -> Skill:
    """`how` is "practice" (did it under somebody's eyes) or "word". `note` says when or why.

    Raises Problem duties.person_not_here, .no_such_subject, .own_skill, .skill_noted, .reason_missing.
    """
    require(actor, "duties.write")
    found, now = people.person(person), clock()
    known = {each: thing.name for each, thing in subjects.things(now, subject.kind)}
    if found is None or not found.is_active:
        raise Problem(problems.PERSON_NOT_HERE)
    if subject not in known or how not in HOWS:
        raise Problem(problems.NO_SUCH_SUBJECT, subject=f"{subject.kind} {subject.id}")
    if actor.kind == "person" and actor.id == person:
        raise Problem(problems.OWN_SKILL)
    if not note.strip():
        raise Problem(problems.REASON_MISSING)
    about = {"subject_kind": subject.kind, "subject_id": subject.id, "person": person}
    try:
        with transaction.atomic():
            entry = _tell(actions.SKILL_NOTED, subject, known[subject], found, actor, note.strip(), how)
            return Skill.objects.create(**about, how=how, said_by=actor.id, note=note.strip(), since=now, entry=entry)
    except IntegrityError:
        raise Problem(problems.SKILL_TWICE, name=found.name) from None


def end_skill(skill: Skill, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """It is no longer so. Again it changes nothing."""
    require(actor, "duties.write")
    now = clock()
    with transaction.atomic():
        if not Skill.objects.filter(pk=skill.pk, until=None).update(until=now):
            return
        subject = Subject(skill.subject_kind, skill.subject_id)
        found = people.person(skill.person)
        _tell(actions.SKILL_ENDED, subject, subjects.name_of(subject, now), found, actor, why, skill.how)


def _tell(action: Action, subject: Subject, name: str, person: Any, actor: Actor, why: str, how: str) -> int:
    said = Personal(person.name, person.pk) if person and person.name else "–"
    after = {"subject": name, "name": said, "how": how}
    return record(action, actor=actor, where=WHERE, why=why, subject=subject, after=after).number
