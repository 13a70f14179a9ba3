"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow
from jangbu.apps.vendors.assessments.models import Assessment, WeightSet
from jangbu.apps.vendors.contracts.models import ClauseFinding, Contract
from jangbu.apps.vendors.uses.models import Use

__all__ = ["Assessment", "Certificate", "ClauseFinding", "Contract", "Use", "Vendor", "WeightSet"]


class Vendor(RegisterRow):
    name = models.CharField(max_length=120)
    business_number = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=20, blank=True)
    purpose = models.TextField(blank=True)  # what it does for the firm
    owner = models.CharField(max_length=26, blank=True)  # a person's id
    handles_personal = models.BooleanField(null=True, blank=True)
    data = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=10, blank=True)
    region = models.CharField(max_length=120, blank=True)
    sub_processors = models.TextField(blank=True)
    transfer_basis = models.CharField(max_length=20, blank=True)  # which item of PIPA Art. 28-8(1)
    transfer_proof = models.CharField(max_length=300, blank=True)  # what shows it: a form, a law, a certificate
    transfer_on = models.DateField(null=True, blank=True)  # since when that ground stands
    transfer_how = models.CharField(max_length=200, blank=True)
    transfer_keep = models.CharField(max_length=200, blank=True)
    transfer_refuse = models.CharField(max_length=300, blank=True)
    domestic_agent = models.CharField(max_length=20, blank=True)  # what an AI vendor abroad said when asked
    plan = models.CharField(max_length=120, blank=True)
    monthly_cost = models.IntegerField(null=True, blank=True)  # won
    contact_name = models.CharField(max_length=80, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    exit_plan = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Certificate(RegisterRow):
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="certificates")
    standard = models.CharField(max_length=20)
    issuer = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["expires_on", "pk"]

    def __str__(self) -> str:
        return self.number
