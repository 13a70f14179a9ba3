"""Backups that were made, restores that were tried, and the plan both follow."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Plan(models.Model):
    """One row: where backups go, how often they are made and tried, and how many are kept."""

    id = models.IntegerField(primary_key=True, default=1)
    folder = models.CharField(max_length=400)
    every_days = models.IntegerField(default=1)
    keep = models.IntegerField(default=14)
    drill_days = models.IntegerField(default=30)
    changed_at = models.DateTimeField()


class Backup(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    path = models.CharField(max_length=500)
    size = models.BigIntegerField()  # bytes
    rows = models.IntegerField()
    files = models.IntegerField()
    entries = models.IntegerField()  # of the ledger it holds
    head = models.CharField(max_length=64)
    key_id = models.CharField(max_length=12)
    milliseconds = models.IntegerField()
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)  # by the plan, or found missing

    class Meta:
        ordering = ["-made_at"]


class RestoreDrill(models.Model):
    """A backup restored for real in an empty place, and whether it came out the same."""

    class Place(models.TextChoices):
        SQLITE = "sqlite", "SQLite"
        POSTGRESQL = "postgresql", "PostgreSQL"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    place = models.CharField(max_length=10, choices=Place)
    passed = models.BooleanField()
    steps = models.JSONField()  # [{ko, en, passed, ms}]
    entries = models.IntegerField()
    head = models.CharField(max_length=64)
    milliseconds = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("되살리기 연습")
