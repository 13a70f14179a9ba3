"""Keeping what was seen, so that any past day can be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.places import looking, queries
from jangbu.apps.reports.places.models import StorageLook
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "데이터가 있는 곳"
EVERY = timedelta(days=7)


def keep_look(
    *, actor: Actor, why: str, clock: Clock = system_clock, look: Callable[[], looking.Look] = looking.look
) -> StorageLook:
    """Look and write down what was seen. Raises Problem reports.no_why."""
    require(actor, "backups.write")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    seen, now = look(), clock()
    facts = {
        "volume": seen.volume.seen,
        "database": seen.database,
        "key_closed": seen.key_closed,
        "secrets": seen.secrets,
        "opened": seen.opened,
    }
    with transaction.atomic():
        about = Subject("storage", "firm")
        entry = record(actions.LOOKED, actor=actor, where=WHERE, why=why.strip(), subject=about, after=facts)
        return StorageLook.objects.create(looked_at=now, looked_by=actor.id, entry=entry.number, **facts)


def look_if_due(*, actor: Actor, clock: Clock = system_clock) -> StorageLook | None:
    """For the worker: once a week."""
    last = queries.last_look(clock())
    if last is not None and last.looked_at > clock() - EVERY:
        return None
    return keep_look(actor=actor, why=noop("주마다 살펴봐요"), clock=clock)
