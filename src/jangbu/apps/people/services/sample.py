"""The one-time sign-in of the sample firm: from this machine, for ten minutes, to sample data only."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from jangbu.apps.base.permission import require
from jangbu.apps.people import actions
from jangbu.apps.people.loopback import is_from_this_machine
from jangbu.apps.people.models import SECOND_FACTOR_KEY, Firm, OneTimeLink, Person
from jangbu.apps.people.problems import LINK_UNKNOWN, NOT_SAMPLE
from jangbu.apps.people.roles import Role
from jangbu.apps.people.services.links import find_link, make_link, spend
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LINK_LIFE = timedelta(minutes=10)
PURPOSE = OneTimeLink.Purpose.SAMPLE
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def issue_sample_link(*, actor: Actor, why: str, clock: Clock = system_clock) -> str:
    """The token of a link that signs in as the sample firm's owner. Raises Problem: NOT_SAMPLE."""
    require(actor, "firm.sample")
    with transaction.atomic():
        owner = _sample_owner()
        token, _ = make_link(owner, PURPOSE, LINK_LIFE, clock)
        tell(actions.SAMPLE_LINK_MADE, owner, actor=actor, why=why, where="./jangbu demo")
    return token


def use_sample_link(token: str, request: HttpRequest, *, clock: Clock = system_clock) -> Person:
    """Sign this browser in; whoever holds the terminal holds the second factor, for this one session.

    Raises Problem: LINK_UNKNOWN (also from any other machine), LINK_SPENT, NOT_SAMPLE.
    """
    if not is_from_this_machine(request):
        raise Problem(LINK_UNKNOWN)
    link = find_link(token, PURPOSE, clock)
    owner = link.person
    with transaction.atomic():
        _sample_owner()
        spend(link, clock)
        actor = Actor.person(owner.pk, owner.name)
        address = str(request.META["REMOTE_ADDR"])
        tell(actions.SAMPLE_LINK_USED, owner, actor=actor, why="./jangbu demo", where=address)
    login(request, owner, backend=BACKEND)
    request.session[SECOND_FACTOR_KEY] = owner.pk
    return owner


def _sample_owner() -> Person:
    owner = Person.objects.active().filter(role=Role.OWNER).order_by("joined_at", "pk").first()
    if owner is None or not Firm.objects.filter(is_sample=True).exists():
        raise Problem(NOT_SAMPLE)
    return owner
