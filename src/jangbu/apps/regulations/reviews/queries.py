"""Which rules a lawyer has looked at, and which questions are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.versions.queries import last_changed

WAITING = ("open", "asked")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a lawyer has said of a rule: the newest answer, and whether the rule has changed since."""

    review: LegalReview | None
    changed_since: bool
    waiting: LegalReview | None


def waiting(on: date) -> QuerySet[LegalReview]:
    """Questions without an answer, the soonest due first."""
    return LegalReview.objects.filter(archived_at=None, state__in=WAITING, created_at__date__lte=on)


def overdue(on: date) -> QuerySet[LegalReview]:
    return waiting(on).filter(due__lt=on)


def looked_at(module: str, rule: str) -> Looked:
    about = LegalReview.objects.filter(archived_at=None, rule=f"{module}:{rule}")
    answered = about.filter(state="answered", by_lawyer=True).order_by("-answered_on", "-pk").first()
    changed = last_changed(module, rule) if answered else None
    stale = bool(answered and answered.answered_on and changed and changed > answered.answered_on)
    return Looked(answered, stale, about.filter(state__in=WAITING).order_by("due").first())


def reviewed_rules(module: str) -> set[str]:
    """Rules of a module on which a lawyer has answered."""
    answered = LegalReview.objects.filter(archived_at=None, state="answered", by_lawyer=True)
    found = answered.filter(rule__startswith=f"{module}:")
    return {each.partition(":")[2] for each in found.values_list("rule", flat=True)}
