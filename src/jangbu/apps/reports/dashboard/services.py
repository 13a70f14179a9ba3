"""Setting thresholds, and keeping the figures of each day."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.dashboard.queries import cards, figure, thresholds, value_of
from jangbu.apps.reports.models import Reading, Threshold
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "지표"
NAMES = {
    "quality": ("데이터 품질", "data quality"),
    "unchanged": ("고치지 않고 승인한 비율", "approved unchanged"),
    "cost": ("이달 AI 사용료", "cost of AI this month"),
    "waiting": ("기다리는 승인", "approvals waiting"),
    "answering": ("답하는 데 걸린 시간", "time to answer"),
    "gates": ("파일럿이 못 넘은 기준", "gates missed by pilots"),
    "backup": ("마지막 백업부터", "since the last backup"),
    "reviews": ("다시 볼 날이 지난 것", "reviews overdue"),
    "incidents": ("열린 사고", "open incidents"),
    "evaluations": ("평가를 못 넘은 모델", "models that failed an evaluation"),
}


def set_threshold(
    figure_id: str, value: str, *, owner: str = "", actor: Actor, why: str, clock: Clock = system_clock
) -> Threshold:
    """What a figure is held to from now on and who answers for it; the same again changes nothing.

    Raises Problem reports.no_figure, .no_number, .no_person, .no_why.
    """
    require(actor, "reports.write")
    kind = figure(figure_id)
    if kind is None:
        raise Problem(problems.NO_FIGURE, figure=figure_id)
    number = value_of(value)
    if number is None:
        raise Problem(problems.NO_NUMBER, value=value[:40])
    if owner and not people.people_list().filter(pk=owner, is_active=True).exists():
        raise Problem(problems.NO_PERSON)
    if not why.strip():
        raise Problem(problems.NO_WHY)
    now = clock()
    with transaction.atomic():
        before = thresholds(now).get(figure_id)
        if before is not None and before.value == number and before.owner == owner:
            return before
        ko, en = NAMES.get(figure_id, (figure_id, figure_id))
        entry = record(
            actions.THRESHOLD,
            actor=actor,
            where=WHERE,
            why=why.strip()[:300],
            subject=Subject("figure", figure_id),
            before=_told(before),
            after={"figure_ko": ko, "figure_en": en, "value": _plain(number), "owner": owner},
        )
        return Threshold.objects.create(
            figure=figure_id,
            value=number,
            owner=owner,
            why=why.strip()[:300],
            set_by=actor.id,
            set_at=now,
            entry=entry.number,
        )


def keep_figures(*, actor: Actor, clock: Clock = system_clock) -> list[Reading]:
    """The figures of today, once a day; none for a day that has them, or where there is no firm yet."""
    require(actor, "reports.keep")
    ledger.require_steady(clock)
    now: datetime = clock()
    day = now.astimezone(SEOUL).date()
    if people.firm() is None or Reading.objects.filter(day=day).exists():
        return []
    found = cards(actor, now)
    values = {card.figure.id: None if card.seen.value is None else round(card.seen.value, 4) for card in found}
    told = {name: None if value is None else f"{value:.4f}" for name, value in values.items()}
    with transaction.atomic():
        entry = record(
            actions.FIGURES_KEPT,
            actor=actor,
            where=WHERE,
            why=noop("날마다 남겨요"),
            subject=Subject("figures", day.isoformat()),
            after={"day": day.isoformat(), "red": sum(card.state == "unmet" for card in found), "values": told},
            dedupe_key=f"reports.figures:{day}",
        )
        rows = [
            Reading(
                day=day,
                figure=card.figure.id,
                value=None if card.seen.value is None else Decimal(f"{card.seen.value:.4f}"),
                threshold=None if card.held_to is None else Decimal(f"{card.held_to:.2f}"),
                state=card.state,
                read_at=now,
                entry=entry.number,
            )
            for card in found
        ]
        return Reading.objects.bulk_create(rows)


def _told(row: Threshold | None) -> dict[str, str] | None:
    return None if row is None else {"value": _plain(row.value), "owner": row.owner}


def _plain(number: Decimal) -> str:
    """80, 1.5: without trailing noughts."""
    return f"{number.normalize():f}"
