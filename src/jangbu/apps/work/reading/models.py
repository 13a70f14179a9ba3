"""Releases of what reads documents, kept so that one that served can serve again after the program was renewed."""

from __future__ import annotations

from django.db import models


class KeptRelease(models.Model):
    """`data` is the archive of the files, `fingerprint` the SHA-256 of what it holds; see engines.releases."""

    class Part(models.TextChoices):
        RULES = "rules"
        OCR = "ocr"

    part = models.CharField(max_length=8, choices=Part)
    fingerprint = models.CharField(max_length=64)
    data = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at"]
        constraints = [models.UniqueConstraint(fields=["part", "fingerprint"], name="work_release_kept_once")]
