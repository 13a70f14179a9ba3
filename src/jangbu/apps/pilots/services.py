"""Writing to pilots: set the gates before the start, examine, note numbers, decide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.casewise import baseline_of
from jangbu.apps.pilots.examine import Findings, Progress, Request, examine
from jangbu.apps.pilots.ids import make_id
from jangbu.apps.pilots.kpis.evidence import all_evidence, all_lacking
from jangbu.apps.pilots.models import Decision, Examination, Observation, Pilot
from jangbu.apps.pilots.problems import ALREADY_DECIDED, DATES_CROSSED, NO_REASON, NOT_STARTED, UNKNOWN_OPTION
from jangbu.apps.pilots.telling import tell
from jangbu.apps.sources import services as sources
from jangbu.engines import value
from jangbu.kernel.chain import Entry
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

MOST_KEPT = 500  # withdrawn values that an entry of the ledger names one by one
OPTIONS_EN = {"expand": "expand", "adjust": "adjust and go on", "stop": "stop"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A pilot before it starts. Gates and dates do not change afterwards; a new pilot is a new plan."""

    name: str
    goal: str
    starts_on: date
    ends_on: date
    decide_on: date
    gates: tuple[value.Gate, ...]


def create_pilot(plan: Plan, *, actor: Actor, why: str, clock: Clock = system_clock) -> Pilot:
    require(actor, "pilots.write")
    if not plan.starts_on < plan.ends_on <= plan.decide_on:
        raise Problem(DATES_CROSSED, pilot=plan.name, starts=plan.starts_on, ends=plan.ends_on, decides=plan.decide_on)
    with transaction.atomic():
        pilot = Pilot.objects.create(
            name=plan.name,
            goal=plan.goal,
            gates=[gate.as_json() for gate in plan.gates],
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            decide_on=plan.decide_on,
            created_at=clock(),
            started_at=clock(),
        )
        after = {"goal": plan.goal, "gates": [gate.id for gate in plan.gates], "decide_on": str(plan.decide_on)}
        tell(actions.CREATED, pilot, actor, why, after)
    return pilot


def note_observations(
    pilot: Pilot,
    kpi: str,
    values: Sequence[tuple[str, str, Decimal] | tuple[str, str, Decimal, date | None]],
    *,
    actor: Actor,
    why: str,
    origin: str = "noted",
    clock: Clock = system_clock,
) -> str:
    """Numbers from outside the log, as (period, label, value) and the day where they have one; period is before or
    after. Returns the id under which they can be taken back together."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    batch = make_id()
    with transaction.atomic():
        Observation.objects.bulk_create(
            Observation(
                pilot=pilot,
                kpi=kpi,
                period=period,
                label=label,
                value=number,
                day=day[0] if day else None,
                origin=origin,
                batch=batch,
                created_at=clock(),
            )
            for period, label, number, *day in values
        )
        said = next((gate["kpi"] for gate in pilot.gates if gate["id"] == kpi), {"ko": kpi, "en": kpi})
        after = {"kpi": kpi, "kpi_ko": said["ko"], "kpi_en": said["en"], "count": len(values)}
        tell(actions.OBSERVED, pilot, actor, why, after)
    return batch


def withdraw_observations(pilot: Pilot, batch: str, *, actor: Actor, why: str) -> int:
    """Take back numbers that came together. The ledger keeps what they were, the first MOST_KEPT of them one by one.
    Returns how many."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    with transaction.atomic():
        gone = Observation.objects.filter(pilot=pilot, batch=batch).exclude(batch="").order_by("day", "label", "pk")
        rows = list(gone)
        if rows:
            gone.delete()
            tell(actions.IMPORT_WITHDRAWN, pilot, actor, why, {"count": len(rows)}, before=_as_they_were(rows))
    return len(rows)


