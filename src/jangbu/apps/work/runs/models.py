"""Runs, their steps and papers, approvals, and what an approved run left behind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.ids import make_id


class Run(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("차례를 기다려요")
        WORKING = "working", _("하는 중이에요")
        WAITING = "waiting", _("사람을 기다려요")
        DONE = "done", _("끝났어요")
        REJECTED = "rejected", _("거절했어요")
        FAILED = "failed", _("못 했어요")
        CANCELLED = "cancelled", _("그만뒀어요")
        TAKEN_BACK = "taken_back", _("되돌렸어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    automation = models.ForeignKey(Automation, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(AutomationVersion, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    title = models.CharField(max_length=200)  # what people call this case: a file, a customer
    about = models.CharField(max_length=200, blank=True)  # one line more: 487만 원, 단가 빈칸 1개
    input = models.JSONField()  # what was handed in besides papers
    proposal = models.JSONField(null=True)  # what the automation proposes, as its kind words it
    doubts = models.JSONField(default=list)  # [{ko, en}]: why a person should look
    result = models.JSONField(null=True)
    error_class = models.CharField(max_length=80, blank=True)
    error_ko = models.TextField(blank=True)
    error_en = models.TextField(blank=True)
    tokens = models.IntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)  # millionths of a minor unit (won, cent)
    cost_currency = models.CharField(max_length=3, blank=True)
    started_by = models.CharField(max_length=26, blank=True)  # a person's id; empty for a schedule or folder
    replay_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replays")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["automation", "state"], name="work_run_state"),
            models.Index(fields=["error_class"], name="work_run_error", condition=~Q(error_class="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        return self.state in OPEN


OPEN = (Run.State.QUEUED, Run.State.WORKING, Run.State.WAITING)


class Step(models.Model):
    """One step of a run that took effect. The key makes a step that runs twice count once."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=40)
    dedupe_key = models.CharField(max_length=120, unique=True)
    outcome = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Paper(models.Model):
    """A file that came with a run or came out of it, kept under the SHA-256 of its bytes."""

    class Role(models.TextChoices):
        IN = "in", _("받은 것")
        OUT = "out", _("만든 것")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="papers")
    role = models.CharField(max_length=3, choices=Role)
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    size = models.BigIntegerField()  # bytes

    class Meta:
        ordering = ["pk"]


class Approval(models.Model):
    """A question to a person, open without limit. One open question per run."""

    class State(models.TextChoices):
        OPEN = "open", _("기다려요")
        APPROVED = "approved", _("승인")
        REJECTED = "rejected", _("거절")
        VOID = "void", _("없던 일")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    asked_of = models.CharField(max_length=26, blank=True)  # a person's id; empty: whoever may approve
    delegated_by = models.CharField(max_length=26, blank=True)
    delegated_why = models.TextField(blank=True)
    decided_by = models.CharField(max_length=26, blank=True)
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    edits = models.JSONField(default=dict)  # what the person changed, by field
    opened_at = models.DateTimeField(null=True)  # first looked at by whoever decided: the person's time starts here

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["run"], condition=Q(state="open"), name="work_one_open_approval"),
        ]


class Payable(models.Model):
    """An approved invoice in the payment plan. Its history is what the next invoice of the vendor is held to."""

    class State(models.TextChoices):
        PLANNED = "planned", _("지급 예정")
        WITHDRAWN = "withdrawn", _("뺐어요")

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="payable")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    seller = models.CharField(max_length=200)
    seller_tax_id = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=80, blank=True)
    approval_number = models.CharField(max_length=40, blank=True)
    date = models.DateField(null=True)
    due = models.DateField(null=True)
    gross = models.BigIntegerField()  # minor units
    currency = models.CharField(max_length=3)
    bank_account = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["seller_tax_id"], name="work_payable_seller")]


class Booking(models.Model):
    """An approved appointment, kept so that nobody is booked twice and a reply finds its meeting."""

    class State(models.TextChoices):
        BOOKED = "booked", _("잡혔어요")
        CANCELLED = "cancelled", _("취소했어요")

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="booking")
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.IntegerField(default=0)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    attendees = models.JSONField()  # [{name, email, required, status, stamp, comment}]
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]


class ErrorNote(models.Model):
    """What people know about one class of error: why it happens and what helps."""

    error_class = models.CharField(max_length=80, unique=True)
    cause = models.TextField(blank=True)
    fix = models.TextField(blank=True)
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()


class WorkerBeat(models.Model):
    """A sign of life of a worker. A dead one's row is removed by whoever takes its runs over."""

    executor = models.CharField(primary_key=True, max_length=40)
    seen_at = models.DateTimeField()
