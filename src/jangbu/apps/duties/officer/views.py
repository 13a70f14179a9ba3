"""Naming the privacy officer and noting reports; the page they stand on is the matrix."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.duties.officer import queries, services
from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Actor


def context(now: datetime, actor: Actor) -> dict[str, Any]:
    """What the panel shows."""
    named = queries.officer(now)
    found = people.person(named.person) if named else None
    may = allowed(actor, "people.manage")
    return {
        "officer": named,
        "officer_name": found.name if found else "",
        "officer_grounds": Officer.Ground.choices,
        "officer_reports": list(queries.reports(now).filter(officer=named)[:5]) if named else [],
        "officer_people": list(people.people_list().filter(is_active=True).order_by("name", "pk")) if may else [],
        "may_name_officer": may,
        "may_report": named is not None and not named.is_head and (may or actor.id == named.person),
    }


@require_POST
def name(request: HttpRequest) -> HttpResponse:
    given = request.POST
    why = given.get("why", "").strip() or _("개인정보 보호법 제31조에 따라")
    services.name_officer(given.get("person", ""), given.get("ground", ""), actor=actor_of(request), why=why)
    messages.success(request, _("개인정보 보호책임자를 적었어요."))
    return redirect(reverse("duties") + "#officer")


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        on = date.max  # refused below, with the sentence that says what is missing
    services.note_report(on, request.POST.get("said", ""), actor=actor_of(request), why=_("대표에게 보고해서"))
    messages.success(request, _("보고한 것을 적었어요."))
    return redirect(reverse("duties") + "#officer")


@require_POST
def withdraw(request: HttpRequest, report_id: str) -> HttpResponse:
    found = Report.objects.filter(pk=report_id).select_related("officer").first()
    if found is None:
        raise Http404
    services.withdraw_report(found, actor=actor_of(request), why=_("잘못 적어서"))
    messages.success(request, _("그 보고를 뺐어요."))
    return redirect(reverse("duties") + "#officer")
