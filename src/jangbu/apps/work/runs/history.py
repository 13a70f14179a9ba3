"""Questions to people over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from jangbu.apps.work.runs.models import Approval


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a person: when it was asked and decided (None while open), how, and whether they changed values."""

    at: datetime
    decided: datetime | None
    state: str
    edited: bool


def asked(since: datetime, until: datetime) -> list[Asked]:
    """Questions of runs that were open at some time of that span, as they stand now, oldest first. One query."""
    held = Approval.objects.filter(run__automation__drill=False, asked_at__lte=until)
    held = held.filter(Q(decided_at=None) | Q(decided_at__gt=since)).order_by("asked_at", "pk")
    columns = held.values_list("asked_at", "decided_at", "state", "edits")
    return [Asked(at, done, state, bool(edits)) for at, done, state, edits in columns]
