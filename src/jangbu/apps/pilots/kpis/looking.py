"""Looking again: the log that the plan names, and everything noted beside it, judged by the gates."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from jangbu.apps.pilots import problems
from jangbu.apps.pilots.arms.queries import arms_of
from jangbu.apps.pilots.casewise import Chosen
from jangbu.apps.pilots.drafting.services import change_section
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.logs import file_of, log_of
from jangbu.apps.pilots.models import Examination, Pilot
from jangbu.apps.pilots.services import run_examination
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Language, Problem

BOTH: tuple[Language, Language] = ("ko", "en")


def look_again(pilot: Pilot, *, actor: Actor, why: str, clock: Clock = system_clock) -> Examination:
    """One more examination. Raises Problem pilots.not_started, and those of a log that cannot be read or used."""
    if pilot.state in {Pilot.State.DRAFT, Pilot.State.DISCARDED}:
        raise Problem(problems.NOT_STARTED, pilot=pilot.name)
    log, control = log_of(pilot.plan), pilot.plan.get("design", {}).get("control", "")
    beside = control if pilot.plan.get("design", {}).get("kind") == "did" else ""
    for dataset in filter(None, (log, beside)):
        sources_services.require_usable(dataset)
    with file_of(actor, log) as cases, file_of(actor, beside) as compared:
        washout = pilot.plan.get("calendar", {}).get("washout")
        request = Request(
            cases=cases,
            start=pilot.starts_on,
            washout=washout,
            control=compared,
            decide=pilot.decide_on,
            chosen=Chosen.of(pilot.plan.get("design", {})),
            arms=arms_of(pilot, clock().astimezone(SEOUL).date()),
        )
        found = run_examination(request, actor=actor, why=why, pilot=pilot, clock=clock)
    for dataset in filter(None, (log, beside)):
        version = sources.latest_version(dataset)
        if version is not None:
            sources_services.record_lineage(
                [version], Subject("pilot", pilot.pk), name=pilot.name, actor=actor, why=why, clock=clock
            )
    return found


def advise(pilot: Pilot, *, actor: Actor, now: datetime) -> value.Plan:
    """Which design could decide the first gate, from the log so far; without a log the advice says what is missing."""
    gate = next((value.Gate.from_json(each) for each in pilot.gates if each["kind"] == "ratio"), None)
    days = (pilot.ends_on - pilot.starts_on).days * 5 // 7 + 1
    control = pilot.plan.get("design", {}).get("control", "")
    with file_of(actor, log_of(pilot.plan)) as log, file_of(actor, control) as beside:
        series = _cases(log) if log else []
        compared = [(p.day, p.mean_minutes) for p in processes.daily(processes.read_log(beside))] if beside else None
        return value.plan_design(
            series,
            days=days,
            start=pilot.starts_on,
            control=compared,
            gate=gate,
            assignable=True,  # lots for single cases are drawn here
            today=now.astimezone(SEOUL).date(),
        )


def _cases(log: Path) -> list[tuple[date, float]]:
    """Every case with the day it ended on, so that designs by case can be planned too."""
    found = processes.case_table(processes.read_log(log))
    timed = [case for case in found if case.end is not None and case.minutes is not None and case.events > 1]
    return [
        (case.end.astimezone(SEOUL).date(), case.minutes) for case in timed if case.end and case.minutes is not None
    ]


def take_advice(pilot: Pilot, *, actor: Actor, why: str, clock: Clock = system_clock) -> Pilot:
    """Put what each design could tell into the plan, and choose the best that is at hand. Only for drafts."""
    if pilot.state != Pilot.State.DRAFT:
        raise Problem(problems.NOT_A_DRAFT, pilot=pilot.name)
    plan = advise(pilot, actor=actor, now=clock())
    known = [
        {
            "kind": option.design,
            "says": {said: option.sentence(said) for said in BOTH},
            "class": option.evidence_class,
            "detectable": option.detectable,
            "decides": option.decides,
            "days_needed": option.days_needed,
            "available": option.available,
        }
        for option in plan.options
    ]
    best = plan.recommended
    told = {
        **pilot.plan["design"],
        "known": known,
        "why": {said: plan.sentence(said) for said in BOTH},
        "decides": plan.decides,
    }
    if best is not None:
        told |= {"kind": best.design, "says": {said: best.sentence(said) for said in BOTH}}
    return change_section(pilot, "design", told, actor=actor, why=why, clock=clock)
