"""Thresholds as people set them, and the figures of each day as they were read."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class Threshold(models.Model):
    """What a figure is held to from a moment on, and who answers for it. The newest counts; none is ever changed."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    figure = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    owner = models.CharField(max_length=26, blank=True)  # a person's id; empty: as proposed
    why = models.CharField(max_length=300)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-set_at", "-pk"]
        indexes = [models.Index(fields=["figure", "set_at"], name="reports_threshold_figure")]


class Reading(models.Model):
    """One figure at the end of one day, or when the worker first looked that day. None: it could not be told."""

    day = models.DateField()
    figure = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    threshold = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=8)  # met, unmet, unknown
    read_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["day", "figure"]
        constraints = [models.UniqueConstraint(fields=["day", "figure"], name="reports_one_reading_a_day")]
