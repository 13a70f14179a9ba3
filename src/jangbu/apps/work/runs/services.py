"""Handing in, and the steps that the durable workflow calls. Each step takes effect once, however often it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from jangbu.apps.base.content import keep, place_of, under_its_name
from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.ledger.actions import Action
from jangbu.apps.work import actions, problems, registering
from jangbu.apps.work.answering import APPROVE, subject_of
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.kinds.kind import Outcome, kind_of
from jangbu.apps.work.runner import WORKFLOW, runner
from jangbu.apps.work.runs.models import Approval, Paper, Run, Step
from jangbu.apps.work.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Given:
    """A file handed in: the name people know it by, and its bytes."""

    file_name: str
    chunks: Iterable[bytes]


def submit(
    automation: Automation,
    *,
    files: Sequence[Given] = (),
    given: Mapping[str, Any] | None = None,
    title: str = "",
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Run:
    """Hand one case to an automation. It is kept first and worked on as soon as the worker takes it.

    Raises Problem work.not_running, .file_missing.
    """
    require(actor, "work.submit")
    if automation.state != Automation.State.RUNNING or automation.current is None:
        raise Problem(problems.NOT_RUNNING, automation=automation.name, why=automation.stopped_why or "–")
    if not files and not given:
        raise Problem(problems.FILE_MISSING)
    registering.require_version(automation, automation.current, clock())
    store = Path(settings.CONTENT_STORE)
    stored = [(file.file_name, keep(store, file.chunks)) for file in files]
    with transaction.atomic():
        run = Run.objects.create(
            automation=automation,
            version=automation.current,
            title=(title or (Path(stored[0][0]).name if stored else "") or automation.name)[:200],
            input=dict(given or {}),
            started_by=actor.id if actor.kind == "person" else "",
            created_at=clock(),
        )
        Paper.objects.bulk_create(
            Paper(run=run, role=Paper.Role.IN, file_name=name[-200:], fingerprint=kept.fingerprint, size=kept.size)
            for name, kept in stored
        )
        tell(actions.RUN_STARTED, run, actor, why, {"files": [kept.fingerprint for _name, kept in stored]})
        _start(run)
    return run


def replay(run: Run, *, actor: Actor, why: str, started_by: str | None = None, clock: Clock = system_clock) -> Run:
    """The same case once more, with the version that serves now. The first run stays as it is.

    `started_by` is who counts as having handed it in; an undone decision keeps whoever did.
    """
    require(actor, "work.submit")
    automation = Automation.objects.select_related("current").get(pk=run.automation_id)
    if automation.state != Automation.State.RUNNING or automation.current is None:
        raise Problem(problems.NOT_RUNNING, automation=automation.name, why=automation.stopped_why or "–")
    registering.require_version(automation, automation.current, clock())
    with transaction.atomic():
        again = Run.objects.create(
            automation=automation,
            version=automation.current,
            title=run.title,
            input=run.input,
            started_by=actor.id if started_by is None and actor.kind == "person" else started_by or "",
            replay_of=run,
            created_at=clock(),
        )
        papers = run.papers.filter(role=Paper.Role.IN)
        Paper.objects.bulk_create(
            Paper(run=again, role=p.role, file_name=p.file_name, fingerprint=p.fingerprint, size=p.size) for p in papers
        )
        tell(actions.RUN_STARTED, again, actor, why, {"replay_of": run.pk})
        _start(again)
    return again


def cancel(run: Run, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Give up a run that is still open. Nothing of it has taken effect."""
    require(actor, "work.submit")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = locked(run.pk)
        if not held.open:
            raise Problem(problems.NOTHING_TO_DO)
        held.approvals.filter(state=Approval.State.OPEN).update(state=Approval.State.VOID, decided_at=clock(), why=why)
        _end(held, Run.State.CANCELLED, clock())
        tell(actions.RUN_CANCELLED, held, actor, why, {})
        transaction.on_commit(lambda: runner().cancel(held.pk))


