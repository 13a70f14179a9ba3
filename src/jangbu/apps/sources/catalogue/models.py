"""What people answered about a dataset, what was deleted by whose rule, and where the data went."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.sources.delivery.models import Dataset, Version, make_id


class Classification(models.TextChoices):
    PUBLIC = "public", _("공개")
    INTERNAL = "internal", _("사내")
    CONFIDENTIAL = "confidential", _("기밀")
    PERSONAL = "personal", _("개인정보")
    SENSITIVE = "sensitive", _("민감정보")


class Unit(models.TextChoices):
    DAYS = "days", _("일")
    MONTHS = "months", _("개월")
    YEARS = "years", _("년")


class Since(models.TextChoices):
    COLLECTED = "collected", _("받은 날부터")
    LAST_USED = "last_used", _("마지막으로 쓴 날부터")


class Card(models.Model):
    """The answers a dataset needs before it is used. Confirmed by a person; the ledger keeps every earlier answer."""

    dataset = models.OneToOneField(Dataset, on_delete=models.PROTECT, primary_key=True, related_name="card")
    owner = models.CharField(max_length=26)  # a person's id
    created_where = models.CharField(max_length=300)
    collected_where = models.CharField(max_length=300)
    purpose = models.CharField(max_length=500)
    classification = models.CharField(max_length=12, choices=Classification)
    personal = models.JSONField(default=dict)  # {column: kind} as it was confirmed
    keep_number = models.PositiveSmallIntegerField(null=True, blank=True)  # None: without an end
    keep_unit = models.CharField(max_length=6, choices=Unit, default=Unit.YEARS)
    keep_since = models.CharField(max_length=10, choices=Since, default=Since.COLLECTED)
    basis = models.TextField()  # why so long, as people read it
    basis_rule = models.CharField(
        max_length=40, blank=True
    )  # the rule of laws.yaml it came from; empty: a person's own
    access_until = models.DateField()  # the day by which who may see it is looked at again
    proposed = models.JSONField(default=dict)  # which answers stand as they were proposed: {question: bool}
    confirmed_by = models.CharField(max_length=200)  # an actor's id
    confirmed_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)


class ColumnMark(models.Model):
    """A person's word on one column: it holds this kind of personal data, or (kind empty) none at all."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="marks")
    column = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=300)
    marked_by = models.CharField(max_length=200)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "column"], name="one_mark_per_column")]


class Hold(models.Model):
    """Deletion stops while this stands: a lawsuit, an audit, an open question."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="holds")
    why = models.CharField(max_length=500)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=models.Q(released_at=None), name="one_standing_hold_per_dataset"
            )
        ]


class Receipt(models.Model):
    """The deletion of one version's content by rule. Written before the bytes go and completed after.

    Whatever reads content asks here first, so a version counts as deleted from the moment of the mark.
    """

    class Method(models.TextChoices):
        REMOVED = "removed"  # the file is gone from the content store
        SHARED = "shared"  # this version lost it; the same bytes stay because another still needs them

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="receipt")
    rule = models.JSONField()  # {keep_number, keep_unit, keep_since, basis, basis_rule, confirmed_by, confirmed_at}
    due_on = models.DateField()
    fingerprint = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    method = models.CharField(max_length=8, choices=Method, blank=True)  # empty until it is done
    marked_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField(null=True, blank=True)  # its number in the ledger


class LineageEdge(models.Model):
    """One version flowed into something: another version, a pilot, a report, the run of a recipe."""

    class Target(models.TextChoices):
        VERSION = "version", _("데이터")
        PILOT = "pilot", _("파일럿")
        EXAMINATION = "examination", _("살펴보기")
        REPORT = "report", _("보고서")
        RECIPE_RUN = "recipe_run", _("손질")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="flows_to")
    target_kind = models.CharField(max_length=12, choices=Target)
    target_id = models.CharField(max_length=64)
    target_name = models.CharField(max_length=200)
    transformation = models.JSONField(default=dict)  # facts of the recipe: {name, steps, ...}
    columns = models.JSONField(default=list)  # [{"to": column, "from": [column, ...], "how": text}]
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "target_kind", "target_id"], name="one_edge_per_flow")
        ]
        indexes = [models.Index(fields=["target_kind", "target_id"])]
