"""Calendars as busy times, working hours, the steps of time that are taken, and answers to invitations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.ids import make_id
from jangbu.apps.work.runs.models import Booking


class Calendar(models.Model):
    """One calendar of one person. Only when they are taken is kept, never with whom or why."""

    class Kind(models.TextChoices):
        FILE = "file", _("올린 파일")
        ADDRESS = "address", _("ICS 주소")
        CALDAV = "caldav", "CalDAV"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)  # sealed: an ICS address is a secret in itself
    account = models.TextField(blank=True)  # sealed JSON [user, password]
    inside = models.BooleanField(default=False)  # its server stands inside the firm
    busy = models.JSONField(default=list)  # [[start, end, place]], UTC, ascending
    known_until = models.DateTimeField(null=True)
    skipped = models.BooleanField(default=False)  # a series was left out: its rule cannot be read
    refreshed_at = models.DateTimeField(null=True)
    error_ko = models.TextField(blank=True)
    error_en = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["person", "created_at"]
        indexes = [models.Index(fields=["person"], name="work_calendar_person")]


class WorkingTime(models.Model):
    """When a person works; the row without a person is the firm's, and stands in for whoever has none."""

    person = models.CharField(max_length=26, blank=True, unique=True)
    hours = models.JSONField()  # {"0": ["09:00", "18:00"], ...}, Monday 0
    lunch = models.JSONField(null=True)  # ["12:00", "13:00"]
    buffer = models.IntegerField(default=10)  # minutes before and after
    travel = models.IntegerField(default=30)  # minutes between two places
    notice = models.IntegerField(default=60)  # minutes from now before which nothing is proposed
    late = models.IntegerField(default=24)  # hours before the start from which a change needs a reason


class BookedStep(models.Model):
    """Five minutes of one person's time. The database refuses the same twice, whoever asks at whatever moment."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="steps")
    person = models.CharField(max_length=200)  # the mail address, in lower case
    step = models.BigIntegerField()  # five minutes since 1970

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="work_no_double_booking")]


class MeetingReply(models.Model):
    """An answer as it came. What does not fit its invitation is kept, and waits for a person to believe it."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="replies")
    fingerprint = models.CharField(max_length=64, unique=True)
    attendee = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    sequence = models.IntegerField()
    comment = models.CharField(max_length=500, blank=True)
    warnings = models.JSONField(default=list)  # [{ko, en}]
    believed = models.BooleanField()
    stamp = models.DateTimeField(null=True)
    asks_start = models.DateTimeField(null=True)  # another time that is asked for
    asks_end = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]
