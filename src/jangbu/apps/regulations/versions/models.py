"""Texts of a module that were once seen, which of them served from when, and what was last seen of each file."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.registers.rows import make_id


class ModuleVersion(models.Model):
    """One text of a module, as its file had it. Never changed."""

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("장부와 함께 온 파일")
        FOLDER = "folder", _("회사 폴더의 파일")
        UPLOAD = "upload", _("화면에서 올린 파일")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    module = models.CharField(max_length=60)
    number = models.IntegerField()  # counts what was seen here, from 1
    version = models.IntegerField()  # the file's own
    as_of = models.DateField()
    rules = models.IntegerField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the file
    content = models.TextField()
    origin = models.CharField(max_length=8, choices=Origin)
    seen_at = models.DateTimeField()
    person = models.CharField(max_length=26, blank=True)  # who brought it; empty where nobody did
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="regulations_version_number"),
            models.UniqueConstraint(fields=["module", "fingerprint"], name="regulations_version_text"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a version that was saved before."""
        if not self._state.adding:
            raise ValueError("a version is never changed; a changed file is the next one")
        super().save(*args, **kwargs)


class Serving(models.Model):
    """From when on a version counts; none of them once its file is gone. Never changed: the newest row counts."""

    module = models.CharField(max_length=60)
    version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, null=True, related_name="servings")
    since = models.DateTimeField()
    person = models.CharField(max_length=26, blank=True)
    why = models.TextField()
    back = models.BooleanField(default=False)  # somebody went back to it
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["module", "since"], name="regulations_serving_since")]


class SeenFile(models.Model):
    """What was last seen of a module's file, and why it was refused, if it was. A file is taken up once."""

    module = models.CharField(primary_key=True, max_length=60)
    fingerprint = models.CharField(max_length=64, blank=True)  # empty: there is none any more
    fault = models.JSONField(default=dict)  # {code, ko, en} of the refusal
    seen_at = models.DateTimeField()


class OfferedFile(models.Model):
    """A file that somebody brought, until they have seen what it changes and said yes."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    module = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    content = models.TextField()
    person = models.CharField(max_length=26)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)  # taken up

    class Meta:
        ordering = ["-at"]
