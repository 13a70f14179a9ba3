"""Case by case: handling times compared among cases of one kind, so that a change of the mix is not taken for a gain.

The money and the gate follow this comparison where a log allows it; the daily means stay as the picture over time.
Cases count on the days that the daily comparison counts, from the baseline window on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language, Problem

BASELINE = timedelta(weeks=12)  # looked back at where the plan names no window: older work is another work
MOST_KINDS, FEWEST_SAID = 12, 0.8  # more values than this name single things; fewer filled cells say too little
KIND = re.compile(r"유형|종류|구분|분류|category|kind|type|class", re.I)
AGENT = re.compile(r"담당|직원|처리자|작성자|agent|resource|owner|handler|assignee", re.I)
DIFFER = {
    "ko": "하루 평균과 건끼리의 비교가 서로 다르게 움직였어요. 건의 구성이 달라졌거나 느린 흐름이 있어서예요.",
    "en": "Daily means and the comparison of cases moved differently: the mix changed, or there is a slow drift.",
}


@dataclass(frozen=True)
class Casewise:
    """effect: minutes in the unit that the findings tell. kind, agent: columns compared within; "" for none."""

    effect: value.CaseEffect
    kind: str
    agent: str
    since: date
    differ: bool  # whether the daily means say something this comparison rules out

    def as_json(self, unit: Mapping[str, str], unit_minutes: float) -> dict[str, Any]:
        warned = [{"ko": each.sentence("ko"), "en": each.sentence("en")} for each in self.effect.warnings]
        return {
            **self.effect.as_json(),
            "says": {"ko": self._says("ko", unit), "en": self._says("en", unit)},
            "warned": [*warned, *([DIFFER] if self.differ else [])],
            "unit": dict(unit),
            "saved_minutes": value.saved_minutes(self.effect, unit_minutes),
            "kind_column": self.kind,
            "agent_column": self.agent,
            "since": self.since.isoformat(),
        }

    def _says(self, language: Language, unit: Mapping[str, str]) -> str:
        return self.effect.sentence(language, unit[language], "한 건에" if language == "ko" else "per case")


def compare_cases(
    log: processes.EventLog,
    daily: value.Effect,
    *,
    start: date,
    unit_minutes: float,
    baseline: tuple[date, date] | None = None,
) -> Casewise | None:
    """None where the cases cannot be compared: too few on one side, or none that differ."""
    kind, agent = column(log, KIND), column(log, AGENT)
    window = baseline or (start - BASELINE, start - timedelta(days=1))
    sides = {point.date: point.use for point in daily.points if point.use == "after" or _within(point, window)}
    rows = _rows(log, sides, unit_minutes, kind, agent)
    try:
        found = value.case_effect(
            rows,
            group="side",
            value="value",
            strata=("kind",) if kind else (),
            day="day",
            agent="agent" if agent else None,
        )
    except Problem:
        return None
    # Faults that the daily comparison found in the record (clock, gaps, changed definition) are faults of these cases.
    weakest = max(found.evidence_class, daily.evidence_class)
    found = replace(found, final=daily.final, evidence_class=weakest)
    return Casewise(found, kind, agent, window[0], _differ(found, daily))


def _within(point: value.Point, window: tuple[date, date]) -> bool:
    return point.use == "before" and window[0] <= point.date <= window[1]


def column(log: processes.EventLog, called: re.Pattern[str]) -> str:
    """The attribute of whole cases whose name says so and that holds a few values over and over; "" for none."""
    for name, values in log.attributes.items():
        said = [each for each in values if each and each.strip()]
        if called.search(name) and len(said) >= FEWEST_SAID * len(values) and 1 < len(set(said)) <= MOST_KINDS:
            return name
    return ""


def _rows(
    log: processes.EventLog, sides: Mapping[date, str], unit_minutes: float, kind: str, agent: str
) -> list[dict[str, Any]]:
    kinds, agents = log.attributes.get(kind), log.attributes.get(agent)
    found = []
    for place, case in enumerate(processes.case_table(log)):
        if case.end is None or case.minutes is None or case.events < 2:  # one event has no length
            continue
        day = case.end.astimezone(SEOUL).date()
        if day in sides:
            row = {"side": sides[day], "value": case.minutes / unit_minutes, "day": day}
            row["kind"] = (kinds[place] if kinds else "") or "—"
            row["agent"] = (agents[place] if agents else "") or "—"
            found.append(row)
    return found


def _differ(found: value.CaseEffect, daily: value.Effect) -> bool:
    if found.ratio is None or daily.ratio is None:
        return False
    return not daily.ratio.low <= found.ratio.mid <= daily.ratio.high


def baseline_of(plan: Mapping[str, Any]) -> tuple[date, date] | None:
    """The window in which the plan measures handling time before the start."""
    kpi: Mapping[str, Any] = next((each for each in plan.get("kpis", []) if each["id"] == "time"), {})
    window = kpi.get("baseline") or {}
    if not window.get("from") or not window.get("to"):
        return None
    return date.fromisoformat(window["from"]), date.fromisoformat(window["to"])


def deciding(result: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The comparison that gate, sentence and money follow: case by case where there is one, else day by day."""
    told = result or {}
    return told.get("case_effect") or told.get("effect")


def why_cases(told: Mapping[str, Any], said: Language) -> Sequence[str]:
    """Why the comparison of cases decides, and what it was compared within."""
    return [each[0 if said == "ko" else 1] for each in _reasons(told)]


def _reasons(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [
        (
            "판정과 돈은 건끼리 견준 값으로 정해요. 쓴 시간을 모두 더한 것과 맞는 값이라서예요.",
            "The gate and the money follow the comparison of cases: it adds up to the time that was really spent.",
        )
    ]
    kind, agent = told["kind_column"], told["agent_column"]
    if kind:
        ko = f"같은 '{kind}'끼리 견줘서, 쉬운 건이 늘어난 것은 효과로 세지 않아요."
        found.append((ko, f"Cases of the same '{kind}' are compared, so more easy cases are not taken for an effect."))
    else:
        ko = "기록에 건의 종류를 나누는 열이 없어서, 건의 구성이 달라졌는지는 알 수 없어요."
        found.append((ko, "The log has no column of case types, so a change of the mix cannot be told from an effect."))
    if agent:
        ko = f"'{agent}'에 건이 넉넉하면 같은 사람의 건끼리 견줘요."
        found.append((ko, f"Where '{agent}' has cases enough, those of one person are compared among themselves."))
    ko = "하루 평균은 시간이 흐르며 어떻게 움직였는지 보는 그림이에요."
    found.append((ko, "The daily means are the picture over time."))
    return found
