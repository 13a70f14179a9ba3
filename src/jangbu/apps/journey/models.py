"""What people said of an item, what was agreed not to concern the firm, and how each day stood."""

from __future__ import annotations

from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class ItemClaim(models.Model):
    """A person's word. It counts for 90 days and never as met; a newer one takes its place."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    catalogue = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    person = models.CharField(max_length=26)
    why = models.TextField()
    said_at = models.DateTimeField()
    entry = models.BigIntegerField()  # its number in the ledger
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]


class ItemExemption(models.Model):
    """That an item does not concern the firm: asked for by one person, and of effect once another approved it."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    catalogue = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    person = models.CharField(max_length=26)
    why = models.TextField()
    asked_at = models.DateTimeField()
    approved_by = models.CharField(max_length=26, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField(null=True, blank=True)  # of the approval
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # refused or ended

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "item"],
                condition=models.Q(withdrawn_at=None),
                name="journey_one_exemption_per_item",
            )
        ]


class Snapshot(models.Model):
    """A catalogue as it stood on a day. Written once, never changed."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    catalogue = models.CharField(max_length=60)
    day = models.DateField()
    statuses = models.JSONField()  # {item: status}
    evidence = models.JSONField()  # {item: [ids]}
    version = models.IntegerField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the catalogue's file
    plan = models.JSONField(null=True, blank=True)  # of a roadmap: [step], as engines.checklist.Step.as_json
    made_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["catalogue", "day"], name="journey_one_snapshot_per_day")]


class CatalogueText(models.Model):
    """A catalogue's file as it was when a day was judged by it. Never changed."""

    fingerprint = models.CharField(primary_key=True, max_length=64)  # SHA-256 of the file
    name = models.CharField(max_length=60)
    text = models.TextField()


class CalendarLink(models.Model):
    """The address under which one person's calendar program reads what they have to do. Only its digest is kept."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, hex
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
