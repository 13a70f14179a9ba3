"""What people made of drafts, and what they decided with which reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.runs.models import Run


class Kept(models.TextChoices):
    KEPT = "kept", _("남아 있어요")
    WITHDRAWN = "withdrawn", _("되돌렸어요")


class FinishedText(models.Model):
    """A draft and what a person made of it. The past that the next draft is compared with."""

    class Source(models.TextChoices):
        MODEL = "model", _("모델이 쓴 초안")
        TEMPLATE = "template", _("서식")
        SIMILAR = "similar", _("지난 글")
        BLANK = "blank", _("빈 글")

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="finished_text")
    state = models.CharField(max_length=10, choices=Kept, default=Kept.KEPT)
    question = models.TextField()  # the inputs, as they were given
    first = models.TextField()  # the draft that the person started from
    final = models.TextField()
    source = models.CharField(max_length=10, choices=Source)
    chars = models.IntegerField()  # inserted, deleted or replaced between first and final
    permille = models.IntegerField()  # share of the longer text that was changed, in thousandths
    seconds = models.IntegerField(null=True)  # from first looked at to finished
    finished_by = models.CharField(max_length=26)
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ["-finished_at"]


class Decision(models.Model):
    """What a person chose, from which options, and why."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="decision")
    state = models.CharField(max_length=10, choices=Kept, default=Kept.KEPT)
    question = models.TextField()
    choice = models.TextField()
    own = models.BooleanField(default=False)  # none of the options: the person's own
    reason = models.TextField()
    seconds = models.IntegerField(null=True)
    decided_by = models.CharField(max_length=26)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at"]
