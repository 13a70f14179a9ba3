"""What a review shows: what moved in this day or week, which thresholds are missed, what went wrong, how long is left.

Looking every day is for running the pilot, not for judging it: the verdict belongs to the decision day, and the page
says so. Nothing here is a test; the numbers are plain means with their counts.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.kpis.collecting import Point, log_points, points_of
from jangbu.apps.pilots.models import Pilot, Review
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.work import queries as work
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Language
from jangbu.kernel.text import MINUS, number

LENGTHS = {Review.Every.DAY: 1, Review.Every.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days looked at, first to last, and as many before them."""

    every: str
    first: date
    last: date

    @classmethod
    def of(cls, every: str, day: date) -> Stretch:
        """The day itself, or the week from Monday up to it."""
        if every == Review.Every.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(every, monday, monday + timedelta(days=6))
        return cls(Review.Every.DAY, day, day)

    @classmethod
    def of_month(cls, day: date) -> Stretch:
        first = day.replace(day=1)
        return cls("month", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @property
    def before(self) -> Stretch:
        """The working day, the week or the month before."""
        if self.every == "month":
            return Stretch.of_month(self.first - timedelta(days=1))
        if self.every == Review.Every.WEEK:
            return Stretch(self.every, self.first - timedelta(days=7), self.last - timedelta(days=7))
        back = self.first - timedelta(days=3 if self.first.weekday() == 0 else 1)
        return Stretch(self.every, back, back)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def seen(pilot: Pilot, stretch: Stretch, examined: Mapping[str, Any] | None) -> dict[str, Any]:
    """Plain data in both languages, so that it can be kept with the review. Money and shares as text of numbers."""
    kpis = [_moved(pilot, kpi, stretch, examined) for kpi in _kpis(pilot)]
    runs = _runs(pilot, stretch)
    return {
        "first": stretch.first.isoformat(),
        "last": stretch.last.isoformat(),
        "kpis": [kpi for kpi in kpis if kpi],
        "missed": missed(examined),
        "runs": runs,
        "errors": _errors(pilot, stretch),
        "days_left": max(0, (pilot.decide_on - stretch.last).days),
    }


def _kpis(pilot: Pilot) -> list[dict[str, Any]]:
    planned = list(pilot.plan.get("kpis", []))
    return planned or [{"id": gate["id"], "name": gate["kpi"], "unit": gate.get("unit", {})} for gate in pilot.gates]


def _moved(
    pilot: Pilot, kpi: Mapping[str, Any], stretch: Stretch, examined: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    points = points_of(pilot, kpi["id"]) or log_points(examined, kpi["id"])
    now = [point for point in points if stretch.holds(point.day)]
    if not now:
        return None
    then = [point for point in points if stretch.before.holds(point.day)]
    return {
        "id": kpi["id"],
        "name": dict(kpi["name"]) if isinstance(kpi["name"], Mapping) else content.typed(str(kpi["name"])),
        "now": {said: _mean(now, kpi, said) for said in ("ko", "en")},
        "then": {said: _mean(then, kpi, said) for said in ("ko", "en")},
        "change": _change(now, then),
        "unit": kpi.get("unit") or {},
        "count": len(now),
    }


def daily(pilot: Pilot, kpi_id: str, stretch: Stretch, examined: Mapping[str, Any] | None) -> list[tuple[date, float]]:
    """The mean of each day of these days and of those before them; nothing for a KPI without days, or a share."""
    points = points_of(pilot, kpi_id) or log_points(examined, kpi_id)
    found: dict[date, list[float]] = {}
    for point in points:
        if point.day and not point.share and stretch.before.first <= point.day <= stretch.last:
            found.setdefault(point.day, []).append(point.value)
    return [(day, statistics.fmean(values)) for day, values in sorted(found.items())]


def _mean(points: Sequence[Point], kpi: Mapping[str, Any], said: Language) -> str:
    if not points:
        return "–"
    mean = statistics.fmean(point.value for point in points)
    if points[0].share:
        return f"{number(100 * mean, 1)}%"
    unit = content.said(kpi.get("unit"), said)
    text = number(mean, 0 if abs(mean) >= 100 else 1)
    return f"{text}{unit}" if said == "ko" or unit in {"", "%"} else f"{text} {unit}"


def _change(now: Sequence[Point], then: Sequence[Point]) -> str:
    if not then:
        return ""
    before, after = (statistics.fmean(point.value for point in each) for each in (then, now))
    if not before:
        return ""
    change = number(100 * (after / before - 1))
    return f"{change}%" if change.startswith(MINUS) or change == "0" else f"+{change}%"


def missed(examined: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Gates that would fail or cannot be told if today were the day: each asks for an adjustment or for patience."""
    gates = (examined or {}).get("gates", [])
    return [
        {"id": gate["gate"]["id"], "name": gate["gate"]["kpi"], "verdict": gate["verdict"], "says": gate["says"]}
        for gate in gates
        if gate["verdict"] == "fail"
    ]


def _runs(pilot: Pilot, stretch: Stretch) -> dict[str, int]:
    scope = processes_of(pilot)
    if not scope:
        return {}
    first = datetime.combine(stretch.first, time(), SEOUL)
    last = datetime.combine(stretch.last + timedelta(days=1), time(), SEOUL)
    states = list(
        work.all_runs()
        .filter(automation__process__in=scope, created_at__gte=first, created_at__lt=last)
        .values_list("state", flat=True)
    )
    return {
        "all": len(states),
        "done": states.count("done"),
        "failed": states.count("failed"),
        "waiting": states.count("waiting"),
    }


def _errors(pilot: Pilot, stretch: Stretch) -> list[dict[str, Any]]:
    """The error catalogue of work, of the pilot's own automations, from the first of these days on."""
    scope = set(processes_of(pilot))
    since = datetime.combine(stretch.first, time(), SEOUL)
    lines = []
    for line in work.error_catalogue(since):
        mine = any(str(run.automation.process_id) in scope for run in line.examples)
        if mine:
            said = {"ko": line.sentence_ko, "en": line.sentence_en}
            lines.append({"class": line.error_class, "count": line.count, "says": said, "fix": line.fix})
    return lines[:10]
