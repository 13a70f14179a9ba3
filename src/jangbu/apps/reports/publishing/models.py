"""Whether the firm has a public page and where, and what stands on it, version by version. Nothing is overwritten."""

from __future__ import annotations

from django.db import models

from jangbu.apps.reports.ids import make_id


class PublicSetting(models.Model):
    """Whether the page is on and at which address, from a moment on; the newest counts."""

    on = models.BooleanField()
    slug = models.CharField(max_length=40)
    intro_ko = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    why = models.CharField(max_length=300)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-set_at", "-pk"]


class Published(models.Model):
    """One decision of the ledger that the firm tells the world of; withdrawn, it is gone from the page."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    number = models.BigIntegerField(unique=True)  # of the entry in the ledger
    action = models.CharField(max_length=80)
    decided_on = models.DateField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-decided_on", "-number"]


class PublishedSpan(models.Model):
    """From when to when it stood on the page; published again, it has one more. Only its end is ever written."""

    published = models.ForeignKey(Published, on_delete=models.PROTECT, related_name="spans")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    why_ended = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]


class PublishedText(models.Model):
    """The words of one version, in both languages. The newest counts."""

    published = models.ForeignKey(Published, on_delete=models.PROTECT, related_name="texts")
    version = models.IntegerField()
    what_ko = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300)
    grounds_ko = models.TextField()
    grounds_en = models.TextField()
    why = models.CharField(max_length=300)  # why this version
    written_by = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["published", "version"], name="reports_one_text_a_version")]
