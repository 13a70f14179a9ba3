"""Where events of outside tools come from, the events as they came, and the runs they add up to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.ids import make_id
from jangbu.apps.work.processes.models import Process


class EventSource(models.Model):
    class Tool(models.TextChoices):
        CLOUDEVENTS = "cloudevents", _("CloudEvents (스크립트)")
        OTLP = "otlp", _("OpenTelemetry")
        POWER_AUTOMATE = "power_automate", "Power Automate"
        N8N = "n8n", "n8n"
        ZAPIER = "zapier", "Zapier"
        UIPATH = "uipath", "UiPath"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    tool = models.CharField(max_length=16, choices=Tool)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="sources")
    secret = models.TextField()  # sealed
    secret_before = models.TextField(blank=True)  # sealed: still taken while a rotation overlaps
    revoked_at = models.DateTimeField(null=True, blank=True)
    refused = models.IntegerField(default=0)  # events turned away since the last good one
    last_seen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OutsideEvent(models.Model):
    """One event, once: whatever comes again with the same source and id changes nothing."""

    source = models.ForeignKey(EventSource, on_delete=models.PROTECT, related_name="events")
    event_id = models.CharField(max_length=120)
    type = models.CharField(max_length=120)
    known = models.BooleanField()
    run_key = models.CharField(max_length=200)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    content = models.JSONField()  # the event as the engine read it, raw payload included

    class Meta:
        ordering = ["at", "pk"]
        unique_together = [("source", "event_id")]
        indexes = [models.Index(fields=["source", "run_key"], name="work_event_run")]


class OutsideRun(models.Model):
    """A run as its events tell so far. Worked out again from all of them whenever one arrives."""

    source = models.ForeignKey(EventSource, on_delete=models.PROTECT, related_name="runs")
    key = models.CharField(max_length=200)
    workflow = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error_class = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    retries = models.IntegerField(default=0)
    complete = models.BooleanField(default=False)

    class Meta:
        ordering = ["-started_at", "-pk"]
        unique_together = [("source", "key")]
