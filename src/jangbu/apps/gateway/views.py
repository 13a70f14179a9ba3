"""The pages of model connections: which there are, what each was asked, what that cost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import actions, queries, services
from jangbu.apps.gateway.forms import EndpointForm, typed
from jangbu.apps.gateway.listing import CALLS, ENDPOINTS
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.gateway.spending import month_of
from jangbu.apps.gateway.wording import outcome_word
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.kernel import text
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

MONTHS, DAYS = 12, 31  # lines of the tables of costs


def held(request: HttpRequest, endpoint_id: str) -> Endpoint:
    found = queries.find(actor_of(request), endpoint_id)
    if found is None:
        raise Http404
    return found


@require_GET
def endpoint_list(request: HttpRequest) -> HttpResponseBase:
    actor, month = actor_of(request), month_of(system_clock())
    endpoints = queries.visible(actor)
    context = {
        "may_manage": allowed(actor, "gateway.manage"),
        "on": endpoints.filter(on=True).count(),
        "month": month,
        "by_automation": queries.costs(actor, "automation", month=month),
        "by_month": queries.costs(actor, "month")[:MONTHS],
        "by_day": queries.costs(actor, "day", month=month)[:DAYS],
    }
    return respond(request, ENDPOINTS, endpoints, "gateway/endpoints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_endpoint(request: HttpRequest) -> HttpResponse:
    form = EndpointForm(request.POST or None, initial={"currency": "KRW"})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = services.add_endpoint(form.setup(), told["key"], actor=actor_of(request), why=told["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("모델을 연결했어요. 켜기 전에 한 번 시험해 보세요."))
            return redirect("endpoint", made.pk)
    return render(request, "gateway/endpoint_form.html", {"form": form, "endpoint": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_endpoint(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    found = held(request, endpoint_id)
    form = EndpointForm(request.POST or None, initial=typed(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.change_endpoint(found, form.setup(), told["key"], actor=actor_of(request), why=told["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("고쳤어요. 한 번 시험해 보세요."))
            return redirect("endpoint", found.pk)
    return render(request, "gateway/endpoint_form.html", {"form": form, "endpoint": found})


@require_GET
def endpoint(request: HttpRequest, endpoint_id: str) -> HttpResponseBase:
    found = held(request, endpoint_id)
    actor, month = actor_of(request), month_of(system_clock())
    this_month = queries.costs(actor, "endpoint", month=month, endpoint=found.pk)
    line = next((each for each in this_month if each.currency == found.currency), None)
    limit = found.monthly_limit
    shown = typed(found)
    ahead = look_ahead(actor, "gateway.manage", actions.ENDPOINT_CHANGED, Subject("endpoint", found.pk))
    context: dict[str, Any] = {
        "endpoint": found,
        "prices": {name: shown[name] for name in ("price_in", "price_out", "price_cached")},
        "line": line,
        "month": month,
        "limit": None if limit is None else text.spent(limit * 1_000_000, found.currency, language()),
        "limit_amount": None if limit is None else Money(limit, found.currency).amount(),
        "by_automation": queries.costs(actor, "automation", month=month, endpoint=found.pk),
        "trial": queries.trial(found),
        "trial_word": outcome_word(trial) if (trial := queries.trial(found)) else "",
        "may_manage": allowed(actor, "gateway.manage"),
        "may_change": ahead.may,
        "kept_out": ahead.kept_out,
        "history": ledger.history(Subject("endpoint", found.pk), limit=10, reader=actor),
    }
    asked = queries.calls(actor).filter(endpoint=found)
    return respond(request, CALLS, asked, "gateway/endpoint.html", context)


@require_POST
def try_it(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    found = held(request, endpoint_id)
    tried = services.try_endpoint(found, actor=actor_of(request))
    if tried.problem is not None:
        messages.error(request, tried.problem.sentence(language()))
    else:
        said = {
            "said": tried.said,
            "s": text.number(tried.milliseconds / 1000, 1),
            "cost": text.spent(tried.cost_micros, tried.currency, language()),
        }
        messages.success(request, _("답이 왔어요: “%(said)s” (%(s)s초, %(cost)s)") % said)
    return redirect("endpoint", found.pk)


@require_POST
def switch(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    found = held(request, endpoint_id)
    on = request.POST.get("on") == "1"
    why = request.POST.get("why", "").strip() or (_("쓰려고") if on else _("쓰지 않으려고"))
    services.switch(found, on, actor=actor_of(request), why=why)
    messages.success(request, _("켰어요.") if on else _("껐어요. 이제 아무것도 보내지 않아요."))
    return redirect("endpoint", found.pk)


@require_POST
def forget_key(request: HttpRequest, endpoint_id: str) -> HttpResponse:
    found = held(request, endpoint_id)
    why = request.POST.get("why", "").strip() or _("새어 나갔을지 몰라서")
    services.forget_key(found, actor=actor_of(request), why=why)
    messages.success(request, _("열쇠를 지우고 껐어요. 업체 화면에서도 그 열쇠를 없애 주세요."))
    return redirect("endpoint", found.pk)
