"""Pilots: what is tried, by when it is judged, what was examined, and what a person decided."""

from __future__ import annotations

from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Pilot(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", "진행 중"
        DECIDED = "decided", "정했어요"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120)
    goal = models.TextField()
    gates = models.JSONField()  # as engines.value.Gate.as_json: fixed before the start
    starts_on = models.DateField()
    ends_on = models.DateField()
    decide_on = models.DateField()  # one decision day, fixed beforehand
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """A number somebody brought from outside the log: a month's cost, an answer to the satisfaction question."""

    class Period(models.TextChoices):
        BEFORE = "before", "시작 전"
        AFTER = "after", "시작 뒤"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="observations")
    kpi = models.CharField(max_length=40)  # cost, satisfaction
    period = models.CharField(max_length=10, choices=Period)
    label = models.CharField(max_length=80)  # "2026-10", "응답 3"
    value = models.DecimalField(max_digits=20, decimal_places=4)
    created_at = models.DateTimeField()


class Examination(models.Model):
    """One run of the main job. Its result is what `jangbu pilot examine --json` prints; never edited."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="examinations", null=True)
    result = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]


class Decision(models.Model):
    """What a person decided, and why. A change of mind is a further row."""

    class Option(models.TextChoices):
        EXPAND = "expand", "넓히기"
        ADJUST = "adjust", "고쳐서 더 하기"
        STOP = "stop", "멈추기"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="decisions")
    option = models.CharField(max_length=10, choices=Option)
    why = models.TextField()
    decided_by = models.CharField(max_length=26)
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-decided_at"]
