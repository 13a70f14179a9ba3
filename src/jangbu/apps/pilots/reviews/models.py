"""What was looked at, what was adjusted, who was asked, and what was learned."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.ids import make_id


class Review(models.Model):
    """One look by day or by week. `seen` is what the page showed then, so that it can be read again."""

    class Every(models.TextChoices):
        DAY = "day", _("하루")
        WEEK = "week", _("한 주")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="reviews")
    every = models.CharField(max_length=4, choices=Every)
    day = models.DateField()
    note = models.TextField()
    seen = models.JSONField()
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-written_at"]


class Adjustment(models.Model):
    """Something that was changed in how the work is done, because a threshold was missed."""

    class Part(models.TextChoices):
        PROMPT = "prompt", _("지시문")
        WORKFLOW = "workflow", _("일하는 순서")
        PIPELINE = "pipeline", _("데이터 흐름")
        OTHER = "other", _("그 밖")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="adjustments")
    kpi = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=10, choices=Part)
    what = models.TextField()
    why = models.TextField()
    expected = models.CharField(max_length=200, blank=True)  # what it should change
    made_on = models.DateField()
    made_by = models.CharField(max_length=26)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_on", "-made_at"]


class Sprint(models.Model):
    """A short stretch of the pilot: a simple scenario first, a wider one next."""

    class Scenario(models.TextChoices):
        SIMPLE = "simple", _("간단한 경우만")
        WIDER = "wider", _("더 넓게")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="sprints")
    number = models.IntegerField()
    scenario = models.CharField(max_length=8, choices=Scenario)
    aim = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        unique_together = [("pilot", "number")]


class Interview(models.Model):
    """A talk with somebody who works with it. `who` is a part in the work, not a name."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="interviews")
    who = models.CharField(max_length=80)
    held_on = models.DateField()
    answers = models.JSONField()  # {question id: notes}
    themes = models.JSONField()  # ["검색이 느려요", ...]
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-written_at"]


class Retrospective(models.Model):
    """Looking back. `prepared` are the records it was prepared from; the rest is what people said."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="retrospectives")
    held_on = models.DateField()
    prepared = models.JSONField()
    keep = models.TextField(blank=True)
    change = models.TextField(blank=True)
    lessons = models.JSONField(default=list)  # one sentence each; they feed the expansion plan
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-written_at"]
