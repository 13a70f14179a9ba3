"""Access to one thing, for one person, until a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.people import actions, standing
from jangbu.apps.people.models import Grant, Person
from jangbu.apps.people.permissions import LEVEL_PERMISSIONS
from jangbu.apps.people.problems import (
    BEYOND_OWN,
    EXPIRY_WRONG,
    GRANT_ENDED,
    GRANT_UNKNOWN,
    KIND_UNKNOWN,
    NOT_NARROWER,
    PERSON_UNKNOWN,
)
from jangbu.apps.people.resources import name_of
from jangbu.apps.people.roles import LEVEL_WORDS, Level
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LONGEST = timedelta(days=366)
LEVELS = (Level.READ.value, Level.WRITE.value, Level.MANAGE.value)  # from narrow to wide
USE_IS_NOTED_EVERY = timedelta(hours=1)


def grant_access(
    person: Person,
    resource: Subject,
    level: str,
    expires_at: datetime,
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Grant:
    """Raises Problem: KIND_UNKNOWN, EXPIRY_WRONG, BEYOND_OWN, PERSON_UNKNOWN."""
    require(actor, "grants.manage", resource)
    if level not in LEVEL_PERMISSIONS.get(resource.kind, {}):
        raise Problem(KIND_UNKNOWN, kind=resource.kind, level=level)
    _check_expiry(expires_at, clock)
    _check_within_own(actor, resource, level, expires_at)
    with transaction.atomic():
        holder = Person.objects.active().filter(pk=person.pk).first()
        if holder is None:
            raise Problem(PERSON_UNKNOWN)
        grant = Grant.objects.create(
            person=holder,
            resource_kind=resource.kind,
            resource_id=resource.id,
            level=level,
            expires_at=expires_at,
            granted_at=clock(),
        )
        _tell(actions.GRANTED, grant, actor, why)
    standing.forget()
    return grant


def revoke_grant(grant: Grant, *, actor: Actor, why: str, clock: Clock = system_clock) -> Grant:
    """End it now. `restore_grant` undoes it."""
    held = _manageable(grant, actor)
    with transaction.atomic():
        if Grant.objects.filter(pk=held.pk, revoked_at=None).update(revoked_at=clock()) != 1:
            raise Problem(GRANT_ENDED)
        held.refresh_from_db()
        _tell(actions.REVOKED, held, actor, why)
    standing.forget()
    return held


def restore_grant(grant: Grant, *, actor: Actor, why: str, clock: Clock = system_clock) -> Grant:
    """Take a withdrawal back. What has run out meanwhile stays ended."""
    held = _manageable(grant, actor)
    _check_within_own(actor, _resource(held), held.level, held.expires_at)
    with transaction.atomic():
        open_again = Grant.objects.filter(pk=held.pk, expires_at__gt=clock(), person__erased_at=None)
        if open_again.exclude(revoked_at=None).update(revoked_at=None) != 1:
            raise Problem(GRANT_ENDED)
        held.refresh_from_db()
        _tell(actions.RESTORED, held, actor, why)
    standing.forget()
    return held


def extend_grant(grant: Grant, expires_at: datetime, *, actor: Actor, why: str, clock: Clock = system_clock) -> Grant:
    held = _manageable(grant, actor)
    _check_expiry(expires_at, clock)
    _check_within_own(actor, _resource(held), held.level, expires_at)
    with transaction.atomic():
        before = {"until": _day(held.expires_at)}
        if Grant.objects.filter(pk=held.pk, revoked_at=None, expires_at__gt=clock()).update(expires_at=expires_at) != 1:
            raise Problem(GRANT_ENDED)
        held.refresh_from_db()
        _tell(actions.EXTENDED, held, actor, why, before=before)
    standing.forget()
    return held


def narrow_grant(
    grant: Grant,
    *,
    level: str = "",
    until: datetime | None = None,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Grant:
    """A narrower grant takes its place: a lower level, an earlier end or both. `widen_back` undoes it.

    Raises Problem grants.not_narrower, GRANT_ENDED.
    """
    held, now = _manageable(grant, actor), clock()
    new_level, new_until = level or held.level, min(until or held.expires_at, held.expires_at)
    lower = LEVELS.index(new_level) < LEVELS.index(held.level)
    if LEVELS.index(new_level) > LEVELS.index(held.level) or not (lower or now < new_until < held.expires_at):
        raise Problem(NOT_NARROWER)
    with transaction.atomic():
        if Grant.objects.filter(pk=held.pk, revoked_at=None, expires_at__gt=now).update(revoked_at=now) != 1:
            raise Problem(GRANT_ENDED)
        made = Grant.objects.create(
            person=held.person,
            resource_kind=held.resource_kind,
            resource_id=held.resource_id,
            level=new_level,
            expires_at=new_until,
            granted_at=now,
            last_used_at=held.last_used_at,
            replaces=held,
        )
        _tell(actions.NARROWED, made, actor, why, before={"level": held.level, "until": _day(held.expires_at)})
    standing.forget()
    return made


def widen_back(grant: Grant, *, actor: Actor, why: str, clock: Clock = system_clock) -> Grant:
    """Take a narrowing back: the grant that was there before counts again, until its own day."""
    made, now = _manageable(grant, actor), clock()
    if made.replaces is None:
        raise Problem(GRANT_ENDED)
    old = Grant.objects.select_related("person").get(pk=made.replaces_id)
    _check_within_own(actor, _resource(old), old.level, old.expires_at)
    with transaction.atomic():
        ended = Grant.objects.filter(pk=made.pk, revoked_at=None).update(revoked_at=now)
        back = Grant.objects.filter(pk=old.pk, expires_at__gt=now, person__erased_at=None).exclude(revoked_at=None)
        if not ended or back.update(revoked_at=None, last_used_at=made.last_used_at) != 1:
            raise Problem(GRANT_ENDED)
        old.refresh_from_db()
        _tell(actions.WIDENED_BACK, old, actor, why, before={"level": made.level, "until": _day(made.expires_at)})
    standing.forget()
    return old


def note_use(person: str, resource: Subject, *, clock: Clock = system_clock) -> None:
    """Mark the grants that let this person in as used, at most once an hour.

    Not a ledger entry: it changes nobody's rights, and reading is not a change of the firm's state. Whoever enters
    by role has no grant to mark.
    """
    now = clock()
    held = Person.objects.standing(person)
    stale = [
        grant.id
        for grant in (held.on(resource) if held else ())
        if grant.last_used_at is None or grant.last_used_at <= now - USE_IS_NOTED_EVERY
    ]
    if stale:
        Grant.objects.filter(pk__in=stale).update(last_used_at=now)
        standing.forget()


def _manageable(grant: Grant, actor: Actor) -> Grant:
    held = Grant.objects.select_related("person").filter(pk=grant.pk).first()
    if held is None:
        raise Problem(GRANT_UNKNOWN)
    require(actor, "grants.manage", _resource(held))
    return held


def _check_expiry(expires_at: datetime, clock: Clock) -> None:
    if not clock() < expires_at <= clock() + LONGEST:
        raise Problem(EXPIRY_WRONG, day=_day(expires_at))


def _check_within_own(actor: Actor, resource: Subject, level: str, expires_at: datetime) -> None:
    """Persons give what they hold: by role without limit in time, by a grant no longer than that grant lasts."""
    if actor.kind == "operator":
        return
    own = Person.objects.standing(actor.id) if actor.kind == "person" else None
    if own is None:
        raise Problem(BEYOND_OWN)
    lasting = [held.permissions for held in own.on(resource) if held.expires_at >= expires_at]
    for permission in LEVEL_PERMISSIONS[resource.kind][level]:
        if not own.by_role(permission) and not any(permission in given for given in lasting):
            raise Problem(BEYOND_OWN)


def _resource(grant: Grant) -> Subject:
    return Subject(grant.resource_kind, grant.resource_id)


def _day(moment: datetime) -> str:
    return moment.astimezone(SEOUL).date().isoformat()


def _tell(action: Action, grant: Grant, actor: Actor, why: str, *, before: dict[str, Any] | None = None) -> None:
    level_ko, level_en = LEVEL_WORDS[Level(grant.level)]
    after = {
        "grant": grant.pk,
        "resource": name_of(_resource(grant)),
        "resource_kind": grant.resource_kind,
        "resource_id": grant.resource_id,
        "level": grant.level,
        "level_ko": level_ko,
        "level_en": level_en,
        "until": _day(grant.expires_at),
    }
    tell(action, grant.person, actor=actor, why=why, before=before, after=after)
