"""Pilots: what is tried, by when it is judged, what was examined, and what a person decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.ids import make_id


class Pilot(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("초안")
        RUNNING = "running", _("진행 중")
        PAUSED = "paused", _("멈춤")
        ROLLED_BACK = "rolled_back", _("되돌림")
        DECIDED = "decided", _("정했어요")
        DISCARDED = "discarded", _("버림")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=120)
    goal = models.TextField()
    gates = models.JSONField()  # as engines.value.Gate.as_json: fixed before the start
    starts_on = models.DateField()
    ends_on = models.DateField()
    decide_on = models.DateField()  # one decision day, fixed beforehand
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    plan = models.JSONField(default=dict)  # the whole draft, see drafting/plan.py; empty for a plan made in code
    started_at = models.DateTimeField(null=True, blank=True)  # from then on the measures are frozen
    stopped_ko = models.TextField(blank=True)  # why it stands still, as the rule or the person said it
    stopped_en = models.TextField(blank=True)
    stopped_by_rule = models.BooleanField(default=False)
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
    origin = models.CharField(max_length=10, default="noted")  # noted, import, log, runs
    day = models.DateField(null=True, blank=True)  # where the number belongs to a day
    batch = models.CharField(max_length=26, blank=True)  # numbers that came together and can be taken back together
    period = models.CharField(max_length=10, choices=Period)
    label = models.CharField(max_length=80)  # "2026-10", "응답 3"
    value = models.DecimalField(max_digits=20, decimal_places=4)
    created_at = models.DateTimeField()


class MeasureChange(models.Model):
    """A measure that was changed after the start. It stays on record and lowers the evidence class."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="measure_changes")
    section = models.CharField(max_length=20)  # kpis, gates, design, calendar, scope
    kpis = models.JSONField()  # ids of the KPIs it touches; empty: all of them
    before = models.JSONField()
    after = models.JSONField()
    why = models.TextField()
    changed_by = models.CharField(max_length=26)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]


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


# The tables of the features, so that Django finds them.
from jangbu.apps.pilots.arms.models import Lot  # noqa: E402
from jangbu.apps.pilots.claims.models import ClaimsAudit  # noqa: E402
from jangbu.apps.pilots.expansion.models import Expansion  # noqa: E402
from jangbu.apps.pilots.reviews.models import Adjustment, Interview, Retrospective, Review, Sprint  # noqa: E402
from jangbu.apps.pilots.sourcemap.models import Benchmark, MapLine  # noqa: E402
from jangbu.apps.pilots.surveys.models import Survey, SurveyAnswer, SurveyLink  # noqa: E402
from jangbu.apps.pilots.worth.models import Worth  # noqa: E402

__all__ = [
    "Adjustment",
    "Benchmark",
    "ClaimsAudit",
    "Decision",
    "Examination",
    "Expansion",
    "Interview",
    "Lot",
    "MapLine",
    "MeasureChange",
    "Observation",
    "Pilot",
    "Retrospective",
    "Review",
    "Sprint",
    "Survey",
    "SurveyAnswer",
    "SurveyLink",
    "Worth",
]
