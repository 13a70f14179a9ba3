"""How long a version is kept: its last day by the rule of its card, holds, and what falls due."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from jangbu.apps.base.permission import require
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.models import Card, Hold, Since, Unit
from jangbu.apps.sources.catalogue.problems import HELD_ALREADY, NO_REASON, NOT_HELD
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Due:
    """A version whose content is still kept, the day it falls due, and the hold that stands in the way, if any."""

    version: Version
    card: Card
    due_on: date
    hold: Hold | None

    def overdue(self, today: date) -> bool:
        return self.due_on <= today


def after(start: date, number: int, unit: str) -> date:
    """`number` days, months or years later; the 31st becomes the last day of a shorter month (Civil Act, Art. 160).

    Past the end of the calendar it is the last day there is.
    """
    try:
        if unit == Unit.DAYS:
            return start + timedelta(days=number)
        months = start.year * 12 + start.month - 1 + number * (12 if unit == Unit.YEARS else 1)
        year, month = months // 12, months % 12 + 1
        return start.replace(year=year, month=month, day=min(start.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max


def due_on(card: Card, version: Version) -> date | None:
    """The first day on which the content is to be deleted; None where the card sets no end."""
    if card.keep_number is None:
        return None
    start = version.created_at
    if card.keep_since == Since.LAST_USED and card.last_used_at is not None:
        start = max(start, card.last_used_at)
    return after(start.astimezone(SEOUL).date(), card.keep_number, card.keep_unit)


def falling_due(by: date, datasets: Iterable[str] | None = None) -> list[Due]:
    """Versions with content whose day is `by` or before, the soonest first; held ones too. Three queries."""
    kept = Version.objects.filter(receipt=None, dataset__card__keep_number__isnull=False)
    if datasets is not None:
        kept = kept.filter(dataset__in=list(datasets))
    holds = {hold.dataset_id: hold for hold in Hold.objects.filter(released_at=None)}
    found = []
    for version in kept.select_related("dataset", "dataset__card", "dataset__source"):
        card = version.dataset.card
        day = due_on(card, version)
        if day is not None and day <= by:
            found.append(Due(version, card, day, holds.get(version.dataset_id)))
    return sorted(found, key=lambda due: (due.due_on, due.version.dataset.name, due.version.number))


def hold_of(dataset: Dataset | str) -> Hold | None:
    key = dataset if isinstance(dataset, str) else dataset.pk
    return Hold.objects.filter(dataset_id=key, released_at=None).first()


def set_hold(dataset: Dataset, *, actor: Actor, why: str, clock: Clock = system_clock) -> Hold:
    """Stop deletion until somebody releases it. `release_hold` undoes it."""
    require(actor, "sources.govern", Subject("dataset", dataset.pk))
    if not why.strip():
        raise Problem(NO_REASON)
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        try:
            with transaction.atomic():
                hold = Hold.objects.create(dataset=held, why=why.strip(), set_by=actor.id, set_at=clock())
        except IntegrityError:
            raise Problem(HELD_ALREADY, dataset=held.name) from None
        tell(actions.HOLD_SET, held, actor, why.strip(), before={"held": False}, after={"held": True})
    return hold


def release_hold(dataset: Dataset, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Let the retention rule run again."""
    require(actor, "sources.govern", Subject("dataset", dataset.pk))
    if not why.strip():
        raise Problem(NO_REASON)
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if not Hold.objects.filter(dataset=held, released_at=None).update(released_at=clock()):
            raise Problem(NOT_HELD, dataset=held.name)
        tell(actions.HOLD_RELEASED, held, actor, why.strip(), before={"held": True}, after={"held": False})


def today(clock: Clock) -> date:
    moment: datetime = clock()
    return moment.astimezone(SEOUL).date()
