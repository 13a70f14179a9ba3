"""What processes, automations and their runs show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, own, predicate, remember
from jangbu.apps.work import queries
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.drills.models import Drill
from jangbu.apps.work.processes.models import Process, ProcessException, SopVersion
from jangbu.apps.work.runs.models import Approval
from jangbu.kernel.entry import Actor

remember(Process, "owner", "volume", "sop_open", "pattern", "archived_at")
remember(SopVersion)
remember(ProcessException, "archived_at")
remember(Automation, "state", "current", "rollback", "stopped_why", "stopped_by_rule")
remember(AutomationVersion)
remember(Drill)
remember(Approval, "state", "decided_by", "decided_at")

SYSTEM = Actor.system()
NO_PROCESSES = Words("적어 둔 업무가 없어요.", "No process is written down.")
NO_AUTOMATIONS = Words("자동화가 없어요.", "There are no automations.")


def _automations(at: datetime) -> list[Automation]:
    return list(queries.automations(SYSTEM).filter(created_at__lte=at))


def _shown(each: Automation, *, good: bool) -> Evidence:
    return Evidence(each.pk, own(each.name), reverse("automation", args=[each.pk]), at=each.created_at, good=good)


@predicate("processes_have_sop")
def have_sop(at: datetime) -> Answer:
    lines = []
    for process in queries.processes(SYSTEM).filter(created_at__lte=at):
        sop = process.sops.filter(written_at__lte=at).first()
        good, when = sop is not None and not process.sop_open, sop.written_at if sop else None
        lines.append(Evidence(process.pk, own(process.name), reverse("process", args=[process.pk]), at=when, good=good))
    said = Words(
        "업무 {total}개 가운데 {bad}개는 일하는 방법을 적지 않았어요.",
        "{bad} of {total} processes have no way of working written down.",
    )
    todo = Next(Words("일하는 방법을 적어요", "Write down the way of working"), reverse("process-list"))
    return counted(lines, said, NO_PROCESSES, todo)


@predicate("automations_are_approved")
def are_approved(at: datetime) -> Answer:
    lines = [
        _shown(each, good=not (each.current and each.current.settings.get("straight_through")))
        for each in _automations(at)
    ]
    said = Words(
        "자동화 {total}개 가운데 {bad}개가 승인 없이 지나가기도 해요.",
        "{bad} of {total} automations let something pass unapproved.",
    )
    todo = Next(Words("사람이 승인하게 바꿔요", "Have a person approve it"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo)


@predicate("automations_have_rollback")
def have_rollback(at: datetime) -> Answer:
    """An earlier version or the way by hand to go back to: a process with its way of working written down."""
    lines = [
        _shown(each, good=each.rollback_id is not None or each.process.sops.filter(written_at__lte=at).exists())
        for each in _automations(at)
    ]
    said = Words(
        "자동화 {total}개 가운데 {bad}개는 돌아갈 판도 손으로 하는 방법도 없어요.",
        "{bad} of {total} automations have neither a version to go back to nor a way by hand.",
    )
    todo = Next(Words("돌아갈 방법을 적어요", "Write down how to go back"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo)


@predicate("versions_name_their_data")
def name_their_data(at: datetime) -> Answer:
    lines = [_shown(each, good=bool(each.current and each.current.fingerprint)) for each in _automations(at)]
    said = Words(
        "자동화 {total}개 가운데 {bad}개는 지문이 있는 판이 없어요.",
        "{bad} of {total} automations have no version with a fingerprint.",
    )
    todo = Next(Words("판을 만들어요", "Make a version"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo)


def _drilled(at: datetime, days: int, kind: str, said: Words) -> Answer:
    since = at - timedelta(days=days)
    lines = []
    for each in _automations(at):
        last = Drill.objects.filter(automation=each, kind=kind, at__lte=at).first()
        good = last is not None and last.passed and last.at >= since
        url = reverse("drill", args=[last.pk]) if last else reverse("automation", args=[each.pk])
        held, when = (last.pk, last.at) if last else (each.pk, None)
        lines.append(Evidence(held, own(each.name), url, at=when, good=good))
    todo = Next(Words("연습해 봐요", "Rehearse it"), reverse("drill-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo, since=since)


@predicate("rollback_drilled")
def rollback_drilled(at: datetime, days: int = 92) -> Answer:
    said = Words(
        f"자동화 {{total}}개 가운데 {{bad}}개는 {days}일 안에 되돌려 보지 않았어요.",
        f"{{bad}} of {{total}} automations were not rolled back as a rehearsal within {days} days.",
    )
    return _drilled(at, days, "rollback", said)


@predicate("stop_drilled")
def stop_drilled(at: datetime, days: int = 92) -> Answer:
    said = Words(
        f"자동화 {{total}}개 가운데 {{bad}}개는 {days}일 안에 멈춰 보지 않았어요.",
        f"{{bad}} of {{total}} automations were not stopped as a rehearsal within {days} days.",
    )
    return _drilled(at, days, "stop", said)


@predicate("approved_by_others")
def approved_by_others(at: datetime, days: int = 92) -> Answer:
    """Of what was approved in the period: whoever handed it in did not approve it."""
    since = at - timedelta(days=days)
    asked = Approval.objects.filter(state=Approval.State.APPROVED, decided_at__gt=since, decided_at__lte=at)
    held = asked.filter(run__automation__drill=False).exclude(run__started_by="").select_related("run")
    lines = [
        Evidence(
            each.pk,
            own(each.run.title),
            reverse("run", args=[each.run_id]),
            at=each.decided_at,
            good=each.decided_by != each.run.started_by,
        )
        for each in held.order_by("-decided_at")
    ]
    said = Words(
        "승인 {total}건 가운데 {bad}건은 넣은 사람이 스스로 승인했어요.",
        "{bad} of {total} approvals were given by whoever handed it in.",
    )
    none = Words("이 기간에 승인한 것이 없어요.", "Nothing was approved in this period.")
    todo = Next(Words("다른 사람이 승인하게 해요", "Have somebody else approve"), reverse("run-list"))
    return counted(lines, said, none, todo, since=since)


@predicate("stops_are_explained")
def stops_are_explained(at: datetime) -> Answer:
    """Nothing stands still without a reason somebody can read."""
    lines = [_shown(each, good=each.state == "running" or bool(each.stopped_why)) for each in _automations(at)]
    said = Words(
        "자동화 {total}개 가운데 {bad}개는 까닭 없이 멈춰 있어요.",
        "{bad} of {total} automations stand still without a reason.",
    )
    todo = Next(Words("멈춘 까닭을 적어요", "Say why it stands still"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo)
