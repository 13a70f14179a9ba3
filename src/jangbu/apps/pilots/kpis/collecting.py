"""The values of a KPI from wherever its plan says: noted or imported numbers, surveys, runs of automations, a case log.

Every value is a `Point`; which side of the start it lies on follows from its day, or from what was said with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jangbu.apps.pilots.models import Observation, Pilot, SurveyAnswer
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.work import queries as work
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Point:
    """One value in the KPI's unit. period: before or after; origin: noted, import, survey, runs,
    outside, log.

    share: for measures that are shares the value is 0 or 1 of one case, so that counts can be kept.
    """

    value: float
    period: str
    origin: str
    label: str = ""
    day: date | None = None
    share: bool = False


def points_of(pilot: Pilot, kpi_id: str) -> list[Point]:
    """All values of one KPI except those in a case log, oldest first where they have a day."""
    found = [*_noted(pilot, kpi_id), *_answers(pilot, kpi_id), *_runs(pilot, kpi_id)]
    return sorted(found, key=lambda point: (point.day or date.min, point.label))


def log_points(result: Mapping[str, Any] | None, kpi_id: str) -> list[Point]:
    """The daily means that the newest examination read from the event log, for looking at; in the unit it tells."""
    effect = (result or {}).get("effect")
    if kpi_id != "time" or not effect or not (result or {}).get("repeatability"):
        return []
    start = date.fromisoformat(effect["start"])
    found = []
    for each in effect["points"]:
        day = date.fromisoformat(each["date"])
        found.append(Point(each["value"], "after" if day >= start else "before", "log", each["date"], day))
    return found


def kpi_of(pilot: Pilot, kpi_id: str) -> Mapping[str, Any]:
    """The KPI as the plan has it; an empty one where the pilot was made without a plan."""
    return next((kpi for kpi in pilot.plan.get("kpis", []) if kpi["id"] == kpi_id), {})


def _noted(pilot: Pilot, kpi_id: str) -> Iterator[Point]:
    for each in Observation.objects.filter(pilot=pilot, kpi=kpi_id).order_by("created_at", "label"):
        yield Point(float(each.value), each.period, each.origin, each.label, each.day)


def _answers(pilot: Pilot, kpi_id: str) -> Iterator[Point]:
    """Scores of surveys; the day is left out so that nobody can be found by when they answered."""
    counted = SurveyAnswer.objects.filter(survey__pilot=pilot, survey__kpi=kpi_id, set_aside_at=None)
    for score, period in counted.order_by("answered_at").values_list("score", "survey__period"):
        yield Point(float(score), period, "survey")


def _runs(pilot: Pilot, kpi_id: str) -> Iterator[Point]:
    """Values that the runs of the processes in scope give, one a finished case or one a day."""
    source = kpi_of(pilot, kpi_id).get("source", {})
    scope = processes_of(pilot)
    if source.get("kind") != "runs" or not scope:
        return
    runs = work.all_runs().filter(automation__process__in=scope, ended_at__isnull=False)
    measured = _MEASURES.get(str(source.get("measure")))
    if measured is not None:
        yield from (_placed(pilot, point) for point in measured(runs.prefetch_related("approvals")))
    outside = _OUTSIDE.get(str(source.get("measure")))
    if outside is not None:
        for tool in work.event_sources(Actor.system()).filter(process__in=scope):
            ended = tool.runs.filter(ended_at__isnull=False, state__in=("done", "failed")).order_by("ended_at")
            yield from (_placed(pilot, point) for point in outside(ended))


def _placed(pilot: Pilot, point: Point) -> Point:
    period = "after" if point.day and point.day >= pilot.starts_on else "before"
    return Point(point.value, period, point.origin, point.label, point.day, point.share)


def _day(moment: Any) -> date:
    found: date = moment.astimezone(SEOUL).date()
    return found


def _corrected(runs: Iterable[Any]) -> Iterator[Point]:
    """1 where the person who approved had to change a value, else 0."""
    for run in runs:
        approved = [each for each in run.approvals.all() if each.state == "approved"]
        if approved:
            yield Point(float(any(each.edits for each in approved)), "", "runs", run.title, _day(run.ended_at), True)


def _untouched(runs: Iterable[Any]) -> Iterator[Point]:
    """1 where the person who approved changed nothing."""
    for point in _corrected(runs):
        yield replace(point, value=1 - point.value)


def _handling(runs: Iterable[Any]) -> Iterator[Point]:
    """Minutes that the question lay open before the person who decided: the person's part of the work."""
    for run in runs:
        for each in run.approvals.all():
            if each.state == "approved" and each.opened_at and each.decided_at:
                minutes = (each.decided_at - each.opened_at).total_seconds() / 60
                yield Point(minutes, "", "runs", run.title, _day(run.ended_at))


def _failed(runs: Iterable[Any]) -> Iterator[Point]:
    for run in runs:
        yield Point(float(run.state == "failed"), "", "runs", run.title, _day(run.ended_at), True)


def _finished(runs: Iterable[Any]) -> Iterator[Point]:
    counts: dict[date, int] = {}
    for run in runs:
        if run.state == "done":
            counts[_day(run.ended_at)] = counts.get(_day(run.ended_at), 0) + 1
    for day, count in sorted(counts.items()):
        yield Point(float(count), "", "runs", day.isoformat(), day)


def _took(runs: Iterable[Any]) -> Iterator[Point]:
    """Minutes from start to end of an outside tool's run, where both are known."""
    for run in runs:
        if run.started_at and run.ended_at >= run.started_at:
            minutes = (run.ended_at - run.started_at).total_seconds() / 60
            yield Point(minutes, "", "outside", run.key[:80], _day(run.ended_at))


def _again(runs: Iterable[Any]) -> Iterator[Point]:
    """1 where an outside tool's run failed or needed another attempt."""
    for run in runs:
        wrong = run.state == "failed" or run.retries > 0
        yield Point(float(wrong), "", "outside", run.key[:80], _day(run.ended_at), True)


_OUTSIDE = {
    "handling_minutes": _took,
    "rework_share": _again,
    "corrected_share": _again,
    "finished_per_day": _finished,
}
_MEASURES = {
    "corrected_share": _corrected,
    "untouched_share": _untouched,
    "handling_minutes": _handling,
    "rework_share": _failed,
    "finished_per_day": _finished,
}