def take_back(run: Run, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Undo a run that is done: its effect on our records goes, the run and its entry stay."""
    require(actor, "work.approve")
    require_duty(actor, subject_of(run), APPROVE.name)
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = locked(run.pk)
        if held.state != Run.State.DONE:
            raise Problem(problems.NOTHING_TO_DO)
        outcome = kind_of(held).take_back(held, clock())
        _end(held, Run.State.TAKEN_BACK, clock())
        tell(actions.RUN_TAKEN_BACK, held, actor, why, {"said_ko": outcome.ko, "said_en": outcome.en})


# ---- the steps of the workflow


def prepare_run(run_id: str, dedupe_key: str, *, clock: Clock = system_clock) -> str:
    """Read, price, find or draft. Returns what comes next: "ask", "go", "failed" or "stopped"."""
    known = Step.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        return str(known.outcome["next"])
    run = Run.objects.select_related("automation", "version").get(pk=run_id)
    if not run.open:
        return "stopped"
    Run.objects.filter(pk=run_id, state=Run.State.QUEUED).update(state=Run.State.WORKING, started_at=clock())
    try:
        run.version = registering.version_for(run, clock())
        with ExitStack() as opened:
            prepared = kind_of(run).prepare(run, _papers(run, opened), clock())
    except Problem as problem:
        return _fail(run_id, problem, dedupe_key, clock())
    with transaction.atomic():
        held = locked(run_id)
        if not held.open:
            return "stopped"
        held.version, held.proposal = run.version, prepared.proposal
        held.doubts, held.input = [dict(doubt) for doubt in prepared.doubts], {**held.input, **prepared.kept}
        held.title, held.about = prepared.title[:200] or held.title, prepared.about[:200]
        held.tokens, held.cost_micros, held.cost_currency = (
            prepared.tokens,
            prepared.cost_micros,
            prepared.cost_currency,
        )
        if prepared.ask:
            held.state = Run.State.WAITING
            Approval.objects.create(run=held, asked_at=clock(), asked_of=_asked_of(held))
        held.save()
        doubts = len(prepared.doubts)
        said = (f"볼 것 {doubts}가지", f"{doubts} to look at") if doubts else ("의심할 것 없음", "nothing doubtful")
        spent = {
            "tokens": prepared.tokens,
            "cost_micros": prepared.cost_micros,
            "cost_currency": prepared.cost_currency,
        }
        after = {"said_ko": said[0], "said_en": said[1], "ask": prepared.ask, **spent}
        _tell_run(actions.RUN_PROPOSED, held, after, dedupe_key)
        _done(held, "prepare", dedupe_key, {"next": "ask" if prepared.ask else "go"}, clock())
    return "ask" if prepared.ask else "go"


def decision_of(run_id: str) -> str | None:
    """What a person decided about this run: "approved", "rejected", "stopped", or None while nobody has."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None or not run.open:
        return "rejected" if run and run.state == Run.State.REJECTED else "stopped"
    last = run.approvals.order_by("-asked_at").first()
    if last is None or last.state == Approval.State.OPEN:
        return None
    return {"approved": "approved", "rejected": "rejected"}.get(last.state, "stopped")


def carry_out_run(run_id: str, dedupe_key: str, *, clock: Clock = system_clock) -> str:
    """The effect on our own records and its entry, in one transaction. Returns "done", "failed" or "stopped"."""
    known = Step.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        return str(known.outcome["next"])
    try:
        with transaction.atomic():
            held = locked(run_id)
            if not held.open:
                return "stopped"
            approval = held.approvals.filter(state=Approval.State.APPROVED).order_by("-decided_at").first()
            outcome = kind_of(held).carry_out(held, approval, clock())
            held.result, held.state = {**outcome.result, "ko": outcome.ko, "en": outcome.en}, Run.State.WORKING
            held.save(update_fields=["result", "state", "proposal"])
            _keep_files(held, outcome)
            _done(held, "carry_out", dedupe_key, {"next": "done"}, clock())
    except Problem as problem:
        return _fail(run_id, problem, dedupe_key, clock())
    return "done"


def deliver_run(run_id: str, dedupe_key: str, *, clock: Clock = system_clock) -> str:
    """What leaves the house. Outside effects can only be at least once; the message id is the same each time."""
    known = Step.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        return str(known.outcome["next"])
    run = Run.objects.select_related("automation", "version").get(pk=run_id)
    if not run.open:
        return "stopped"
    try:
        sent = kind_of(run).deliver(run, clock())
    except Problem as problem:
        return _fail(run_id, problem, dedupe_key, clock())
    with transaction.atomic():
        held = locked(run_id)
        if sent is not None:
            held.result = {**(held.result or {}), **sent.result, "sent_ko": sent.ko, "sent_en": sent.en}
        _end(held, Run.State.DONE, clock(), "result")
        result = held.result or {}
        said = {"said_ko": result.get("ko", ""), "said_en": result.get("en", "")}
        _tell_run(actions.RUN_DONE, held, said, dedupe_key)
        _done(held, "deliver", dedupe_key, {"next": "done"}, clock())
    return "done"


def undo_run(run_id: str, dedupe_key: str, *, clock: Clock = system_clock) -> str:
    """Compensation: a run that was stopped after its effect, before it left the house."""
    if Step.objects.filter(dedupe_key=dedupe_key).exists():
        return "done"
    with transaction.atomic():
        held = locked(run_id)
        if held.result is None or held.state == Run.State.TAKEN_BACK:
            return "nothing"
        outcome = kind_of(held).take_back(held, clock())
        _end(held, Run.State.TAKEN_BACK, clock())
        _tell_run(actions.RUN_TAKEN_BACK, held, {"said_ko": outcome.ko, "said_en": outcome.en}, dedupe_key)
        _done(held, "undo", dedupe_key, {"next": "done"}, clock())
    return "done"


def decided(run_id: str) -> str:
    """`decision_of` for a workflow, which records words only."""
    return decision_of(run_id) or "waiting"


def gate_of(run_id: str) -> str:
    """ "paused" while the automation stands still and the run is open; else "open"."""
    run = Run.objects.select_related("automation").get(pk=run_id)
    return "paused" if run.open and run.automation.state == Automation.State.PAUSED else "open"


def guarded(do: Callable[[str, str], str]) -> Callable[[str, str], str]:
    """The step, what nobody foresaw turned into an error of its own class. A database that is away is retried."""

    def step(run_id: str, dedupe_key: str) -> str:
        try:
            return do(run_id, dedupe_key)
        except (OperationalError, InterfaceError):
            raise
        except (
            Exception
        ) as error:  # a step that raised would be tried for ever: the run fails, with a sentence and a log
            log.exception("run %s, step %s", run_id, dedupe_key)
            return _fail(run_id, Problem(problems.UNFORESEEN, detail=type(error).__name__), dedupe_key, system_clock())

    return step


def fail_run(run_id: str, problem: Problem, dedupe_key: str, *, clock: Clock = system_clock) -> str:
    """The workflow met a problem outside any step."""
    return _fail(run_id, problem, dedupe_key, clock())


def _asked_of(run: Run) -> str:
    """Who is asked: the writer of a draft that they may finish themselves, else whoever may approve."""
    stays = run.automation.kind in (Automation.Kind.DRAFT, Automation.Kind.DECISION)
    return run.started_by if stays and run.version.settings.get("own") is True else ""


# ---- shared


def locked(run_id: str) -> Run:
    return Run.objects.select_for_update(of=("self",)).select_related("automation", "version").get(pk=run_id)


def _start(run: Run) -> None:
    transaction.on_commit(lambda: runner().start(run.pk, workflow=WORKFLOW, queue=run.automation_id))


def _papers(run: Run, opened: ExitStack) -> list[Path]:
    store = Path(settings.CONTENT_STORE)
    papers = run.papers.filter(role=Paper.Role.IN)
    return [opened.enter_context(under_its_name(place_of(store, p.fingerprint), p.file_name)) for p in papers]


def _keep_files(run: Run, outcome: Outcome) -> None:
    store = Path(settings.CONTENT_STORE)
    for name, content in outcome.files:
        kept = keep(store, [content])
        Paper.objects.create(
            run=run, role=Paper.Role.OUT, file_name=name[-200:], fingerprint=kept.fingerprint, size=kept.size
        )


def _fail(run_id: str, problem: Problem, dedupe_key: str, now: datetime) -> str:
    with transaction.atomic():
        held = locked(run_id)
        if not held.open:
            return "stopped"
        held.error_class, held.error_ko, held.error_en = problem.code, problem.sentence("ko"), problem.sentence("en")
        held.approvals.filter(state=Approval.State.OPEN).update(state=Approval.State.VOID, decided_at=now)
        _end(held, Run.State.FAILED, now, "error_class", "error_ko", "error_en")
        _tell_run(actions.RUN_FAILED, held, {"code": problem.code}, f"{dedupe_key}:failed")
        _done(held, "failed", dedupe_key, {"next": "failed", "class": problem.code}, now)
    return "failed"


def _end(run: Run, state: str, now: datetime, *fields: str) -> None:
    run.state, run.ended_at = Run.State(state), now
    run.save(update_fields=["state", "ended_at", *fields])


def _done(run: Run, name: str, dedupe_key: str, outcome: Mapping[str, Any], now: datetime) -> None:
    Step.objects.create(run=run, name=name, dedupe_key=dedupe_key, outcome=dict(outcome), at=now)


def _tell_run(action: Action, run: Run, after: Mapping[str, Any], dedupe_key: str) -> None:
    """What the automation did of itself. A drill's runs leave no entries of their own; the drill does."""
    if not run.automation.drill:
        tell(action, run, Actor.system(), run.version.why, after, dedupe_key=dedupe_key)
