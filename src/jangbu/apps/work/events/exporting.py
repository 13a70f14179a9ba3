"""Our runs and those of outside tools as one event log: XES by case, OCEL 2.0 by object. People appear as numbers.

Every event is "complete" in the life cycle of XES, starts too: readers, ours among them, count nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events.models import OutsideEvent, OutsideRun
from jangbu.apps.work.runs.models import Approval, Payable, Run
from jangbu.engines.events import LogLine, Thing, ocel, xes
from jangbu.kernel.entry import Actor, Subject

WORDS: dict[str, str] = {
    "started": "시작",
    "step": "단계",
    "waiting": "사람을 기다림",
    "approved": "승인",
    "rejected": "거절",
    "failed": "실패",
    "finished": "끝",
    "cancelled": "그만둠",
    "retried": "다시 시도",
}
ENDS = {
    Run.State.DONE: "finished",
    Run.State.FAILED: "failed",
    Run.State.CANCELLED: "cancelled",
    Run.State.REJECTED: "rejected",
    Run.State.TAKEN_BACK: "finished",
}
AT_ONCE = 500  # runs in memory


@dataclass(frozen=True, slots=True)
class Case:
    """One run with its events in order and the things they are about."""

    id: str
    about: dict[str, Any]
    lines: list[LogLine]
    things: list[Thing]


def write_xes(since: datetime, until: datetime, *, actor: Actor, why: str) -> Iterator[str]:
    """The XES file, piece by piece. Recorded before the first piece."""
    _note(actor, why, "XES", since, until)
    return _xes(since, until)


def write_ocel(since: datetime, until: datetime, *, actor: Actor, why: str) -> dict[str, Any]:
    """The OCEL 2.0 log as a JSON object."""
    _note(actor, why, "OCEL 2.0", since, until)
    lines: list[LogLine] = []
    things: dict[str, Thing] = {}
    for case in cases(since, until):
        lines += case.lines
        for thing in case.things:
            things.setdefault(thing.id, thing)
    return ocel(lines, things.values())


def _xes(since: datetime, until: datetime) -> Iterator[str]:
    """`about` is looked up when a trace begins, so it may grow while the log is written."""
    about: dict[str, dict[str, Any]] = {}

    def lines() -> Iterator[LogLine]:
        for case in cases(since, until):
            about.clear()
            about[case.id] = case.about
            yield from case.lines

    return xes(lines(), name="Jangbu", about=about)


def cases(since: datetime, until: datetime) -> Iterator[Case]:
    """Every run that began in this stretch of time, ours first."""
    own = Run.objects.filter(created_at__gte=since, created_at__lt=until, automation__drill=False)
    own = own.select_related("automation__process").prefetch_related("steps", "approvals").order_by("created_at", "pk")
    for run in own.iterator(chunk_size=AT_ONCE):
        yield _own(run)
    outside = OutsideRun.objects.filter(first_at__gte=since, first_at__lt=until).select_related("source__process")
    page: list[OutsideRun] = []
    for each in outside.order_by("first_at", "pk").iterator(chunk_size=AT_ONCE):
        page.append(each)
        if len(page) == AT_ONCE:
            yield from _outside(page)
            page = []
    yield from _outside(page)


def person(key: str) -> str:
    """A number for a person that is the same throughout a log and tells nothing."""
    return f"person:{sha256(f'jangbu.log.{key}'.encode()).hexdigest()[:12]}"


def _own(run: Run) -> Case:
    case, payable = f"run:{run.pk}", Payable.objects.filter(run=run).first()
    invoice = f"invoice:{payable.approval_number or payable.number or run.pk}" if payable else ""
    always = (
        (case, "run"),
        (f"automation:{run.automation_id}", "automation"),
        *([(invoice, "invoice")] if invoice else []),
    )
    things = [
        Thing(case, "run", {"state": run.state}, ((invoice, "about"),) if invoice else ()),
        Thing(f"automation:{run.automation_id}", "automation", {"name": run.automation.name}),
    ]
    if payable is not None:
        values = {"gross": payable.gross, "currency": payable.currency, "seller": payable.seller}
        things.append(Thing(invoice, "invoice", values))
    lines = [LogLine(f"{case}:0", case, WORDS["started"], run.created_at, things=always)]
    if run.started_by:
        who = person(run.started_by)
        things.append(Thing(who, "person"))
        lines[0] = LogLine(f"{case}:0", case, WORDS["started"], run.created_at, "complete", who, (*always, (who, "by")))
    lines += [LogLine(f"{case}:s{step.pk}", case, step.name, step.at, things=always) for step in run.steps.all()]
    for approval in run.approvals.all():
        asked, named = _approval(approval, case, always)
        lines += asked
        things += named
    if run.ended_at is not None and run.state in ENDS:
        phase = ENDS[Run.State(run.state)]
        lines.append(_end(f"{case}:z", case, phase, run.ended_at, run.error_class, always))
    about = {"jangbu:process": run.automation.process.name, "jangbu:tool": "Jangbu", "jangbu:state": run.state}
    return Case(case, about, sorted(lines, key=lambda line: line.at), things)


def _approval(approval: Approval, case: str, always: tuple[tuple[str, str], ...]) -> tuple[list[LogLine], list[Thing]]:
    key = f"approval:{approval.pk}"
    things = [Thing(key, "approval", {"state": approval.state}, ((case, "of"),))]
    lines = [LogLine(f"{key}:0", case, WORDS["waiting"], approval.asked_at, things=(*always, (key, "approval")))]
    if approval.decided_at and approval.decided_by:
        who = person(approval.decided_by)
        things.append(Thing(who, "person"))
        word = WORDS["approved" if approval.state == Approval.State.APPROVED else "rejected"]
        related = (*always, (key, "approval"), (who, "by"))
        lines.append(LogLine(f"{key}:1", case, word, approval.decided_at, "complete", who, related))
    return lines, things


def _outside(runs: list[OutsideRun]) -> Iterator[Case]:
    """The runs of a page with all their events, two queries a source."""
    by_source: dict[str, list[OutsideRun]] = {}
    for run in runs:
        by_source.setdefault(run.source_id, []).append(run)
    for source, held in by_source.items():
        keys = [run.key for run in held]
        events: dict[str, list[OutsideEvent]] = {}
        found = OutsideEvent.objects.filter(source=source, run_key__in=keys, known=True).order_by("at", "pk")
        for event in found:
            events.setdefault(event.run_key, []).append(event)
        for run in held:
            yield _outside_case(run, events.get(run.key, []))


def _outside_case(run: OutsideRun, events: list[OutsideEvent]) -> Case:
    case, flow = f"outside:{run.source_id}:{run.key}", f"workflow:{run.source_id}:{run.workflow}"
    things = [
        Thing(case, "run", {"state": run.state}),
        Thing(flow, "automation", {"name": run.workflow or run.source.name, "tool": run.source.tool}),
    ]
    lines = []
    for event in events:
        related = [(case, "run"), (flow, "automation")]
        for document in event.content.get("documents", []):
            things.append(Thing(f"invoice:{document}", "invoice"))
            related.append((f"invoice:{document}", "invoice"))
        who = person(event.content["person"]) if event.content.get("person") else ""
        if who:
            things.append(Thing(who, "person"))
            related.append((who, "by"))
        lines.append(_outside_line(event, case, who, tuple(related)))
    if len(lines) == 1 and run.complete and run.started_at:  # told as a whole: its start is an event of the log too
        lines.insert(
            0, LogLine(f"{lines[0].id}:0", case, WORDS["started"], run.started_at, "complete", "", lines[0].things)
        )
    process = run.source.process.name if run.source.process else ""
    about = {"jangbu:process": process, "jangbu:tool": run.source.get_tool_display(), "jangbu:state": run.state}
    return Case(case, about, lines, things)


def _outside_line(event: OutsideEvent, case: str, who: str, related: tuple[tuple[str, str], ...]) -> LogLine:
    if event.phase == "failed":
        return _end(f"event:{event.pk}", case, "failed", event.at, event.content.get("error_class", ""), related)
    activity = event.step if event.phase == "step" and event.step else WORDS[event.phase]
    return LogLine(f"event:{event.pk}", case, activity, event.at, "complete", who, related)


def _end(key: str, case: str, phase: str, at: datetime, error: str, related: tuple[tuple[str, str], ...]) -> LogLine:
    values = {"error": error} if error else {}
    return LogLine(key, case, WORDS[phase], at, "complete", "", related, values)


def _note(actor: Actor, why: str, form: str, since: datetime, until: datetime) -> None:
    require(actor, "work.read")
    with transaction.atomic():
        record(
            news.LOG_EXPORTED,
            actor=actor,
            where="바깥 도구",
            why=why,
            subject=Subject("event_log", form),
            after={"form": form, "since": since.isoformat(), "until": until.isoformat()},
        )
