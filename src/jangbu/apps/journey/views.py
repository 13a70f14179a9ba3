"""The pages of the checklist and of the ninety days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.journey import pages, queries, services
from jangbu.apps.people import queries as people
from jangbu.kernel.errors import Problem

LONG = timedelta(days=89)


@require_safe
def checklist(request: HttpRequest) -> HttpResponse:
    """Eight areas; `?open=G3-3` opens an item in its place, `?day=2026-11-01` shows a day that is past."""
    actor, now = actor_of(request), timezone.now()
    day = _day(request.GET.get("day", ""), timezone.localdate())
    found = queries.report(queries.GOVERNANCE, queries.moment_of(day, now))
    road = queries.report(queries.ROADMAP, found.at)
    names = dict(people.people_list().values_list("pk", "name"))
    context: dict[str, Any] = {
        "lede": pages.lede(found),
        "areas": pages.areas(found, request.GET.get("open", ""), actor, names),
        "stages": pages.stages(road),
        "number": pages.day_number(day),
        "ends": _ends(),
        "at": found.at,
        "day": day,
        "past": day < timezone.localdate(),
        "differs": queries.told_otherwise(queries.GOVERNANCE, day) if day < timezone.localdate() else {},
        "snapshot": queries.snapshot(queries.GOVERNANCE, day),
        "catalogue": found.catalogue,
        "may_write": allowed(actor, "journey.write") and day == timezone.localdate(),
        "may_decide": allowed(actor, "journey.decide"),
        "kinds": [each.value for each in pages.DOTS],
    }
    return render(request, "journey/checklist.html", context)


@require_safe
def roadmap(request: HttpRequest) -> HttpResponse:
    found = queries.report(queries.ROADMAP, timezone.now())
    said, planned = language(), {each.result.item.id: each for each in queries.planned(found)}
    groups = [
        (
            stage,
            [
                {
                    "line": planned[item.id],
                    "said": item.said.said(said),
                    "state": planned[item.id].result.status.value,
                    "next": planned[item.id].result.next,
                    "todo": _todo(planned[item.id]),
                    "hours": item.effort_hours,
                }
                for item in group.items
            ],
        )
        for stage, group in zip(pages.stages(found), found.catalogue.groups, strict=True)
    ]
    late = sum(each.late for each in planned.values())
    open_ones = sum(each.result.status.value not in {"met", "na"} for each in planned.values())
    context = {
        "groups": groups,
        "number": pages.day_number(timezone.localdate()),
        "ends": _ends(),
        "late": late,
        "left": open_ones,
    }
    return render(request, "journey/roadmap.html", context)


def _todo(line: queries.Planned) -> str:
    return line.result.next.said.said(language()) if line.result.next else ""


def _ends() -> date | None:
    start = queries.first_day()
    return start + LONG if start else None


def _day(given: str, today: date) -> date:
    """A day of the past from the address; today for anything else."""
    try:
        return min(date.fromisoformat(given), today)
    except ValueError:
        return today


def _back(item_id: str) -> HttpResponse:
    return redirect(f"{reverse('checklist')}?open={item_id}#{item_id}")


def _settle(request: HttpRequest, item_id: str, do: Callable[[], object], said: str) -> HttpResponse:
    """The item again, with what happened or why not."""
    try:
        do()
    except Problem as problem:
        if problem.kind.status in {403, 404}:
            raise
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, said)
    return _back(item_id)


@require_POST
def claim(request: HttpRequest, item_id: str) -> HttpResponse:
    why, actor = request.POST.get("why", ""), actor_of(request)
    said = _("말로 적었어요. 90일 동안 '말로만 확인'으로 보여요.")
    name = queries.GOVERNANCE
    return _settle(request, item_id, lambda: services.claim_item(name, item_id, actor=actor, why=why), said)


@require_POST
def unclaim(request: HttpRequest, item_id: str) -> HttpResponse:
    actor, why, name = actor_of(request), _("말로 적은 것을 거두려고"), queries.GOVERNANCE
    return _settle(
        request, item_id, lambda: services.withdraw_claim(name, item_id, actor=actor, why=why), _("거뒀어요.")
    )


@require_POST
def exempt(request: HttpRequest, item_id: str) -> HttpResponse:
    why, actor, name = request.POST.get("why", ""), actor_of(request), queries.GOVERNANCE
    said = _("부탁했어요. 다른 사람이 승인하면 '해당 없음'이 돼요.")
    return _settle(request, item_id, lambda: services.ask_exemption(name, item_id, actor=actor, why=why), said)


@require_POST
def approve(request: HttpRequest, item_id: str) -> HttpResponse:
    actor, why, name = actor_of(request), _("해당 없음이 맞아서"), queries.GOVERNANCE
    said = _("해당 없음으로 승인했어요.")
    return _settle(request, item_id, lambda: services.approve_exemption(name, item_id, actor=actor, why=why), said)


@require_POST
def end_exemption(request: HttpRequest, item_id: str) -> HttpResponse:
    actor, why, name = actor_of(request), _("다시 점검하려고"), queries.GOVERNANCE
    said = _("다시 점검해요.")
    return _settle(request, item_id, lambda: services.end_exemption(name, item_id, actor=actor, why=why), said)
