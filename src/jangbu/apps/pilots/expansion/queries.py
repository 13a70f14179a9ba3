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

METERED = "metered"


def plan_of(pilot: Pilot) -> dict[str, Any] | None:
    found = Expansion.objects.filter(pilot=pilot).first()
    return dict(found.plan) if found else None


def first_draft(pilot: Pilot, actor: Actor, says: str, said: Language) -> dict[str, Any]:
    """From the decision, the lessons and what other work there is."""
    decision = pilot.decisions.filter(withdrawn_at=None).first()
    scope = set(processes_of(pilot))
    following = [process.name for process in work.processes(actor) if process.pk not in scope]
    made = draft(pilot.name, decision.why if decision else "", says, lessons(pilot), following, said)
    return {**made, "chosen": METERED} if metered(worth_of(pilot), made) else made


def unheard(pilot: Pilot, plan: Mapping[str, Any]) -> list[str]:
    """Lessons of the pilot that its plan does not carry yet, newest first."""
    held = set(plan.get("lessons", ()))
    return [each for each in lessons(pilot) if each not in held]


def metered(valued: Valued, plan: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the pilot pays now, as a tool like the others: the plan's licences, and the metered calls of one case. None
    where no calls were metered yet."""
    each = valued.running.won_a_case
    if each is None:
        return None
    calls = valued.running.metered or 0
    licences = max(0, valued.running.licences - calls) if valued.running.in_plan else valued.running.licences
    minutes = next((tool["minutes"] for tool in plan["tools"] if tool["plan"] == "low"), 1.0)
    fee = {"monthly": licences, "quota": 0, "extra": round(each, 4)}
    return {"plan": METERED, **fee, "minutes": minutes, "setup": 0, "exit": 0}


def tools_of(valued: Valued, plan: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those of the plan, and what is metered before them where there is any."""
    now = metered(valued, plan)
    return [*([now] if now else []), *plan["tools"]]


def stages(pilot: Pilot, plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each stage with its cases a month and its returns: `roi` as `jangbu roi --json` prints it, or a problem."""
    valued = worth_of(pilot)
    tool = next((each for each in tools_of(valued, plan) if each["plan"] == plan["chosen"]), None)
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
    return compare(tools_of(valued, plan), volume)


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
