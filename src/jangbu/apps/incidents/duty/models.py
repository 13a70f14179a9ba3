"""Shifts: a person, days, hours of the day, and the place in line."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import make_id


class Shift(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    starts_on = models.DateField()
    ends_on = models.DateField()  # included
    from_hour = models.IntegerField(default=0)
    to_hour = models.IntegerField(default=24)  # not included
    place = models.IntegerField(default=1)  # 1 is told first, 2 if nobody answers
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["starts_on", "place", "from_hour", "pk"]
