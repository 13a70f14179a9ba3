"""Who is on duty at a moment, and whether every day has somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from jangbu.apps.incidents.duty.models import Shift
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL


def shifts(at: datetime | None = None) -> QuerySet[Shift]:
    """Shifts that stand, or stood at that moment."""
    if at is None:
        return Shift.objects.filter(removed_at=None)
    return Shift.objects.filter(created_at__lte=at).filter(Q(removed_at=None) | Q(removed_at__gt=at))


def in_line(now: datetime) -> list[str]:
    """Ids of the active people on duty now, in the order in which they are told."""
    local = now.astimezone(SEOUL)
    held = shifts().filter(starts_on__lte=local.date(), ends_on__gte=local.date())
    held = held.filter(from_hour__lte=local.hour, to_hour__gt=local.hour).order_by("place", "created_at", "pk")
    active = set(people.by_role("alerts.answer").values_list("pk", flat=True))
    return list(dict.fromkeys(each.person for each in held if each.person in active))


def covering(day: date, held: Sequence[Shift]) -> list[Shift]:
    return [each for each in held if each.starts_on <= day <= each.ends_on]


def hours_open(day: date, held: Sequence[Shift]) -> list[int]:
    """Hours of the day in which nobody is first in line."""
    first = [each for each in covering(day, held) if each.place == 1]
    return [hour for hour in range(24) if not any(each.from_hour <= hour < each.to_hour for each in first)]
