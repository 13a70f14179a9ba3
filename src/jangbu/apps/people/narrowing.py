"""Grants given against grants used: what each gives, what its holder really did, and how it can be narrower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Q, QuerySet

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people.models import Grant
from jangbu.apps.people.permissions import LEVEL_PERMISSIONS, ROLE_PERMISSIONS
from jangbu.apps.people.roles import Level, Role

LONG_FOR_A_GUEST = timedelta(days=90)
LEVEL_IS_JUDGED_AFTER = timedelta(days=30)  # a level that was given yesterday may still be used
SHORTER = timedelta(days=30)
Reason = Literal["", "unused", "redundant", "guest_manages", "level_unused", "guest_long"]


@dataclass(frozen=True, slots=True)
class Wide:
    """A live grant that gives more than it should need to, and what makes it so."""

    grant: Grant
    reason: str  # "redundant", "guest_manages", "level_unused" or "guest_long"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One grant, how often its holder changed the thing (each change is an entry), and what is proposed: nothing (no
    `reason`), taking it back (no `level`, no `until`), a lower level, or a nearer end."""

    grant: Grant
    writes: int
    last_write: datetime | None
    reason: Reason = ""
    level: str = ""
    until: datetime | None = None

    @property
    def takes_back(self) -> bool:
        return bool(self.reason) and not self.level and self.until is None


def weighed(now: datetime) -> list[Weighed]:
    """Every live grant, those with a proposal first. Three queries however many there are."""
    grants = list(_live(now))
    times = ledger.acts_on({each.person_id for each in grants}, set(LEVEL_PERMISSIONS), now) if grants else {}
    idle = {each.pk for each in unused_grants(now)}
    found = []
    for grant in grants:
        done = times.get((grant.person_id, grant.resource_kind, grant.resource_id), [])
        writes = [each for each in done if each >= _since(grant)]
        found.append(_weigh(grant, writes, now, idle=grant.pk in idle))
    return sorted(found, key=lambda each: not each.reason)


def _since(grant: Grant) -> datetime:
    """What was done under the wider grant that this one took the place of counts too."""
    return grant.replaces.granted_at if grant.replaces else grant.granted_at


def _weigh(grant: Grant, writes: Sequence[datetime], now: datetime, *, idle: bool) -> Weighed:
    count, last = len(writes), writes[-1] if writes else None
    reason = _too_wide(grant, count, now)
    if reason == "redundant":
        return Weighed(grant, count, last, "redundant")
    if idle:
        return Weighed(grant, count, last, "unused")
    if reason == "guest_manages":
        return Weighed(grant, count, last, "guest_manages", level=Level.WRITE if count else Level.READ)
    if reason == "level_unused":
        return Weighed(grant, count, last, "level_unused", level=Level.READ)
    if reason == "guest_long":
        return Weighed(grant, count, last, "guest_long", until=now + SHORTER)
    return Weighed(grant, count, last)


def weighed_one(grant_id: str, now: datetime) -> Weighed | None:
    return next((each for each in weighed(now) if each.grant.pk == grant_id), None)


def unused_grants(now: datetime, days: int = 90) -> Sequence[Grant]:
    """Live grants that nobody has used for `days`; one younger than that is not judged yet."""
    since = now - timedelta(days=days)
    unused = Q(last_used_at=None) | Q(last_used_at__lte=since)
    return list(_live(now).filter(unused, granted_at__lte=since))


def wide_grants(now: datetime) -> Sequence[Wide]:
    """Grants that the role gives anyway, that let a guest manage, that let somebody change what they never changed in
    a month, or that let a guest in for more than 90 days."""
    grants = list(_live(now))
    times = ledger.acts_on({each.person_id for each in grants}, set(LEVEL_PERMISSIONS), now) if grants else {}
    found = []
    for grant in grants:
        done = times.get((grant.person_id, grant.resource_kind, grant.resource_id), [])
        if reason := _too_wide(grant, sum(1 for each in done if each >= _since(grant)), now):
            found.append(Wide(grant, reason))
    return found


def _live(now: datetime) -> QuerySet[Grant]:
    return Grant.objects.live(now).select_related("person", "replaces").order_by("expires_at", "pk")


def _too_wide(grant: Grant, writes: int, now: datetime) -> str:
    given = LEVEL_PERMISSIONS.get(grant.resource_kind, {}).get(grant.level, frozenset())
    if given <= ROLE_PERMISSIONS[grant.person.role]:
        return "redundant"
    if grant.person.role == Role.GUEST and grant.level == Level.MANAGE:
        return "guest_manages"
    if grant.level != Level.READ and not writes and grant.granted_at <= now - LEVEL_IS_JUDGED_AFTER:
        return "level_unused"
    if grant.person.role == Role.GUEST and grant.expires_at - grant.granted_at > LONG_FOR_A_GUEST:
        return "guest_long"
    return ""
