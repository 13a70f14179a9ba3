"""From the values of a KPI to what can be said of it: an effect over days, two shares, or two small groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from jangbu.apps.pilots.arms.queries import arms_of
from jangbu.apps.pilots.arms.sides import Arms
from jangbu.apps.pilots.kpis.collecting import Point, points_of
from jangbu.apps.pilots.models import Pilot
from jangbu.engines import value
from jangbu.kernel.errors import Problem

ENOUGH_BEFORE, ENOUGH_AFTER = 14, 5  # days with a value from which a daily comparison is tried


def evidence_of(
    points: Sequence[Point], start: date, *, washout: int | None = None, arms: Arms | None = None
) -> value.Evidence | None:
    """None where nothing can be said yet: no values on one side, or all of them equal.

    Where lots were drawn, values that lie on a side of them are compared by lot; a KPI without any, such as a month's
    cost, is compared before and after as ever.
    """
    drawn = [(point, arms.side(point.day, point.label)) for point in points] if arms else []
    try:
        if arms and len({side for _point, side in drawn if side}) > 1:
            return _by_lot(points, drawn, start, arms)
        if any(point.share for point in points):
            return _shares({side: _values(points, side) for side in ("before", "after")})
        if _daily(points, start):
            return value.effect(
                [(point.day, point.value) for point in points if point.day], start=start, washout=washout
            )
        before, after = (_values(points, side) for side in ("before", "after"))
        return value.mean_effect(before, after) if len(before) > 1 and len(after) > 1 else None
    except Problem:
        return None


def _values(points: Sequence[Point], period: str) -> list[float]:
    return [point.value for point in points if point.period == period]


def _by_lot(
    points: Sequence[Point], drawn: Sequence[tuple[Point, str]], start: date, arms: Arms
) -> value.Evidence | None:
    """Without the change against with it; class A, or what is left of it where lots were not followed."""
    off, on = ([point.value for point, said in drawn if said == side] for side in ("control", "treated"))
    found: value.RateEffect | value.MeanEffect | None = None
    if any(point.share for point in points):
        found = _shares({"before": off, "after": on})
    elif arms.days and _daily(points, start):
        days = [(point.day, point.value) for point in points if point.day]
        effect = value.effect(days, start=start, design="switchback", assignment=arms.days, washout=0)
        return replace(effect, evidence_class=arms.weighed(effect.evidence_class))
    elif len(off) > 1 and len(on) > 1:
        found = value.mean_effect(off, on)
    return replace(found, evidence_class=arms.weighed("A")) if found is not None else None


def _daily(points: Sequence[Point], start: date) -> bool:
    days = {point.day for point in points if point.day}
    counted = {day for day in days if day >= start + timedelta(days=7)}
    return len({day for day in days if day < start}) >= ENOUGH_BEFORE and len(counted) >= ENOUGH_AFTER


def _shares(sides: Mapping[str, Sequence[float]]) -> value.RateEffect | None:
    counts = [(int(sum(sides[side])), len(sides[side])) for side in ("before", "after")]
    if not counts[0][1] or not counts[1][1]:
        return None
    return value.rate_effect(*counts[0], *counts[1])


def lacking(points: Sequence[Point]) -> tuple[str, str]:
    """What is missing before anything can be said, in Korean and English; empty where nothing was noted at all."""
    if not points:
        return "", ""
    least = 1 if any(point.share for point in points) else 2
    have = {side: sum(1 for point in points if point.period == side) for side in ("before", "after")}
    more = {side: max(0, least - count) for side, count in have.items()}
    ko = f"시작 전 값이 {have['before']}개, 시작 뒤 값이 {have['after']}개예요."
    en = f"{have['before']} value(s) before the start and {have['after']} after."
    names = {"before": ("시작 전", "before the start"), "after": ("시작 뒤", "after the start")}
    wanted = [(side, count) for side, count in more.items() if count]
    if not wanted:
        return f"{ko} 값이 모두 같아서 견줄 수 없어요.", f"{en} All are equal, so they cannot be compared."
    told_ko = ", ".join(f"{names[side][0]} 값 {count}개" for side, count in wanted)
    told_en = " and ".join(f"{count} more {names[side][1]}" for side, count in wanted)
    return (
        f"{ko} 견주려면 양쪽에 {least}개씩 있어야 해요. 더 필요한 것: {told_ko}.",
        f"{en} Comparing takes {least} on each side. Still needed: {told_en}.",
    )


def all_lacking(pilot: Pilot) -> dict[str, tuple[str, str]]:
    """For every gate that has some values and no evidence yet."""
    known = all_evidence(pilot)
    found = {gate["id"]: lacking(points_of(pilot, gate["id"])) for gate in pilot.gates if gate["id"] not in known}
    return {gate: said for gate, said in found.items() if said[0]}


def all_evidence(pilot: Pilot, today: date | None = None) -> dict[str, value.Evidence]:
    """What every KPI and gate of a pilot can be judged on besides its case log."""
    ids = dict.fromkeys([*(kpi["id"] for kpi in pilot.plan.get("kpis", [])), *(gate["id"] for gate in pilot.gates)])
    washout = pilot.plan.get("calendar", {}).get("washout")
    arms = arms_of(pilot, today or timezone.localdate())
    found = {kpi: evidence_of(points_of(pilot, kpi), pilot.starts_on, washout=washout, arms=arms) for kpi in ids}
    return {kpi: evidence for kpi, evidence in found.items() if evidence is not None}
