"""What others may ask of policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.policies.bindings import Evidence, Finding, Predicate, evaluate, predicate_of
from jangbu.apps.policies.models import Policy
from jangbu.apps.policies.register import POLICIES
from jangbu.apps.policies.standing import broken, held_clauses, unread_by, version_of
from jangbu.apps.registers import queries as registers
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = [
    "Evidence",
    "Finding",
    "Policy",
    "Predicate",
    "broken",
    "broken_policies",
    "evaluate",
    "find",
    "held_clauses",
    "in_force",
    "kinds_without_policy",
    "needs",
    "open_readings",
    "predicate_of",
    "reviews_overdue",
    "stale_drafts",
    "unread_by",
    "version_of",
    "visible",
]
KINDS = ("data_use", "model_management", "security", "privacy")


def visible(actor: Actor) -> QuerySet[Policy]:
    return registers.rows(POLICIES, actor)


def find(actor: Actor, policy_id: str) -> Policy | None:
    return registers.find(POLICIES, actor, policy_id)


def in_force(day: date) -> QuerySet[Policy]:
    """Policies that count on that day."""
    held = Policy.objects.filter(archived_at=None, in_force__isnull=False, effective_on__lte=day)
    return held.exclude(state="retired").order_by("title", "pk")


def kinds_without_policy(day: date) -> list[str]:
    """Of the four kinds, those of which none is in force."""
    there = set(in_force(day).values_list("kind", flat=True))
    return [kind for kind in KINDS if kind not in there]


def broken_policies(day: date) -> list[Policy]:
    """Policies in force of which a clause is contradicted by the facts."""
    return [policy for policy in in_force(day) if policy.in_force and broken(policy.in_force, day)]


def open_readings() -> list[tuple[Policy, int]]:
    """Policies in force that somebody has not read, and how many people."""
    held = Policy.objects.filter(archived_at=None, in_force__isnull=False).exclude(state="retired")
    found = [(policy, len(unread_by(policy))) for policy in held.order_by("title")]
    return [(policy, count) for policy, count in found if count]


def reviews_overdue(day: date) -> QuerySet[Policy]:
    return registers.overdue(POLICIES, day)


def overdue_by_day(days: Sequence[tuple[date, datetime]]) -> list[int | None]:
    """Policies overdue for review at the end of each day; None where there was none."""
    return registers.overdue_by_day(POLICIES, days)


def stale_drafts(day: date, days: int = 30) -> list[Policy]:
    """Drafts and reviews that have not moved for so many days."""
    held = Policy.objects.filter(archived_at=None, state__in=("draft", "in_review"))
    return [each for each in held if (day - each.changed_at.astimezone(SEOUL).date()).days > days]


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` among the policies, for the first page."""
    if not allowed(actor, POLICIES.needs("read")):
        return []
    today = now.astimezone(SEOUL).date()
    return [*_to_approve(actor), *_broken(actor, today), *_to_read(actor)]


def _to_approve(actor: Actor) -> list[Need]:
    if not allowed(actor, POLICIES.needs("decide")):
        return []
    waiting = Policy.objects.filter(archived_at=None, state="in_review").select_related("current")
    found = []
    for policy in waiting.order_by("title"):
        version = policy.current
        if version is None or version.written_by == actor.id:
            continue
        if version.approvals.filter(person=actor.id, withdrawn_at=None).exists():
            continue
        title = _("%(policy)s %(n)s판이 승인을 기다려요") % {"policy": policy.title, "n": version.number}
        url = reverse("policies-detail", args=[policy.pk]) + "?version=newest"
        detail = _("읽고 승인하거나 돌려보내 주세요.")
        found.append(Need(title, detail, None, url, _("검토하기"), urgent=False))
    return found


def _broken(actor: Actor, today: date) -> list[Need]:
    if not allowed(actor, POLICIES.needs("write")):
        return []
    bad = broken_policies(today)
    if not bad:
        return []
    title = ngettext("정책 %(n)d개가 지금 기록과 어긋나요", "정책 %(n)d개가 지금 기록과 어긋나요", len(bad))
    url = reverse("policies-detail", args=[bad[0].pk]) if len(bad) == 1 else reverse("policies")
    detail = _("기록을 바로잡거나, 지킬 수 없는 조항이면 새 판을 써 주세요.")
    return [Need(title % {"n": len(bad)}, detail, None, url, _("보기"), urgent=False)]


def _to_read(actor: Actor) -> list[Need]:
    found = []
    for policy, _count in open_readings():
        if any(reader.id == actor.id for reader in unread_by(policy)):
            title = _("%(policy)s 읽고 확인해 주세요") % {"policy": policy.title}
            url = reverse("policies-detail", args=[policy.pk])
            found.append(Need(title, _("새로 시행하는 정책이에요."), None, url, _("읽기"), urgent=False))
    return found
