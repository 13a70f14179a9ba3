"""What a quote is made from, the numbers it may take, and the quotes that were issued."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.ids import make_id
from jangbu.apps.work.runs.models import Run


class QuoteMaterial(models.Model):
    """One version of a price list, of the rules or of a template. Never changed; one of each kind is in use."""

    class Kind(models.TextChoices):
        PRICES = "prices", _("단가표")
        RULES = "rules", _("계산 규칙")
        TEMPLATE = "template", _("견적서 서식")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    automation = models.ForeignKey(Automation, on_delete=models.PROTECT, related_name="materials")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.IntegerField()
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, blank=True)  # of the bytes; empty for a dataset
    size = models.BigIntegerField(default=0)  # bytes
    dataset = models.CharField(max_length=26, blank=True)  # a price list that is a dataset: its newest version serves
    facts = models.JSONField(default=dict)  # prices: {count, currency}; template: {placeholders}
    findings = models.JSONField(default=list)  # [{level, place, ko, en}]
    usable = models.BooleanField()
    in_use = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    created_by = models.CharField(max_length=26)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["automation", "kind", "number"], name="work_material_number"),
            models.UniqueConstraint(
                fields=["automation", "kind"], condition=Q(in_use=True), name="work_one_material_in_use"
            ),
        ]


class NumberSeries(models.Model):
    """The last number of a series, such as the quotes of one day. Locked while the next is taken."""

    scope = models.CharField(max_length=120, unique=True)
    last = models.IntegerField(default=0)


class Quotation(models.Model):
    """A quote that was issued. Its number is never given again, taken back or not."""

    class State(models.TextChoices):
        ISSUED = "issued", _("유효해요")
        WITHDRAWN = "withdrawn", _("거둬들였어요")

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="quotation")
    state = models.CharField(max_length=10, choices=State, default=State.ISSUED)
    number = models.CharField(max_length=80, unique=True)
    scope = models.CharField(max_length=120)
    sequence = models.IntegerField()
    customer = models.CharField(max_length=200)
    email = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    valid_until = models.DateField()
    net = models.BigIntegerField()  # minor units
    tax = models.BigIntegerField()
    gross = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    line_count = models.IntegerField()
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["scope", "sequence"], name="work_quote_sequence")]

    def __str__(self) -> str:
        return self.number

    def over(self, today: Any) -> bool:
        return self.state == self.State.ISSUED and self.valid_until < today
