"""Section by section: from a plan to a form, and from what was typed back to the section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from jangbu.apps.people import queries as people
from jangbu.apps.pilots.casewise import ColumnFact
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting.draft import from_template, gate_of
from jangbu.apps.pilots.drafting.forms import (
    NO_COLUMN,
    PROPOSED,
    CalendarForm,
    CostFormSet,
    DesignForm,
    GateFormSet,
    GoalForm,
    KpiFormSet,
    ScopeForm,
    TextForm,
    WeekFormSet,
    same_or_typed,
)
from jangbu.kernel.errors import Language

Plan = Mapping[str, Any]
Typed = QueryDict | None


@dataclass(frozen=True)
class Around:
    """What an editor needs besides the plan: the reader's language, and the names of things to choose from."""

    said: Language
    processes: Sequence[tuple[str, str]] = ()
    datasets: Sequence[tuple[str, str]] = ()
    patterns: Sequence[tuple[str, str]] = ()
    columns: Sequence[ColumnFact] = ()  # of the log, for the design


@dataclass(frozen=True)
class Editor:
    """One or more forms (a formset is one), and how what they hold becomes the section again."""

    form: Any
    told: Callable[[], Any]
    many: bool = False
    adds: Sequence[tuple[str, str]] = field(default_factory=tuple)  # templates that may be added


def editor(section: str, plan: Plan, typed: Typed, around: Around) -> Editor:
    return _EDITORS[section](plan, typed, around)


def _goal(plan: Plan, typed: Typed, around: Around) -> Editor:
    goal, said = plan["goal"], around.said
    shown = {"name": content.said(goal["name"], said), "text": content.said(goal["text"], said)}
    form = GoalForm(typed, initial=shown)

    def told() -> Any:
        given = form.cleaned_data
        return {key: same_or_typed(goal[key], given[key], said) for key in ("name", "text")}

    return Editor(form, told)


def _kpis(plan: Plan, typed: Typed, around: Around) -> Editor:
    said, held = around.said, {kpi["id"]: kpi for kpi in plan["kpis"]}
    shown = [
        {
            "id": kpi["id"],
            "name": content.said(kpi["name"], said),
            "definition": content.said(kpi["definition"], said),
            "unit": content.said(kpi["unit"], said),
            "direction": kpi["direction"],
            "axis": kpi["axis"],
            "source": kpi["source"]["kind"],
            "dataset": kpi["source"].get("dataset", ""),
            "baseline_from": kpi["baseline"]["from"],
            "baseline_to": kpi["baseline"]["to"],
            "core": kpi["core"],
        }
        for kpi in plan["kpis"]
    ]
    extra = {"datasets": around.datasets, "said": said}
    formset = KpiFormSet(typed, initial=shown, prefix="kpi", form_kwargs=extra)
    usual = plan.get("usual", [])
    names = {key: each["name"][said] for key, each in content.templates().items() if key not in held}
    adds = sorted(names.items(), key=lambda each: each[0] not in usual)  # what such work usually measures comes first

    def told() -> Any:
        kept = [_kpi(held.get(given["id"], {}), given, said) for given in _kept(formset)]
        added = typed.get("add", "") if typed else ""
        if added in dict(adds):
            kept.append(from_template(added, plan.get("answers", {}), plan["scope"], plan["calendar"], core=False))
        return kept

    return Editor(formset, told, many=True, adds=adds)


def _kpi(before: Mapping[str, Any], given: Mapping[str, Any], said: Language) -> dict[str, Any]:
    source = before.get("source", {})
    return {
        "id": given["id"],
        "name": same_or_typed(before.get("name"), given["name"], said),
        "definition": same_or_typed(before.get("definition"), given["definition"], said),
        "query": before.get("query", {}),
        "unit": same_or_typed(before.get("unit"), given["unit"], said),
        "direction": given["direction"],
        "axis": given["axis"],
        "core": given["core"],
        "source": {**source, "kind": given["source"], "dataset": given["dataset"]},
        "baseline": {"from": given["baseline_from"].isoformat(), "to": given["baseline_to"].isoformat()},
        "links": before.get("links", []),
        "why": before.get("why", {}),
    }


