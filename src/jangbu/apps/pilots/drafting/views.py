"""The four questions, the plan that follows, its parts one by one, and the start."""

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
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.casewise import ColumnFact, columns_of
from jangbu.apps.pilots.drafting import content, pages, services
from jangbu.apps.pilots.drafting.editing import Around, editor
from jangbu.apps.pilots.drafting.forms import WhyForm
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.logs import file_of, log_of
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.engines import processes
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

MOST_SOURCES = 12


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    pilot = services.begin_draft(actor=actor_of(request), why=_("네 가지를 묻고 초안을 만들려고"))
    return redirect("pilot-question", pilot.pk, content.questions()[0]["id"])


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pilot_id: str, question: str) -> HttpResponse:
    pilot, actor = held(request, pilot_id), actor_of(request)
    ids = [each["id"] for each in content.questions()]
    if question not in ids:
        raise Http404
    if pilot.state != Pilot.State.DRAFT:
        return redirect("pilot-plan", pilot.pk)
    place = ids.index(question)
    if request.method == "POST":
        if "skip" not in request.POST:
            why = _("질문에 답해서")
            services.answer_question(pilot, question, _told(request, question), actor=actor, why=why)
        if place + 1 < len(ids):
            return redirect("pilot-question", pilot.pk, ids[place + 1])
        return redirect("pilot-plan", pilot.pk)
    asked = content.questions()[place]
    answers = pilot.plan.get("answers", {})
    context = {
        "pilot": pilot,
        "place": place + 1,
        "total": len(ids),
        "ask": content.said(asked["ask"], language()),
        "why": content.said(asked["why"], language()),
        "question": question,
        "many": question == "process",
        "choices": _choices(actor, asked),
        "chosen": answers.get(question, [] if question == "process" else ""),
        "named": answers.get("process_named", ""),
        "back": ids[place - 1] if place else "",
    }
    return render(request, "pilots/drafting/question.html", context)


def _told(request: HttpRequest, question: str) -> dict[str, Any]:
    if question == "process":
        named = request.POST.get("named", "").strip()[:120]
        return {"process": request.POST.getlist("choice"), "process_named": named}
    return {question: request.POST.get("choice", "")}


def _choices(actor: Actor, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """(id, words, a line more); the firm's own things are marked as owned."""
    said = language()
    if asked["id"] == "process":
        found = []
        for process in work.processes(actor):
            says = (process.repeatability or {}).get("says", {}).get(said, "")
            volume = _("한 달 %(n)s건") % {"n": process.volume} if process.volume else ""
            found.append({"id": process.pk, "b": process.name, "p": says or volume, "owned": True})
        return found
    fixed = [{"id": each["id"], "b": each[said], "p": ""} for each in asked["choices"]]
    if asked["id"] != "source":
        return fixed
    shown = [
        {"id": line.dataset.pk, "b": line.dataset.name, "p": _rows(line.version.rows), "owned": True}
        for line in sources.lines(actor)
        if line.version is not None
    ]
    return [*shown[:MOST_SOURCES], *fixed]


def _rows(count: int) -> str:
    return _("%(n)s행") % {"n": f"{count:,}"}


@require_GET
def plan(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, actor = held(request, pilot_id), actor_of(request)
    if not pilot.plan:
        return redirect("pilot", pilot.pk)
    said = language()
    lacks = [each[0] if said == "ko" else each[1] for each in services.lacking(pilot.plan)]
    answered = pilot.plan.get("answers", {})
    about = Subject("pilot", pilot.pk)
    ahead = look_ahead(actor, "pilots.write", actions.PLAN_CHANGED, about, on=about)
    context = {
        "pilot": pilot,
        "draft": pilot.state == Pilot.State.DRAFT,
        "sections": pages.sections(pilot.plan, said, _names(), dict(_patterns(actor))),
        "frozen": services.FROZEN,
        "lacks": ", ".join(lacks),
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
        "changes": _changes(pilot),
        "fingerprint": services.fingerprint(pilot.plan),
        "unanswered": next(
            (each["id"] for each in content.questions() if each["id"] not in answered), content.questions()[0]["id"]
        ),
        "answered": sum(1 for each in content.questions() if each["id"] in answered),
    }
    return render(request, "pilots/drafting/plan.html", context)


def _names() -> dict[str, str]:
    return {person.pk: person.name for person in people.by_role("pilots.read")}


def _patterns(actor: Actor) -> list[tuple[str, str]]:
    """The words of the patterns, as Work has them."""
    for process in work.processes(actor)[:1]:
        pattern = work.propose_pattern(process).pattern
        return [(each.value, str(each.label)) for each in type(pattern)]
    return []


def _changes(pilot: Pilot) -> list[dict[str, Any]]:
    titles, names = pages.titles_of(), _names()
    return [
        {
            "title": titles[each.section],
            "why": each.why,
            "by": names.get(each.changed_by, ""),
            "at": each.changed_at,
        }
        for each in pilot.measure_changes.all()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pilot_id: str, section: str) -> HttpResponse:
    pilot, actor = held(request, pilot_id), actor_of(request)
    if section not in services.SECTIONS or not pilot.plan:
        raise Http404
    around = Around(
        said=language(),
        processes=[(process.pk, process.name) for process in work.processes(actor)],
        datasets=[(dataset.pk, dataset.name) for dataset in sources.visible(actor).order_by("name")],
        patterns=_patterns(actor),
        columns=_columns(pilot, actor) if section == "design" else (),
    )
    typed = request.POST if request.method == "POST" else None
    shown = editor(section, pilot.plan, typed, around)
    reason = WhyForm(typed)
    if typed is not None and shown.form.is_valid() and reason.is_valid():
        why = reason.cleaned_data["why"] or ("" if pilot.started_at else _("시작하기 전에 다듬으려고"))
        services.change_section(pilot, section, shown.told(), actor=actor, why=why)
        messages.success(request, _("계획을 고쳤어요."))
        return redirect(f"{reverse('pilot-plan', args=[pilot.pk])}#{section}")
    context = {
        "pilot": pilot,
        "section": section,
        "title": pages.titles_of()[section],
        "editor": shown,
        "reason": reason,
        "lowers": bool(pilot.started_at) and section in services.FROZEN,
    }
    return render(request, "pilots/drafting/section.html", context, status=422 if typed is not None else 200)


def _columns(pilot: Pilot, actor: Actor) -> list[ColumnFact]:
    """Of the pilot's log; none where there is no log, or one that cannot be read now."""
    with file_of(actor, log_of(pilot.plan)) as log:
        try:
            return columns_of(processes.read_log(log)) if log else []
        except Problem:
            return []


@require_POST
def start(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    why = request.POST.get("why", "").strip() or _("시작하고 나서 기준을 바꾸지 않으려고")
    services.start_pilot(pilot, actor=actor_of(request), why=why)
    messages.success(request, _("재는 방법을 잠그고 시작했어요."))
    return redirect("pilot", pilot.pk)


@require_POST
def discard(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    found = services.discard_draft(pilot, actor=actor_of(request), why=_("이번에는 하지 않으려고"))
    if found.state == Pilot.State.DRAFT:
        messages.success(request, _("초안을 되돌렸어요."))
        return redirect("pilot-plan", pilot.pk)
    undo = f"undo:{reverse('pilot-discard', args=[pilot.pk])}"
    messages.success(request, _("초안을 버렸어요."), extra_tags=undo)
    return redirect("pilot-list")
