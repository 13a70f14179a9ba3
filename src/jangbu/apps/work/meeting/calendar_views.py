"""The page of calendars: whose time is known from where, and the hours people work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.work import problems
from jangbu.apps.work.meeting import calendars as services
from jangbu.apps.work.meeting.models import Calendar, WorkingTime
from jangbu.kernel.errors import Problem

MINUTES = {"buffer": (0, 480, 10), "travel": (0, 720, 30), "notice": (0, 20_000, 60), "late": (0, 720, 24)}


@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    held: dict[str, list[Calendar]] = {}
    for calendar in services.live():
        held.setdefault(calendar.person, []).append(calendar)
    own = WorkingTime.objects.in_bulk(field_name="person")
    staff = [each for each in people.people_list() if each.is_active]
    may_write = allowed(actor, "work.write")
    chosen = request.GET.get("hours", "")
    lines = [
        {
            "person": each,
            "calendars": [_calendar(one) for one in held.get(each.pk, [])],
            "hours": _said(own.get(each.pk) or services.working_time_of("")),
            "own_hours": each.pk in own,
            "mine": each.pk == actor.id,
            "may": may_write or each.pk == actor.id,
        }
        for each in staff
    ]
    editing = next((each for each in staff if each.pk == chosen), None)
    told = (own.get(chosen) if editing else None) or services.working_time_of("")
    context = {
        "lines": lines,
        "without": sum(1 for line in lines if not line["calendars"]),
        "editing": editing,
        "told": told,
        "days": [(day, name, " - ".join(told.hours.get(str(day), ()))) for day, name in enumerate(_days())],
        "lunch": " - ".join(told.lunch or ()),
        "may_write": may_write,
        "firm_hours": _said(services.working_time_of("")),
    }
    return render(request, "work/calendars.html", context)


def _days() -> list[str]:
    return [_("월요일"), _("화요일"), _("수요일"), _("목요일"), _("금요일"), _("토요일"), _("일요일")]


def _said(told: WorkingTime) -> str:
    spans = sorted({" – ".join(span) for span in told.hours.values()})
    return ", ".join(spans) or "–"


def _calendar(calendar: Calendar) -> dict[str, Any]:
    error = calendar.error_ko if language() == "ko" else calendar.error_en
    return {"calendar": calendar, "count": len(calendar.busy), "error": error}


def held(calendar_id: str) -> Calendar:
    found = services.live().filter(pk=calendar_id).first()
    if found is None:
        raise Http404
    return found


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    actor, told = actor_of(request), request.POST
    person = told.get("person", "") or actor.id
    file, url = request.FILES.get("file"), told.get("url", "").strip()
    why = told.get("why", "").strip() or _("되는 시간을 찾으려고")
    if file is not None:
        made = services.add_calendar_file(person, file.name or "calendar.ics", file.chunks(), actor=actor, why=why)
    elif url:
        where = services.Address(
            url, told.get("user", ""), told.get("password", ""), told.get("caldav") == "on", told.get("inside") == "on"
        )
        made = services.add_calendar_address(person, told.get("name", ""), where, actor=actor, why=why)
    else:
        raise Problem(problems.FILE_MISSING)
    messages.success(request, _("달력을 읽었어요. 바쁜 시간 %(n)s개를 알아요.") % {"n": len(made.busy)})
    return redirect("calendars")


@require_POST
def refresh(request: HttpRequest, calendar_id: str) -> HttpResponse:
    calendar = held(calendar_id)
    if services.refresh(calendar):
        messages.success(request, _("새로 읽었어요."))
    else:
        messages.error(request, calendar.error_ko if language() == "ko" else calendar.error_en)
    return redirect("calendars")


@require_POST
def remove(request: HttpRequest, calendar_id: str) -> HttpResponse:
    services.remove_calendar(held(calendar_id), actor=actor_of(request), why=_("더 쓰지 않아서"))
    messages.success(request, _("달력을 뺐어요. 바쁜 시간도 지웠어요."))
    return redirect("calendars")


@require_POST
def hours(request: HttpRequest) -> HttpResponse:
    told = request.POST
    minutes = {}
    for name, (low, high, otherwise) in MINUTES.items():
        text = told.get(name, "").strip()
        if text and not (text.isdigit() and low <= int(text) <= high):
            raise Problem(problems.NOT_A_VALUE, field=name, value=text[:20])
        minutes[name] = int(text) if text else otherwise
    services.set_working_time(
        told.get("person", ""),
        {day: told.get(f"day-{day}", "") for day in range(7)},
        told.get("lunch", ""),
        minutes,
        actor=actor_of(request),
        why=told.get("why", "").strip() or _("일하는 시간이 바뀌어서"),
    )
    messages.success(request, _("일하는 시간을 정했어요. 기다리는 후보는 다시 맡기면 바뀌어요."))
    return redirect("calendars")