def _as_they_were(rows: Sequence[Observation]) -> dict[str, Any]:
    """Enough to put them back by hand or by import: KPI, origin, and period, label, day and value of each."""
    kept = [
        {
            "period": row.period,
            "label": row.label,
            "day": str(row.day or ""),
            "value": format(row.value.normalize(), "f"),
        }
        for row in rows[:MOST_KEPT]
    ]
    left_out = max(0, len(rows) - MOST_KEPT)
    return {
        "kpi": rows[0].kpi,
        "origin": rows[0].origin,
        "count": len(rows),
        "sum": _plain(sum((row.value for row in rows), Decimal(0))),
        "values": kept,
        "left_out": left_out,
    }


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def run_examination(
    request: Request,
    *,
    actor: Actor,
    why: str,
    pilot: Pilot | None = None,
    progress: Progress | None = None,
    clock: Clock = system_clock,
) -> Examination:
    """The main job, every step of it in the ledger. The engines run first; what they found is written in one go."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk) if pilot else None)
    if pilot is not None and request.decide is None:  # before the decision day intervals are wider
        request = replace(request, decide=pilot.decide_on)
    if pilot is not None and request.baseline is None:
        request = replace(request, baseline=baseline_of(pilot.plan))
    tell = progress or (lambda _ko, _en: None)
    tell("표를 읽고 있어요", "Reading the tables")
    taken = _take_tables(request, actor=actor, why=why, clock=clock)
    if pilot is not None:  # what a pilot is judged by must be cleared for use; looking alone needs no clearance
        for delivery in taken.deliveries:
            sources.require_usable(delivery.version.dataset_id)
    gates = [value.Gate.from_json(gate) for gate in pilot.gates] if pilot else None
    beside = all_evidence(pilot) if pilot else None
    missing = all_lacking(pilot) if pilot else None
    findings = examine(
        request, taken.tables, now=clock(), gates=gates, beside=beside, lacking=missing, progress=progress
    )
    with transaction.atomic():
        examination = Examination(pilot=pilot, created_at=clock())
        about = Subject("examination", examination.pk)
        log = Path(request.cases).name if request.cases else ""
        flows_to = (Subject("pilot", pilot.pk), pilot.name) if pilot else (about, log)
        _note_flow(taken, *flows_to, actor=actor, why=why, clock=clock)
        entries = [
            record(action, actor=actor, where=where, why=why, subject=about, after=after)
            for action, where, after in _steps(request, findings, examination)
        ]
        ledger = {"first": taken.first or entries[0].number, "last": entries[-1].number}
        examination.result = json.loads(json.dumps({**findings.as_json(), "ledger": ledger}, default=str))
        examination.save(force_insert=True)
    return examination


def decide(pilot: Pilot, option: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Decision:
    """A person decides; the rule only suggests."""
    require(actor, "pilots.decide", Subject("pilot", pilot.pk))
    if option not in Decision.Option.values:
        raise Problem(UNKNOWN_OPTION, option=option)
    if not why.strip():
        raise Problem(NO_REASON)
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state == Pilot.State.DECIDED:
            raise Problem(ALREADY_DECIDED, pilot=held.name)
        if held.state in {Pilot.State.DRAFT, Pilot.State.DISCARDED}:
            raise Problem(NOT_STARTED, pilot=held.name)
        held.state = Pilot.State.DECIDED
        held.save(update_fields=["state"])
        made = Decision.objects.create(
            pilot=held, option=option, why=why.strip(), decided_by=actor.id, decided_at=clock()
        )
        after = {"option": option, "option_ko": str(Decision.Option(option).label), "option_en": OPTIONS_EN[option]}
        tell(actions.DECIDED, held, actor, why.strip(), after, before={"state": Pilot.State.RUNNING.value})
    return made


def withdraw_decision(pilot: Pilot, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Undo: the decision stays on record, and the pilot is open again."""
    require(actor, "pilots.decide", Subject("pilot", pilot.pk))
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        standing = held.decisions.filter(withdrawn_at=None).first()
        if standing is None:
            return
        Decision.objects.filter(pk=standing.pk).update(withdrawn_at=clock())
        held.state = Pilot.State.RUNNING
        held.save(update_fields=["state"])
        tell(actions.DECISION_WITHDRAWN, held, actor, why, {"option": standing.option})


