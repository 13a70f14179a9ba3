"""Where the firm's data come from, what each version looked like, and how good it was."""

from __future__ import annotations

from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


SHOWN_PARTS = 2


class Source(models.Model):
    """A place data come from: files people upload, a folder that is pointed at, a table of a database."""

    class Kind(models.TextChoices):
        UPLOAD = "upload", "올린 파일"
        PATH = "path", "이 컴퓨터의 파일"
        DATABASE = "database", "데이터베이스"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    location = models.CharField(max_length=500, blank=True)  # a path, or a database URL without its password
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "location"], name="one_source_per_place")]

    @property
    def place(self) -> str:
        """Short enough to be read: of a long path its last part, which names it."""
        if "://" in self.location or self.location.count("/") <= SHOWN_PARTS:
            return self.location
        return f"…/{self.location.rstrip('/').rsplit('/', 1)[-1]}"


class Dataset(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="datasets")
    name = models.CharField(max_length=200)
    table = models.CharField(max_length=200, blank=True)  # the table or sheet, where a source has several
    contract = models.TextField(blank=True)  # ODCS YAML; empty means proposed rules
    threshold = models.PositiveSmallIntegerField(default=80)  # points below which the dataset needs somebody
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name", "table"], name="one_dataset_per_name")]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """One delivery of a dataset: the bytes (kept by content), their fingerprint, and the shape they had."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the bytes
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    columns = models.JSONField()  # [{name, type, semantic, personal}]
    notes = models.JSONField(default=list)  # [{code, ko, en}]
    delivered_by = models.CharField(max_length=200, blank=True, default="")  # a person's id, where a person did
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dataset", "number"], name="version_numbers_are_unique")]


class QualityRun(models.Model):
    """One measurement of one version. A new look is a new run.

    Never edited but for one thing: when a version's content is deleted by rule, the values shown as examples go too.
    """

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    as_of = models.DateField()
    contract = models.TextField()  # the rules as they were applied, ODCS YAML
    result = models.JSONField()  # the diagnosis of this file, as `jangbu diagnose --json` prints it
    score = models.PositiveSmallIntegerField(null=True)  # None: nothing to judge by
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]


class Refusal(models.Model):
    """A file that could not be read. The bytes are kept, so that nothing a person handed over is lost."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    file_name = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=80)
    sentence_ko = models.TextField()
    sentence_en = models.TextField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
