"""What decides or proposes in the firm, its versions, what was measured of them, and which one may serve.

Versions, evaluations and drills are never changed. An alias is never moved in place: the old row ends, a new one
begins, so that any past moment can be read again.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jangbu.apps.registers.rows import RegisterRow, make_id


class FrozenError(TypeError):
    """Somebody tried to change a row that is evidence. A programming error."""


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **_values: Any) -> NoReturn:
        raise FrozenError("a row of evidence is never changed; make the next one")

    def delete(self) -> NoReturn:
        raise FrozenError("a row of evidence is never deleted")


class Frozen(models.Model):
    """Written once. `save` of a row that is there, `update` and `delete` raise FrozenError."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("a row of evidence is never changed; make the next one")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FrozenError("a row of evidence is never deleted")


class AiModel(RegisterRow):
    """One thing that decides or proposes. `ref` is its id in the app where it runs, empty for one noted by hand."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    ref = models.CharField(max_length=40, blank=True)
    purpose = models.TextField(blank=True)
    not_for = models.TextField(blank=True)
    owner = models.CharField(max_length=26, blank=True)  # a person's id
    affected = models.TextField(blank=True)
    training = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    oversight = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    regime_since = models.DateTimeField(null=True, blank=True)  # from then on only what was promoted serves

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], condition=~Q(ref=""), name="one_ai_model_per_running_thing")
        ]

    def __str__(self) -> str:
        return self.name


class ModelVersion(Frozen):
    """`content` makes it this version and no other; `data` are [{dataset, name, version, fingerprint, role}]."""

    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    fingerprint = models.CharField(max_length=64)
    ref = models.CharField(max_length=40, blank=True)  # its id in the app where it runs
    label = models.CharField(max_length=160)
    content = models.JSONField()
    data = models.JSONField(default=list)
    note = models.TextField()
    made_by = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="model_version_numbers_are_unique"),
            models.UniqueConstraint(fields=["entry", "fingerprint"], name="one_model_version_per_fingerprint"),
        ]


class Suite(models.Model):
    """What is measured of an entry, how often, and what is good enough. Changed by ending it and making the next."""

    class Kind(models.TextChoices):
        ACCURACY = "accuracy", _("정확도")
        CALIBRATION = "calibration", _("확신의 정직함")
        SAFETY = "safety", _("안전")
        FAIRNESS = "fairness", _("공정성")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="suites")
    kind = models.CharField(max_length=12, choices=Kind)
    source = models.CharField(max_length=10)  # runs, dataset, probes
    settings = models.JSONField(
        default=dict
    )  # of a dataset: {dataset, truth, prediction, confidence, groups, positive}
    limits = models.JSONField()  # {measure: {limit, at_most}}
    every_days = models.IntegerField()
    required = models.BooleanField()  # whether a promotion needs it
    made_by = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "kind"], condition=Q(ended_at=None), name="one_suite_per_kind")
        ]


class Evaluation(Frozen):
    """One suite, run on one version. `results` are [{measure, value, low, high, n, limit, at_most, verdict}]."""

    class Verdict(models.TextChoices):
        PASS = "pass", _("통과")  # a verdict, no secret
        FAIL = "fail", _("못 미침")
        CANNOT_TELL = "cannot_tell", _("알 수 없음")
        FAILED = "failed", _("재지 못함")

    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="evaluations")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="evaluations")
    suite = models.ForeignKey(Suite, on_delete=models.PROTECT, related_name="evaluations")
    kind = models.CharField(max_length=12, choices=Suite.Kind)
    verdict = models.CharField(max_length=12, choices=Verdict)
    results = models.JSONField()
    tables = models.JSONField(default=dict)  # what stands behind the results: groups, bins, probes
    data = models.JSONField()  # {source, name, id, version, fingerprint, cases}
    problem = models.JSONField(null=True)  # {code, ko, en}: why nothing could be measured
    by = models.CharField(max_length=64, blank=True)  # a person or a rule; empty for the schedule
    milliseconds = models.IntegerField(default=0)
    cost_micros = models.BigIntegerField(default=0)
    cost_currency = models.CharField(max_length=3, blank=True)
    at = models.DateTimeField()
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["version", "suite"], name="aimodels_evaluation_of")]


class Promotion(models.Model):
    """Somebody asks that a version serves; somebody else decides. Decided once."""

    class State(models.TextChoices):
        OPEN = "open", _("기다려요")
        APPROVED = "approved", _("승인")
        REJECTED = "rejected", _("거절")
        WITHDRAWN = "withdrawn", _("거뒀어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="promotions")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="promotions")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    evaluations = models.JSONField()  # ids of the evaluations it stood on when it was asked
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_why = models.TextField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(state="open"), name="one_open_promotion_per_entry")
        ]


class Alias(models.Model):
    """Which version is the champion (serves) or the challenger (is to), from when to when, and on what ground."""

    class Name(models.TextChoices):
        CHAMPION = "champion", _("쓰는 판")
        CHALLENGER = "challenger", _("올리려는 판")

    class Ground(models.TextChoices):
        SINCE_BEFORE = "since_before", _("전부터 쓰던 것")
        FOLLOWS = "follows", _("평가 없이 바뀐 것")
        PROMOTED = "promoted", _("평가하고 승인한 것")
        ROLLED_BACK = "rolled_back", _("되돌린 것")
        ASKED = "asked", _("승인을 기다려요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=10, choices=Name)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="aliases")
    ground = models.CharField(max_length=12, choices=Ground)
    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, null=True, related_name="aliases")
    set_by = models.CharField(max_length=64, blank=True)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], condition=Q(ended_at=None), name="one_version_per_alias")
        ]


class Asking(models.Model):
    """A labelled dataset being asked of one version. What was answered stays, so that a break costs nothing twice."""

    class State(models.TextChoices):
        OPEN = "open", _("묻는 중이에요")
        STOPPED = "stopped", _("멈췄어요")
        DONE = "done", _("다 물었어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="askings")
    print = models.CharField(max_length=64)  # SHA-256 of the rows asked about and of the words they are asked in
    total = models.IntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    problem = models.JSONField(null=True)  # {code, ko, en}: why it stopped
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        indexes = [models.Index(fields=["version", "print"], name="aimodels_asking_of")]


class Answered(models.Model):
    """One row's answer: the label or the words, never the text that was asked about."""

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="answers")
    row = models.IntegerField()
    said = models.CharField(max_length=200)  # empty where the model declined or answered in another shape
    confidence = models.FloatField(null=True)
    cost_micros = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["asking", "row"], name="aimodels_one_answer_per_row")]


