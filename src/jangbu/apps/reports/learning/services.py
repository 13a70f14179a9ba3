"""Preparing a month from the records, writing what people made of it, and closing it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.learning.preparing import prepared
from jangbu.apps.reports.learning.queries import last_month, month_of
from jangbu.apps.reports.models import MonthReview
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "돌아보기"
MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
MOST = 20  # lessons of a month


def prepare_month(month: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> MonthReview:
    """From the records as they are now; again it brings an open month up to date and keeps what people wrote.

    Raises Problem reports.no_month, .month_closed, .no_why.
    """
    require(actor, "reports.keep" if actor.kind == "system" else "reports.write")
    now = clock()
    if not MONTH.fullmatch(month) or month > month_of(now):
        raise Problem(problems.NO_MONTH, month=month[:20])
    if not why.strip():
        raise Problem(problems.NO_WHY)
    told = prepared(actor, month, now)
    said = language()
    with transaction.atomic():
        held, fresh = MonthReview.objects.select_for_update().get_or_create(
            month=month,
            defaults={
                "prepared": told,
                "lessons": [each[said] for each in told["proposed"]],
                "prepared_at": now,
                "changed_at": now,
            },
        )
        if not fresh:
            _open(held)
            held.prepared, held.prepared_at = told, now
            held.save(update_fields=["prepared", "prepared_at"])
        after = {"month": month, "good": len(told["good"]), "bad": len(told["bad"])}
        about = Subject("month", month)
        record(actions.MONTH_PREPARED, actor=actor, where=WHERE, why=why.strip(), subject=about, after=after)
    return held


def prepare_if_due(*, actor: Actor, clock: Clock = system_clock) -> MonthReview | None:
    """Last month, once, for the worker; None where it is there or there was no firm yet."""
    now, firm = clock(), people.firm()
    month = last_month(now)
    if firm is None or month_of(firm.created_at) > month or MonthReview.objects.filter(month=month).exists():
        return None
    return prepare_month(month, actor=actor, why=noop("달이 끝나서"), clock=clock)


def write_month(
    review: MonthReview, good: str, bad: str, lessons: Sequence[str], *, actor: Actor, clock: Clock = system_clock
) -> MonthReview:
    """What people made of it; the same again changes nothing. Raises Problem reports.month_closed."""
    require(actor, "reports.write")
    kept = list(dict.fromkeys(each.strip()[:400] for each in lessons if each.strip()))[:MOST]
    with transaction.atomic():
        held = MonthReview.objects.select_for_update().get(pk=review.pk)
        _open(held)
        if (held.good, held.bad, held.lessons) != (good.strip(), bad.strip(), kept):
            held.good, held.bad, held.lessons, held.changed_at = good.strip(), bad.strip(), kept, clock()
            held.save()
            about = Subject("month", held.month)
            after = {"month": held.month, "lessons": len(kept)}
            record(
                actions.MONTH_WRITTEN,
                actor=actor,
                where=WHERE,
                why=noop("돌아본 것을 적어서"),
                subject=about,
                after=after,
            )
    return held


def close_month(review: MonthReview, *, actor: Actor, why: str, clock: Clock = system_clock) -> MonthReview:
    """From now on it is not changed, and its lessons stand beside plans to grow.

    Raises Problem reports.month_closed, .no_lessons, .no_why.
    """
    require(actor, "reports.write")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        held = MonthReview.objects.select_for_update().get(pk=review.pk)
        _open(held)
        if not held.lessons:
            raise Problem(problems.NO_LESSONS, month=held.month)
        about = Subject("month", held.month)
        after = {"month": held.month, "lessons": held.lessons}
        entry = record(actions.MONTH_CLOSED, actor=actor, where=WHERE, why=why.strip(), subject=about, after=after)
        held.closed_at, held.closed_by, held.entry = clock(), actor.id, entry.number
        held.save()
    return held


def _open(held: MonthReview) -> None:
    if held.closed_at is not None:
        raise Problem(problems.MONTH_CLOSED, month=held.month)
