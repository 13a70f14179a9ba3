"""Contracts, and what was found about each clause of them."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class Contract(RegisterRow):
    title = models.CharField(max_length=160)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="contracts")
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    renews = models.CharField(max_length=20, blank=True)
    notice_days = models.IntegerField(null=True, blank=True)  # before the end, to say that it shall not go on
    amount_year = models.IntegerField(null=True, blank=True)  # won
    kept_where = models.CharField(max_length=200, blank=True)  # the signed paper or file
    asked_on = models.DateField(null=True, blank=True)  # when the proposed wording was last sent
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class ClauseFinding(models.Model):
    """What the contract says on one clause. Earlier findings stand in the ledger."""

    class State(models.TextChoices):
        PRESENT = "present"
        WEAK = "weak"
        MISSING = "missing"
        NOT_APPLICABLE = "na"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="findings")
    clause = models.CharField(max_length=40)  # an id of clauses.yaml
    state = models.CharField(max_length=8, choices=State)
    place = models.CharField(max_length=120, blank=True)  # page, article
    quote = models.TextField(blank=True)  # the sentence, or why it does not apply
    hours = models.IntegerField(null=True, blank=True)
    read_by = models.CharField(max_length=26)
    read_at = models.DateTimeField()

    class Meta:
        unique_together = [("contract", "clause")]
        ordering = ["pk"]
