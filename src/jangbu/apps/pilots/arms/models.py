"""The lots of a pilot, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.ids import make_id


class Lot(models.Model):
    """One day of a switchback, or one case that was drawn for. `on` is what the lot says and never changes; `done` is
    what was really done, None until somebody says otherwise."""

    class Unit(models.TextChoices):
        DAY = "day", _("하루")
        CASE = "case", _("한 건")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="lots")
    unit = models.CharField(max_length=4, choices=Unit)
    place = models.PositiveIntegerField()  # from 1, in the order of days or of drawing
    key = models.CharField(max_length=120)  # the day as 2026-11-23, or the number of the case
    on = models.BooleanField()
    drawn_by = models.CharField(max_length=26)
    drawn_at = models.DateTimeField()
    done = models.BooleanField(null=True)
    done_why = models.CharField(max_length=300, blank=True)
    done_by = models.CharField(max_length=26, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["unit", "place"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "unit", "key"], name="one_lot_each"),
            models.UniqueConstraint(fields=["pilot", "unit", "place"], name="one_lot_a_place"),
        ]

    @property
    def strayed(self) -> bool:
        return self.done is not None and self.done != self.on
