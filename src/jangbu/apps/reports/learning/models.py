"""A month of the whole firm, looked back on. What was prepared from the records stays beside what people made of it."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class MonthReview(models.Model):
    """`prepared` is plain data in both languages, see learning.preparing. Closed, it is never changed."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    month = models.CharField(max_length=7, unique=True)  # 2026-11
    prepared = models.JSONField()
    good = models.TextField(blank=True)
    bad = models.TextField(blank=True)
    lessons = models.JSONField(default=list)  # one sentence each, as people wrote them
    prepared_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    entry = models.BigIntegerField(null=True)  # of the closing

    class Meta:
        ordering = ["-month"]
