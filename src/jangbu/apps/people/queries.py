"""What others may ask about people."""

from __future__ import annotations

from jangbu.apps.people.models import Person
from jangbu.apps.people.permissions import ROLE_PERMISSIONS
from jangbu.kernel.entry import Actor, Subject


def permits(actor: Actor, permission: str, resource: Subject | None) -> bool:
    """The answer behind the permission port."""
    if actor.kind in {"operator", "system"}:
        return True
    person = Person.objects.filter(pk=actor.id, is_active=True).first()
    return person is not None and permission in ROLE_PERMISSIONS[person.role]
