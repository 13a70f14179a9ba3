"""Grants given against grants used, and narrowing them by one click."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.people import narrowing, resources, services
from jangbu.apps.people.models import Grant
from jangbu.apps.people.narrowing import Weighed
from jangbu.apps.people.roles import Level
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


@require_GET
def grants_use(request: HttpRequest) -> HttpResponse:
    now, actor = system_clock(), actor_of(request)
    found = narrowing.weighed(now)
    about = [Subject(each.grant.resource_kind, each.grant.resource_id) for each in found]
    names = resources.names_of(about)
    lines = [
        {
            "weighed": each,
            "name": names[subject],
            "url": resources.url_of(subject),
            "level": Level(each.level).label if each.level else "",
            "may": allowed(actor, "grants.manage", subject),
        }
        for each, subject in zip(found, about, strict=True)
    ]
    context: dict[str, Any] = {
        "lines": lines,
        "proposed": sum(1 for each in found if each.reason),
        "may_grant": allowed(actor, "grants.manage"),
        "total": len(found),
    }
    return render(request, "people/grants_use.html", context)


@require_POST
def narrow(request: HttpRequest, grant_id: str) -> HttpResponse:
    """What is proposed right now is done: taken back, lowered, or shortened."""
    now, actor = system_clock(), actor_of(request)
    found = narrowing.weighed_one(grant_id, now)
    if found is None:
        raise Http404
    try:
        undo = _narrow(found, actor, now)
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
        return redirect("grants-use")
    said = _("%(name)s님의 접근 권한을 좁혔어요.") % {"name": found.grant.person.name}
    messages.success(request, said, extra_tags=f"undo:{undo}" if undo else "")
    return redirect("grants-use")


def _narrow(found: Weighed, actor: Actor, now: datetime) -> str:
    """Answers where it is undone."""
    if not found.reason:
        return ""
    if found.takes_back:
        grant = services.revoke_grant(found.grant, actor=actor, why=_("쓰지 않거나 없어도 되어서"))
        return reverse("grant-restore", args=[grant.pk])
    why = _("쓰는 만큼만 두려고")
    made = services.narrow_grant(found.grant, level=found.level, until=found.until, actor=actor, why=why)
    return reverse("grant-widen", args=[made.pk])


@require_POST
def widen(request: HttpRequest, grant_id: str) -> HttpResponse:
    found = Grant.objects.filter(pk=grant_id).first()
    if found is None:
        raise Http404
    grant = services.widen_back(found, actor=actor_of(request), why=_("되돌림"))
    messages.success(request, _("%(name)s님의 접근 권한을 되돌렸어요.") % {"name": grant.person.name})
    return redirect("grants-use")
