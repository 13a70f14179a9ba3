"""Where events of outside tools come from, the events as they came, the runs they add up to, and what was refused."""

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

    class Proof(models.TextChoices):
        STANDARD = "standard", _("서명 (Standard Webhooks)")
        HMAC = "hmac", _("서명 (HMAC-SHA256)")
        SECRET = "secret", _("비밀값 머리말")  # a choice, not a secret

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    tool = models.CharField(max_length=16, choices=Tool)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="sources")
    proof = models.CharField(max_length=8, choices=Proof, default=Proof.STANDARD)
    numbered = models.BooleanField(null=True)  # the tool counts these runs without holes; null: nobody said
    secret = models.TextField()  # sealed
    secret_before = models.TextField(blank=True)  # sealed: still taken while a rotation overlaps
    secret_before_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    refused = models.IntegerField(default=0)  # deliveries turned away since the last good one
    last_seen_at = models.DateTimeField(null=True)
    pull_url = models.CharField(max_length=300, blank=True)  # base address of the tool's own list of runs
    pull_key = models.TextField(blank=True)  # sealed
    pull_inside = models.BooleanField(default=False)  # the address may lie in the firm's own network
    pulled_at = models.DateTimeField(null=True, blank=True)  # the last time the list was read to its end
    pull_tried_at = models.DateTimeField(null=True, blank=True)
    pull_error = models.JSONField(null=True)  # {class, ko, en} of the last try, None when it went well
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OutsideEvent(models.Model):
    """One event, once: whatever comes again with the same source and id changes nothing."""

    source = models.ForeignKey(EventSource, on_delete=models.PROTECT, related_name="events")
    event_id = models.CharField(max_length=160)
    type = models.CharField(max_length=120)
    phase = models.CharField(max_length=12, default="unknown")
    known = models.BooleanField()
    run_key = models.CharField(max_length=200)
    step = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()  # by the tool's own clock
    received_at = models.DateTimeField()
    content = models.JSONField()  # what came, whole, with what the engine read besides the columns

    class Meta:
        ordering = ["at", "pk"]
        unique_together = [("source", "event_id")]
        indexes = [
            models.Index(fields=["source", "run_key"], name="work_event_run"),
            models.Index(fields=["source", "received_at"], name="work_event_received"),
        ]


class OutsideRun(models.Model):
    """A run as its events tell so far, in whichever order they came; see engines.events.folding."""

    class State(models.TextChoices):
        RUNNING = "running", _("하는 중이에요")
        WAITING = "waiting", _("사람을 기다려요")
        DONE = "done", _("끝났어요")
        FAILED = "failed", _("못 했어요")
        CANCELLED = "cancelled", _("그만뒀어요")
        REJECTED = "rejected", _("거절했어요")

    source = models.ForeignKey(EventSource, on_delete=models.PROTECT, related_name="runs")
    key = models.CharField(max_length=200)
    workflow = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=State)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    number = models.BigIntegerField(null=True)  # the tool's own count
    retry_of = models.CharField(max_length=200, blank=True)
    error_class = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    retries = models.IntegerField(default=0)
    steps = models.IntegerField(default=0)
    events = models.IntegerField(default=0)
    complete = models.BooleanField(default=False)
    weight = models.CharField(max_length=240, blank=True)  # of the event that decided the state
    named = models.CharField(max_length=200, blank=True)  # order of the event that gave the name

    class Meta:
        ordering = ["-first_at", "-pk"]
        unique_together = [("source", "key")]
        indexes = [
            models.Index(fields=["source", "first_at"], name="work_outside_first"),
            models.Index(fields=["error_class"], name="work_outside_error", condition=~models.Q(error_class="")),
        ]

    def __str__(self) -> str:
        return self.workflow or self.key


class RefusedDelivery(models.Model):
    """Deliveries turned away for one reason within one hour, counted. The last original is kept where its sender was
    known; what nobody vouched for is not worth a disk."""

    slot = models.CharField(max_length=160, unique=True)  # source, code and hour
    source = models.ForeignKey(EventSource, on_delete=models.PROTECT, null=True, related_name="refusals")
    code = models.CharField(max_length=80)
    ko = models.TextField()
    en = models.TextField()
    count = models.IntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    size = models.BigIntegerField(default=0)  # bytes of the last one
    fingerprint = models.CharField(max_length=64, blank=True)  # of its original in the content store

    class Meta:
        ordering = ["-last_at", "-pk"]


class Subscription(models.Model):
    """A place outside that is told when something is written into the ledger."""

    class State(models.TextChoices):
        RUNNING = "running", _("보내요")
        STOPPED = "stopped", _("멈췄어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    url = models.TextField()  # sealed: many such addresses carry a key
    host = models.CharField(max_length=200, blank=True)  # what of the address may be shown
    inside = models.BooleanField(default=False)  # the address may lie in the firm's own network
    actions = models.JSONField()  # names of ledger actions
    secret = models.TextField()  # sealed
    secret_before = models.TextField(blank=True)
    secret_before_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    stopped_why = models.CharField(max_length=300, blank=True)
    read_up_to = models.IntegerField()  # number of the last ledger entry that was looked at
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Outgoing(models.Model):
    """One message to one subscriber: kept until it is taken, or given up after the last try."""

    class State(models.TextChoices):
        WAITING = "waiting", _("보낼 차례예요")
        SENT = "sent", _("보냈어요")
        DEAD = "dead", _("보내지 못했어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="messages")
    entry = models.IntegerField()  # number of the ledger entry
    action = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    answered = models.IntegerField(null=True)  # the last HTTP status
    trouble = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-entry", "-pk"]
        unique_together = [("subscription", "entry")]
        indexes = [models.Index(fields=["state", "next_at"], name="work_outgoing_due")]
