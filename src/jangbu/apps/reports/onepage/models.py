"""Pictures that somebody kept: what was on them, without anybody's name, so that the next can be held against it."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class Drawing(models.Model):
    """`shape` is {boxes: {key: [kind, name, lane]}, flows: [[source, target, nature]]}; people are ids in it."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    shape = models.JSONField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the shape, canonical
    boxes = models.IntegerField()
    flows = models.IntegerField()
    drawn_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField()
    entry = models.BigIntegerField()  # in the ledger

    class Meta:
        ordering = ["-drawn_at", "-pk"]
