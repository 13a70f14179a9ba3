"""The pilot pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import actions, pages, queries, services
from jangbu.apps.pilots.arms import queries as arms
from jangbu.apps.pilots.arms.views import today_says
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.forms import DecisionForm
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.pilot import pilot_report
from jangbu.apps.pilots.worth import pages as money
from jangbu.apps.pilots.worth import queries as worth
from jangbu.kernel.entry import Subject


@require_GET
def pilot_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    lines: list[dict[str, Any]] = []
    for pilot in queries.visible(actor):
        found = pilot.examinations.first()
        decision = queries.standing_decision(pilot)
        lines.append(
            {
                "pilot": pilot,
                "judged": queries.judged(found),
                "decision": decision,
                "state": LIST_STATES.get(pilot.state, "unmet"),
                "word": _("기다려요") if pilot.state == Pilot.State.RUNNING else pilot.get_state_display(),
            }
        )
    loose = [
        {
            "id": found.pk,
            "at": found.created_at,
            "name": _log_of(found.pk) or _("살펴본 기록"),
            "says": found.result["repeatability"]["says"][language()],
        }
        for found in queries.loose_examinations(actor)
        if found.result["repeatability"]
    ]
    waiting = sum(1 for line in lines if line["pilot"].state == Pilot.State.RUNNING)
    context = {"lines": lines, "loose": loose, "waiting": waiting, "may_write": allowed(actor, "pilots.write")}
    return render(request, "pilots/list.html", context)


def _log_of(examination_id: str) -> str:
    """The name of the event log that was looked at, as the ledger has it."""
    told = ledger.history(Subject("examination", examination_id), limit=20)
    return told[-1].where if told else ""


LIST_STATES = {"draft": "na", "running": "unmet", "paused": "unknown", "rolled_back": "unknown", "decided": "met"}


@require_GET
def pilot(request: HttpRequest, pilot_id: str) -> HttpResponse:
    found = held(request, pilot_id)
    if found.state in {Pilot.State.DRAFT, Pilot.State.DISCARDED}:
        return redirect("pilot-plan", found.pk)
    actor = actor_of(request)
    examined = found.examinations.first()
    about = Subject("pilot", found.pk)
    decision = queries.standing_decision(found)
    decided_by = people.person(decision.decided_by) if decision else None
    history = ledger.history(about, limit=200, reader=actor)
    deciding = look_ahead(actor, "pilots.decide", actions.DECIDED, about, on=about)
    running = look_ahead(actor, "pilots.write", actions.RESUMED, about, on=about)
    locked = actions.CREATED.say({"pilot": found.name}, language())
    return render(
        request,
        "pilots/pilot.html",
        {
            "pilot": found,
            "examination": examined,
            "judged": queries.judged(examined),
            "page": pages.examination_page(examined.result, language()) if examined else None,
            "locked": next((line for line in history if line.what == locked), None),
            "history": history[:8],
            "decision": decision,
            "decided_by": decided_by,
            "suggestion": pages.suggestion(examined.result if examined else None),
            "may_decide": deciding.may,
            "may_write": running.may,
            "kept_out": deciding.kept_out,
            "may_stop": allowed(actor, "pilots.stop", about),
            "stopped_why": found.stopped_ko if language() == "ko" else found.stopped_en,
            "changed": found.measure_changes.count(),
            "by_lot": (kind := arms.kind_of(found)) in {"switchback", "randomised"},
            "today_says": today_says(found, kind, timezone.localdate()) if kind == "switchback" else "",
            **_worth(found),
        },
    )


def _worth(found: Pilot) -> dict[str, Any]:
    """What it is worth, for the panel beside the decision."""
    valued, said = worth.worth_of(found), language()
    roi = valued.roi
    return {
        "roi": roi,
        "rows": money.rows(roi, said) if roi else [],
        "payback": money.payback(roi) if roi else "",
        "worth_answered": valued.answered,
        "worth_problem": valued.problem.sentence(said) if valued.problem else "",
    }


@require_GET
def examination(request: HttpRequest, examination_id: str) -> HttpResponse:
    found = queries.examination(actor_of(request), examination_id)
    if found is None:
        raise Http404
    page = pages.examination_page(found.result, language())
    return render(request, "pilots/examination.html", {"examination": found, "page": page})


@require_GET
def report(request: HttpRequest, pilot_id: str) -> HttpResponse:
    """The pilot's report as PDF."""
    found = held(request, pilot_id)
    response = HttpResponse(pilot_report(found, language()).as_pdf(), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{found.name}.pdf") or "attachment"
    return response


@require_POST
def decide(request: HttpRequest, pilot_id: str) -> HttpResponse:
    found = held(request, pilot_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(f"{reverse('pilot', args=[found.pk])}#decide")
    services.decide(found, form.cleaned_data["option"], actor=actor_of(request), why=form.cleaned_data["why"])
    undo = f"undo:{reverse('pilot-withdraw', args=[found.pk])}"
    messages.success(request, _("결정을 장부에 남겼어요."), extra_tags=undo)
    return redirect("pilot", found.pk)


@require_POST
def withdraw(request: HttpRequest, pilot_id: str) -> HttpResponse:
    found = held(request, pilot_id)
    services.withdraw_decision(found, actor=actor_of(request), why=_("다시 생각하려고"))
    messages.success(request, _("결정을 되돌렸어요. 앞의 결정도 장부에 남아 있어요."))
    return redirect("pilot", found.pk)
