"""Who answers for what, from when until when. Nothing is overwritten: a change closes a row and opens another."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jangbu.apps.duties.cover.models import Skill
from jangbu.apps.duties.learning.models import Attempt, Course, Training
from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.duties.partners.models import Partner
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.ids import new_id

__all__ = [
    "Attempt",
    "Change",
    "Course",
    "Deputy",
    "Duty",
    "Head",
    "Letter",
    "Officer",
    "Partner",
    "Report",
    "Skill",
    "Training",
]


def make_id() -> str:
    return new_id(system_clock())


class Letter(models.TextChoices):
    RESPONSIBLE = "R", pgettext_lazy("duty", "담당")
    ACCOUNTABLE = "A", pgettext_lazy("duty", "최종")
    CONSULTED = "C", pgettext_lazy("duty", "의논")
    INFORMED = "I", pgettext_lazy("duty", "알림")


class Change(models.Model):
    """What one act did to the matrix: one click, one file, one hand-over. It can be taken back whole."""

    class How(models.TextChoices):
        CLICK = "click", _("칸 하나를 바꿈")
        ACCEPTED = "accepted", _("제안을 받아들임")
        HANDED_OVER = "handed_over", _("한 사람의 일을 넘김")
        FILE = "file", _("파일로 들임")
        UNDO = "undo", _("되돌림")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    how = models.CharField(max_length=12, choices=How)
    made_by = models.CharField(max_length=200)  # an actor's id
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Spans(models.QuerySet["Duty"]):
    def at(self, moment: datetime) -> Spans:
        """As it stood at that moment."""
        return self.filter(since__lte=moment).filter(Q(until=None) | Q(until__gt=moment))

    def now(self) -> Spans:
        return self.filter(until=None)

    def of(self, subject: Subject) -> Spans:
        return self.filter(subject_kind=subject.kind, subject_id=subject.id)


class Duty(models.Model):
    """One cell of the matrix over a span of time."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    person = models.CharField(max_length=26)  # a person's id
    letter = models.CharField(max_length=1, choices=Letter)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    opened = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="opened")
    closed = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="closed", null=True)
    entry = models.BigIntegerField()  # in the ledger, of the change that opened it
    end_entry = models.BigIntegerField(null=True)

    objects = Spans.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(letter="A", until=None),
                name="one_accountable_per_subject",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "person"],
                condition=Q(until=None),
                name="one_letter_per_cell",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "until"]),
            models.Index(fields=["person", "until"]),
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)


class Deputy(models.Model):
    """Decides for an accountable person in a span of days that was named beforehand."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    stands_for = models.CharField(max_length=26)  # the accountable person's id
    person = models.CharField(max_length=26)  # the deputy's
    since = models.DateTimeField()
    until = models.DateTimeField()  # the last moment; a deputy without an end would be a second accountable
    why = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)  # before its time
    entry = models.BigIntegerField()


class Head(models.Model):
    """The head of the firm, finally responsible for personal data (PIPA Art. 30-3). One at a time."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.CharField(max_length=26)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        constraints = [
            # A condition on `until` alone leaves nothing to be unique over: every standing head has this number.
            models.UniqueConstraint(fields=["one"], condition=Q(until=None), name="one_head_of_the_firm"),
        ]

    one = models.SmallIntegerField(default=1)
