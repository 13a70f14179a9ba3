"""Who answers for processes: rows of the matrix of duties, what was approved of them, and who does the work."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import F
from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import Approved, SubjectKind, Thing, declare_deed, declare_subjects
from jangbu.apps.work.automations.models import AutomationVersion
from jangbu.apps.work.processes.models import Process
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.kernel.entry import Subject

APPROVE = declare_deed("run.approve", "AR", ko="실행을 승인", en="approve runs")
CHANGE = declare_deed("automation.version", "A", ko="자동화의 판을 결정", en="decide on versions of the automation")
OWNER = Words("업무 담당", "who runs the process")
OWN = ("draft", "decision")  # of these a version may let whoever asked finish what they asked for; nothing leaves


def subject_of(run: Run) -> Subject:
    return Subject("process", run.automation.process_id)


def _listed(at: datetime) -> list[Thing]:
    held = Process.objects.filter(created_at__lte=at).exclude(archived_at__lte=at)
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER) for each in held]


def _approved(since: datetime, until: datetime) -> list[Approved]:
    """Runs that a person approved or rejected, and versions that a person made. What somebody finished for themself, as
    its version lets them, is no approval."""
    asked = Approval.objects.filter(
        state__in=(Approval.State.APPROVED, Approval.State.REJECTED), decided_at__gt=since, decided_at__lte=until
    ).filter(run__automation__drill=False)
    asked = asked.exclude(run__automation__kind__in=OWN, decided_by=F("run__started_by")).exclude(decided_by="")
    runs = [
        Approved(
            each.pk,
            subject_of(each.run),
            APPROVE.name,
            each.decided_by,
            each.decided_at,
            each.run.title,
            reverse("run", args=[each.run_id]),
        )
        for each in asked.select_related("run__automation")
        if each.decided_at is not None
    ]
    made = AutomationVersion.objects.filter(created_at__gt=since, created_at__lte=until, automation__drill=False)
    versions = [
        Approved(
            each.pk,
            Subject("process", each.automation.process_id),
            CHANGE.name,
            each.created_by,
            each.created_at,
            each.automation.name,
            reverse("automation", args=[each.automation_id]),
        )
        for each in made.select_related("automation")
    ]
    return [*runs, *versions]


def _doers(process: str, since: datetime, at: datetime) -> dict[str, int]:
    """How often each person handed a case of this process in or decided one, by their id."""
    told: Counter[str] = Counter()
    runs = Run.objects.filter(automation__process=process, automation__drill=False)
    told.update(runs.filter(created_at__gt=since, created_at__lte=at).values_list("started_by", flat=True))
    decided = Approval.objects.filter(run__automation__process=process, run__automation__drill=False)
    told.update(decided.filter(decided_at__gt=since, decided_at__lte=at).values_list("decided_by", flat=True))
    return {person: count for person, count in told.items() if person}


declare_subjects(
    SubjectKind(
        "process",
        Words("업무", "process"),
        _listed,
        lambda key: reverse("process", args=[key]),
        approvals=_approved,
        doers=_doers,
        order=10,
    )
)