def _gates(plan: Plan, typed: Typed, around: Around) -> Editor:
    said, held = around.said, {gate["id"]: gate for gate in plan["gates"]}
    kpis = {kpi["id"]: kpi for kpi in plan["kpis"]}
    shown = [
        {
            "id": gate["id"],
            "kind": gate["kind"],
            "change": round(100 * (gate["threshold"] - 1), 6) if gate["kind"] == "ratio" else gate["threshold"],
            "aim": content.said(gate["aim"], said),
        }
        for gate in plan["gates"]
    ]
    formset = GateFormSet(typed, initial=shown, prefix="gate")
    for form in formset:
        form.heading = content.said(held.get(str(form["id"].value()), {}).get("kpi"), said)
    adds = [(key, content.said(kpi["name"], said)) for key, kpi in kpis.items() if key not in held]

    def told() -> Any:
        kept = []
        for given in _kept(formset):
            before = held.get(given["id"])
            if before is not None:
                kept.append(_gate({**before, "kpi": kpis.get(given["id"], {}).get("name", before["kpi"])}, given, said))
        added = typed.get("add", "") if typed else ""
        if added in dict(adds):
            template = content.templates().get(added, {}).get("gate")
            rule = template or {"kind": "ratio", "threshold": 0.8, "aim": {"ko": "20% 줄이기", "en": "20% less"}}
            kept.append(gate_of(kpis[added], rule["kind"], float(rule["threshold"]), rule["aim"]))
        return kept

    return Editor(formset, told, many=True, adds=adds)


def _gate(before: Mapping[str, Any], given: Mapping[str, Any], said: Language) -> dict[str, Any]:
    threshold = 1 + given["change"] / 100 if given["kind"] == "ratio" else given["change"]
    aim = same_or_typed(before["aim"], given["aim"], said)
    return {**before, "kind": given["kind"], "threshold": round(threshold, 6), "aim": aim}


def _scope(plan: Plan, typed: Typed, around: Around) -> Editor:
    scope = plan["scope"]
    shown = {
        "process": [each["process"] for each in scope if each["process"]],
        "named": ", ".join(each["name"] for each in scope if not each["process"]),
    }
    form = ScopeForm(typed, initial=shown, processes=around.processes)

    def told() -> Any:
        before = {each["process"]: each for each in scope if each["process"]}
        names = dict(around.processes)
        kept = [
            before.get(key) or {"process": key, "name": names[key], "week": 2, "why": {}}
            for key in form.cleaned_data["process"]
        ]
        named = [part.strip() for part in form.cleaned_data["named"].split(",") if part.strip()]
        return kept + [{"process": "", "name": name, "week": 1, "why": {}} for name in named]

    return Editor(form, told)


