"""What every row of a register has: where it stands, whether it was looked at in time, and how often it was written."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class RegisterRow(models.Model):
    """The base of a register's model; written only by `registers.services`."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    state = models.CharField(max_length=24)
    revision = models.IntegerField(default=1)  # counts writes, so that two people do not overwrite each other
    review_months = models.IntegerField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=26, blank=True)
    review_due = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=26, blank=True)
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day is none (31 January + 1)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
