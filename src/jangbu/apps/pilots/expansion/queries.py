"""Reading a plan to grow: the returns of each stage worked out again, tools side by side, the budget of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.apps.pilots.casewise import deciding
from jangbu.apps.pilots.expansion.draft import draft
from jangbu.apps.pilots.expansion.tools import HAND_MINUTES, Volume, compare, tariff
from jangbu.apps.pilots.models import Expansion, Pilot
from jangbu.apps.pilots.reviews.queries import lessons
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.pilots.worth.case import MINUTES, case_for
from jangbu.apps.pilots.worth.queries import Valued, worth_of
from jangbu.apps.work import queries as work
from jangbu.engines import value
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Language, Problem


def plan_of(pilot: Pilot) -> dict[str, Any] | None:
    found = Expansion.objects.filter(pilot=pilot).first()
    return dict(found.plan) if found else None


def first_draft(pilot: Pilot, actor: Actor, says: str, said: Language) -> dict[str, Any]:
    """From the decision, the lessons and what other work there is."""
    decision = pilot.decisions.filter(withdrawn_at=None).first()
    scope = set(processes_of(pilot))
    following = [process.name for process in work.processes(actor) if process.pk not in scope]
    return draft(pilot.name, decision.why if decision else "", says, lessons(pilot), following, said)


def stages(pilot: Pilot, plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each stage with its cases a month and its returns: `roi` as `jangbu roi --json` prints it, or a problem."""
    valued = worth_of(pilot)
    tool = next((each for each in plan["tools"] if each["plan"] == plan["chosen"]), None)
    found = []
    for stage in plan["stages"]:
        cases = valued.asked["cases"] * float(stage["share"]) / 100
        roi, problem = _roi(pilot, valued, cases, tool, plan)
        found.append({**stage, "cases": round(cases), "roi": roi, "problem": problem})
    return found


def _roi(
    pilot: Pilot, valued: Valued, cases: float, tool: Mapping[str, Any] | None, plan: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, Problem | None]:
    wage = (valued.asked["wage_low"] + valued.asked["wage_high"]) / 2
    months = int(plan.get("months", 12))
    volume = volume_of(pilot, valued, cases, months)
    lines = [{"name": "tool", "amount": tariff(tool, volume).bill(cases), "per": "month"}] if tool else []
    hours = sum(float(each["hours"]) for each in plan["people"])
    lines.append({"name": "people", "amount": round(hours * wage), "per": "month"})
    if tool:
        lines.append({"name": "setup", "amount": float(tool["setup"]) + float(tool["exit"]), "per": "once"})
    asked = {**valued.asked, "cases": cases, "months": months, "monthly_cost": 0, "first_cost": 0}
    examined = pilot.examinations.first()
    try:
        changes = pilot.measure_changes.count()
        case = case_for(pilot.name, examined.result if examined else None, asked, lines, changes=changes)
        return value.roi(case).as_json(), None
    except Problem as problem:
        return None, problem


def volume_of(pilot: Pilot, valued: Valued, cases: float, months: int) -> Volume:
    """A case by hand takes what it took before the start, as it was measured."""
    examined = pilot.examinations.first()
    told = deciding(examined.result if examined else None)
    hand = told["before_mean"] * MINUTES.get(told["unit"]["en"], 1.0) if told else HAND_MINUTES
    return Volume(cases, (valued.asked["wage_low"], valued.asked["wage_high"]), months, hand)


def tools(pilot: Pilot, plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Total cost of each plan at the last stage's volume: what one would grow into."""
    valued = worth_of(pilot)
    last = max((float(stage["share"]) for stage in plan["stages"]), default=100.0)
    volume = volume_of(pilot, valued, valued.asked["cases"] * last / 100, int(plan.get("months", 12)))
    return compare(plan["tools"], volume)


def budget(pilot: Pilot, plan: Mapping[str, Any]) -> dict[str, int]:
    """Money of the year, in won: tools as chosen at the last stage, and the hours of people."""
    asked = worth_of(pilot).asked
    wage = (asked["wage_low"] + asked["wage_high"]) / 2
    months = int(plan.get("months", 12))
    chosen = next((each for each in tools(pilot, plan) if each["plan"] == plan["chosen"]), None)
    hours = sum(float(each["hours"]) for each in plan["people"])
    people = round(hours * wage * months)
    tool = chosen["fee"] * months + chosen["once"] if chosen else 0
    return {"tools": tool, "people": people, "total": tool + people, "months": months}
