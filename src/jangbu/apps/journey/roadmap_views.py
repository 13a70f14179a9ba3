"""What is left to do by a roadmap, and the calendar address of whoever does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.journey import pages, queries, services
from jangbu.apps.journey.feed import TYPE, feed
from jangbu.apps.journey.problems import NO_CATALOGUE
from jangbu.apps.journey.views import day_of
from jangbu.apps.people import queries as people
from jangbu.engines.checklist import Catalogue, Report
from jangbu.kernel.errors import Language, Problem


@require_safe
def roadmap(request: HttpRequest, name: str = queries.ROADMAP) -> HttpResponse:
    """The open items in the order of the plan, and below what is closed; `?day=` shows the plan kept on a past day."""
    return _page(request, name)


def _page(request: HttpRequest, name: str, address: str = "") -> HttpResponse:
    held = {each.name: each for each in queries.catalogues().values() if each.kind == "roadmap"}
    if name not in held:
        raise Problem(NO_CATALOGUE, name=name, known=", ".join(held))
    now, day = timezone.localdate(), day_of(request.GET.get("day", ""), timezone.localdate())
    plan = queries.kept_steps(name, day) if day < now else None
    today = day if plan is not None else now  # a day that kept no plan is shown as today
    kept = queries.snapshot(name, today) if plan is not None else None
    found = queries.report(name, kept.made_at, queries.as_of(name, kept.fingerprint)) if kept else _now(name)
    said, planned = language(), queries.planned(found, plan)
    start = queries.start_of(name)
    last = max((item.days[1] for item in found.catalogue.items if item.days), default=1)
    context: dict[str, Any] = {
        "name": name,
        "title": found.catalogue.title.said(said),
        "day": today,
        "past": plan is not None,
        "missing": day < now and plan is None,
        "others": sorted(((each.name, each.title.said(said)) for each in held.values()), key=_length(held)),
        "stages": pages.stages(found),
        "lines": [pages.task(each, today) for each in planned],
        "closed": [pages.closed(each) for each in found.results if each.status.value in {"met", "na"}],
        "moved": sum(each.step.moved for each in planned),
        "start": start,
        "number": (today - start).days + 1 if start else None,
        "last": last,
        "ends": start + timedelta(days=last - 1) if start else None,
        "has_calendar": queries.has_calendar(actor_of(request).id),
        "address": address,
        "web_address": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "journey/roadmap.html", context)


def _length(held: dict[str, Catalogue]) -> Callable[[tuple[str, str]], int]:
    """The shortest plan first."""
    return lambda each: max((item.days[1] for item in held[each[0]].items if item.days), default=0)


def _now(name: str) -> Report:
    return queries.report(name, timezone.now())


@require_POST
@never_cache
def calendar_make(request: HttpRequest, name: str) -> HttpResponse:
    """The only page that ever shows the address."""
    token = services.make_calendar(actor=actor_of(request), why=_("할 일을 달력에서 보려고"))
    return _page(request, name, request.build_absolute_uri(reverse("calendar-feed", args=[token])))


@require_POST
def calendar_revoke(request: HttpRequest, name: str) -> HttpResponse:
    services.revoke_calendar(actor=actor_of(request), why=_("달력 주소를 그만 쓰려고"))
    return redirect("roadmap-of", name)


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What calendar programs read, without signing in. An address that was revoked is as one that never was."""
    person = people.person(queries.calendar_of(token) or "")
    if person is None:
        raise Http404
    said: Language = "en" if person.language == "en" else "ko"
    firm, now = people.firm(), timezone.now()
    with translation.override(said):
        tasks = queries.tasks_of(person.pk, now)
    site = request.build_absolute_uri("/").rstrip("/")
    told = feed(tasks, firm=f"{firm.created_at:%y%m%d%H%M%S}" if firm else "0", said=said, site=site, now=now)
    response = HttpResponse(told, content_type=TYPE)
    response["Content-Disposition"] = 'inline; filename="jangbu.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
