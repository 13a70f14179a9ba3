"""One-time links: a random token goes out once, its digest stays, and the first use spends it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from jangbu.apps.people.models import OneTimeLink, Person
from jangbu.apps.people.problems import LINK_SPENT, LINK_UNKNOWN
from jangbu.kernel.clock import Clock
from jangbu.kernel.errors import Problem


def digest_of(token: str) -> str:
    """A plain hash is enough: the token has 256 random bits, so there is nothing to guess from its digest."""
    return sha256(token.encode()).hexdigest()


def make_link(person: Person, purpose: str, life: timedelta, clock: Clock) -> tuple[str, OneTimeLink]:
    """A fresh token and its row; older unused links of the same purpose are withdrawn."""
    now = clock()
    person.links.filter(purpose=purpose, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    row = OneTimeLink.objects.create(
        person=person, purpose=purpose, digest=digest_of(token), created_at=now, expires_at=now + life
    )
    return token, row


def find_link(token: str, purpose: str, clock: Clock) -> OneTimeLink:
    """The open link of this token. Raises Problem: LINK_UNKNOWN, LINK_SPENT."""
    row = OneTimeLink.objects.select_related("person").filter(purpose=purpose, digest=digest_of(token)).first()
    if row is None:
        raise Problem(LINK_UNKNOWN)
    open_still = row.used_at is None and row.withdrawn_at is None and row.expires_at > clock()
    if not open_still or not row.person.is_active or row.person.erased_at is not None:
        raise Problem(LINK_SPENT)
    return row


def spend(row: OneTimeLink, clock: Clock) -> None:
    """Of two uses at the same moment one wins: the update is the check."""
    if OneTimeLink.objects.filter(pk=row.pk, used_at=None, withdrawn_at=None).update(used_at=clock()) != 1:
        raise Problem(LINK_SPENT)
