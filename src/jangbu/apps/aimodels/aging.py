"""How long an approval carries once the evaluations behind it have grown old or failed, see ADR 13.

Everything is worked out from rows that keep their times, so any past moment gives the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from jangbu.apps.aimodels.models import Alias, Evaluation, Prolongation, Suite

OLD_DAYS = 30  # from the day an evaluation grew old until its version stops
FAILED_DAYS = 7  # ... and from the day it was measured as not good enough
LONGEST_DAYS = 30  # of one prolongation, counted from the day it is decided
MOST_DAYS = 90  # of all of them together, counted from the day the first need lapsed


@dataclass(frozen=True, slots=True)
class Lapse:
    """Since when the needed evaluations of what serves are not all good, and until when it serves all the same.

    `failed`: the newest says not good enough, instead of merely being old. `prolonged`: who gave it longer, if anybody.
    """

    since: datetime
    until: datetime
    failed: bool
    prolonged: Prolongation | None = None

    def stopped(self, at: datetime) -> bool:
        return at >= self.until

    @property
    def latest(self) -> datetime:
        """No prolongation reaches beyond this."""
        return self.since + timedelta(days=MOST_DAYS)


def lapse_of(alias: Alias, at: datetime) -> Lapse | None:
    """Of an approved alias at that moment; None while every needed evaluation passed and is fresh.

    A roll-back counts from its own moment: what one goes back to in need may have been measured long ago.
    """
    held = list(Suite.objects.filter(entry=alias.entry_id, made_at__lte=at).exclude(ended_at__lte=at))
    needed = [each for each in held if each.required]
    found = [lapsed for each in needed if (lapsed := _of_suite(alias, each, at)) is not None]
    if not needed:  # nothing is measured any more: as good as never measured
        found = [(max([each.made_at for each in held], default=alias.set_at), False)]
    if not found:
        return None
    ends = [(max(since, alias.set_at), failed) for since, failed in found]
    since, failed = min(ends, key=lambda each: each[0] + _grace(failed=each[1]))
    until, longer = since + _grace(failed=failed), _prolonged(alias, since, at)
    if longer is not None and longer.until > until:
        return Lapse(since, longer.until, failed, longer)
    return Lapse(since, until, failed)


def _grace(*, failed: bool) -> timedelta:
    return timedelta(days=FAILED_DAYS if failed else OLD_DAYS)


def _of_suite(alias: Alias, suite: Suite, at: datetime) -> tuple[datetime, bool] | None:
    """Since when this need is not met and whether because it failed; None where it is met."""
    evaluations = Evaluation.objects.filter(version=alias.version_id, suite=suite, at__lte=at)
    told = list(evaluations.exclude(verdict="failed").order_by("-at", "-pk").values_list("verdict", "at"))
    if not told:
        return suite.made_at, False
    newest, seen = told[0]
    if newest == "pass":
        old = seen + timedelta(days=suite.every_days)
        return (old, False) if old <= at else None
    first = seen
    for verdict, moment in told:
        if verdict == "pass":
            break
        first = moment
    return first, newest == "fail"


def _prolonged(alias: Alias, since: datetime, at: datetime) -> Prolongation | None:
    """The newest that was given to this very version since it lapsed."""
    given = Prolongation.objects.filter(entry=alias.entry_id, version=alias.version_id, at__gte=since, at__lte=at)
    return given.order_by("-until", "-at").first()
