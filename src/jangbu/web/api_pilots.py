"""/api/v1/pilots/...: plan, values, worth, reports and the source map of pilots, to be read by programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots.expansion import queries as expansion
from jangbu.apps.pilots.kpis.collecting import points_of
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.views import month_of, report_for
from jangbu.apps.pilots.sourcemap import queries as sourcemap
from jangbu.apps.pilots.worth.queries import kpis_of, worth_of
from jangbu.kernel.errors import Kind, Problem

router = Router()
NOT_FOUND = Kind(
    "api.pilot_not_found",
    ko="{what} {id}: 없거나 볼 수 없어요.",
    en="There is no {what} {id}, or it is not yours to see.",
    next_ko="주소를 확인하거나 대표에게 권한을 부탁해 주세요.",
    next_en="Check the address, or ask the owner for access.",
    status=404,
)


class Trouble(Schema):
    """Any refusal: a stable code, one sentence, and the next step."""

    code: str
    message: str
    next: str


class SourceOut(Schema):
    kind: str
    name: str
    owner: str
    first: str | None
    last: str | None
    completeness: int | None
    times: str
    gaps: list[str]


class BaselineOut(Schema):
    source: str
    measure: dict[str, str]
    value: float
    unit: dict[str, str]
    first: str
    last: str
    context: str
    how: str


REFUSALS = {401: Trouble, 403: Trouble, 404: Trouble, 422: Trouble}
ANSWERS = {200: dict[str, Any], **REFUSALS}


def found(request: HttpRequest, pilot_id: str) -> Pilot:
    pilot = pilots.find(actor_of(request), pilot_id)
    if pilot is None:
        raise Problem(NOT_FOUND, what="pilot", id=pilot_id)
    return pilot


@router.get("/pilots/{pilot_id}/plan", response=ANSWERS, url_name="pilot-plan")
def show_plan(request: HttpRequest, pilot_id: str) -> dict[str, Any]:
    """The whole plan in both languages, and the changes of its measures since the start."""
    pilot = found(request, pilot_id)
    changes = [
        {"section": each.section, "kpis": each.kpis, "why": each.why, "at": each.changed_at.isoformat()}
        for each in pilot.measure_changes.all()
    ]
    started = pilot.started_at.isoformat() if pilot.started_at else None
    return {"state": pilot.state, "started_at": started, "plan": pilot.plan, "measure_changes": changes}


@router.get("/pilots/{pilot_id}/kpis", response=ANSWERS, url_name="pilot-kpis")
def show_kpis(request: HttpRequest, pilot_id: str) -> dict[str, Any]:
    """Every KPI with its values; scores of surveys come without a day."""
    pilot = found(request, pilot_id)
    return {
        "kpis": [
            {
                "id": kpi["id"],
                "name": kpi["name"],
                "unit": kpi.get("unit", {}),
                "axis": kpi["axis"],
                "values": [
                    {
                        "value": point.value,
                        "period": point.period,
                        "origin": point.origin,
                        "day": point.day.isoformat() if point.day else None,
                    }
                    for point in points_of(pilot, kpi["id"])
                ],
            }
            for kpi in kpis_of(pilot)
        ]
    }


@router.get("/pilots/{pilot_id}/value", response=ANSWERS, url_name="pilot-value")
def show_value(request: HttpRequest, pilot_id: str) -> dict[str, Any]:
    """What it is worth, as `jangbu roi --json` prints it, with what was asked; or the sentence that says what lacks."""
    valued = worth_of(found(request, pilot_id))
    problem = valued.problem.as_json(language()) if valued.problem else None
    gained = valued.realised
    realised = None if isinstance(gained, Problem) else gained.as_json(language())
    running = {"monthly": valued.running.monthly, "metered": valued.running.metered}
    told = {"evidence": valued.evidence, "asked": dict(valued.asked), "roi": valued.roi, "problem": problem}
    return {**told, "realised": realised, "running": running}


@router.get("/pilots/{pilot_id}/expansion", response=ANSWERS, url_name="pilot-expansion")
def show_expansion(request: HttpRequest, pilot_id: str) -> dict[str, Any]:
    """The plan to grow, or an empty one."""
    return {"plan": expansion.plan_of(found(request, pilot_id)) or {}}


@router.get("/pilots/{pilot_id}/reports/{kind}", response=ANSWERS, url_name="pilot-report")
def show_report(request: HttpRequest, pilot_id: str, kind: str, month: str = "") -> dict[str, Any]:
    """The report `pilot`, `monthly` (?month=2026-11) or `roi`: what the page and the PDF are drawn from."""
    report = report_for(found(request, pilot_id), kind, month_of(month), language())
    if report is None:
        raise Problem(NOT_FOUND, what="report", id=kind)
    return report.as_json()


@router.get("/source-map", response={200: list[SourceOut], **REFUSALS}, url_name="source-map")
def list_sources(request: HttpRequest) -> list[SourceOut]:
    """Every dataset, log and process with its period, completeness and gaps."""
    return [
        SourceOut(
            kind=line.kind,
            name=line.name,
            owner=line.owner,
            first=line.first.isoformat() if line.first else None,
            last=line.last.isoformat() if line.last else None,
            completeness=line.completeness,
            times=line.times,
            gaps=line.gaps,
        )
        for line in sourcemap.lines(actor_of(request), timezone.localdate())
    ]


@router.get("/baselines", response={200: list[BaselineOut], **REFUSALS}, url_name="baselines")
def list_baselines(request: HttpRequest) -> list[BaselineOut]:
    """Figures from before anything changed, measured and noted."""
    return [
        BaselineOut(
            source=each.source,
            measure=each.measure,
            value=each.value,
            unit=each.unit,
            first=each.first.isoformat(),
            last=each.last.isoformat(),
            context=each.context,
            how=each.how,
        )
        for each in sourcemap.baselines(actor_of(request))
    ]
