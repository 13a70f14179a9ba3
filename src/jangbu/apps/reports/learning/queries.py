"""Months looked back on, what waits to be closed, and the lessons for whoever plans to grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.reports.models import MonthReview
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence that a closed month left, and where it stands."""

    said: str
    month: str
    url: str


def visible(actor: Actor) -> QuerySet[MonthReview]:
    return MonthReview.objects.all() if allowed(actor, "reports.read") else MonthReview.objects.none()


def find(actor: Actor, month: str) -> MonthReview | None:
    return visible(actor).filter(month=month).first()


def month_of(at: datetime) -> str:
    return f"{at.astimezone(SEOUL):%Y-%m}"


def last_month(now: datetime) -> str:
    return month_of(now.astimezone(SEOUL).replace(day=1) - timedelta(days=1))


def month_said(month: str) -> str:
    """2026년 11월, Nov 2026."""
    year, number = month.split("-")
    if language() == "ko":
        return f"{year}년 {int(number)}월"
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{names[int(number) - 1]} {year}"


def lessons(limit: int = 12) -> list[Lesson]:
    """Of closed months, the newest first, each sentence once."""
    found: dict[str, Lesson] = {}
    for review in MonthReview.objects.exclude(closed_at=None):
        for said in review.lessons:
            found.setdefault(said, Lesson(said, month_said(review.month), reverse("month", args=[review.month])))
    return list(found.values())[:limit]


def needs(actor: Actor, now: datetime) -> list[Need]:
    """A month that was prepared and that nobody has closed."""
    if not allowed(actor, "reports.write"):
        return []
    waiting = MonthReview.objects.filter(closed_at=None, month__lt=month_of(now)).order_by("month").first()
    if waiting is None:
        return []
    title = _("%(month)s 돌아보기를 마쳐 주세요") % {"month": month_said(waiting.month)}
    detail = _("기록에서 미리 적어 두었어요. 고치고, 배운 것을 남기고, 닫아 주세요.")
    return [Need(title, detail, None, reverse("month", args=[waiting.month]), _("돌아보기"), urgent=False)]
