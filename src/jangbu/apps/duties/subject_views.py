"""One subject of the matrix: who answers for it now, who did before, and who may decide what; and deputies."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.evidence import end_of
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties import matrix, queries, services, subjects
from jangbu.apps.duties.models import Deputy, Duty
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem


@require_GET
def subject_page(request: HttpRequest, subject_kind: str, subject_id: str) -> HttpResponse:
    """As it is, or with ?day= as it stood at the end of that day."""
    now, actor = system_clock(), actor_of(request)
    day = _day(request.GET.get("day", ""), now)
    moment = end_of(day) if day else now
    subject = Subject(subject_kind, subject_id)
    row = matrix.row_of(subject, moment, matrix.columns(moment))
    kind = subjects.kind_named(subject_kind)
    if kind is None or (row is None and not Duty.objects.of(subject).exists()):
        raise Http404
    names = dict(people.people_list().values_list("pk", "name"))
    named = queries.head(moment)
    held = sorted(queries.held_on(subject, moment), key=lambda each: "ARCI".index(each.letter))
    context = {
        "row": row,
        "subject": subject,
        "name": row.name if row else subjects.name_of(subject, now),
        "kind": kind,
        "url": kind.url(subject_id),
        "held": [{"held": each, "name": names.get(each.person, "–")} for each in held],
        "past": [
            {"duty": each, "name": names.get(each.person, "–")}
            for each in Duty.objects.of(subject).exclude(until=None).order_by("-until", "-pk")[:30]
        ],
        "head": names.get(named.person, "") if named else "",
        "day": day,
        "today": now.astimezone(SEOUL).date(),
        "letters": matrix.LEGEND,
        "may_write": allowed(actor, "duties.write") and day is None,
    }
    return render(request, "duties/subject.html", context)


def _day(said: str, now: datetime) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if day < now.astimezone(SEOUL).date() else None


@require_POST
def set_letter(request: HttpRequest, subject_kind: str, subject_id: str) -> HttpResponse:
    """By a form, for whom a click on a cell is not enough."""
    given: Any = request.POST
    try:
        services.set_letter(
            Subject(subject_kind, subject_id),
            given.get("person", ""),
            given.get("letter", ""),
            replace=given.get("replace") == "yes",
            actor=actor_of(request),
            why=given.get("why", ""),
        )
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("바꿨어요."))
    return redirect("duties-subject", subject_kind, subject_id)


@require_POST
def name_deputy(request: HttpRequest) -> HttpResponse:
    given = request.POST
    try:
        services.name_deputy(
            given.get("stands_for", ""),
            given.get("person", ""),
            date.fromisoformat(given.get("until", "") or "1970-01-01"),
            actor=actor_of(request),
            why=given.get("why", ""),
        )
    except (Problem, ValueError) as fault:
        said = fault.sentence(language()) if isinstance(fault, Problem) else _("끝나는 날을 골라 주세요.")
        messages.error(request, said)
    else:
        messages.success(request, _("대리를 정했어요."))
    return redirect("duties")


@require_POST
def end_deputy(request: HttpRequest, deputy_id: str) -> HttpResponse:
    found = Deputy.objects.filter(pk=deputy_id).first()
    if found is None:
        raise Http404
    services.end_deputy(found, actor=actor_of(request), why=_("더 필요하지 않아서"))
    messages.success(request, _("대리를 끝냈어요."))
    return redirect("duties")
