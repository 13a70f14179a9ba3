"""Surveys of one question. Nobody who answers is known: not by name, not by address."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.ids import make_id


class Survey(models.Model):
    class Audience(models.TextChoices):
        CUSTOMERS = "customers", _("손님")
        STAFF = "staff", _("직원")

    class Way(models.TextChoices):
        ONE_ADDRESS = "one_address", _("주소 하나를 모두에게 (기기마다 한 번)")
        EACH = "each", _("사람마다 다른 주소 (주소마다 한 번)")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    pilot = models.ForeignKey("pilots.Pilot", on_delete=models.PROTECT, related_name="surveys")
    kpi = models.CharField(max_length=40)  # the KPI that the scores belong to
    audience = models.CharField(max_length=10, choices=Audience)
    way = models.CharField(max_length=12, choices=Way)
    period = models.CharField(max_length=10)  # before, after
    question_ko = models.CharField(max_length=200)
    question_en = models.CharField(max_length=200)
    closes_on = models.DateField()  # the last day on which an answer is taken
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]


class SurveyLink(models.Model):
    """One address. Of a survey with one address for all there is one link; else there are as many as people."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="links")
    token = models.CharField(max_length=43, unique=True)  # 256 random bits: it cannot be guessed
    number = models.IntegerField()

    class Meta:
        ordering = ["number"]


class SurveyAnswer(models.Model):
    """A score of 1 to 5. `device` and `network` are keyed hashes that nobody can turn back; the network's is of the
    day, so that it cannot be followed from one day to the next."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    link = models.ForeignKey(SurveyLink, on_delete=models.PROTECT, related_name="answers")
    device = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    score = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)  # not counted: somebody took it for noise
    set_aside_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["answered_at"]
        constraints = [models.UniqueConstraint(fields=["link", "device"], name="pilots_one_answer_per_device")]
        indexes = [models.Index(fields=["survey", "network"], name="pilots_answer_network")]
