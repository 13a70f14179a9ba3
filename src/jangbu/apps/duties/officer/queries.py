"""Who the privacy officer was at a moment, and what they had reported by then."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.people import queries as people


def officer(at: datetime) -> Officer | None:
    """The privacy officer at that moment; None where nobody was named, or whoever was had left."""
    named = Officer.objects.filter(since__lte=at).exclude(until__lte=at).order_by("-since").first()
    return None if named is None or named.person in people.away(at) else named


def reports(at: datetime) -> QuerySet[Report]:
    """The newest first."""
    return Report.objects.filter(written_at__lte=at).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
