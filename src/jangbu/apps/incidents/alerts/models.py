"""Alert rules, what they found, and the messages about it. Times are kept, so that a past day can be asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.registers.rows import make_id


class Channel(models.Model):
    """A place outside that is told: its whole address is sealed, since it carries a key."""

    class Kind(models.TextChoices):
        SLACK = "slack", "Slack"
        TEAMS = "teams", "Teams"
        WEBHOOK = "webhook", _("웹훅")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.TextField()  # sealed
    host = models.CharField(max_length=200)
    inside = models.BooleanField(default=False)  # on this computer or in the firm's own network
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AlertRule(models.Model):
    class Source(models.TextChoices):
        PREDICATE = "predicate", _("점검 항목")
        MEASURE = "measure", _("재는 값")
        EVENT = "event", _("장부의 기록")

    class Severity(models.TextChoices):
        URGENT = "urgent", _("바로")
        HIGH = "high", _("오늘 안에")
        NORMAL = "normal", _("알아 두기")

    class To(models.TextChoices):
        DUTY = "duty", _("당번")
        OWNER = "owner", _("맡은 사람")
        NOBODY = "nobody", _("화면에만")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    key = models.CharField(max_length=60, unique=True)  # of a default; otherwise its own id
    area = models.CharField(max_length=20)
    title_ko = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=Source)
    name = models.CharField(max_length=80)  # of the predicate or measure; of events, names with spaces between
    params = models.JSONField(default=dict)
    op = models.CharField(max_length=2, blank=True)  # of a measure: >= or <=
    threshold = models.IntegerField(null=True, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    to = models.CharField(max_length=10, choices=To)
    owner = models.CharField(max_length=26, blank=True)
    channels = models.ManyToManyField(Channel, related_name="rules", blank=True)
    every_minutes = models.IntegerField(default=10)
    window_minutes = models.IntegerField(default=60)  # what comes within it is one message
    escalate_minutes = models.IntegerField(default=0)  # unanswered so long, the next on duty is told; 0: never
    response_ko = models.TextField(blank=True)
    response_en = models.TextField(blank=True)
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    entry = models.IntegerField(null=True, blank=True)

    class Meta:
        ordering = ["area", "title_ko", "pk"]

    def __str__(self) -> str:
        return self.title_ko


class RuleSpell(models.Model):
    """From when until when a rule was on."""

    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="spells")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]


class RuleDay(models.Model):
    """That a rule was looked at on a day in Seoul."""

    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        unique_together = [("rule", "day")]


class Alert(models.Model):
    """A rule found something about one subject; one row until it is over."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="alerts")
    subject = models.CharField(max_length=200)
    said_ko = models.CharField(max_length=300)
    said_en = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    severity = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    count = models.IntegerField(default=1)
    resolved_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=26, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    level = models.IntegerField(default=0)
    escalate_at = models.DateTimeField(null=True, blank=True)
    entry = models.IntegerField()

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject"], condition=models.Q(resolved_at=None), name="one_open_alert_per_subject"
            )
        ]
        indexes = [models.Index(fields=["opened_at"], name="incidents_alert_opened")]


class Message(models.Model):
    """One message about alerts of one rule, to one person by mail or to one channel."""

    class State(models.TextChoices):
        WAITING = "waiting", _("보낼 차례")
        SENT = "sent", _("보냈어요")
        UNDELIVERED = "undelivered", _("닿지 않았어요")
        DROPPED = "dropped", _("그사이 끝났어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    rule = models.ForeignKey(AlertRule, on_delete=models.PROTECT, related_name="messages")
    alerts = models.ManyToManyField(Alert, related_name="messages")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="messages")
    person = models.CharField(max_length=26, blank=True)
    level = models.IntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    trouble = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["state", "next_at"], name="incidents_message_due")]


class Quiet(models.Model):
    """Row 1: when only what is urgent may ring, in Seoul, and where messages lead."""

    starts = models.IntegerField(default=22)  # hours of the day
    ends = models.IntegerField(default=7)
    weekends = models.BooleanField(default=True)
    holidays = models.BooleanField(default=True)
    site = models.CharField(max_length=200, blank=True)  # where people open the product, for links in messages


class Cursor(models.Model):
    """Row 1: up to which entry the ledger was read for alerts."""

    read_up_to = models.IntegerField(default=0)
