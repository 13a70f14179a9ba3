"""How far a firm has come with its opening. One row a firm; what it made lives in the apps that own it."""

from __future__ import annotations

from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Opening(models.Model):
    """`steps` is {step: {"state": done or skipped, "at": ISO time, "entry": number in the ledger}}."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    only = models.BooleanField(default=True, unique=True, editable=False)  # a firm opens once
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=26)
    finished_at = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(default=dict)
    typed = models.PositiveIntegerField(default=0)  # fields that somebody typed into, over all steps
    pilot = models.CharField(max_length=26, blank=True)
    dataset = models.CharField(max_length=26, blank=True)
    process = models.CharField(max_length=26, blank=True)