class _PatternForm(forms.Form):
    """A choice for each process in scope."""

    def __init__(self, typed: Typed, pattern: Sequence[Mapping[str, Any]], choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(typed)
        for place, each in enumerate(pattern):
            self.fields[f"p{place}"] = forms.ChoiceField(
                label=each["name"], choices=list(choices), initial=each["pattern"]
            )


def _pattern(plan: Plan, typed: Typed, around: Around) -> Editor:
    pattern = plan.get("pattern", [])
    form = _PatternForm(typed, pattern, around.patterns)

    def told() -> Any:
        return [
            each
            if form.cleaned_data[f"p{place}"] == each["pattern"]
            else {**each, "pattern": form.cleaned_data[f"p{place}"], "why": {}}
            for place, each in enumerate(pattern)
        ]

    return Editor(form, told)


def _design(plan: Plan, typed: Typed, around: Around) -> Editor:
    design = plan["design"]
    kept = design.get("columns", {})
    names = {f"{role}_column": kept.get(role, PROPOSED) or NO_COLUMN for role in ("kind", "agent")}
    shown = {"kind": design["kind"], "control": design.get("control", ""), **names}
    form = DesignForm(typed, initial=shown, datasets=around.datasets, columns=around.columns, said=around.said)

    def told() -> Any:
        kind = form.cleaned_data["kind"]
        known: dict[str, Any] = next((each for each in design.get("known", []) if each["kind"] == kind), {})
        why = design.get("why") if kind == design["kind"] else known.get("why", {})
        says = known.get("says", design.get("says", {}) if kind == design["kind"] else {})
        told = {**design, "kind": kind, "control": form.cleaned_data["control"], "why": why, "says": says}
        return {**told, "columns": form.columns()} if around.columns else told

    return Editor(form, told)


def _calendar(plan: Plan, typed: Typed, around: Around) -> Editor:
    calendar = plan["calendar"]
    form = CalendarForm(typed, initial={key: value for key, value in calendar.items() if key != "why"})

    def told() -> Any:
        given = {key: value if key == "washout" else value.isoformat() for key, value in form.cleaned_data.items()}
        return {**given, "why": calendar.get("why", {}) if given["washout"] == calendar["washout"] else {}}

    return Editor(form, told)


def _expand(plan: Plan, typed: Typed, around: Around) -> Editor:
    form = TextForm(typed, initial={"text": content.said(plan.get("expand"), around.said)})
    return Editor(form, lambda: same_or_typed(plan.get("expand"), form.cleaned_data["text"], around.said))


def _stops(plan: Plan, typed: Typed, around: Around) -> Editor:
    stops, said = plan.get("stops", []), around.said
    known: dict[str, Any] = {content.said(stop, said): stop for stop in stops}
    form = TextForm(typed, initial={"text": "\n".join(known)})
    return Editor(form, lambda: [known.get(line) or content.typed(line) for line in form.lines()])


def _weeks(plan: Plan, typed: Typed, around: Around) -> Editor:
    weeks, said = plan.get("weeks", []), around.said
    texts = [text for each in weeks for text in (each["title"], *each["tasks"])]
    known: dict[str, Any] = {content.said(text, said): text for text in texts}
    shown = [
        {
            "week": each["week"],
            "title": content.said(each["title"], said),
            "tasks": "\n".join(content.said(task, said) for task in each["tasks"]),
        }
        for each in weeks
    ]
    formset = WeekFormSet(typed, initial=shown, prefix="week")

    def told() -> Any:
        kept = [
            {
                "week": given["week"],
                "title": known.get(given["title"]) or content.typed(given["title"]),
                "tasks": [
                    known.get(line.strip()) or content.typed(line.strip())
                    for line in given["tasks"].splitlines()
                    if line.strip()
                ],
            }
            for given in _kept(formset)
        ]
        return sorted(kept, key=lambda each: each["week"])

    return Editor(formset, told, many=True)


class _RolesForm(forms.Form):
    """A person for each role."""

    def __init__(self, typed: Typed, roles: Sequence[Mapping[str, Any]], said: Language) -> None:
        super().__init__(typed)
        names = [("", "–"), *((each.pk, each.name) for each in people.by_role("pilots.read"))]
        for role in roles:
            self.fields[role["id"]] = forms.ChoiceField(
                label=content.said(role["name"], said),
                help_text=content.said(role["duty"], said),
                choices=names,
                initial=role["person"],
                required=False,
                widget=forms.Select(attrs={"translate": "no"}),
            )


def _roles(plan: Plan, typed: Typed, around: Around) -> Editor:
    roles = plan.get("roles", [])
    form = _RolesForm(typed, roles, around.said)
    return Editor(form, lambda: [{**role, "person": form.cleaned_data[role["id"]]} for role in roles])


def _cost(plan: Plan, typed: Typed, around: Around) -> Editor:
    formset = CostFormSet(typed, initial=plan.get("cost", {}).get("lines", []), prefix="cost")

    def told() -> Any:
        keys = ("name", "amount", "per", "plan")
        return {**plan.get("cost", {}), "lines": [{key: given[key] for key in keys} for given in _kept(formset)]}

    return Editor(formset, told, many=True)


def _kept(formset: Any) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]


_EDITORS: dict[str, Callable[[Plan, Typed, Around], Editor]] = {
    "goal": _goal,
    "kpis": _kpis,
    "gates": _gates,
    "scope": _scope,
    "pattern": _pattern,
    "design": _design,
    "calendar": _calendar,
    "expand": _expand,
    "stops": _stops,
    "weeks": _weeks,
    "roles": _roles,
    "cost": _cost,
}
