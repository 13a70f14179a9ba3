"""Looking again: the log that the plan names, and everything noted beside it, judged by the gates."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from jangbu.apps.pilots import problems
from jangbu.apps.pilots.drafting.services import change_section
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.models import Examination, Pilot
from jangbu.apps.pilots.services import run_examination
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Language, Problem

BOTH: tuple[Language, Language] = ("ko", "en")


def log_of(pilot: Pilot) -> str:
    """The dataset that holds the event log of the pilot's KPIs, or nothing."""
    logs = [kpi["source"].get("dataset", "") for kpi in pilot.plan.get("kpis", []) if kpi["source"]["kind"] == "log"]
    return next((each for each in logs if each), "")


@contextmanager
def file_of(actor: Actor, dataset_id: str) -> Iterator[Path | None]:
    """A dataset's newest delivery as a file, for as long as it is looked at; None where there is none."""
    dataset = sources.find(actor, dataset_id) if dataset_id else None
    version = sources.latest(dataset).version if dataset else None
    if version is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="jangbu-log-") as folder:
        path = Path(folder) / (Path(version.file_name).name or "log.csv")
        with path.open("wb") as file:
            for chunk in sources.kept_bytes(version):
                file.write(chunk)
        yield path


def look_again(pilot: Pilot, *, actor: Actor, why: str, clock: Clock = system_clock) -> Examination:
    """One more examination. Raises Problem pilots.not_started, and those of a log that cannot be read or used."""
    if pilot.state in {Pilot.State.DRAFT, Pilot.State.DISCARDED}:
        raise Problem(problems.NOT_STARTED, pilot=pilot.name)
    log, control = log_of(pilot), pilot.plan.get("design", {}).get("control", "")
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
            switched=switched(pilot),
        )
        found = run_examination(request, actor=actor, why=why, pilot=pilot, clock=clock)
    for dataset in filter(None, (log, beside)):
        version = sources.latest_version(dataset)
        if version is not None:
            sources_services.record_lineage(
                [version], Subject("pilot", pilot.pk), name=pilot.name, actor=actor, why=why, clock=clock
            )
    return found


def switched(pilot: Pilot) -> dict[date, bool]:
    """On which days of a day switchback the change is on, as it was drawn at the start."""
    design = pilot.plan.get("design", {})
    if design.get("kind") != "switchback":
        return {}
    return {date.fromisoformat(day): on for day, on in design.get("days", {}).items()}


def advise(pilot: Pilot, *, actor: Actor, now: datetime) -> value.Plan:
    """Which design could decide the first gate, from the log so far; without a log the advice says what is missing."""
    gate = next((value.Gate.from_json(each) for each in pilot.gates if each["kind"] == "ratio"), None)
    days = (pilot.ends_on - pilot.starts_on).days * 5 // 7 + 1
    control = pilot.plan.get("design", {}).get("control", "")
    with file_of(actor, log_of(pilot)) as log, file_of(actor, control) as beside:
        series = [(point.day, point.mean_minutes) for point in processes.daily(processes.read_log(log))] if log else []
        compared = [(p.day, p.mean_minutes) for p in processes.daily(processes.read_log(beside))] if beside else None
        return value.plan_design(
            series,
            days=days,
            start=pilot.starts_on,
            control=compared,
            gate=gate,
            assignable=False,
            today=now.astimezone(SEOUL).date(),
        )


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
