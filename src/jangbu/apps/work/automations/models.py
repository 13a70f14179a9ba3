"""An automation and its versions. A version is never changed: what ran can always be read again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.ids import make_id
from jangbu.apps.work.processes.models import Process


class Automation(models.Model):
    class Kind(models.TextChoices):
        INVOICE = "invoice", _("계산서 읽기")
        QUOTE = "quote", _("견적서 만들기")
        APPOINTMENT = "appointment", _("일정 잡기")
        DRAFT = "draft", _("글 초안")
        DECISION = "decision", _("결정 돕기")

    class State(models.TextChoices):
        RUNNING = "running", _("돌고 있어요")
        PAUSED = "paused", _("멈췄어요")
        MANUAL = "manual", _("손으로 해요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="automations")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    current = models.ForeignKey("AutomationVersion", on_delete=models.PROTECT, null=True, related_name="+")
    rollback = models.ForeignKey("AutomationVersion", on_delete=models.PROTECT, null=True, related_name="+")
    stopped_why = models.TextField(blank=True)  # the sentence of whoever or whatever stopped it
    stopped_by_rule = models.BooleanField(default=False)
    credentials = models.TextField(blank=True)  # sealed: keys this automation may use outside; empty once revoked
    credentials_revoked_at = models.DateTimeField(null=True, blank=True)
    drill = models.BooleanField(default=False)  # a copy made for a drill: never listed, never in figures
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AutomationVersion(models.Model):
    """What an automation does and with what. `settings` are those of its kind; the five Ws say it in words."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    automation = models.ForeignKey(Automation, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    settings = models.JSONField()
    who = models.CharField(max_length=26)  # the person who answers for it
    what = models.TextField()
    when = models.TextField()
    where = models.TextField()
    why = models.TextField()
    datasets = models.JSONField()  # ids of the datasets it may touch
    fingerprint = models.CharField(max_length=64)  # SHA-256 of all of the above, canonical
    note = models.TextField()  # what changed against the version before
    created_by = models.CharField(max_length=26)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("automation", "number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a version that was saved before."""
        if not self._state.adding:
            raise ValueError("a version is never changed; make the next one")
        super().save(*args, **kwargs)
