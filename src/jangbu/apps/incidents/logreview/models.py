"""That a week of the ledger was looked at."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import make_id


class LogReview(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    week = models.DateField(unique=True)  # its Monday in Seoul
    counts = models.JSONField()  # entries by action, as they were shown
    unusual = models.IntegerField()
    note = models.TextField()
    reviewed_at = models.DateTimeField()
    by = models.CharField(max_length=26, blank=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["-week"]
