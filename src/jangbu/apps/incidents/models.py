"""An incident with its statements, notices, steps and review. Statements and what was sent are never changed."""

from __future__ import annotations

from typing import Any

from django.db import models

from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Cursor, Message, Quiet, RuleDay, RuleSpell
from jangbu.apps.incidents.audits.models import Audit, Finding
from jangbu.apps.incidents.duty.models import Shift
from jangbu.apps.incidents.logreview.models import LogReview
from jangbu.apps.registers.rows import RegisterRow, make_id

__all__ = [
    "Alert",
    "AlertRule",
    "Audit",
    "Channel",
    "Cursor",
    "Finding",
    "Incident",
    "LogReview",
    "Message",
    "Notice",
    "Quiet",
    "Review",
    "RuleDay",
    "RuleSpell",
    "Shift",
    "Statement",
    "StepDone",
]


class Incident(RegisterRow):
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=24)
    owner = models.CharField(max_length=26)  # a person's id
    summary = models.TextField(blank=True)
    affected = models.TextField(blank=True)  # which systems, data, customers
    requester = models.CharField(max_length=120, blank=True)  # of a request: who asks
    reference = models.CharField(max_length=120, blank=True)  # a receipt number of the authority or the requester
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """One fact as it was stated, or one act. A later one of the same name corrects it."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=40)
    value = models.JSONField()  # true, a number or a text
    known_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=26, blank=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["incident", "recorded_at"], name="incidents_statement_at")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a statement that was saved before."""
        if not self._state.adding:
            raise ValueError("a statement is never changed; state it anew")
        super().save(*args, **kwargs)


class Notice(models.Model):
    """A letter of one stage: drafted from the facts, approved by a person, sent once."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notices")
    stage = models.CharField(max_length=24)
    text_ko = models.TextField()
    text_en = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=26, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=26, blank=True)
    sent_at = models.DateTimeField(null=True)  # when it really went out
    sent_recorded_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=26, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    recipients = models.IntegerField(null=True)  # how many; addresses are not kept
    discarded_at = models.DateTimeField(null=True)
    entry = models.IntegerField(null=True)  # of its sending

    class Meta:
        ordering = ["-drafted_at", "pk"]


class StepDone(models.Model):
    """A step of the standard response, done by somebody at a moment."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=40)
    done_at = models.DateTimeField()
    by = models.CharField(max_length=26, blank=True)
    note = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["done_at"]


class Review(models.Model):
    """What was learned: why it happened, what changes, who does it by when."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reviews")
    cause = models.TextField()
    change = models.TextField()
    owner = models.CharField(max_length=26)
    due = models.DateField()
    written_at = models.DateTimeField()
    by = models.CharField(max_length=26, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=26, blank=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["written_at"]
