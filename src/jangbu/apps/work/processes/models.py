"""A process as the firm describes it. Texts of the way of working are kept version by version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.ids import make_id


class Pattern(models.TextChoices):
    GUIDED = "guided", _("안내형")
    OCR_LLM = "ocr_llm", _("문서 읽기")
    DECISION_SUPPORT = "decision_support", _("판단 돕기")
    END_TO_END = "end_to_end", _("처음부터 끝까지")


class Process(models.Model):
    class Input(models.TextChoices):
        DOCUMENT = "document", _("문서 (계산서, 영수증)")
        REQUEST = "request", _("요청 (메일, 양식, 표)")
        CALENDAR = "calendar", _("일정")
        TEXT = "text", _("글 (문의, 초안)")

    class Weight(models.TextChoices):
        LIGHT = "light", _("틀려도 바로 고칠 수 있어요")
        HEAVY = "heavy", _("돈, 계약, 사람에게 영향을 줘요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    owner = models.CharField(max_length=26)  # a person's id
    input = models.CharField(max_length=12, choices=Input, default=Input.DOCUMENT)
    input_format = models.TextField(blank=True)  # what every case must bring
    weight = models.CharField(max_length=8, choices=Weight, default=Weight.HEAVY)
    judgement = models.BooleanField(default=False)  # a person weighs each case: words, not rules, decide
    volume = models.IntegerField(null=True, blank=True)  # cases a month, as the owner says
    sop_open = models.BooleanField(default=False)  # reopened by a stop: to be written again before work goes on
    log = models.CharField(max_length=200, blank=True)  # name of the event log behind `repeatability`
    repeatability = models.JSONField(null=True)  # as `jangbu repeatable --json` prints it
    pattern = models.CharField(max_length=20, choices=Pattern, blank=True)  # empty: as proposed
    pattern_why = models.TextField(blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SopVersion(models.Model):
    """The way of working, as it was written down at a time. Never changed; the newest counts."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="sops")
    number = models.IntegerField()
    text = models.TextField()
    why = models.TextField()
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("process", "number")]


class ProcessException(models.Model):
    """A kind of case that does not follow the usual way, and what is done then."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="exceptions")
    name = models.CharField(max_length=120)
    remedy = models.TextField()
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
