"""Who does an open item: whoever the matrix of duties names for what the item speaks of, before the role does."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from jangbu.apps.duties.naming import queries as naming
from jangbu.apps.people import queries as people
from jangbu.engines.checklist import Result

__all__ = ["Owner", "Owners"]
Owner = naming.Owner
ROLES = {"owner": "firm.manage", "approver": "work.approve"}


class Owners:
    """Asked for each open item of a report, at its moment."""

    def __init__(self, at: datetime) -> None:
        self._matrix = naming.Owners(at)

    def of(self, result: Result) -> Owner:
        """By the things that speak against it, by where its next step is done, or else by role."""
        bad = [each.url for _call, answer in result.answers for each in answer.evidence if not each.good]
        page = result.next.url if result.next else ""
        return self._matrix.of(bad, page) or self._matrix.by_role(self._firsts.get(result.item.owner_role, ""))

    @cached_property
    def _firsts(self) -> dict[str, str]:
        """The first of each role, for what the matrix says nothing of."""
        found = {}
        for role, permission in ROLES.items():
            held = people.by_role(permission)
            found[role] = next((each.pk for each in held if each.role == role), "")
        return found
