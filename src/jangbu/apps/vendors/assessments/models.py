"""Assessments as they were made, never changed, and the weights that the firm gave the criteria, version by version."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import make_id


class WeightSet(models.Model):
    number = models.IntegerField(unique=True)
    weights = models.JSONField()  # {criterion: 0 to 100}
    why = models.TextField()
    made_by = models.CharField(max_length=26)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]


class Assessment(models.Model):
    """What was answered about a vendor on a day. `score` and its bounds are as they came out then."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="assessments")
    number = models.IntegerField()
    criteria_version = models.IntegerField()
    weights_version = models.IntegerField()  # 0: the usual ones of the file
    weights = models.JSONField()
    answers = models.JSONField()  # {criterion: value}; what a register answers is kept as it was
    notes = models.JSONField(default=dict)  # {criterion: where it was seen}
    score = models.IntegerField(null=True)
    low = models.IntegerField()
    high = models.IntegerField()
    unanswered = models.JSONField()
    made_by = models.CharField(max_length=26)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("vendor", "number")]
