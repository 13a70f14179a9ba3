"""The pages of checklists: how one stands or stood, item by item, and what a person may say of an item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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


@require_safe
def checklist(request: HttpRequest, name: str = queries.GOVERNANCE) -> HttpResponse:
    """`?open=G3-3` opens an item in place, `?state=unmet` shows only those, `?day=2026-11-01` a past day."""
    actor, today = actor_of(request), timezone.localdate()
    day = day_of(request.GET.get("day", ""), today)
    at, kept = queries.moment_of(day, timezone.now()), queries.snapshot(name, day)
    found = queries.report(name, at, queries.as_of(name, kept.fingerprint) if kept and day < today else None)
    state = request.GET.get("state", "")
    names = dict(people.people_list().values_list("pk", "name"))
    context: dict[str, Any] = {
        "name": name,
        "title": found.catalogue.title.said(language()),
        "main": name == queries.GOVERNANCE,
        "lede": pages.lede(found),
        "areas": pages.areas(found, request.GET.get("open", ""), actor, names, state),
        "state": state if state in {each.value for each in pages.DOTS} else "",
        "counts": [(each.value, found.count(each)) for each in pages.DOTS],
        "at": found.at,
        "day": day,
        "past": day < today,
        "before_ledger": queries.before_ledger(found.at),
        "differs": queries.told_otherwise(name, day) if day < today else {},
        "snapshot": kept,
        "catalogue": found.catalogue,
        "may_write": allowed(actor, "journey.write") and day == today,
        "may_decide": allowed(actor, "journey.decide"),
    }
    if name == queries.GOVERNANCE:
        road = queries.report(queries.ROADMAP, at)
        context |= {"stages": pages.stages(road), "number": pages.day_number(day), "ends": pages.ends()}
    return render(request, "journey/checklist.html", context)


def day_of(given: str, today: date) -> date:
    """A day of the past from the address; today for anything else."""
    try:
        return min(date.fromisoformat(given), today)
    except ValueError:
        return today


def _settle(request: HttpRequest, name: str, item_id: str, do: Callable[[], object], said: str) -> HttpResponse:
    """The item again, with what happened or why not."""
    try:
        do()
    except Problem as problem:
        if problem.kind.status in {403, 404}:
            raise
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, said)
    return redirect(f"{reverse('checklist-of', args=[name])}?open={item_id}#{item_id}")


@require_POST
def claim(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    why, actor = request.POST.get("why", ""), actor_of(request)
    said = _("말로 적었어요. 90일 동안 '말로만 확인'으로 보여요.")
    return _settle(request, name, item_id, lambda: services.claim_item(name, item_id, actor=actor, why=why), said)


@require_POST
def unclaim(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    actor, why, said = actor_of(request), _("말로 적은 것을 거두려고"), _("거뒀어요.")
    return _settle(request, name, item_id, lambda: services.withdraw_claim(name, item_id, actor=actor, why=why), said)


@require_POST
def exempt(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    why, actor = request.POST.get("why", ""), actor_of(request)
    said = _("부탁했어요. 다른 사람이 승인하면 '해당 없음'이 돼요.")
    return _settle(request, name, item_id, lambda: services.ask_exemption(name, item_id, actor=actor, why=why), said)


@require_POST
def approve(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    actor, why, said = actor_of(request), _("해당 없음이 맞아서"), _("해당 없음으로 승인했어요.")
    return _settle(
        request, name, item_id, lambda: services.approve_exemption(name, item_id, actor=actor, why=why), said
    )


@require_POST
def end_exemption(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    actor, why, said = actor_of(request), _("다시 점검하려고"), _("다시 점검해요.")
    return _settle(request, name, item_id, lambda: services.end_exemption(name, item_id, actor=actor, why=why), said)
