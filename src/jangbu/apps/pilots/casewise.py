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

from jangbu.apps.pilots.arms.sides import Arms
from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language, Problem

BASELINE = timedelta(weeks=12)  # looked back at where the plan names no window: older work is another work
MOST_KINDS, FEWEST_SAID = 12, 0.8  # more values than this name single things; fewer filled cells say too little
KIND = re.compile(r"유형|종류|구분|분류|category|kind|type|class", re.I)
AGENT = re.compile(r"담당|직원|처리자|작성자|agent|resource|owner|handler|assignee", re.I)
OFF, ON = ("before", "control"), ("after", "treated")
GONE = {
    "ko": "견줄 때 쓰기로 한 열 '{column}' 자리가 이 기록에 없어요.",
    "en": "The column '{column}' that was chosen to compare within is not in this log.",
}
DIFFER = {
    "ko": "하루 평균과 건끼리의 비교가 서로 다르게 움직였어요. 건의 구성이 달라졌거나 느린 흐름이 있어서예요.",
    "en": "Daily means and the comparison of cases moved differently: the mix changed, or there is a slow drift.",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Columns that a person chose to compare within; None leaves it to the proposal, "" wants none."""

    kind: str | None = None
    agent: str | None = None

    @classmethod
    def of(cls, design: Mapping[str, Any]) -> Chosen:
        told = design.get("columns") or {}
        return cls(told.get("kind"), told.get("agent"))


@dataclass(frozen=True)
class Casewise:
    """effect: minutes in the unit that the findings tell. kind, agent: columns compared within; "" for none. since:
    the first day of the cases before; None where lots were drawn, and both sides lie in the pilot."""

    effect: value.CaseEffect
    kind: str
    agent: str
    since: date | None
    differ: bool  # whether the daily means say something this comparison rules out
    gone: tuple[str, ...] = ()  # columns that were chosen and are not in this log

    def as_json(self, unit: Mapping[str, str], unit_minutes: float) -> dict[str, Any]:
        warned = [{"ko": each.sentence("ko"), "en": each.sentence("en")} for each in self.effect.warnings]
        warned += [{said: text.format(column=name) for said, text in GONE.items()} for name in self.gone]
        return {
            **self.effect.as_json(),
            "says": {"ko": self._says("ko", unit), "en": self._says("en", unit)},
            "warned": [*warned, *([DIFFER] if self.differ else [])],
            "unit": dict(unit),
            "saved_minutes": value.saved_minutes(self.effect, unit_minutes),
            "kind_column": self.kind,
            "agent_column": self.agent,
            "since": self.since.isoformat() if self.since else None,
            "by_lot": self.since is None,
        }

    def _says(self, language: Language, unit: Mapping[str, str]) -> str:
        return self.effect.sentence(language, unit[language], "한 건에" if language == "ko" else "per case")


@dataclass(frozen=True, slots=True)
class _Within:
    """The columns of a log that cases are compared within, and those that were chosen but are not there."""

    kind: str
    agent: str
    gone: tuple[str, ...]

    @classmethod
    def of(cls, log: processes.EventLog, chosen: Chosen) -> _Within:
        told = {"kind": chosen.kind, "agent": chosen.agent}
        gone = tuple(name for name in told.values() if name and name not in log.attributes)
        proposed = {"kind": column(log, KIND), "agent": column(log, AGENT)}
        kept = {key: proposed[key] if name is None else name for key, name in told.items()}
        kind, agent = (name if name in log.attributes else "" for name in kept.values())
        return cls(kind, agent, gone)

    def strata(self) -> tuple[str, ...]:
        return ("kind",) if self.kind else ()


def compare_cases(
    log: processes.EventLog,
    daily: value.Effect,
    *,
    start: date,
    unit_minutes: float,
    baseline: tuple[date, date] | None = None,
    chosen: Chosen | None = None,
) -> Casewise | None:
    """None where the cases cannot be compared: too few on one side, or none that differ."""
    within = _Within.of(log, chosen or Chosen())
    window = baseline or (start - BASELINE, start - timedelta(days=1))
    sides = {point.date: point.use for point in daily.points if point.use == "after" or _within(point, window)}
    earlier = {point.date for point in daily.points if point.use == "before" and point.date < window[0]}
    every = _rows(log, unit_minutes, within)
    rows = [{**row, "side": sides[row["day"]]} for row in every if row["day"] in sides]
    history = [{**row, "side": "before"} for row in every if row["day"] in earlier]
    return _compared(rows, daily, within, window[0], day="day", history=history)


def compare_arms(
    log: processes.EventLog,
    daily: value.Effect,
    arms: Arms,
    *,
    unit_minutes: float,
    chosen: Chosen | None = None,
) -> Casewise | None:
    """Cases drawn for, with the change against without it. Days are shared by both, so cases are not tied by day."""
    within = _Within.of(log, chosen or Chosen())
    rows = [{**row, "side": side} for row in _rows(log, unit_minutes, within) if (side := arms.side(None, row["case"]))]
    return _compared(rows, daily, within, None, day=None)


def _compared(
    rows: list[dict[str, Any]],
    daily: value.Effect,
    within: _Within,
    since: date | None,
    *,
    day: str | None,
    history: Sequence[dict[str, Any]] = (),
) -> Casewise | None:
    """`history`: older cases, which tell only how the level drifts."""
    try:
        found = value.case_effect(
            rows,
            group="side",
            value="value",
            strata=within.strata(),
            day=day,
            agent="agent" if within.agent else None,
            history=history,
        )
    except Problem:
        return None
    # Faults that the daily comparison found in the record (clock, gaps, changed definition) are faults of these cases.
    weakest = max(found.evidence_class, daily.evidence_class)
    strayed = tuple(each for each in daily.warnings if each.code == "strayed")
    found = replace(found, final=daily.final, evidence_class=weakest, warnings=(*found.warnings, *strayed))
    return Casewise(found, within.kind, within.agent, since, _differ(found, daily), within.gone)


def rework_of(
    log: processes.EventLog,
    *,
    start: date,
    arms: Arms,
    baseline: tuple[date, date] | None = None,
    chosen: Chosen | None = None,
) -> value.Evidence | None:
    """Whether cases went through a step more than once, as a share: among cases of one kind where the log tells kinds,
    by lot where lots were drawn. None where one side has no cases."""
    within = _Within.of(log, chosen or Chosen())
    first = (baseline or (start - BASELINE, start))[0]
    rows: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    for row in _rows(log, 1.0, within, whole=False):
        side = arms.side(row["day"], row["case"]) if arms else "after" if row["day"] >= start else "before"
        if side:
            counts = row["day"] >= first  # older cases tell only how the share drifts
            (rows if counts else history).append({**row, "side": side, "value": float(row["rework"])})
    if within.kind:
        try:
            agent = "agent" if within.agent else None
            found = value.case_effect(
                rows, group="side", value="value", strata=("kind",), day=None if arms.cases else "day", agent=agent,
                kind="rate", history=history,
            )  # fmt: skip
            return replace(found, evidence_class="A") if arms else found
        except Problem:
            pass  # nobody, or everybody, needed a step again on one side: two shares can still be compared
    sums = [[row["value"] for row in rows if row["side"] in sides] for sides in (OFF, ON)]
    if not sums[0] or not sums[1]:
        return None
    plain = value.rate_effect(*(int(each) for side in sums for each in (sum(side), len(side))))
    return replace(plain, evidence_class=arms.weighed("A")) if arms else plain


def _within(point: value.Point, window: tuple[date, date]) -> bool:
    return point.use == "before" and window[0] <= point.date <= window[1]


@dataclass(frozen=True, slots=True)
class ColumnFact:
    """A column of whole cases: how much of it is filled, how many values it has, and for what it is proposed."""

    name: str
    filled: float
    values: int
    proposed: str  # kind, agent or ""

    @property
    def suits(self) -> bool:
        """A few values over and over; more than that name single things, fewer filled cells say too little."""
        return self.filled >= FEWEST_SAID and 1 < self.values <= MOST_KINDS

    def sentence(self, language: Language) -> str:
        filled = f"{100 * self.filled:.0f}%"
        if language == "ko":
            fit = "견줄 때 쓸 수 있어요" if self.suits else "값이 너무 많거나 적어서 견주기에 맞지 않아요"
            return f"값 {self.values}가지, 칸의 {filled}에 적혀 있어요. {fit}."
        fit = "It can be compared within" if self.suits else "Too many or too few values to compare within"
        return f"{self.values} values, {filled} of the cells filled. {fit}."


def columns_of(log: processes.EventLog) -> list[ColumnFact]:
    """Every column of whole cases, those that suit first."""
    proposed = {column(log, KIND): "kind", column(log, AGENT): "agent"}
    found = []
    for name, values in log.attributes.items():
        said = [each for each in values if each and each.strip()]
        found.append(ColumnFact(name, len(said) / max(1, len(values)), len(set(said)), proposed.get(name, "")))
    return sorted(found, key=lambda each: (not each.proposed, not each.suits, each.name))


def column(log: processes.EventLog, called: re.Pattern[str]) -> str:
    """The attribute of whole cases whose name says so and that holds a few values over and over; "" for none."""
    for name, values in log.attributes.items():
        said = [each for each in values if each and each.strip()]
        if called.search(name) and len(said) >= FEWEST_SAID * len(values) and 1 < len(set(said)) <= MOST_KINDS:
            return name
    return ""


def _rows(log: processes.EventLog, unit_minutes: float, within: _Within, *, whole: bool = True) -> list[dict[str, Any]]:
    """A row a case by the day it ended on; `whole` leaves out cases of one event, which have no length."""
    kinds, agents = log.attributes.get(within.kind), log.attributes.get(within.agent)
    found: list[dict[str, Any]] = []
    for place, case in enumerate(processes.case_table(log)):
        if case.end is None or case.minutes is None or (whole and case.events < 2):
            continue
        row = {"case": case.case, "value": case.minutes / unit_minutes, "rework": case.rework}
        row["day"] = case.end.astimezone(SEOUL).date()
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
