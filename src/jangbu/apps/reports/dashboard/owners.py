"""Who answers for a figure: whom a person named beside its threshold, else the matrix of duties, else the role."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from jangbu.apps.duties.naming import queries as naming
from jangbu.apps.people import queries as people
from jangbu.apps.reports.dashboard.figure import Seen
from jangbu.apps.reports.models import Threshold

__all__ = ["Owner", "Owners"]
Owner = naming.Owner


class Owners:
    def __init__(self, at: datetime) -> None:
        self._matrix = naming.Owners(at)

    def of(self, row: Threshold | None, seen: Seen) -> Owner:
        """A leaver's figure is at once their deputy's, or the head's."""
        found = self._matrix.named(row.owner) if row is not None and row.owner else None
        found = found or self._matrix.of([seen.url]) or self._matrix.named(seen.owner)
        return found or self._matrix.of((), seen.url) or self._matrix.by_role(self._first)

    @cached_property
    def _first(self) -> str:
        """Who answers where nobody was named: the first who may approve."""
        approves = people.by_role("work.approve")
        first = approves.exclude(role="owner").first() or approves.first()
        return first.pk if first else ""
