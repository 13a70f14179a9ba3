"""The firm and its first owner."""

from __future__ import annotations

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.people import actions
from jangbu.apps.people.models import Firm, Person
from jangbu.apps.people.problems import FIRM_EXISTS
from jangbu.apps.people.roles import Role
from jangbu.apps.people.services.persons import check_password, clean_email, clean_name
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def create_firm(
    name: str,
    owner_email: str,
    owner_name: str,
    password: str | None,
    *,
    actor: Actor,
    why: str,
    is_sample: bool = False,
    owner_title: str = "",
    language: str = "ko",
    clock: Clock = system_clock,
) -> Person:
    """The firm of this installation and its owner. Without a password the owner enters by a one-time link only.

    Raises Problem: FIRM_EXISTS, EMAIL_INVALID, NAME_MISSING, PASSWORD_WEAK.
    """
    require(actor, "firm.create")
    owner = Person(
        email=clean_email(owner_email),
        name=clean_name(owner_name),
        title=owner_title.strip(),
        role=Role.OWNER,
        language=language,
        joined_at=clock(),
    )
    if password is None:
        owner.set_unusable_password()
    else:
        check_password(password, owner)
        owner.set_password(password)
    with transaction.atomic():
        firm, made = Firm.objects.get_or_create(
            pk=1, defaults={"name": clean_name(name), "is_sample": is_sample, "created_at": clock()}
        )
        if not made:
            raise Problem(FIRM_EXISTS, firm=firm.name)
        owner.save(force_insert=True)
        tell(actions.FIRM_CREATED, owner, actor=actor, why=why, after={"firm": firm.name, "is_sample": is_sample})
    return owner
