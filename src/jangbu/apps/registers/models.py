"""Files that came in: what each row would do until somebody says yes, and what it did, to be taken back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.registers.rows import make_id


class Batch(models.Model):
    class State(models.TextChoices):
        PREVIEW = "preview", _("아직 들이지 않았어요")
        APPLIED = "applied", _("들였어요")
        UNDONE = "undone", _("되돌렸어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    register = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the file, hex
    lines = models.JSONField()  # one per row: {line, what, id, title, raw, faults, changes}; see importing.py
    unused = models.JSONField(default=list)  # columns that belong to no field
    done = models.JSONField(default=list)  # after applying: {id, revision, before (null for a new row)}
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=26)

    class Meta:
        ordering = ["-created_at"]
