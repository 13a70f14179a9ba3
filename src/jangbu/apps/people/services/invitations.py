"""Inviting somebody, and their coming in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.people import actions, standing
from jangbu.apps.people.models import OneTimeLink, Person
from jangbu.apps.people.problems import PERSON_UNKNOWN
from jangbu.apps.people.services.links import find_link, make_link, spend
from jangbu.apps.people.services.persons import check_password, clean_name, free_email, known_role, role_words
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

INVITATION_LIFE = timedelta(days=7)
PURPOSE = OneTimeLink.Purpose.INVITATION


@dataclass(frozen=True, slots=True)
class Invited:
    """A person and the token of their link, which is nowhere else and is not shown again."""

    person: Person
    token: str
    expires_at: datetime


def invite_person(
    email: str,
    name: str,
    role: str,
    *,
    title: str = "",
    language: str = "ko",
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Invited:
    """The person, who cannot sign in yet, and a one-time link of seven days.

    Raises Problem: EMAIL_INVALID, EMAIL_TAKEN, NAME_MISSING, ROLE_UNKNOWN.
    """
    require(actor, "people.manage")
    person = Person(
        email=free_email(email),
        name=clean_name(name),
        title=title.strip()[:80],
        role=known_role(role),
        language=language,
        joined_at=clock(),
    )
    person.set_unusable_password()
    with transaction.atomic():
        person.save(force_insert=True)
        token, link = make_link(person, PURPOSE, INVITATION_LIFE, clock)
        tell(actions.INVITED, person, actor=actor, why=why, after=role_words(person.role))
    return Invited(person, token, link.expires_at)


def renew_invitation(person: Person, *, actor: Actor, why: str, clock: Clock = system_clock) -> Invited:
    """A new link for somebody who has not come in yet; the old one stops working."""
    require(actor, "people.manage")
    with transaction.atomic():
        held = Person.objects.active().select_for_update().filter(pk=person.pk).first()
        if held is None or held.has_usable_password():
            raise Problem(PERSON_UNKNOWN)
        token, link = make_link(held, PURPOSE, INVITATION_LIFE, clock)
        tell(actions.INVITED_AGAIN, held, actor=actor, why=why)
    return Invited(held, token, link.expires_at)


def invited_by(token: str, *, clock: Clock = system_clock) -> Person:
    """Whom an open invitation is for. Raises Problem: LINK_UNKNOWN, LINK_SPENT."""
    return find_link(token, PURPOSE, clock).person


def accept_invitation(token: str, password: str, *, why: str = "초대를 받음", clock: Clock = system_clock) -> Person:
    """Spend the link and set the password. The person themselves acts. Raises Problem: LINK_*, PASSWORD_WEAK."""
    link = find_link(token, PURPOSE, clock)
    person = link.person
    check_password(password, person)
    with transaction.atomic():
        spend(link, clock)
        person.set_password(password)
        person.joined_at = clock()
        person.save(update_fields=["password", "joined_at"])
        tell(actions.JOINED, person, actor=Actor.person(person.pk, person.name), why=why)
    standing.forget()
    return person
