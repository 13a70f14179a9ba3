from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.ids import make_id


class Drill(models.Model):
    """One drill, as it went. Never edited: it is evidence."""

    class Kind(models.TextChoices):
        STOP = "stop", _("멈추기")
        ROLLBACK = "rollback", _("되돌리기")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    automation = models.ForeignKey(Automation, on_delete=models.PROTECT, related_name="drills")
    kind = models.CharField(max_length=8, choices=Kind)
    passed = models.BooleanField()
    milliseconds = models.IntegerField()  # from the trigger to the last effect
    limit_ms = models.IntegerField()  # what it must stay under
    steps = models.JSONField()  # [{ko, en, ms, passed}]
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
