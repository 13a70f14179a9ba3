"""Outside partners of the team."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class Partner(RegisterRow):
    name = models.CharField(max_length=120)
    purpose = models.TextField()
    owner = models.CharField(max_length=26)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    vendor = models.CharField(max_length=26, blank=True)  # the id of a vendor, whose contract binds them
    secrecy = models.BooleanField(null=True, blank=True)
    handles_personal = models.BooleanField(null=True, blank=True)
    contact_name = models.CharField(max_length=80, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
