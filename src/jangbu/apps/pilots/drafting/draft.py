"""From four answers to a complete first draft. Facts in, a plan out; nothing is read or written here.

A plan is a dict of sections, each with a `why` in both languages where something was chosen for the person:
goal {name, text}, kpis [...], scope [...], pattern [...], design {...}, calendar {...}, gates [as engines.value.Gate],
expand (text), stops [texts], weeks [...], roles [...], cost {...}. Texts are {ko, en}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from jangbu.apps.pilots.drafting import content
from jangbu.kernel.holidays import holidays_kr

MOST_PROCESSES = 3
BASELINE_WEEKS = 8
Plan = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ProcessFact:
    """What the records say of a process. pattern_why: sentences in both languages; volume: cases a month."""

    id: str
    name: str
    owner: str
    volume: int | None
    pattern: str
    pattern_why: Mapping[str, str]
    repeats: Mapping[str, str] | None = None  # what the log says, in both languages
    log: str = ""  # the name of its event log
    input: str = ""  # document, request, calendar or text


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a draft is made from besides the answers. people: (id, name, permission-bearing role)."""

    today: date
    processes: Sequence[ProcessFact] = ()
    datasets: Mapping[str, str] = field(default_factory=dict)  # id -> name, those that may be used
    people: Sequence[tuple[str, str, str]] = ()


def draft(answers: Mapping[str, Any], facts: Facts) -> Plan:
    """The whole plan; skipped questions take what the catalogue says."""
    constraint = content.choice("constraint", str(answers.get("constraint", "")))
    success = content.choice("success", str(answers.get("success", "")))
    scope = _scope(answers, facts)
    calendar = _calendar(facts.today, int(success["weeks"]))
    answers = {**answers, "source": answers.get("source") or _known_source(scope, facts)}
    kpis = _kpis(constraint, answers, scope, calendar)
    return {
        "goal": _goal(scope, kpis),
        "kpis": kpis,
        "scope": scope,
        "pattern": _patterns(scope, facts),
        "design": {"kind": "before_after", "why": _DESIGN_WHY, "says": {}, "control": "", "known": []},
        "calendar": calendar,
        "gates": [_gate(kpi) for kpi in kpis if kpi["core"] or not success.get("first_only")],
        "expand": dict(success["expand"]),
        "stops": [{"ko": stop["ko"], "en": stop["en"]} for stop in content.weeks()["stops"]],
        "usual": _usual(scope, facts, kpis),
        "weeks": _weeks(success),
        "roles": _roles(scope, facts),
        "cost": {"currency": "KRW", "lines": [], "why": _COST_WHY},
    }


_DESIGN_WHY = {
    "ko": "시작 전 기록과 견줘요. 견줄 다른 일이 없어서 근거 등급은 C까지예요.",
    "en": "Compared with the records from before. Nothing else to compare with, so the evidence class is C at most.",
}
_COST_WHY = {
    "ko": "도구 값, 호출 요금, 사람의 시간을 적으면 값을 계산할 때 그대로 쓰여요. 무료 요금제라면 0원으로 적어 주세요.",
    "en": "Tools, calls and people's time entered here are used when its worth is computed. Enter 0 for a free plan.",
}


def _scope(answers: Mapping[str, Any], facts: Facts) -> list[dict[str, Any]]:
    known = {each.id: each for each in facts.processes}
    chosen = [known[each] for each in answers.get("process", []) if each in known][:MOST_PROCESSES]
    named = str(answers.get("process_named", "")).strip()
    scope: list[dict[str, Any]] = [_in_scope(each, place) for place, each in enumerate(chosen)]
    if named and len(scope) < MOST_PROCESSES:
        why = {
            "ko": "직접 적었어요. 업무 목록에 적으면 기록과 이어져요.",
            "en": "Named by you; add it to Work as well.",
        }
        scope.append({"process": "", "name": named, "week": len(scope) + 1, "why": why})
    if not scope and facts.processes:
        best = max(facts.processes, key=lambda each: (each.repeats is not None, each.volume or 0))
        scope = [{**_in_scope(best, 0), "why": _BUSIEST}]
    return scope


