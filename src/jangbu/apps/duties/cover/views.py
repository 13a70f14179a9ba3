"""Each process with who could do it; those with one person or none come first."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties.cover import queries, services
from jangbu.apps.duties.cover.models import Skill
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem


@require_GET
def cover(request: HttpRequest) -> HttpResponse:
    found = sorted(queries.covers(system_clock()), key=lambda each: (not each.single, each.thing.name))
    actor = actor_of(request)
    context = {
        "covers": found,
        "single": sum(1 for each in found if each.single),
        "days": queries.LATELY.days,
        "people": people.people_list().filter(is_active=True).exclude(role__in=("guest", "auditor")).order_by("name"),
        "may_write": allowed(actor, "duties.write"),
        "reader": actor.id,
    }
    return render(request, "duties/cover.html", context)


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    given = request.POST
    kind, key = [*given.get("subject", "").split("|"), ""][:2]
    try:
        services.note_skill(
            Subject(kind, key),
            given.get("person", ""),
            given.get("how", ""),
            given.get("note", ""),
            actor=actor_of(request),
        )
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("적었어요."))
    return redirect("cover")


@require_POST
def end(request: HttpRequest, skill_id: str) -> HttpResponse:
    found = Skill.objects.filter(pk=skill_id).first()
    if found is None:
        raise Http404
    services.end_skill(found, actor=actor_of(request), why=_("이제 그렇지 않아서"))
    messages.success(request, _("지웠어요."))
    return redirect("cover")
