"""Who the privacy officer was from when until when, and what they reported. Rows are closed, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Officer(models.Model):
    """One at a time. `ground` is who may be one by Decree Art. 32(1), (2)2."""

    class Ground(models.TextChoices):
        HEAD = "head", _("대표가 직접 맡아요")
        EXECUTIVE = "executive", _("임원이에요")
        DEPARTMENT = "department", _("임원이 없어서 개인정보를 다루는 부서의 장이에요")
        MICRO = "micro", _("소상공인이라 따로 정하지 않고 대표가 책임자예요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    ground = models.CharField(max_length=12, choices=Ground)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField()
    one = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one"], condition=Q(until=None), name="one_privacy_officer"),
        ]

    @property
    def is_head(self) -> bool:
        return self.ground in {self.Ground.HEAD, self.Ground.MICRO}


class Report(models.Model):
    """What the officer reported to the head or the board, on which day (Art. 31(4)3, Decree Art. 32(7)2)."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    said = models.CharField(max_length=500)
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-on", "-written_at"]
