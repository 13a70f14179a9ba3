"""Who answers for processes: rows of the matrix of duties, what was approved of them, and who does the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.urls import reverse

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import (
    Approved,
    Deed,
    SubjectKind,
    Thing,
    belongs,
    declare_deed,
    declare_subjects,
    rule,
)
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.events import actions as outside
from jangbu.apps.work.events.models import EventSource
from jangbu.apps.work.processes.models import Process
from jangbu.apps.work.runs.models import Approval, Run
from jangbu.kernel.entry import Actor, Subject

APPROVE = declare_deed("run.approve", "AR", ko="실행을 승인", en="approve runs", kind="process")
CHANGE = declare_deed(
    "automation.version", "A", ko="자동화의 판을 결정", en="decide on versions of the automation", kind="process"
)
SHAPE = declare_deed("process.change", "AR", ko="일하는 방법을 결정", en="decide how it is done", kind="process")
OWNER = Words("업무 담당", "who runs the process")
OWN = ("draft", "decision")  # of these a version may let whoever asked finish what they asked for; nothing leaves


def subject_of(run: Run) -> Subject:
    return Subject("process", run.automation.process_id)


def _listed(at: datetime) -> list[Thing]:
    held, personal = Process.objects.filter(created_at__lte=at).exclude(archived_at__lte=at), _personal(at)
    return [Thing(each.pk, each.name, each.created_at, each.owner, OWNER, each.pk in personal) for each in held]


def _personal(at: datetime) -> set[str]:
    """Processes of which an automation may touch personal data, by its newest version of that moment."""
    datasets, newest = sources.personal_at(at), {}
    made = AutomationVersion.objects.filter(created_at__lte=at, automation__drill=False).order_by("number")
    for automation, process, touched in made.values_list("automation", "automation__process", "datasets"):
        newest[automation] = (process, touched)
    return {process for process, touched in newest.values() if datasets.intersection(touched)}


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


def finishes_own(run: Run, actor: Actor) -> bool:
    """Whether this person may finish what they asked for themselves: a draft or decision whose version says so, since
    nothing of it leaves the house. Everything else needs somebody else."""
    asked = bool(run.started_by) and run.started_by == actor.id and actor.kind == "person"
    stays = run.automation.kind in OWN
    return asked and stays and run.version.settings.get("own") is True and allowed(actor, "work.submit")


def _deciding(intent: Intent) -> Deed | None:
    """Approving a run, unless somebody finishes what they asked for as its version lets them."""
    run = Run.objects.select_related("automation", "version").filter(pk=intent.subject.id).first()
    return None if run is not None and finishes_own(run, intent.actor) else APPROVE


def _of_run(_intent: Intent, run: str) -> Iterable[Subject]:
    return _process(Run.objects.filter(pk=run).values_list("automation__process", flat=True))


def _of_automation(_intent: Intent, automation: str) -> Iterable[Subject]:
    return _process(Automation.objects.filter(pk=automation).values_list("process", flat=True))


def _of_source(_intent: Intent, source: str) -> Iterable[Subject]:
    return _process(EventSource.objects.filter(pk=source).values_list("process", flat=True))


def _process(keys: Iterable[str | None]) -> list[Subject]:
    return [Subject("process", key) for key in keys if key]


rule(_deciding, actions.APPROVED, actions.REJECTED, actions.CORRECTED)
rule(APPROVE, actions.RUN_TAKEN_BACK, actions.LETTER_AGAIN, actions.MOVED)
rule(CHANGE, actions.AUTOMATION_ADDED, actions.VERSION_ADDED, actions.VERSION_SERVES, actions.RESUMED)
rule(SHAPE, actions.PROCESS_CHANGED, actions.SOP_WRITTEN, actions.MATERIAL_ADDED, actions.MATERIAL_CHOSEN)
rule(SHAPE, actions.SOURCE_ADDED, actions.SECRET_ROTATED, outside.SOURCE_CHANGED, outside.PULL_SET)
belongs("run", _of_run)
belongs("automation", _of_automation)
belongs("event_source", _of_source)
