"""What the page of a pilot's KPIs shows, one card a KPI."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.kpis.collecting import Point, log_points, points_of
from jangbu.apps.pilots.kpis.evidence import evidence_of
from jangbu.apps.pilots.models import Pilot
from jangbu.engines import charts, value
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

SHOWN = 40  # values of a small picture


def kpi_lines(pilot: Pilot, examined: Mapping[str, Any] | None, said: Language) -> list[dict[str, Any]]:
    """Every KPI of the plan and every further gate: what it is, how much is known, what it says, its newest values."""
    kpis = list(pilot.plan.get("kpis", []))
    known = {kpi["id"] for kpi in kpis}
    kpis += [from_gate(gate) for gate in pilot.gates if gate["id"] not in known]
    return [_line(pilot, kpi, examined, said) for kpi in kpis]


def from_gate(gate: Mapping[str, Any]) -> dict[str, Any]:
    """A pilot that was made without a plan has gates only."""
    template = content.templates().get(gate["id"], {})
    return {
        "id": gate["id"],
        "name": gate["kpi"],
        "definition": template.get("definition", gate["aim"]),
        "unit": gate.get("unit") or template.get("unit", {}),
        "axis": template.get("axis", "productivity"),
        "links": list(template.get("links", ())),
        "core": True,
        "direction": gate["direction"],
    }


def _line(pilot: Pilot, kpi: Mapping[str, Any], examined: Mapping[str, Any] | None, said: Language) -> dict[str, Any]:
    points = points_of(pilot, kpi["id"]) or log_points(examined, kpi["id"])
    unit = content.said(kpi.get("unit"), said)
    gate = next((each for each in (examined or {}).get("gates", []) if each["gate"]["id"] == kpi["id"]), None)
    return {
        "id": kpi["id"],
        "name": content.said(kpi["name"], said),
        "definition": content.said(kpi.get("definition"), said),
        "axis": content.axes().get(kpi["axis"], {}).get(said, ""),
        "core": kpi.get("core", False),
        "unit": unit,
        "before": _mean([point for point in points if point.period == "before"], unit, said),
        "after": _mean([point for point in points if point.period == "after"], unit, said),
        "origins": _origins(points),
        "says": _says(points, pilot, kpi, gate, said),
        "verdict": gate["verdict"] if gate else "",
        "spark": _spark(points, content.said(kpi["name"], said)),
        "from_log": kpi.get("source", {}).get("kind") == "log",
    }


def _says(
    points: Sequence[Point], pilot: Pilot, kpi: Mapping[str, Any], gate: Mapping[str, Any] | None, said: Language
) -> str:
    if gate is not None and gate["value"]:
        return str(gate["says"][said])
    found = evidence_of([point for point in points if point.origin != "log"], pilot.starts_on)
    unit = content.said(kpi.get("unit"), said)
    if isinstance(found, value.MeanEffect):
        return found.sentence(said, unit)
    return found.sentence(said) if isinstance(found, value.Effect) else ""


def _mean(points: Sequence[Point], unit: str, said: Language) -> str:
    if not points:
        return ""
    mean = statistics.fmean(point.value for point in points)
    if points[0].share:
        return _("%(share)s%% (%(n)s건)") % {"share": number(100 * mean, 1), "n": number(len(points))}
    digits = 0 if abs(mean) >= 100 else 1
    shown = f"{number(mean, digits)}{unit if said == 'ko' or unit == '%' else ' ' + unit}"
    return _("%(mean)s (값 %(n)s개)") % {"mean": shown, "n": number(len(points))}


def _origins(points: Sequence[Point]) -> str:
    words = {
        "noted": _("적은 값"),
        "import": _("가져온 값"),
        "survey": _("설문"),
        "runs": _("자동화 기록"),
        "outside": _("바깥 도구"),
        "log": _("일의 기록"),
    }
    counts = Counter(point.origin for point in points)
    return ", ".join(f"{words.get(origin, origin)} {number(count)}" for origin, count in counts.items())


def _spark(points: Sequence[Point], label: str) -> str:
    days: dict[Any, list[float]] = {}
    for point in points:
        if point.day:
            days.setdefault(point.day, []).append(point.value)
    if len(days) < 3:
        return ""
    means = [statistics.fmean(values) for _day, values in sorted(days.items())]
    return charts.sparkline(means[-SHOWN:], label=_("%(kpi)s, 최근 %(n)s일") % {"kpi": label, "n": len(means[-SHOWN:])})
