"""That somebody can do a process, beyond what the runs show."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import make_id


class Skill(models.Model):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    person = models.CharField(max_length=26)
    how = models.CharField(max_length=12)  # "practice": did it under somebody's eyes; "word": somebody says so
    said_by = models.CharField(max_length=26)
    note = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    entry = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "person"],
                condition=models.Q(until=None),
                name="one_skill_per_person_and_work",
            )
        ]
