"""The main job: measured tables, event log and documents in; findings and verdicts out. Nothing is written here."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jangbu.apps.pilots.arms.sides import Arms
from jangbu.apps.pilots.casewise import Casewise, Chosen, compare_arms, compare_cases, rework_of
from jangbu.engines import documents, processes, value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language, Problem

Day = tuple[date, float]
Progress = Callable[[str, str], None]  # a Korean and an English sentence of what is being done


@dataclass(frozen=True, slots=True)
class Request:
    """What to examine. `start` is the first day of the pilot; None asks for no before and after. Without `cases` there
    is no log: only what was noted can be judged. `control` is the log of work that did not change."""

    cases: Path | None = None
    tables: tuple[Path, ...] = ()
    documents: tuple[Path, ...] = ()
    start: date | None = None
    washout: int | None = None  # days after the start that are shown but not counted; None: 7 if enough remain
    columns: dict[str, str] = field(default_factory=dict)  # case, activity, time: names where guessing would fail
    control: Path | None = None
    decide: date | None = None  # the one decision day: before it, intervals are wider
    arms: Arms = field(default_factory=Arms)  # days or cases that were drawn by lot
    chosen: Chosen = field(default_factory=Chosen)  # columns of the log to compare within
    baseline: tuple[date, date] | None = None  # first and last day of the cases before; None: twelve weeks


@dataclass(frozen=True, slots=True)
class Unit:
    """What handling times are told in, so that nobody has to read 12,960 minutes."""

    minutes: float
    ko: str
    en: str


UNITS = (Unit(1, "분", "minutes"), Unit(60, "시간", "hours"), Unit(1440, "일", "days"))


@dataclass(frozen=True, slots=True)
class Findings:
    tables: tuple[dict[str, Any], ...]
    repeatability: processes.Repeatability | None  # None: there was no log
    log: processes.EventLog | None
    documents: tuple[documents.Document, ...]
    effect: value.Effect | None
    unit: Unit
    gates: tuple[value.GateResult, ...]
    no_effect: Problem | None = None  # why before and after could not be compared
    lacking: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by gate without evidence: what is missing
    cases: Casewise | None = None  # decides where it is; the effect over days is then the picture over time

    def effect_sentence(self, language: Language) -> str:
        """Of the comparison that decides."""
        if self.cases is not None:
            return str(self._cases_json()["says"][language])
        return self._daily_sentence(language)

    def _cases_json(self) -> dict[str, Any]:
        unit = {"ko": self.unit.ko, "en": self.unit.en}
        return self.cases.as_json(unit, self.unit.minutes) if self.cases else {}

    def _daily_sentence(self, language: Language) -> str:
        if self.effect is None:
            return self.no_effect.sentence(language) if self.no_effect else ""
        unit, what = (self.unit.ko, "한 건에") if language == "ko" else (self.unit.en, "per case")
        return self.effect.sentence(language, unit, what)

    def as_json(self) -> dict[str, Any]:
        """The document `jangbu pilot examine --json` prints, less the ledger's numbers."""
        return {
            "tables": list(self.tables),
            "repeatability": self.repeatability.as_json() if self.repeatability else None,
            "documents": [document.as_json() for document in self.documents],
            "effect": self._effect_json(),
            "case_effect": self._cases_json() or None,
            "effect_error": self.no_effect.as_json() if self.no_effect else None,
            "gates": [self._gate_json(gate) for gate in self.gates],
        }

    def _gate_json(self, gate: value.GateResult) -> dict[str, Any]:
        missing = self.lacking.get(gate.gate.id) if gate.reason == "no_data" else None
        if missing is None:
            return {**gate.as_json(), "says": _both(gate.sentence)}
        return {**gate.as_json(), "sentence": missing[0], "says": {"ko": missing[0], "en": missing[1]}}

    def _effect_json(self) -> dict[str, Any] | None:
        if self.effect is None:
            return None
        warned = [_both(warning.sentence) for warning in self.effect.warnings]
        unit = {"ko": self.unit.ko, "en": self.unit.en}
        cases = self.repeatability.cases if self.repeatability else sum(point.count for point in self.effect.points)
        said: dict[str, Any] = {"says": _both(self._daily_sentence), "warned": warned, "unit": unit, "cases": cases}
        said["saved_minutes"] = value.saved_minutes(self.effect, self.unit.minutes)
        return {**self.effect.as_json(), **said}


def _both(sentence: Callable[[Language], str]) -> dict[str, str]:
    return {"ko": sentence("ko"), "en": sentence("en")}