class Wanted(models.Model):
    """An evaluation that somebody asked for and the worker does, because it asks a model many times."""

    class State(models.TextChoices):
        WAITING = "waiting", _("차례를 기다려요")
        DONE = "done", _("끝났어요")
        STOPPED = "stopped", _("멈췄어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="wanted")
    suite = models.ForeignKey(Suite, on_delete=models.PROTECT, related_name="wanted")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    by = models.CharField(max_length=64)
    why = models.TextField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    problem = models.JSONField(null=True)  # {code, ko, en}
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, null=True, related_name="wanted")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "suite"], condition=Q(state="waiting"), name="aimodels_wanted_once"
            )
        ]


class Prolongation(Frozen):
    """A named person lets an approved version serve longer although its evaluation lapsed: until when, and why."""

    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="prolongations")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="prolongations")
    until = models.DateTimeField()
    by = models.CharField(max_length=64)
    why = models.TextField()
    at = models.DateTimeField()
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-at"]


class AliasDrill(Frozen):
    """The roll-back of an alias tried, as it went: steps are [{ko, en, ms, passed}], `seen` what a real call showed."""

    entry = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="drills")
    passed = models.BooleanField()
    milliseconds = models.IntegerField()
    limit_ms = models.IntegerField()
    steps = models.JSONField()
    seen = models.JSONField(null=True)  # {ko, en, fingerprint, ms, cost_micros, currency}; None: nothing was called
    at = models.DateTimeField()
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-at"]


class Strictness(models.Model):
    """From when to when new entries begin without grace: nothing of them serves before its first promotion."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    set_by = models.CharField(max_length=64)
    ledger = models.BigIntegerField()

    class Meta:
        ordering = ["-since"]
