"""Choosing what the world may read, and the page that it reads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.reports.beside import beside
from jangbu.apps.reports.publishing import queries, services
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem

FIELDS = ("what_ko", "what_en", "grounds_ko", "grounds_en")


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    now, setting = system_clock(), queries.setting()
    found = queries.candidates(now)
    address = request.build_absolute_uri(reverse("public-decisions", args=[setting.slug])) if setting else ""
    context = {
        "setting": setting,
        "address": address,
        "published": [each for each in found if each.published and each.published.withdrawn_at is None],
        "rest": [each for each in found if not each.published or each.published.withdrawn_at is not None],
        **beside(actor_of(request)),
    }
    return render(request, "reports/decisions.html", context)


@require_POST
def page(request: HttpRequest) -> HttpResponse:
    given = request.POST
    on = given.get("on") == "yes"
    services.set_page(
        on=on,
        slug=given.get("slug", ""),
        intro_ko=given.get("intro_ko", "")[:2000],
        intro_en=given.get("intro_en", "")[:2000],
        actor=actor_of(request),
        why=given.get("why", ""),
    )
    messages.success(request, _("페이지를 켰어요. 주소를 아는 사람은 누구나 읽어요.") if on else _("페이지를 껐어요."))
    return redirect("decisions")


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.candidate(number, system_clock())
    if found is None:
        raise Http404
    text = found.published.texts.first() if found.published else None
    given: dict[str, Any] = {name: getattr(text, name, "") for name in FIELDS}
    if text is None:
        said = "ko" if language() == "ko" else "en"
        given |= {f"what_{said}": found.what, f"grounds_{said}": found.why}
    fault = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip()[:4000] for name in FIELDS}
        try:
            services.publish(
                number, services.Wording(**given), actor=actor_of(request), why=request.POST.get("why", "")
            )
        except Problem as problem:
            if problem.code not in {"reports.no_why", "reports.words_missing", "reports.names_somebody"}:
                raise
            fault = problem.sentence(language())
        else:
            messages.success(request, _("공개할 글을 저장했어요."))
            return redirect("decisions")
    texts = list(found.published.texts.all()) if found.published else []
    context = {"found": found, "given": given, "fault": fault, "texts": texts, "why": request.POST.get("why", "")}
    return render(request, "reports/decision.html", context, status=400 if fault else 200)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.candidate(number, system_clock())
    if found is None or found.published is None:
        raise Http404
    services.withdraw(found.published, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("공개를 거뒀어요. 지금부터 아무도 읽지 못해요."))
    return redirect("decisions")


@require_GET
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """For strangers: what the firm decided and why. Not there unless the firm switched it on at this very address."""
    setting = queries.setting()
    if setting is None or not setting.on or setting.slug != slug:
        raise Http404
    firm, said = people.firm(), language()
    context = {
        "firm_name": firm.name if firm else "",
        "intro": setting.intro_ko if said == "ko" else setting.intro_en,
        "shown": queries.shown(system_clock(), said),
        "since": setting.set_at,
    }
    response = render(request, "reports/public.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"  # withdrawn means gone
    return response
