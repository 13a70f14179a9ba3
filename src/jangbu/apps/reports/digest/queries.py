"""Who gets a letter, about which week, and how past letters went."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from jangbu.apps.people import queries as people
from jangbu.apps.reports.models import DigestChoice, DigestLetter, DigestNames
from jangbu.kernel.clock import SEOUL

MONDAY, HOUR = 0, 8  # in Seoul: when a week's letters are due


def week_of(at: datetime) -> str:
    """The week that a letter of this moment tells of: the one before, from Monday to Sunday."""
    year, week, _day = (at.astimezone(SEOUL) - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def is_due(at: datetime) -> bool:
    """From Monday at eight on, all week: a machine that was off on Monday sends on Tuesday."""
    local = at.astimezone(SEOUL)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday() - MONDAY), time(HOUR), SEOUL)
    return local >= monday


def wants(person_id: str, at: datetime | None = None) -> bool:
    """A letter comes until its reader says no."""
    held = DigestChoice.objects.filter(person=person_id)
    newest = (held.filter(chosen_at__lte=at) if at else held).first()
    return newest.wanted if newest else True


def shows_names(at: datetime | None = None) -> bool:
    """Whether letters may name people outside; off unless the firm chose otherwise and said why."""
    held = DigestNames.objects.all()
    newest = (held.filter(chosen_at__lte=at) if at else held).first()
    return newest.shown if newest else False


def readers() -> list[Any]:
    """Everybody who works here and has come in; guests and outside auditors are spared."""
    held = people.by_role("today.read").exclude(role__in=("guest", "auditor"))
    return list(held.exclude(last_login=None))


def letters_to(person_id: str) -> QuerySet[DigestLetter]:
    return DigestLetter.objects.filter(person=person_id)
