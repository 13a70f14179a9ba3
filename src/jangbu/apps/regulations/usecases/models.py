"""Uses of AI in the firm, what was decided about each, and where it was found. Decisions are never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from jangbu.apps.registers.rows import RegisterRow, make_id


class UseCase(RegisterRow):
    """The answers are what the classification reads; an empty one is not answered yet."""

    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    owner = models.CharField(max_length=26)  # a person's id
    model = models.CharField(max_length=200, blank=True)
    affected = models.JSONField(default=list)
    offered = models.CharField(max_length=20, blank=True)
    made = models.CharField(max_length=20, blank=True)
    purpose_changed = models.BooleanField(null=True)
    generative = models.BooleanField(null=True)
    leaves = models.BooleanField(null=True)
    synthetic = models.BooleanField(null=True)
    decides = models.CharField(max_length=20, blank=True)
    fields = models.JSONField(default=list)
    grave = models.BooleanField(null=True)
    personal = models.BooleanField(null=True)
    overseas = models.BooleanField(null=True)
    trained = models.BooleanField(null=True)
    giant = models.BooleanField(null=True)  # trained by the firm with 10^26 operations or more (Decree Art. 24(1))
    notice = models.TextField(blank=True)
    notice_where = models.CharField(max_length=20, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    obvious = models.BooleanField(null=True)
    mark = models.CharField(max_length=20, blank=True)
    mark_on = models.DateField(null=True, blank=True)
    mark_text = models.CharField(max_length=200, blank=True)  # what stands at the end of text that leaves
    automations = models.JSONField(default=list)  # ids of the automations that run it
    endpoints = models.JSONField(default=list)  # ids of the connections that answer in it, without an automation
    risk_plan = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    protection = models.TextField(blank=True)
    overseer = models.CharField(max_length=26, blank=True)
    published_url = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    upstream = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    impact_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FoundUse(models.Model):
    """Which running thing a use case was proposed from, so that it is proposed once."""

    case = models.ForeignKey(UseCase, on_delete=models.PROTECT, related_name="found")
    kind = models.CharField(max_length=20)  # automation, endpoint
    key = models.CharField(max_length=26)

    class Meta:
        unique_together = [("kind", "key")]


class RoleDecision(models.Model):
    """Who the firm is before the law in one use case, whether it is high-impact, and what is exempt, by a person."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    case = models.ForeignKey(UseCase, on_delete=models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    role = models.CharField(max_length=20)  # user, deployer, developer
    high = models.BooleanField()  # high-impact, by the person's review
    proposed_high = models.CharField(max_length=10)  # no, likely, open
    exempt = models.CharField(max_length=20, blank=True)  # internal, obvious
    article = models.JSONField()  # {ko, en}
    reasons = models.JSONField()  # [{ko, en}]
    answers = models.JSONField()  # what it was decided on
    module_version = models.IntegerField()
    module_fingerprint = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)  # SHA-256 of the rules it leans on: it is looked at again when they change
    why = models.TextField()
    decided_by = models.CharField(max_length=26)
    decided_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("case", "number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a decision that was saved before."""
        if not self._state.adding:
            raise ValueError("a decision is never changed; decide again")
        super().save(*args, **kwargs)


class Confirmation(models.Model):
    """Somebody other than who decided agrees to an exemption or to "not high-impact". Withdrawn, never deleted."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    decision = models.ForeignKey(RoleDecision, on_delete=models.PROTECT, related_name="confirmations")
    person = models.CharField(max_length=26)
    at = models.DateTimeField()
    why = models.CharField(max_length=500)
    entry = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=26, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(withdrawn_at=None), name="one_confirmation_of_a_decision"
            )
        ]

    def stood(self, at: datetime) -> bool:
        return self.at <= at and (self.withdrawn_at is None or self.withdrawn_at > at)


class Notice(models.Model):
    """One version of what people are told before use: text and place, shown from a day on, until another took over."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    case = models.ForeignKey(UseCase, on_delete=models.PROTECT, related_name="notices")
    number = models.IntegerField()
    text = models.TextField()
    where = models.CharField(max_length=20)
    since = models.DateField()
    written_by = models.CharField(max_length=200)  # an actor's id
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("case", "number")]
