"""The dashboard, its file, and its thresholds."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.reports.beside import beside
from jangbu.apps.reports.dashboard import queries, services
from jangbu.apps.reports.dashboard.queries import Card
from jangbu.engines import quality
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = queries.dashboard(actor, system_clock())
    context = {"board": found, "lede": found.lede, "may_set": allowed(actor, "reports.write"), **beside(actor)}
    return render(request, "reports/dashboard.html", context)


@require_GET
def dashboard_file(request: HttpRequest) -> HttpResponse:
    """CSV: one line a figure and day, with threshold, state, owner and where the evidence is."""
    found = queries.dashboard(actor_of(request), system_clock())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{_('지표')} {timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    writer = csv.writer(response)
    writer.writerow([_("지표"), _("날"), _("값"), _("단위"), _("기준"), _("상태"), _("담당"), _("근거")])
    for card in found.cards:
        for day, value in card.seen.series:
            writer.writerow([quality.safe_cell(str(each)) for each in _row(request, card, found.day, day, value)])
    return response


def _row(request: HttpRequest, card: Card, today: date, day: date, value: float | None) -> list[object]:
    """State and threshold are those of today; of other days only the value is known."""
    digits = 0 if card.figure.money else 4
    return [
        card.figure.title,
        day.isoformat(),
        "" if value is None else f"{value:.{digits}f}",
        card.figure.unit,
        "" if card.held_to is None or day != today else f"{card.held_to:.2f}",
        card.word if day == today else "",
        card.owner,
        request.build_absolute_uri(card.seen.url),
    ]


@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest) -> HttpResponse:
    """All thresholds on one page; one is changed at a time, with its reason."""
    actor = actor_of(request)
    fault: dict[str, str] = {}
    if request.method == "POST":
        name = request.POST.get("figure", "")
        given = {key: request.POST.get(key, "").strip() for key in ("value", "owner", "why")}
        try:
            services.set_threshold(name, given["value"], owner=given["owner"], actor=actor, why=given["why"])
        except Problem as problem:
            if problem.code not in {"reports.no_number", "reports.no_why", "reports.no_person"}:
                raise
            fault = {"figure": name, "says": problem.sentence(language()), **given}
        else:
            messages.success(request, _("기준을 바꿨어요. 까닭은 장부에 남았어요."))
            return redirect("dashboard-thresholds")
    found = queries.cards(actor, system_clock())
    staff = people.people_list().filter(is_active=True).order_by("name").values_list("pk", "name")
    context = {"lines": [_line(card, fault) for card in found], "staff": list(staff), "fault": fault}
    return render(request, "reports/thresholds.html", context, status=400 if fault else 200)


def _line(card: Card, fault: dict[str, str]) -> dict[str, Any]:
    mine = fault if fault.get("figure") == card.figure.id else {}
    held = "" if card.held_to is None else f"{card.held_to:g}" if card.held_to < 1e6 else f"{card.held_to:.0f}"
    owner = card.set_by.owner if card.set_by else ""
    return {
        "card": card,
        "value": mine.get("value", held),
        "owner": mine.get("owner", owner),
        "why": mine.get("why", ""),
        "says": mine.get("says", ""),
    }
