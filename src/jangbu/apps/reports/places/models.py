"""What was seen each time somebody looked where the data lie."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class StorageLook(models.Model):
    """One look: the volumes, the file of the key, and how many sealed secrets open. Never changed."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=200)
    volume = models.CharField(max_length=10)  # encrypted, unseen, unknown
    database = models.CharField(max_length=10)  # the same, of the database; unknown on another machine
    key_closed = models.BooleanField()  # nobody but its owner can read the key of the site
    secrets = models.IntegerField()
    opened = models.IntegerField()  # those that open under the key
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-looked_at", "-pk"]
