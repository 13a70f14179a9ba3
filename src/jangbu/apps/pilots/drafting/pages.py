"""From a plan to what its page shows. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting.forms import DESIGNS, KINDS, PLANS, SOURCES
from jangbu.kernel.errors import Language
from jangbu.kernel.text import day, number

Plan = Mapping[str, Any]
Line = dict[str, Any]


def sections(plan: Plan, said: Language, names: Mapping[str, str], patterns: Mapping[str, str]) -> list[dict[str, Any]]:
    """The plan section by section: {id, title, note, lines: [{b, p, why, owned}], frozen}. names: of people by id;
    patterns: words of the automation patterns."""
    makers = {
        "goal": _goal(plan, said),
        "scope": _scope(plan, said),
        "kpis": _kpis(plan, said),
        "gates": _gates(plan, said),
        "design": _design(plan, said),
        "calendar": _calendar(plan, said),
        "pattern": _pattern(plan, said, patterns),
        "expand": [{"p": content.said(plan.get("expand"), said)}],
        "stops": [{"p": content.said(stop, said)} for stop in plan.get("stops", [])],
        "weeks": _weeks(plan, said),
        "roles": _roles(plan, said, names),
        "cost": _cost(plan, said),
    }
    titles = titles_of()
    return [{"id": key, "title": titles[key], "lines": lines} for key, lines in makers.items()]


def titles_of() -> dict[str, str]:
    return {
        "goal": _("목표"),
        "scope": _("어느 일에서"),
        "kpis": pgettext("plan", "지표"),
        "gates": pgettext("plan", "통과 기준"),
        "design": _("비교 방법"),
        "calendar": pgettext("plan", "일정"),
        "pattern": _("자동화 방식"),
        "expand": _("넓히는 조건"),
        "stops": _("멈추는 조건"),
        "weeks": _("주마다 할 일"),
        "roles": _("맡은 사람"),
        "cost": _("비용"),
    }


def _goal(plan: Plan, said: Language) -> list[Line]:
    goal = plan["goal"]
    return [{"b": content.said(goal["name"], said), "p": content.said(goal["text"], said), "owned": True}]


def _scope(plan: Plan, said: Language) -> list[Line]:
    return [
        {
            "b": each["name"],
            "owned_b": True,
            "p": _("%(n)s주째부터") % {"n": each["week"]},
            "why": content.said(each.get("why"), said),
        }
        for each in plan.get("scope", [])
    ]


def _kpis(plan: Plan, said: Language) -> list[Line]:
    found = []
    sources = {key: str(label) for key, label in SOURCES}
    for kpi in plan.get("kpis", []):
        axis = content.axes().get(kpi["axis"], {}).get(said, "")
        window = kpi["baseline"]
        parts = [
            content.said(kpi["definition"], said),
            *([_("재는 법: %(how)s") % {"how": query}] if (query := content.said(kpi.get("query"), said)) else []),
            f"{content.said(kpi['unit'], said)} · {axis} · {sources.get(kpi['source']['kind'], '')}",
            _("시작 전 값은 %(first)s부터 %(last)s까지")
            % {
                "first": day(date.fromisoformat(window["from"]), said),
                "last": day(date.fromisoformat(window["to"]), said),
            },
        ]
        found.append(
            {
                "b": content.said(kpi["name"], said),
                "tag": _("중요한 지표") if kpi["core"] else _("함께 보는 지표"),
                "parts": parts,
                "why": content.said(kpi.get("why"), said),
            }
        )
    usual = [content.templates()[key]["name"][said] for key in plan.get("usual", []) if key in content.templates()]
    if usual:
        found.append({"b": _("이런 일에서 더 재기도 해요"), "p": ", ".join(usual)})
    return found


def _gates(plan: Plan, said: Language) -> list[Line]:
    kinds = {key: str(label) for key, label in KINDS}
    return [
        {
            "b": content.said(gate["kpi"], said),
            "p": f"{content.said(gate['aim'], said)} ({kinds[gate['kind']]}: {shown_threshold(gate, said)})",
        }
        for gate in plan.get("gates", [])
    ]


def shown_threshold(gate: Mapping[str, Any], said: Language) -> str:
    """−30%, +0.5 points, 3.5 points: as people say it."""
    unit = content.said(gate.get("unit"), said)
    if gate["kind"] == "ratio":
        change = round(100 * (float(gate["threshold"]) - 1), 1)
        return f"{'+' if change > 0 else ''}{number(change, 0 if change == round(change) else 1)}%"
    text = number(float(gate["threshold"]), 1)
    sign = "+" if gate["kind"] == "difference" and float(gate["threshold"]) > 0 else ""
    return f"{sign}{text}{unit if said == 'ko' else ' ' + unit}"


def _design(plan: Plan, said: Language) -> list[Line]:
    design = plan.get("design", {})
    names = {key: str(label) for key, label in DESIGNS}
    chosen: Line = {
        "b": names.get(design.get("kind", ""), ""),
        "p": content.said(design.get("says"), said),
        "why": content.said(design.get("why"), said),
    }
    others = [
        {"b": names.get(each["kind"], each["kind"]), "tag": _("다른 방법"), "p": content.said(each["says"], said)}
        for each in design.get("known", [])
        if each["kind"] != design.get("kind")
    ]
    on = [date.fromisoformat(each) for each, works in design.get("days", {}).items() if works]
    if on:
        found = ", ".join(day(each, said) for each in on)
        chosen["parts"] = [_("켜는 날: %(days)s") % {"days": found}]
    return [chosen, *others]


def _calendar(plan: Plan, said: Language) -> list[Line]:
    dates = plan["calendar"]

    def shown(name: str) -> str:
        return day(date.fromisoformat(dates[name]), said, year=True)

    return [
        {"b": _("시작"), "p": shown("starts_on")},
        {"b": _("끝"), "p": shown("ends_on")},
        {"b": _("판정일"), "p": shown("decide_on"), "why": _("미리 정해 두면, 좋아 보이는 날을 골라 판정하지 않아요.")},
        {"b": _("시작 전 값"), "p": f"{shown('baseline_from')} ~ {shown('baseline_to')}"},
        {
            "b": _("익히는 기간"),
            "p": _("%(n)s일") % {"n": dates["washout"]},
            "why": content.said(dates.get("why"), said),
        },
    ]


def _pattern(plan: Plan, said: Language, patterns: Mapping[str, str]) -> list[Line]:
    return [
        {
            "b": each["name"],
            "owned_b": True,
            "p": patterns.get(each["pattern"], ""),
            "why": content.said(each.get("why"), said),
        }
        for each in plan.get("pattern", [])
    ]


def _weeks(plan: Plan, said: Language) -> list[Line]:
    return [
        {
            "tag": _("%(n)s주째") % {"n": each["week"]},
            "b": content.said(each["title"], said),
            "parts": [content.said(task, said) for task in each["tasks"]],
        }
        for each in plan.get("weeks", [])
    ]


def _roles(plan: Plan, said: Language, names: Mapping[str, str]) -> list[Line]:
    return [
        {
            "b": content.said(role["name"], said),
            "person": names.get(role["person"], ""),
            "p": content.said(role["duty"], said),
        }
        for role in plan.get("roles", [])
    ]


def _cost(plan: Plan, said: Language) -> list[Line]:
    cost = plan.get("cost", {})
    kinds = {key: str(label) for key, label in PLANS}
    lines = [
        {
            "b": each["name"],
            "owned_b": True,
            "p": f"{number(each['amount'])}{'원' if said == 'ko' else ' won'}"
            f" · {_('한 번') if each['per'] == 'once' else _('달마다')} · {kinds.get(each['plan'], '')}",
        }
        for each in cost.get("lines", [])
    ]
    return lines or [{"p": _("아직 적지 않았어요."), "why": content.said(cost.get("why"), said)}]
