"""Reading drills."""

from __future__ import annotations

from datetime import datetime

from jangbu.apps.work.drills.models import Drill


def drilled_since(moment: datetime, kind: str) -> set[str]:
    """Ids of the automations whose drill of this kind ("stop", "rollback") passed at or after `moment`."""
    found = Drill.objects.filter(kind=kind, passed=True, at__gte=moment)
    return set(found.values_list("automation_id", flat=True))
