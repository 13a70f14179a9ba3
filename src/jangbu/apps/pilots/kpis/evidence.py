"""From the values of a KPI to what can be said of it: an effect over days, two shares, or two small groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from jangbu.apps.pilots.kpis.collecting import Point, points_of
from jangbu.apps.pilots.models import Pilot
from jangbu.engines import value
from jangbu.kernel.errors import Problem

ENOUGH_BEFORE, ENOUGH_AFTER = 14, 5  # days with a value from which a daily comparison is tried


def evidence_of(points: Sequence[Point], start: date, *, washout: int | None = None) -> value.Evidence | None:
    """None where nothing can be said yet: no values on one side, or all of them equal."""
    try:
        if any(point.share for point in points):
            return _shares(points)
        if _daily(points, start):
            return value.effect(
                [(point.day, point.value) for point in points if point.day], start=start, washout=washout
            )
        before = [point.value for point in points if point.period == "before"]
        after = [point.value for point in points if point.period == "after"]
        return value.mean_effect(before, after) if len(before) > 1 and len(after) > 1 else None
    except Problem:
        return None


def _daily(points: Sequence[Point], start: date) -> bool:
    days = {point.day for point in points if point.day}
    counted = {day for day in days if day >= start + timedelta(days=7)}
    return len({day for day in days if day < start}) >= ENOUGH_BEFORE and len(counted) >= ENOUGH_AFTER


def _shares(points: Sequence[Point]) -> value.RateEffect | None:
    counts = {"before": [0, 0], "after": [0, 0]}
    for point in points:
        counts[point.period][0] += int(point.value)
        counts[point.period][1] += 1
    if not counts["before"][1] or not counts["after"][1]:
        return None
    return value.rate_effect(*counts["before"], *counts["after"])


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


def all_evidence(pilot: Pilot) -> dict[str, value.Evidence]:
    """What every KPI and gate of a pilot can be judged on besides its case log."""
    ids = dict.fromkeys([*(kpi["id"] for kpi in pilot.plan.get("kpis", [])), *(gate["id"] for gate in pilot.gates)])
    washout = pilot.plan.get("calendar", {}).get("washout")
    found = {kpi: evidence_of(points_of(pilot, kpi), pilot.starts_on, washout=washout) for kpi in ids}
    return {kpi: evidence for kpi, evidence in found.items() if evidence is not None}
