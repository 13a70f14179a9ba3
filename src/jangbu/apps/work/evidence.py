"""What processes, automations and their runs show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, own, predicate, remember
from jangbu.apps.work import queries
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.drills.models import Drill
from jangbu.apps.work.processes.models import Process, ProcessException, SopVersion
from jangbu.apps.work.runs.models import Approval, ErrorNote, Run
from jangbu.kernel.entry import Actor

remember(
    Process,
    *("owner", "input_format", "volume", "sop_open", "log", "repeatability", "pattern", "pattern_why", "archived_at"),
)
remember(SopVersion)
remember(ProcessException, "archived_at")
remember(Automation, "state", "current", "rollback", "stopped_why", "stopped_by_rule")
remember(AutomationVersion)
remember(Drill)
remember(ErrorNote, "cause", "fix", "written_at")
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
    """Of what was approved in the period: whoever handed it in did not approve it.

    A draft is no such thing: whoever asked for it finishes and sends it as their own.
    """
    since = at - timedelta(days=days)
    asked = Approval.objects.filter(state=Approval.State.APPROVED, decided_at__gt=since, decided_at__lte=at)
    held = asked.filter(run__automation__drill=False).exclude(run__started_by="").select_related("run")
    held = held.exclude(run__automation__kind=Automation.Kind.DRAFT)
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


def _processes(at: datetime) -> list[Process]:
    return list(queries.processes(SYSTEM).filter(created_at__lte=at).order_by("name", "pk"))


def _process(each: Process, *, good: bool, when: datetime | None = None) -> Evidence:
    return Evidence(each.pk, own(each.name), reverse("process", args=[each.pk]), at=when, good=good)


@predicate("processes_measured")
def measured(at: datetime) -> Answer:
    """An event log or a list of cases says how far a process repeats."""
    lines = [_process(each, good=each.repeatability is not None) for each in _processes(at)]
    said = Words(
        "업무 {total}개 가운데 {bad}개는 얼마나 반복되는지 재지 않았어요.",
        "{bad} of {total} processes were not measured for how far they repeat.",
    )
    todo = Next(Words("기록으로 반복을 재요", "Measure it from its log"), reverse("process-list"))
    return counted(lines, said, NO_PROCESSES, todo)


@predicate("times_are_reliable")
def times_are_reliable(at: datetime) -> Answer:
    """Of the processes that were measured: no fault was found in the times of their logs."""
    held = [each for each in _processes(at) if each.repeatability is not None]
    lines = [_process(each, good=not (each.repeatability or {}).get("time_faults")) for each in held]
    said = Words(
        "기록으로 잰 업무 {total}개 가운데 {bad}개는 시각에 이상한 곳이 있어요.",
        "{bad} of {total} measured processes have faults in their times.",
    )
    none = Words("기록으로 잰 업무가 없어요.", "No process was measured from a log.")
    todo = Next(Words("시각이 왜 이상한지 봐요", "See what is wrong with the times"), reverse("process-list"))
    return counted(lines, said, none, todo)


@predicate("inputs_have_format")
def inputs_have_format(at: datetime) -> Answer:
    """What every case must bring is written down, and so are the kinds of cases that go another way."""
    lines = []
    for each in _processes(at):
        exceptions = [
            other
            for other in each.exceptions.filter(created_at__lte=at)
            if other.archived_at is None or other.archived_at > at
        ]
        lines.append(_process(each, good=bool(each.input_format.strip()) and bool(exceptions)))
    said = Words(
        "업무 {total}개 가운데 {bad}개는 입력 양식이나 예외를 적지 않았어요.",
        "{bad} of {total} processes lack an input format or their exceptions.",
    )
    todo = Next(Words("입력 양식과 예외를 적어요", "Write down format and exceptions"), reverse("process-list"))
    return counted(lines, said, NO_PROCESSES, todo)


@predicate("versions_say_five")
def versions_say_five(at: datetime) -> Answer:
    """The version that serves says who, what, when, where and why."""
    lines = [
        _shown(
            each,
            good=each.current is not None
            and all(getattr(each.current, word).strip() for word in ("who", "what", "when", "where", "why")),
        )
        for each in _automations(at)
    ]
    said = Words(
        "자동화 {total}개 가운데 {bad}개는 누가·무엇을·언제·어디서·왜가 비어 있어요.",
        "{bad} of {total} automations do not say who, what, when, where and why.",
    )
    todo = Next(Words("다섯 가지를 적어요", "Write down the five"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo)


@predicate("automations_run")
def automations_run(at: datetime, days: int = 31) -> Answer:
    """Each did something in the period. Drills do not count."""
    since = at - timedelta(days=days)
    lines = []
    for each in _automations(at):
        last = each.runs.filter(created_at__gt=since, created_at__lte=at).order_by("-created_at", "pk").first()
        lines.append(
            Evidence(last.pk, own(each.name), reverse("run", args=[last.pk]), at=last.created_at)
            if last
            else _shown(each, good=False)
        )
    said = Words(
        f"자동화 {{total}}개 가운데 {{bad}}개는 {days}일 동안 한 일이 없어요.",
        f"{{bad}} of {{total}} automations did nothing for {days} days.",
    )
    todo = Next(Words("자동화에 일을 맡겨 봐요", "Hand it some work"), reverse("process-list"))
    return counted(lines, said, NO_AUTOMATIONS, todo, since=since)


@predicate("errors_are_explained")
def errors_are_explained(at: datetime, days: int = 92) -> Answer:
    """Each class of error that happened in the period has a cause and a remedy in the catalogue of errors."""
    since = at - timedelta(days=days)
    failed = Run.objects.filter(ended_at__gt=since, ended_at__lte=at, automation__drill=False).exclude(error_class="")
    notes = {each.error_class: each for each in ErrorNote.objects.filter(written_at__lte=at)}
    url, lines = reverse("error-catalogue"), []
    for name in failed.order_by("error_class").values_list("error_class", flat=True).distinct():
        note = notes.get(name)
        good, when = bool(note and note.cause and note.fix), note.written_at if note else None
        lines.append(Evidence(f"error:{name}", own(name), url, at=when, good=good))
    if not lines:
        here = Evidence("errors:0", Words("오류 목록", "catalogue of errors"), url, at=at)
        if not Run.objects.filter(ended_at__gt=since, ended_at__lte=at, automation__drill=False).exists():
            return Answer(Status.UNKNOWN, Words("이 기간에 한 일이 없어요.", "Nothing ran in this period."))
        return Answer(Status.MET, Words("이 기간에 오류가 없었어요.", "No error in this period."), (here,), since=since)
    said = Words(
        "오류 {total}가지 가운데 {bad}가지는 까닭이나 고치는 법이 없어요.",
        "{bad} of {total} kinds of error have no cause or remedy written down.",
    )
    todo = Next(Words("까닭과 고치는 법을 적어요", "Write down cause and remedy"), url)
    return counted(lines, said, said, todo, since=since)
