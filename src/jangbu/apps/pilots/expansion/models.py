"""The plan to go wider. One row a pilot; what it said before is in the ledger."""

from __future__ import annotations

from django.db import models

from jangbu.apps.pilots.ids import make_id


class Expansion(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.OneToOneField("pilots.Pilot", on_delete=models.PROTECT, related_name="expansion")
    plan = models.JSONField()  # see expansion/draft.py
    changed_by = models.CharField(max_length=26)
    changed_at = models.DateTimeField()
