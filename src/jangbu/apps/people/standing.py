"""What one person may do at this moment, as a value: role, second factor and live grants, and the answers from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import local

from jangbu.apps.people.permissions import LEVEL_PERMISSIONS, READ_OF_KIND, ROLE_PERMISSIONS, SECOND_FACTOR_ROLES
from jangbu.kernel.entry import Subject

PAGE_LEVEL = frozenset(READ_OF_KIND.values())


@dataclass(frozen=True, slots=True)
class Held:
    """A live grant. Times are aware."""

    id: str
    kind: str
    resource: str
    level: str
    expires_at: datetime
    last_used_at: datetime | None

    @property
    def permissions(self) -> frozenset[str]:
        return LEVEL_PERMISSIONS.get(self.kind, {}).get(self.level, frozenset())


@dataclass(frozen=True, slots=True)
class Standing:
    """An active person's standing; a person who left or was erased has none."""

    person: str
    role: str
    has_second_factor: bool
    grants: tuple[Held, ...]

    @property
    def must_have_second_factor(self) -> bool:
        """Roles that approve or see personal data, and anybody let in by a grant from outside the role.

        A grant may lead to a dataset with personal columns, and which columns are personal changes with every
        delivery; so every guest who holds any grant needs two factors, not only those whose data are personal today.
        """
        return self.role in SECOND_FACTOR_ROLES or (self.role == "guest" and bool(self.grants))

    def by_role(self, permission: str) -> bool:
        return permission in ROLE_PERMISSIONS.get(self.role, frozenset())

    def on(self, resource: Subject) -> tuple[Held, ...]:
        return tuple(held for held in self.grants if (held.kind, held.resource) == (resource.kind, resource.id))

    def allows(self, permission: str, resource: Subject | None) -> bool:
        """By role, or by a live grant on that very resource.

        Without a resource only reading is opened by grants: a list page that shows the holder's own items. Writing
        without a resource means making something new, and no grant on one thing gives that.
        """
        if self.by_role(permission):
            return True
        if resource is not None:
            return any(permission in held.permissions for held in self.on(resource))
        return permission in PAGE_LEVEL and any(permission in held.permissions for held in self.grants)

    def visible(self, kind: str) -> frozenset[str] | None:
        """Ids of the resources of a kind that this person may see; None for all of them."""
        needed = READ_OF_KIND.get(kind)
        if needed is None:
            return frozenset()
        if self.by_role(needed):
            return None
        return frozenset(held.resource for held in self.grants if held.kind == kind and needed in held.permissions)


# A page asks dozens of times what its reader may do; within one request the answer is read from the database once.
_request = local()


def begin_request(**_sent: object) -> None:
    _request.known = {}


def end_request(**_sent: object) -> None:
    _request.known = None


def forget() -> None:
    """After a change of people or grants: what this request knew about them is no longer true."""
    if getattr(_request, "known", None) is not None:
        _request.known = {}


def remembered(person_id: str, read: Callable[[str], Standing | None]) -> Standing | None:
    known: dict[str, Standing | None] | None = getattr(_request, "known", None)
    if known is None:
        return read(person_id)
    if person_id not in known:
        known[person_id] = read(person_id)
    return known[person_id]
