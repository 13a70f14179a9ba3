"""What a pilot is worth, from its newest examination and what was answered; computed when asked, the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from jangbu.apps.pilots.casewise import deciding
from jangbu.apps.pilots.kpis.pages import from_gate
from jangbu.apps.pilots.models import Pilot, Worth
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.pilots.worth.case import (
    LOOK_AGAIN,
    NOTHING_MEASURED,
    REALISED,
    WEAK_EVIDENCE,
    Link,
    case_for,
    class_of,
    links,
)
from jangbu.apps.pilots.worth.running import Running, running_of
from jangbu.apps.pilots.worth.splitting import Split, split_of
from jangbu.apps.work import queries as work
from jangbu.engines import value
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

DEFAULTS: dict[str, float] = {
    "months": 12,
    "cases": 200,
    "wage_low": 18_000,
    "wage_high": 25_000,
    "share_low": 30,
    "share_mid": 60,
    "share_high": 90,
    "share_confirmed": 0,
    "cash_share": 0,
    "error_cost": 0,
    "first_cost": 0,
    "monthly_cost": 0,
    "calls_in_plan": 0,
    "ramp_months": 1,
}


@dataclass(frozen=True, slots=True)
class Valued:
    """`roi` as `jangbu roi --json` prints it, with its sentences; or the problem that says what is missing."""

    asked: Mapping[str, float]
    answered: bool
    evidence: str
    roi: dict[str, Any] | None
    says: Mapping[str, str]
    warnings: Mapping[str, list[str]]
    problem: Problem | None
    links: list[Link]
    running: Running
    realised: value.Realised | Problem  # of a month, from measured evidence alone; or what is missing for it
    split: Split | None = None  # where the change of time came from, where several kinds of cases changed
    unit: Mapping[str, str] = field(default_factory=dict)  # of the times in `split`


def worth_of(pilot: Pilot, *, clock: Clock = system_clock) -> Valued:
    kept = Worth.objects.filter(pilot=pilot).first()
    asked = {**proposed(pilot), **(kept.inputs if kept else {})}
    examined = pilot.examinations.first()
    result = examined.result if examined else None
    changes = pilot.measure_changes.count()
    lines = pilot.plan.get("cost", {}).get("lines", [])
    related = links(kpis_of(pilot), error_cost=asked["error_cost"])
    evidence = class_of(result, changes)
    running = running_of(pilot, asked, clock())
    gained = realised(result, asked, evidence, running, kept.changed_by if kept else "")
    told = (result or {}).get("case_effect") or {}
    split, unit = split_of(told or None), told.get("unit", {})
    try:
        found = value.roi(case_for(pilot.name, result, asked, [*lines, *running.cost_line()], changes=changes))
    except Problem as problem:
        return Valued(asked, kept is not None, evidence, None, {}, {}, problem, related, running, gained, split, unit)
    says = {"ko": found.sentence("ko"), "en": found.sentence("en")}
    warned = {
        "ko": [each.sentence("ko") for each in found.warnings],
        "en": [each.sentence("en") for each in found.warnings],
    }
    return Valued(
        asked, kept is not None, evidence, found.as_json(), says, warned, None, related, running, gained, split, unit
    )


def realised(
    result: Mapping[str, Any] | None, asked: Mapping[str, float], evidence: str, running: Running, by: str
) -> value.Realised | Problem:
    """A month's worth from the minutes that were measured, the middle wage, and the share that a person confirmed."""
    told, said_so = deciding(result), by if asked["share_confirmed"] else ""
    try:
        if not told:
            raise Problem(NOTHING_MEASURED)
        if evidence not in REALISED:
            raise Problem(WEAK_EVIDENCE, evidence=evidence)
        if "saved_minutes" not in told:
            raise Problem(LOOK_AGAIN)
        minutes = value.Measured.kept(
            "time", told["saved_minutes"], cast(value.EvidenceClass, evidence), cases_per_month=asked["cases"]
        )
        return value.realised_value(
            [minutes],
            wage=Money(round((asked["wage_low"] + asked["wage_high"]) / 2)),
            realisation=value.Realisation(_share(asked), asked["cash_share"] / 100, said_so),
            running=Money(running.monthly),
        )
    except Problem as problem:
        return problem


def _share(asked: Mapping[str, float]) -> value.Uncertain:
    low, middle, high = (asked[key] / 100 for key in ("share_low", "share_mid", "share_high"))
    return value.Uncertain("triangular", low, middle, high) if low < high else value.Uncertain.sure(middle)


def kpis_of(pilot: Pilot) -> list[dict[str, Any]]:
    """Those of the plan; of a pilot made without one, its gates with the axes of the catalogue."""
    planned = list(pilot.plan.get("kpis", []))
    return planned or [from_gate(gate) for gate in pilot.gates]


def proposed(pilot: Pilot) -> dict[str, float]:
    """Volume as the records have it; everything else as the catalogue proposes, to be confirmed."""
    found = dict(DEFAULTS)
    for process_id in processes_of(pilot)[:1]:
        process = work.find_process(Actor.system(), process_id)
        if process is not None and process.volume:
            found["cases"] = process.volume
    examined = pilot.examinations.first()
    repeatable = (examined.result.get("repeatability") or {}) if examined else {}
    if repeatable.get("per_month"):
        found["cases"] = round(repeatable["per_month"])
    return found
