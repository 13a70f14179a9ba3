"""What people filled in on the source map, beside what the records already know."""

from __future__ import annotations

from django.db import models

from jangbu.apps.pilots.ids import make_id


class MapLine(models.Model):
    """One source: a dataset or a process that the records know (`ref`), or something that only people know of."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    kind = models.CharField(max_length=10)  # dataset, process, other
    ref = models.CharField(max_length=26, blank=True)
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=120, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    completeness = models.PositiveSmallIntegerField(null=True, blank=True)  # per cent, as somebody says
    times = models.CharField(max_length=10, blank=True)  # good, some, bad: how far its times can be trusted
    note = models.CharField(max_length=300, blank=True)
    changed_by = models.CharField(max_length=26)
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref"], condition=~models.Q(ref=""), name="pilots_one_map_line_per_thing"
            )
        ]


class Benchmark(models.Model):
    """A figure before anything changed, over a stretch of days, and where it came from."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    measure = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    context = models.CharField(max_length=200, blank=True)  # season, campaign, what kind of cases
    how = models.CharField(max_length=10)  # measured, said
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["source", "measure", "-last_day"]
