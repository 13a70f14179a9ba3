"""What was asked about money, and what came of it."""

from __future__ import annotations

from django.db import models

from jangbu.apps.pilots.ids import make_id


class Worth(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.OneToOneField("pilots.Pilot", on_delete=models.PROTECT, related_name="worth")
    inputs = models.JSONField()  # what people said: wage, shares, first cost ... see worth/inputs.py
    result = models.JSONField(null=True)  # computed from them and the newest examination; None: cannot be told yet
    changed_by = models.CharField(max_length=26)
    changed_at = models.DateTimeField()
