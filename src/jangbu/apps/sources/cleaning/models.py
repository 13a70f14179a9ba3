"""What people decided about the values of a dataset, and the mends that came of it."""

from __future__ import annotations

from django.db import models

from jangbu.apps.sources.delivery.models import Dataset, Version, make_id


class Judgement(models.Model):
    """One decision of a person. `key` and `value` depend on the kind:

    answer  key: a column; value: the option chosen
    pair    key: "3,17", two row numbers of `version`; value: "same", "different" or "skip"
    fields  key: a schema; value: JSON {column: target or null}
    label   key: a row number of `version`; value: JSON {column: what its cell should hold}
    """

    class Kind(models.TextChoices):
        ANSWER = "answer"
        PAIR = "pair"
        FIELDS = "fields"
        LABEL = "label"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="judgements")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="judgements")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=300)
    value = models.TextField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dataset", "kind", "withdrawn_at"])]
        ordering = ("made_at", "id")


class MendRun(models.Model):
    """A recipe made version `after` of version `before`; `counts` are the exact totals of its diff."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    before = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="mends_from")
    after = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="mends_to")
    recipe = models.TextField()  # YAML
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
