"""Whether the machine's clock was set back: the ledger holds a later moment than the clock shows.

Deadlines then go on from the later moment, daily records and letters wait, and pages say so. Somebody sets the clock
right, or, where the later moment was the wrong one, confirms the clock: what was written before no longer counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import actions, models, problems, reading
from jangbu.apps.ledger.services import record
from jangbu.kernel import text
from jangbu.kernel.clock import Clock, machine_clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LOOKED_AT = 2_000  # entries at the end; a clock that has been wrong for longer was told of often enough
LENIENT = timedelta(minutes=2)  # between machines that share a database


@dataclass(frozen=True, slots=True)
class SetBack:
    """What the clock shows, and the later moment that the ledger holds."""

    now: datetime
    latest: datetime


def latest_moment() -> datetime | None:
    """The latest moment among the newest entries since the clock was last confirmed."""
    entries = models.Entry.objects.all()
    confirmed = entries.filter(action=actions.CLOCK_CONFIRMED.name).order_by("-number").values_list("number", flat=True)
    head = entries.order_by("-number").values_list("number", flat=True).first()
    if head is None:
        return None
    since = max(confirmed.first() or 1, head - LOOKED_AT)
    latest = entries.filter(number__gte=since).aggregate(latest=Max("when"))["latest"]
    return reading.moment(latest) if latest else None


def set_back(machine: Clock | None = None) -> SetBack | None:
    """None while the clock is ahead of everything written, or within two minutes."""
    now, latest = (machine or machine_clock)(), latest_moment()
    return SetBack(now, latest) if latest is not None and latest - now > LENIENT else None


def require_steady(clock: Clock) -> None:
    """Raises Problem ledger.clock_back where the machine's clock was set back. A clock handed in is believed."""
    found = set_back() if clock is system_clock else None
    if found is not None:
        said = language()
        raise Problem(problems.CLOCK_BACK, now=text.moment(found.now, said), latest=text.moment(found.latest, said))


def confirm_clock(*, actor: Actor, why: str) -> None:
    """The clock is right as it is; later moments written before were wrong. Raises Problem ledger.no_why."""
    require(actor, "people.manage")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    found = set_back()
    if found is None:
        return
    with transaction.atomic():
        after = {"latest": text.moment(found.latest), "latest_at": found.latest.isoformat()}
        subject = Subject("clock", "machine")
        record(actions.CLOCK_CONFIRMED, actor=actor, where="장부", why=why.strip(), subject=subject, after=after)
