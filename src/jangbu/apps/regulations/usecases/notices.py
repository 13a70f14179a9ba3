"""Versions of the notice before use (AI Basic Act, Art. 31(1)): text, place, since when. They follow from the row.

The register holds what is told now; whenever that changes, the version before ends and a new one begins. Both stand on
the ledger entry of that change.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.regulations.usecases.models import Notice, UseCase
from jangbu.kernel.entry import Actor, Subject

KIND = "use_case"
Told = tuple[str, str, date]  # text, place, first day


def follow(case: UseCase, _what: str, actor: Actor) -> None:
    """In the transaction of the write, after its entry."""
    now = Notice.objects.select_for_update().filter(case=case, ended_at=None).first()
    told = _told(case)
    if (None if now is None else (now.text, now.where, now.since)) == told:
        return
    if now is not None:
        now.ended_at = case.changed_at
        now.save(update_fields=["ended_at"])
    if told is not None:
        _begin(case, told, actor)


def _begin(case: UseCase, told: Told, actor: Actor) -> None:
    entries = ledger.history(Subject(KIND, case.pk), 1)
    Notice.objects.create(
        case=case,
        number=(case.notices.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=told[0],
        where=told[1],
        since=told[2],
        written_by=actor.id,
        written_at=case.changed_at,
        entry=entries[0].number if entries else 0,
    )


def _told(case: UseCase) -> Told | None:
    """None while text, place or first day is missing."""
    if not (case.notice.strip() and case.notice_where and case.notice_on):
        return None
    return case.notice.strip(), case.notice_where, case.notice_on


def in_force(case: UseCase, day: date) -> bool:
    """Whether people are told on that day: all three are written down, and the day has come."""
    told = _told(case)
    return told is not None and told[2] <= day
