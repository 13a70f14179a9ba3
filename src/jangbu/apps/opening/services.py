"""The steps. Each calls the services of the apps that own what it makes; each can be skipped and done later."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.duties import queries as duties_known
from jangbu.apps.duties import services as duties
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.opening import actions, problems
from jangbu.apps.opening.models import Opening
from jangbu.apps.opening.steps import BY_NAME, CARD, DUTIES, FILE, PLAN, POLICIES, QUESTIONS, STEPS
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.kpis import services as kpis
from jangbu.apps.policies import services as policies
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.apps.work import queries as works
from jangbu.apps.work import services as work
from jangbu.engines import processes
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "시작하기"
RIGHT = "opening.run"
DONE, SKIPPED = "done", "skipped"


def start_opening(*, actor: Actor, clock: Clock = system_clock) -> Opening:
    """The firm's opening; the one there is where it was begun before."""
    require(actor, RIGHT)
    with transaction.atomic():
        held, made = Opening.objects.get_or_create(only=True, defaults={"started_at": clock(), "started_by": actor.id})
        if made:
            _tell(actions.STARTED, held, actor, "회사에서 쓸 준비를 하려고", {})
    return held


def answer_questions(
    told: Mapping[str, Any], *, typed: int, actor: Actor, why: str, clock: Clock = system_clock
) -> Opening:
    """The four answers as `pilots.drafting` takes them; a question left open takes what the catalogue says.

    Raises Problem opening.no_answer.
    """
    require(actor, RIGHT)
    given = {key: value for key, value in told.items() if value}
    if not given:
        raise Problem(problems.NO_ANSWER)
    held = start_opening(actor=actor, clock=clock)
    pilot = pilots.find(actor, held.pilot) if held.pilot else None
    if pilot is None or pilot.state != pilot.State.DRAFT:
        pilot = drafting.begin_draft(actor=actor, why=why, clock=clock)
    for question, answer in given.items():
        pilot = drafting.answer_question(pilot, question, {question: answer}, actor=actor, why=why, clock=clock)
    return _done(held, QUESTIONS, actor, why, clock, typed=typed, pilot=pilot.pk)


def point_at_file(
    chunks: Iterable[bytes], name: str, *, typed: int = 0, actor: Actor, why: str, clock: Clock = system_clock
) -> Opening:
    """Keep and measure one file. A log of work also makes a process, and the draft compares with it.

    Raises the reader's Problem; the refused original is kept.
    """
    require(actor, RIGHT)
    held = start_opening(actor=actor, clock=clock)
    as_of = clock().astimezone(SEOUL).date()
    taken = sources_services.add_bytes(chunks, name, actor=actor, why=why, as_of=as_of, clock=clock)
    dataset = taken.version.dataset
    process = _process_of_log(held, taken.version, actor, why, clock)
    return _done(held, FILE, actor, why, clock, typed=typed, dataset=dataset.pk, process=process or held.process)


def confirm_card(*, actor: Actor, why: str, clock: Clock = system_clock) -> Opening:
    """The proposed answers of the file's card stand; the pilot's draft then learns what it can detect.

    Raises Problem opening.file_first, and those of `sources.confirm_card`.
    """
    require(actor, RIGHT)
    held = start_opening(actor=actor, clock=clock)
    dataset = sources.find(actor, held.dataset) if held.dataset else None
    if dataset is None:
        raise Problem(problems.FILE_FIRST)
    answers = sources.proposed_answers(dataset, actor, clock().astimezone(SEOUL).date())
    proposed = dict.fromkeys(("owner", "origin", "purpose", "classification", "retention", "access"), True)
    sources_services.confirm_card(dataset, answers, actor=actor, why=why, proposed=proposed, clock=clock)
    _use_in_draft(held, actor, why, clock)
    return _done(held, CARD, actor, why, clock)


def draft_policies(*, actor: Actor, why: str, clock: Clock = system_clock) -> Opening:
    """A first draft of every kind of policy that the firm has none of."""
    require(actor, RIGHT)
    held = start_opening(actor=actor, clock=clock)
    policies.draft_all(actor=actor, why=why, clock=clock)
    return _done(held, POLICIES, actor, why, clock)