@dataclass(frozen=True, slots=True)
class _Taken:
    """The tables of a request: measured or told why not, what was delivered, and the first ledger entry of it."""

    tables: list[dict[str, Any]]
    deliveries: list[sources.Delivery]

    @property
    def first(self) -> int | None:
        return self.deliveries[0].first_entry if self.deliveries else None


def _take_tables(request: Request, *, actor: Actor, why: str, clock: Clock) -> _Taken:
    """Each table becomes a dataset with a measurement; one that cannot be read becomes its sentence."""
    found = _Taken([], [])
    for path in request.tables:
        try:
            taken = sources.add_file(path, actor=actor, why=why, as_of=clock().astimezone(SEOUL).date(), clock=clock)
        except Problem as problem:
            english = {"message_en": problem.what("en"), "next_en": problem.next_step("en")}
            found.tables.append({"path": str(path), "error": {**problem.as_json(), **english}})
            continue
        found.deliveries.append(taken)
        found.tables.append({**taken.run.result, "path": str(path), "dataset": taken.version.dataset_id})
    return found


def _note_flow(taken: _Taken, target: Subject, name: str, *, actor: Actor, why: str, clock: Clock) -> None:
    """Each table flowed into the pilot, or into the examination that nobody's pilot asked for."""
    versions = [delivery.version for delivery in taken.deliveries]
    sources.record_lineage(versions, target, name=name, actor=actor, why=why, clock=clock)
    for version in versions:
        sources.note_data_use(version.dataset_id, clock=clock)


def forget_values(entry: Entry) -> None:
    """A version's content was deleted by rule: the examples taken from it go out of the examinations too."""
    fingerprint = entry.told()["after"]["fingerprint"]
    for found in Examination.objects.all().iterator():
        tables = found.result.get("tables", [])
        if any(table.get("fingerprint") == fingerprint for table in tables):
            kept = [
                sources.without_values(table) if table.get("fingerprint") == fingerprint else table for table in tables
            ]
            Examination.objects.filter(pk=found.pk).update(result={**found.result, "tables": kept})


def _steps(request: Request, findings: Findings, examination: Examination) -> list[tuple[Action, str, dict[str, Any]]]:
    """What is told to the ledger: the action, where, and the figures its sentence needs."""
    about = {"examination_id": examination.pk}
    log, verdict = Path(request.cases).name if request.cases else "", findings.repeatability
    steps: list[tuple[Action, str, dict[str, Any]]] = []
    if verdict is not None and findings.log is not None:
        cases = {
            "log": log,
            "fingerprint": findings.log.fingerprint,
            "cases": verdict.cases,
            "verdict": verdict.verdict,
            "verdict_ko": verdict.word("ko"),
            "verdict_en": verdict.word("en"),
        }
        steps.append((actions.PROCESS_EXAMINED, log, {**about, **cases}))
    if request.documents:
        passed = sum(1 for document in findings.documents if document.holds)
        read = {"count": len(findings.documents), "passed": passed}
        steps.append((actions.DOCUMENTS_READ, "문서", {**about, **read}))
    if findings.effect is not None:
        said = {"said_ko": findings.effect_sentence("ko"), "said_en": findings.effect_sentence("en")}
        steps.append((actions.EFFECT_MEASURED, log, {**about, **said}))
    if request.start is not None:
        verdicts: list[str] = [gate.verdict for gate in findings.gates]
        counts = {word: verdicts.count(key) for word, key in (("passed", "pass"), ("failed", "fail"))}
        undecided = verdicts.count("undecided")
        steps.append((actions.GATES_JUDGED, log, {**about, **counts, "undecided": undecided, "total": len(verdicts)}))
    summary = {"tables": len(findings.tables), "documents": len(findings.documents)}
    prints = [str(table.get("fingerprint", "")) for table in findings.tables]
    if not log:
        return [*steps, (actions.NOTED_EXAMINED, "지표", about)]
    whole = actions.EXAMINED if any(summary.values()) else actions.LOG_EXAMINED
    return [*steps, (whole, log, {**about, **summary, "log": log, "fingerprints": prints})]
