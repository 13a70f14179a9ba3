"""Who wants the weekly letter, and which letters went out."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class DigestChoice(models.Model):
    """A person's word, from a moment on; the newest counts. Without one the letter comes."""

    person = models.CharField(max_length=26)
    wanted = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["-chosen_at", "-pk"]
        indexes = [models.Index(fields=["person", "chosen_at"], name="reports_digest_choice")]


class DigestNames(models.Model):
    """Whether letters name people outside, from a moment on; the newest counts. Without one they do not."""

    shown = models.BooleanField()
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=26)
    chosen_at = models.DateTimeField()
    entry = models.IntegerField()

    class Meta:
        ordering = ["-chosen_at", "-pk"]


class DigestLetter(models.Model):
    """One letter to one person about one week. What it said is not kept, only that it went or why it did not."""

    class State(models.TextChoices):
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    week = models.CharField(max_length=8)  # 2026-W48, the week it tells of
    state = models.CharField(max_length=8, choices=State)
    tries = models.IntegerField(default=1)
    trouble = models.CharField(max_length=80, blank=True)  # the class of what the mail server said
    tried_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-week", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="reports_one_letter_a_week")]