def accept_duties(*, actor: Actor, why: str, clock: Clock = system_clock) -> Opening:
    """Whoever seems to answer for each thing becomes accountable for it.

    Raises Problem duties.nothing_proposed where there is nothing yet to answer for.
    """
    require(actor, RIGHT)
    held = start_opening(actor=actor, clock=clock)
    if duties.proposals(clock()) or not duties_known.has_rows():
        duties.accept_proposals(actor=actor, why=why, clock=clock)
    return _done(held, DUTIES, actor, why, clock)


def see_plan(*, actor: Actor, clock: Clock = system_clock) -> Opening:
    """The last step: the plan and the score were looked at."""
    require(actor, RIGHT)
    return _done(start_opening(actor=actor, clock=clock), PLAN, actor, "지금 어디에 서 있는지 보려고", clock)


def skip_step(step: str, *, actor: Actor, clock: Clock = system_clock) -> Opening:
    """Leave a step for later; it can still be done. Raises Problem opening.no_step."""
    require(actor, RIGHT)
    if step not in BY_NAME:
        raise Problem(problems.NO_STEP, step=step)
    held = start_opening(actor=actor, clock=clock)
    if held.steps.get(step, {}).get("state") == DONE:
        return held
    return _keep(held, step, SKIPPED, actions.STEP_SKIPPED, actor, "나중에 하려고", clock)


def _process_of_log(held: Opening, version: Any, actor: Actor, why: str, clock: Clock) -> str:
    """The process that a log of work tells of, measured; "" where the file is no log."""
    with tempfile.TemporaryDirectory(prefix="jangbu-opening-") as folder:
        path = Path(folder) / (Path(version.file_name).name or "log.csv")
        with path.open("wb") as file:
            for chunk in sources.kept_bytes(version):
                file.write(chunk)
        if not _is_log(path):
            return ""
        pilot = pilots.find(actor, held.pilot) if held.pilot else None
        named = str((pilot.plan.get("answers", {}) if pilot else {}).get("process_named", "")) or version.dataset.name
        made = works.processes(actor).filter(name=named).first() or work.add_process(
            named, actor.id, actor=actor, why=why, clock=clock
        )
        work.measure_log(made, path, path.name, actor=actor, why=why, clock=clock)
        return made.pk


def _is_log(path: Path) -> bool:
    """Cases with several steps each: a table of customers, read as one, has a step a case."""
    try:
        log = processes.read_log(path)
    except Problem:
        return False
    return log.events >= 2 * max(1, len(log.cases))


def _use_in_draft(held: Opening, actor: Actor, why: str, clock: Clock) -> None:
    pilot = pilots.find(actor, held.pilot) if held.pilot else None
    if pilot is None or not held.process or pilot.state != pilot.State.DRAFT:
        return
    told = {"process": [held.process], "process_named": ""}
    pilot = drafting.answer_question(pilot, "process", told, actor=actor, why=why, clock=clock)
    pilot = drafting.answer_question(pilot, "source", {"source": held.dataset}, actor=actor, why=why, clock=clock)
    kpis.take_advice(pilot, actor=actor, why=why, clock=clock)


def _done(held: Opening, step: str, actor: Actor, why: str, clock: Clock, *, typed: int = 0, **made: str) -> Opening:
    for name, value in made.items():
        setattr(held, name, value)
    held.typed += typed
    return _keep(held, step, DONE, actions.STEP_DONE, actor, why, clock)


def _keep(held: Opening, step: str, state: str, action: Action, actor: Actor, why: str, clock: Clock) -> Opening:
    now, words = clock(), BY_NAME[step]
    with transaction.atomic():
        entry = _tell(action, held, actor, why, {"step": step, "said_ko": words.ko, "said_en": words.en})
        held.steps = {**held.steps, step: {"state": state, "at": now.isoformat(), "entry": entry}}
        if held.finished_at is None and all(each.name in held.steps for each in STEPS):
            held.finished_at = now
            minutes = int((now - held.started_at).total_seconds() // 60)
            _tell(actions.FINISHED, held, actor, why, {"minutes": minutes, "typed": held.typed})
        held.save()
    return held


def _tell(action: Action, held: Opening, actor: Actor, why: str, after: Mapping[str, Any]) -> int:
    about = Subject("opening", held.pk)
    return record(action, actor=actor, where=WHERE, why=why, subject=about, after=dict(after)).number