def examine(
    request: Request,
    tables: Sequence[dict[str, Any]] = (),
    *,
    now: datetime,
    gates: Sequence[value.Gate] | None = None,
    beside: Mapping[str, value.Evidence] | None = None,
    lacking: Mapping[str, tuple[str, str]] | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Run the engines over the request. `tables` are measurements as `diagnose` prints them, one a file; `beside` is
    what gates and KPIs can be judged on besides the log, by id; `lacking` says of gates what is missing for that.

    Raises Problem where the log cannot be read; a document that cannot be read is a finding.
    """
    tell = progress or (lambda _ko, _en: None)
    today = now.astimezone(SEOUL).date()
    beside = dict(beside or {})
    log, repeatable = None, None
    if request.cases is not None:
        tell("사건 기록을 읽고 있어요", "Reading the event log")
        log = processes.read_log(request.cases, **request.columns)
        repeatable = processes.repeatability(log, now=now)
    tell("문서를 읽고 있어요", "Reading the documents")
    read = documents.check_batch(documents.read_many(request.documents), today=today) if request.documents else []
    tell("시작 전과 뒤를 비교하고 있어요", "Comparing before and after")
    gates = gates or value.default_gates()
    effect, unit, problem = measure(log, request, today) if log else (_noted_effect(beside), _noted_unit(gates), None)
    by_case = _by_case(log, effect, unit, request) if log else None
    judged = judge(log, by_case.effect if by_case else effect, request, gates, beside)
    return Findings(tuple(tables), repeatable, log, tuple(read), effect, unit, judged, problem, lacking or {}, by_case)


def _by_case(log: processes.EventLog, effect: value.Effect | None, unit: Unit, request: Request) -> Casewise | None:
    """A control or a switchback answers more than types of cases can; there the days decide."""
    if request.start is None or effect is None or request.control is not None or request.arms.days:
        return None
    if request.arms.cases:
        return compare_arms(log, effect, request.arms, unit_minutes=unit.minutes, chosen=request.chosen)
    return compare_cases(
        log,
        effect,
        start=request.start,
        unit_minutes=unit.minutes,
        baseline=request.baseline,
        chosen=request.chosen,
    )


def _noted_effect(beside: Mapping[str, value.Evidence]) -> value.Effect | None:
    """Where there is no log, handling times that were noted day by day."""
    found = beside.get("time")
    return found if isinstance(found, value.Effect) else None


def _noted_unit(gates: Sequence[value.Gate]) -> Unit:
    """What people noted handling times in, as the gate says; minutes where it says nothing."""
    said = next((gate.unit[1] for gate in gates if gate.id == "time"), "")
    return next((unit for unit in UNITS if unit.en == said), UNITS[0])


def measure(log: processes.EventLog, request: Request, today: date) -> tuple[value.Effect | None, Unit, Problem | None]:
    """Daily mean handling time, before against after; a log that cannot tell gives the reason instead."""
    if request.start is None:
        return None, UNITS[0], None
    points = processes.daily(log)
    typical = statistics.median(point.mean_minutes for point in points) if points else 0.0
    unit = next((unit for unit in UNITS if typical < 180 * unit.minutes), UNITS[-1])
    series = [(point.day, point.mean_minutes / unit.minutes) for point in points]
    try:
        asked: dict[str, Any] = {"start": request.start, "washout": request.washout, "today": today}
        asked["decision"] = request.decide
        if request.control is not None:
            beside = processes.daily(processes.read_log(request.control))
            asked |= {"design": "did", "control": [(point.day, point.mean_minutes) for point in beside]}
        elif request.arms.days:
            asked |= {"design": "switchback", "assignment": request.arms.days, "washout": 0}
        elif request.arms.cases:
            treated, control = by_arm(log, request.arms, unit.minutes)
            series = treated
            asked |= {"design": "randomised", "control": control}
        return _weighed(value.effect(series, **asked), request.arms), unit, None
    except Problem as problem:
        return None, unit, problem


def by_arm(log: processes.EventLog, arms: Arms, unit_minutes: float) -> tuple[list[Day], list[Day]]:
    """The cases drawn for, by the day they ended on: those with the change, and those without."""
    sides: dict[str, list[Day]] = {"treated": [], "control": []}
    for case in processes.case_table(log):
        side = arms.side(None, case.case)
        if side and case.end is not None and case.minutes is not None and case.events > 1:
            sides[side].append((case.end.astimezone(SEOUL).date(), case.minutes / unit_minutes))
    return sides["treated"], sides["control"]


def _weighed(found: value.Effect, arms: Arms) -> value.Effect:
    """Where lots were not followed, that is said, and where often, the class is lower."""
    warning = arms.warning()
    if warning is None:
        return found
    return replace(found, evidence_class=arms.weighed(found.evidence_class), warnings=(*found.warnings, warning))


def judge(
    log: processes.EventLog | None,
    effect: value.Evidence | None,
    request: Request,
    gates: Sequence[value.Gate],
    beside: Mapping[str, value.Evidence],
) -> tuple[value.GateResult, ...]:
    """Every gate by its own evidence, the log's before what was noted; one without data stays undecided and says so."""
    evidence: dict[str, value.Evidence | None] = dict(beside)
    if effect is not None:
        evidence["time"] = effect
    rework = _rework(log, request) if log else None
    if rework is not None:
        evidence["rework"] = rework
    finished = _finished(log, request) if log and evidence.get("items_per_day") is None else None
    if finished is not None:
        evidence["items_per_day"] = finished
    return tuple(value.judge(gate, evidence.get(gate.id)) for gate in gates)


def _rework(log: processes.EventLog, request: Request) -> value.Evidence | None:
    """Whether cases needed a step again: among cases of one kind where the log tells kinds, else as two shares."""
    if request.start is None:
        return None
    return rework_of(log, start=request.start, arms=request.arms, baseline=request.baseline, chosen=request.chosen)


def _finished(log: processes.EventLog, request: Request) -> value.Effect | None:
    """Cases finished a day, from the same log; by day only, as a case is not finished more or less."""
    if request.start is None or request.arms.cases:
        return None
    counts = [(point.day, float(point.cases)) for point in processes.daily(log)]
    asked: dict[str, Any] = {"start": request.start, "washout": request.washout, "decision": request.decide}
    if request.arms.days:
        asked |= {"design": "switchback", "assignment": request.arms.days, "washout": 0}
    try:
        return _weighed(value.effect(counts, better="up", **asked), request.arms)
    except Problem:
        return None
