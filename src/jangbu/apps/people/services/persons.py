"""Roles, leaving and coming back, erasure."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import services as ledger
from jangbu.apps.people import actions, standing
from jangbu.apps.people.models import Departure, Person
from jangbu.apps.people.problems import (
    EMAIL_INVALID,
    EMAIL_TAKEN,
    LAST_OWNER,
    NAME_MISSING,
    OWN_STANDING,
    PASSWORD_WEAK,
    PERSON_ERASED,
    PERSON_UNKNOWN,
    ROLE_UNKNOWN,
)
from jangbu.apps.people.roles import ROLE_WORDS, Role
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def clean_email(text: str) -> str:
    """Trimmed and in lower case, as sign-in compares it."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Problem(EMAIL_INVALID, email=email) from None
    return email


def clean_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Problem(NAME_MISSING)
    return name[:80]


def free_email(text: str) -> str:
    email = clean_email(text)
    if Person.objects.filter(email__iexact=email).exists():
        raise Problem(EMAIL_TAKEN, email=email)
    return email


def known_role(role: str) -> Role:
    if role not in Role.values:
        raise Problem(ROLE_UNKNOWN, role=role)
    return Role(role)


def role_words(role: str) -> dict[str, str]:
    ko, en = ROLE_WORDS[Role(role)]
    return {"role": str(role), "role_ko": ko, "role_en": en}


def check_password(password: str, person: Person) -> None:
    try:
        password_validation.validate_password(password, person)
    except ValidationError as weak:
        raise Problem(PASSWORD_WEAK, reasons=" ".join(weak.messages)) from None


def change_role(person: Person, role: str, *, actor: Actor, why: str) -> Person:
    """Raises Problem: OWN_STANDING, LAST_OWNER, ROLE_UNKNOWN. Open sessions end, so the new role starts afresh."""
    require(actor, "people.manage")
    new = known_role(role)
    _not_oneself(actor, person)
    with transaction.atomic():
        held = _locked(person)
        if held.role == new:
            return held
        _keep_an_owner(held)
        before = role_words(held.role)
        held.role = new
        held.save(update_fields=["role"])
        end_sessions(held)
        tell(actions.ROLE_CHANGED, held, actor=actor, why=why, before=before, after=role_words(new))
    standing.forget()
    return held


def deactivate_person(person: Person, *, actor: Actor, why: str, clock: Clock = system_clock) -> Person:
    """No sign-in and no right from now on; everything else stays. `reactivate_person` undoes it."""
    return _set_active(person, False, actor=actor, why=why, clock=clock)


def reactivate_person(person: Person, *, actor: Actor, why: str, clock: Clock = system_clock) -> Person:
    return _set_active(person, True, actor=actor, why=why, clock=clock)


def erase_person(person: Person, *, actor: Actor, why: str, clock: Clock = system_clock) -> Person:
    """Remove what tells who this was: fields, factors, links, sign-ins, and the values the ledger kept aside.

    The id stays, so entries still hang together and the chain still verifies. There is no undo.
    """
    require(actor, "people.manage")
    _not_oneself(actor, person)
    with transaction.atomic():
        held = _locked(person)
        _keep_an_owner(held)
        end_sessions(held)
        held.grants.filter(revoked_at=None).update(revoked_at=clock())
        held.links.all().delete()
        Authenticator.objects.filter(user_id=held.pk).delete()
        EmailAddress.objects.filter(user_id=held.pk).delete()
        held.email, held.name, held.title = f"{held.pk}@erased.invalid", "", ""
        held.language, held.last_login = "ko", None
        _note_departure(held, away=True, clock=clock)
        held.is_active, held.erased_at = False, clock()
        held.set_unusable_password()
        held.save()
        ledger.erase_person(held.pk, actor=actor, why=why)
        tell(actions.ERASED, held, actor=actor, why=why)
    standing.forget()
    return held


def end_other_sessions(person: Person, keep: str | None, *, actor: Actor, why: str) -> int:
    """Sign a person out everywhere but in the session `keep`. Answers how many ended."""
    if actor.id != person.pk:
        require(actor, "people.manage")
    with transaction.atomic():
        ended = end_sessions(person, keep)
        if ended:
            tell(actions.SESSIONS_ENDED, person, actor=actor, why=why, after={"count": ended})
    return ended


def end_sessions(person: Person, keep: str | None = None) -> int:
    others = person.sign_ins.exclude(session_key=keep or "")
    ended, _ = Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()
    return ended


def _set_active(person: Person, active: bool, *, actor: Actor, why: str, clock: Clock) -> Person:
    require(actor, "people.manage")
    _not_oneself(actor, person)
    with transaction.atomic():
        held = _locked(person)
        if held.is_active == active:
            return held
        changed: dict[str, Any] = {"is_active": active}
        if not active:
            _keep_an_owner(held)
            end_sessions(held)
        _note_departure(held, away=not active, clock=clock)
        held.is_active = active
        held.save(update_fields=["is_active"])
        action = actions.REACTIVATED if active else actions.DEACTIVATED
        tell(action, held, actor=actor, why=why, before={"is_active": not active}, after=changed)
    standing.forget()
    return held


def _note_departure(person: Person, *, away: bool, clock: Clock) -> None:
    """Who was here on a past day is read from these spans, not from whether they are here today."""
    open_one = Departure.objects.filter(person=person, back_at=None)
    if away and not open_one.exists():
        Departure.objects.create(person=person, left_at=clock())
    elif not away:
        open_one.update(back_at=clock())


def _locked(person: Person) -> Person:
    held = Person.objects.select_for_update().filter(pk=person.pk).first()
    if held is None:
        raise Problem(PERSON_UNKNOWN)
    if held.erased_at is not None:
        raise Problem(PERSON_ERASED)
    return held


def _not_oneself(actor: Actor, person: Person) -> None:
    if actor.kind == "person" and actor.id == person.pk:
        raise Problem(OWN_STANDING)


def _keep_an_owner(person: Person) -> None:
    """Owners are locked together, so that two owners cannot remove each other at the same moment."""
    owners = set(Person.objects.active().select_for_update().filter(role=Role.OWNER).values_list("pk", flat=True))
    if owners == {person.pk}:
        raise Problem(LAST_OWNER, name=person.name)
