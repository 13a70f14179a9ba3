"""What leans on a vendor: one of the firm's own things, by kind and id."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import make_id


class Use(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=20)  # as bound in web/wiring: dataset, automation, endpoint
    key = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    noted_by = models.CharField(max_length=26)
    noted_at = models.DateTimeField()

    class Meta:
        unique_together = [("vendor", "kind", "key")]
        ordering = ["kind", "pk"]
