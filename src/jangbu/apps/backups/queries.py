"""What others may ask of backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from jangbu.apps.backups.models import Backup, Plan, RestoreDrill

__all__ = ["Standing", "last_backup", "last_drill", "made_times", "plan", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How backups stand at a moment: `late` when the plan asked for one that is not there, likewise for drills."""

    planned: bool
    backed_up_at: datetime | None
    late: bool
    drilled_at: datetime | None
    drill_passed: bool | None
    drill_late: bool


def plan() -> Plan | None:
    return Plan.objects.filter(pk=1).first()


def last_backup(at: datetime | None = None) -> Backup | None:
    """The newest that is still there, of those made by `at`."""
    made = Backup.objects.filter(removed_at=None)
    return (made.filter(made_at__lte=at) if at else made).first()


def made_times(until: datetime) -> list[tuple[datetime, datetime | None]]:
    """(made, removed or None) of every backup made up to that moment, oldest first."""
    return list(Backup.objects.filter(made_at__lte=until).order_by("made_at").values_list("made_at", "removed_at"))


def last_drill(at: datetime | None = None) -> RestoreDrill | None:
    done = RestoreDrill.objects.all()
    return (done.filter(at__lte=at) if at else done).first()


def standing(now: datetime) -> Standing:
    held, backup, drill = plan(), last_backup(now), last_drill(now)
    grace = timedelta(hours=12)  # a machine that was off at night is not late by noon

    def late(last: datetime | None, days: int) -> bool:
        return last is None or last < now - timedelta(days=days) - grace

    return Standing(
        planned=held is not None,
        backed_up_at=backup.made_at if backup else None,
        late=held is not None and late(backup.made_at if backup else None, held.every_days),
        drilled_at=drill.at if drill else None,
        drill_passed=drill.passed if drill else None,
        drill_late=held is not None and late(drill.at if drill else None, held.drill_days),
    )
