"""The page of one week's log: what is unusual first, then the rest, and the confirmation."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.logreview import services
from jangbu.apps.incidents.logreview.models import LogReview
from jangbu.apps.incidents.logreview.preparing import bounds, monday, prepare
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL

WEEKS = 8


@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_for()
    last = monday(now.astimezone(SEOUL).date()) - timedelta(weeks=1)
    asked = _week(request.GET.get("week", "") or request.POST.get("week", ""), last)
    if request.method == "POST":
        services.confirm_week(asked, request.POST.get("note", ""), actor=actor)
        messages.success(request, _("살펴봤다고 적었어요."))
        return redirect(f"{request.path}?week={asked.isoformat()}")
    groups = prepare(asked)
    done = {each.week: each for each in LogReview.objects.filter(week__gte=last - timedelta(weeks=WEEKS))}
    names = dict(people.people_list().values_list("pk", "name"))
    weeks = [last + timedelta(weeks=1 - number) for number in range(WEEKS + 1)]
    held = LogReview.objects.filter(week=asked).first()
    context = {
        "week": asked,
        "ends": asked + timedelta(days=6),
        "over": bounds(asked)[1] <= now,
        "groups": groups,
        "entries": sum(each.count for each in groups),
        "unusual": [each for each in groups if each.unusual],
        "review": held,
        "reviewer": names.get(held.by, "–") if held else "",
        "weeks": [(each, done.get(each), each == asked) for each in weeks],
        "may_confirm": allowed(actor, "logreview.write"),
    }
    return render(request, "incidents/logreview.html", context)


def _week(said: str, otherwise: date) -> date:
    try:
        return monday(date.fromisoformat(said))
    except ValueError:
        return otherwise