_BUSIEST = {
    "ko": "기록이 있고 건수가 가장 많아서 달라진 것을 가장 빨리 알 수 있어요.",
    "en": "It has records and the most cases, so a change shows soonest.",
}


def _in_scope(each: ProcessFact, place: int) -> dict[str, Any]:
    why = each.repeats or {
        "ko": "되풀이되는 일인지는 아직 몰라요. 일의 기록을 올리면 알 수 있어요.",
        "en": "Whether it repeats is not known yet; its event log would tell.",
    }
    return {"process": each.id, "name": each.name, "week": min(place + 1, 2), "why": dict(why)}


def _known_source(scope: Sequence[Mapping[str, Any]], facts: Facts) -> str:
    """The dataset that is the event log of the first process, where nobody said otherwise."""
    logs = {each.id: each.log for each in facts.processes if each.log}
    log = logs.get(scope[0]["process"], "") if scope else ""
    stem = log.rsplit(".", 1)[0]
    return next((key for key, name in facts.datasets.items() if stem and name == stem), "")


def _calendar(today: date, weeks: int) -> dict[str, Any]:
    """From the Monday after next, so that there are days to prepare; the decision on the first working day after."""
    start = today + timedelta(days=(7 - today.weekday()) + (7 if today.weekday() > 2 else 0))
    end = start + timedelta(days=7 * weeks - 3)
    decide = end + timedelta(days=3)
    closed = holidays_kr()
    while decide in closed or decide.weekday() > 4:
        decide += timedelta(days=1)
    return {
        "starts_on": start.isoformat(),
        "ends_on": end.isoformat(),
        "decide_on": decide.isoformat(),
        "baseline_from": (start - timedelta(weeks=BASELINE_WEEKS)).isoformat(),
        "baseline_to": (start - timedelta(days=1)).isoformat(),
        "washout": 7 if weeks > 2 else 0,
        "why": {
            "ko": "월요일에 시작해서 요일이 고르게 들어가요. 첫 주는 익히는 기간으로 보고 계산에서 빼요."
            if weeks > 2
            else "월요일에 시작해요. 두 주는 짧아서 익히는 기간을 따로 빼지 않아요.",
            "en": "It starts on a Monday so that weekdays are even; the first week is for learning and does not count."
            if weeks > 2
            else "It starts on a Monday. Two weeks are short, so no days are left out for learning.",
        },
    }


def _kpis(
    constraint: Mapping[str, Any], answers: Mapping[str, Any], scope: Sequence[Mapping[str, Any]], calendar: Plan
) -> list[dict[str, Any]]:
    """Two or three that count, and running cost beside them if it is not one of them."""
    wanted = list(constraint["kpis"])
    made = [from_template(each, answers, scope, calendar, core=True) for each in wanted]
    if "cost" not in wanted:
        made.append(from_template("cost", answers, scope, calendar, core=False))
    return made


def _usual(scope: Sequence[Mapping[str, Any]], facts: Facts, kpis: Sequence[Mapping[str, Any]]) -> list[str]:
    """Templates that are usually measured where such things come in, and are not in the plan yet."""
    inputs = {each.input for each in facts.processes if each.id in {part["process"] for part in scope}}
    held = {kpi["id"] for kpi in kpis}
    templates = content.templates().values()
    return [each["id"] for each in templates if each["id"] not in held and inputs & set(each.get("for", ()))]


