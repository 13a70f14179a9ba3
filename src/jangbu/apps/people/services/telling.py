"""How the services of people speak to the ledger: names and addresses only as personal values."""

from __future__ import annotations

from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.people.models import Person
from jangbu.apps.people.problems import REASON_MISSING
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

WHERE = "사람과 권한"


def tell(
    action: Action,
    person: Person,
    *,
    actor: Actor,
    why: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    where: str = WHERE,
) -> None:
    """One entry about a person, inside the caller's transaction."""
    if not why.strip():
        raise Problem(REASON_MISSING)
    named = {"name": Personal(person.name, person.pk)} if person.name else {}
    record(
        action,
        actor=actor,
        where=where,
        why=why.strip(),
        subject=Subject("person", person.pk),
        before=before,
        after={"person_id": person.pk, **named, **(after or {})},
    )
