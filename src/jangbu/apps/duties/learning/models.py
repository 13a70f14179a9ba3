"""Courses, who takes them when, and what somebody knew when asked."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow, make_id


class Course(RegisterRow):
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    roles = models.JSONField(default=list, blank=True)  # who must: owner, approver, member
    every_months = models.IntegerField(null=True, blank=True)  # None: once
    about = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Training(RegisterRow):
    """One person, one course. `certificate` is the SHA-256 of a kept file."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainings")
    person = models.CharField(max_length=26)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=12, blank=True)
    score = models.IntegerField(null=True, blank=True)
    said_by = models.CharField(max_length=26, blank=True)  # whose word it is
    note = models.TextField(blank=True)
    certificate = models.CharField(max_length=64, blank=True)
    certificate_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.course.title


class Attempt(models.Model):
    """The questions on AI, answered by one person at one time. Never changed; the answers themselves are not kept."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    version = models.CharField(max_length=64)  # SHA-256 of the questions
    right = models.IntegerField()
    total = models.IntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