def from_template(
    template_id: str, answers: Mapping[str, Any], scope: Sequence[Mapping[str, Any]], calendar: Plan, *, core: bool
) -> dict[str, Any]:
    """One KPI of the catalogue as a plan holds it: with its source and its window before the start."""
    template = content.templates()[template_id]
    source = str(answers.get("source", "none"))
    kind = template["source"]
    if kind in {"log", "runs"}:
        kind = {"runs": "runs", "import": "import", "none": "import"}.get(source, "log")
    return {
        "id": template_id,
        "name": dict(template["name"]),
        "definition": dict(template["definition"]),
        "query": dict(template["query"]),
        "unit": dict(template["unit"]),
        "direction": template["direction"],
        "axis": template["axis"],
        "core": core,
        "source": {
            "kind": kind,
            "measure": template["measure"],
            "dataset": source if kind == "log" else "",
            "process": scope[0]["process"] if scope else "",
        },
        "baseline": {"from": calendar["baseline_from"], "to": calendar["baseline_to"]},
        "links": list(template.get("links", ())),
        "why": dict(template["why"]),
    }


def _gate(kpi: Mapping[str, Any]) -> dict[str, Any]:
    template = content.templates()[kpi["id"]]["gate"]
    return gate_of(kpi, template["kind"], float(template["threshold"]), template["aim"])


def gate_of(kpi: Mapping[str, Any], kind: str, threshold: float, aim: Mapping[str, str]) -> dict[str, Any]:
    """A gate for a KPI, as `engines.value.Gate.as_json` writes it."""
    return {
        "id": kpi["id"],
        "kpi": dict(kpi["name"]),
        "aim": dict(aim),
        "kind": kind,
        "direction": kpi["direction"],
        "threshold": threshold,
        "unit": dict(kpi["unit"]),
    }


def _goal(scope: Sequence[Mapping[str, Any]], kpis: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = ", ".join(str(each["name"]) for each in scope)
    core = [kpi for kpi in kpis if kpi["core"]]
    aims = [(kpi["name"], content.templates()[kpi["id"]]["gate"]["aim"]) for kpi in core]
    ko = ", ".join(f"{name['ko']} {aim['ko']}" for name, aim in aims)
    en = "; ".join(f"{name['en'].lower()} {aim['en']}" for name, aim in aims)
    lead_ko, lead_en = (f"{names}: ", f"{names}: ") if names else ("", "")
    return {
        "name": {
            "ko": f"{names} 파일럿" if names else "첫 파일럿",
            "en": f"Pilot: {names}" if names else "First pilot",
        },
        "text": {"ko": f"{lead_ko}{ko}.", "en": f"{lead_en}{en}."},
    }


def _patterns(scope: Sequence[Mapping[str, Any]], facts: Facts) -> list[dict[str, Any]]:
    known = {each.id: each for each in facts.processes}
    return [
        {
            "process": each["process"],
            "name": each["name"],
            "pattern": known[each["process"]].pattern,
            "why": dict(known[each["process"]].pattern_why),
        }
        for each in scope
        if each["process"] in known
    ]


def _weeks(success: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The catalogue's weeks; after the two-week plan every further week is for measuring."""
    plans = content.weeks()
    made = [dict(each) for each in plans["plans"][success["plan"]]]
    if success["plan"] == "two_weeks":
        made += [{"week": week, **plans["plans"]["measuring"]} for week in range(3, int(success["weeks"]) + 1)]
    return made


def _roles(scope: Sequence[Mapping[str, Any]], facts: Facts) -> list[dict[str, Any]]:
    """The owner of the first process leads; the firm's owner approves; the rest is open until somebody is named."""
    known = {each.id: each for each in facts.processes}
    leader = known[scope[0]["process"]].owner if scope and scope[0]["process"] in known else ""
    approver = next((person for person, _name, role in facts.people if role == "owner"), "")
    taken = {"lead": leader, "approver": approver}
    return [
        {
            "id": role["id"],
            "name": dict(role["name"]),
            "duty": dict(role["duty"]),
            "part": role["part"],
            "person": taken.get(role["id"], ""),
        }
        for role in content.weeks()["roles"]
    ]
