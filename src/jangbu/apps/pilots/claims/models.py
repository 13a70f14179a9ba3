"""A case whose stated figures were held to its inputs, with the result as it was then."""

from __future__ import annotations

from django.db import models

from jangbu.apps.pilots.ids import make_id


class ClaimsAudit(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120)
    case = models.JSONField()  # as the YAML of `jangbu claims` says it
    result = models.JSONField()  # as `jangbu claims --json` prints it
    made_by = models.CharField(max_length=26)
    made_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
