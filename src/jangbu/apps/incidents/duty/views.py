"""The page of who is on duty: now, the next two weeks day by day, and the shifts behind them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.incidents.alerts.forms import ShiftForm
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.duty import queries, services
from jangbu.apps.incidents.duty.models import Shift
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

DAYS = 14
WEEK = 7


@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), now_for()
    today = now.astimezone(SEOUL).date()
    form = ShiftForm(request.POST or None, initial={"starts_on": today, "ends_on": today + timedelta(days=6)})
    if request.method == "POST" and allowed(actor, "alerts.manage") and form.is_valid():
        try:
            services.add_shift(**form.cleaned_data, actor=actor)
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("당번을 정했어요."))
            return redirect("duty")
    names = dict(people.people_list().values_list("pk", "name"))
    held = list(queries.shifts().filter(ends_on__gte=today))
    days = []
    for number in range(DAYS):
        day = today + timedelta(days=number)
        there = [(each, names.get(each.person, "–")) for each in queries.covering(day, held)]
        days.append({"day": day, "shifts": there, "gap": len(queries.hours_open(day, held))})
    context = {
        "days": days,
        "gaps": sum(1 for each in days[:WEEK] if each["gap"]),
        "line": [names.get(each, "–") for each in queries.in_line(now)],
        "held": [(each, names.get(each.person, "–")) for each in held],
        "form": form,
        "may_manage": allowed(actor, "alerts.manage"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "incidents/duty.html", context, status=status)


@require_POST
def remove(request: HttpRequest, shift_id: str) -> HttpResponse:
    found = Shift.objects.filter(pk=shift_id).first()
    if found is None:
        raise Http404
    services.remove_shift(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("당번을 거뒀어요."))
    return redirect("duty")
