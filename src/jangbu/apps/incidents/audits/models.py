"""An audit and its findings. When each was settled is kept, so that a past day can be asked."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class Audit(RegisterRow):
    title = models.CharField(max_length=120)
    area = models.CharField(max_length=24)
    auditor = models.CharField(max_length=120)
    planned_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    scope = models.TextField(blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["-planned_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Finding(RegisterRow):
    title = models.CharField(max_length=160)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings", null=True)
    severity = models.CharField(max_length=12)
    owner = models.CharField(max_length=26)
    due = models.DateField(null=True, blank=True)
    seen = models.TextField(blank=True)
    action = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title
