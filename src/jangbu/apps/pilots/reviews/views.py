"""Daily and weekly reviews with adjustments and sprints, interviews, and looking back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.kpis.views import choices_of
from jangbu.apps.pilots.models import Pilot, Review
from jangbu.apps.pilots.reviews import queries, seeing, services
from jangbu.apps.pilots.reviews.forms import (
    AdjustForm,
    InterviewForm,
    RetrospectiveForm,
    ReviewForm,
    SprintForm,
    lines_of,
)
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Language


def name_of(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else ""


def may_write(request: HttpRequest, pilot: Pilot) -> bool:
    return allowed(actor_of(request), "pilots.write", Subject("pilot", pilot.pk))


def _stretch(request: HttpRequest) -> seeing.Stretch:
    """?every=week&day=2026-11-20; anything unreadable is today."""
    every = Review.Every.WEEK if request.GET.get("every") == "week" else Review.Every.DAY
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = timezone.localdate()
    return seeing.Stretch.of(every, day)


@require_GET
def reviews(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    stretch = _stretch(request)
    examined = pilot.examinations.first()
    found = seeing.seen(pilot, stretch, examined.result if examined else None)
    today = timezone.localdate()
    kpis = choices_of(pilot)
    shown = {
        "kpis": [
            {**kpi, "name": kpi["name"][said], "now": kpi["now"][said], "then": kpi["then"][said]}
            for kpi in found["kpis"]
        ],
        "missed": [{**gate, "name": gate["name"][said], "says": gate["says"][said]} for gate in found["missed"]],
        "errors": [{**line, "says": line["says"][said]} for line in found["errors"]],
    }
    adjusted = {each.kpi for each in pilot.adjustments.filter(withdrawn_at=None)}
    about = Subject("pilot", pilot.pk)
    adjusting = look_ahead(actor_of(request), "pilots.write", actions.ADJUSTED, about, on=about)
    context = {
        "pilot": pilot,
        "stretch": stretch,
        "week": stretch.every == Review.Every.WEEK,
        "seen": found,
        **shown,
        "unanswered": [gate for gate in shown["missed"] if gate["id"] not in adjusted],
        "earlier": stretch.before.last.isoformat(),
        "later": (stretch.last + timedelta(days=1)).isoformat() if stretch.last < today else "",
        "written": _written(pilot),
        "adjustments": [{"made": each, "by": name_of(each.made_by)} for each in pilot.adjustments.all()[:30]],
        "sprints": pilot.sprints.all(),
        "review_form": ReviewForm(),
        "adjust_form": AdjustForm(kpis=kpis, initial={"made_on": today, "kpi": request.GET.get("kpi", "")}),
        "sprint_form": SprintForm(initial=_next_sprint(pilot, today)),
        "may_write": may_write(request, pilot),
        "may_adjust": adjusting.may,
        "kept_out": adjusting.kept_out,
    }
    return render(request, "pilots/reviews/reviews.html", context)


def _written(pilot: Pilot) -> list[dict[str, Any]]:
    return [{"review": each, "by": name_of(each.written_by)} for each in pilot.reviews.all()[:30]]


def _next_sprint(pilot: Pilot, today: date) -> dict[str, Any]:
    """A simple scenario first, a wider one next; a week each."""
    scenario = "wider" if pilot.sprints.exists() else "simple"
    return {"scenario": scenario, "starts_on": today, "ends_on": today + timedelta(days=6)}


@require_POST
def write(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, stretch = held(request, pilot_id), _stretch(request)
    examined = pilot.examinations.first()
    found = seeing.seen(pilot, stretch, examined.result if examined else None)
    note = request.POST.get("note", "")
    services.write_review(
        pilot, stretch.every, stretch.last, note, found, actor=actor_of(request), why=_("그날그날 돌아보려고")
    )
    messages.success(request, _("돌아본 것을 적었어요."))
    return redirect("pilot-reviews", pilot.pk)


@require_POST
def adjust(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    form = AdjustForm(request.POST, kpis=choices_of(pilot))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("pilot-reviews", pilot.pk)
    told = form.cleaned_data
    made = services.adjust(
        pilot,
        told["part"],
        told["what"],
        actor=actor_of(request),
        why=told["why"],
        made_on=told["made_on"],
        kpi=told["kpi"],
        expected=told["expected"],
    )
    undo = f"undo:{reverse('pilot-adjustment-withdraw', args=[pilot.pk, made.pk])}"
    messages.success(request, _("고친 것을 적었어요. 판정일은 그대로예요."), extra_tags=undo)
    return redirect("pilot-reviews", pilot.pk)


@require_POST
def withdraw_adjustment(request: HttpRequest, pilot_id: str, adjustment_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    made = pilot.adjustments.filter(pk=adjustment_id).first()
    if made is None:
        raise Http404
    services.withdraw_adjustment(made, actor=actor_of(request), why=_("원래대로 하려고"))
    messages.success(request, _("고친 것을 되돌렸다고 적었어요."))
    return redirect("pilot-reviews", pilot.pk)


@require_POST
def sprint(request: HttpRequest, pilot_id: str) -> HttpResponse:
    """Open the next sprint, or close the one that is named."""
    pilot = held(request, pilot_id)
    open_one = pilot.sprints.filter(number=request.POST.get("number") or 0).first()
    if open_one is not None:
        services.close_sprint(
            open_one, request.POST.get("outcome", ""), actor=actor_of(request), why=_("짧은 주기를 마쳐서")
        )
        messages.success(request, _("짧은 주기를 마쳤어요."))
        return redirect("pilot-reviews", pilot.pk)
    form = SprintForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("pilot-reviews", pilot.pk)
    told = form.cleaned_data
    services.open_sprint(
        pilot,
        told["scenario"],
        told["aim"],
        told["starts_on"],
        told["ends_on"],
        actor=actor_of(request),
        why=_("짧게 해 보고 고치려고"),
    )
    messages.success(request, _("짧은 주기를 열었어요."))
    return redirect("pilot-reviews", pilot.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def interviews(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    writes = may_write(request, pilot)
    form = InterviewForm(request.POST or None, said=said, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and writes and form.is_valid():
        told = form.cleaned_data
        answers = {each["id"]: told[each["id"]] for each in queries.guide()}
        services.note_interview(
            pilot,
            told["who"],
            told["held_on"],
            answers,
            lines_of(told["themes"]),
            actor=actor_of(request),
            why=_("일하는 사람의 말을 들으려고"),
        )
        messages.success(request, _("이야기를 적었어요."))
        return redirect("pilot-interviews", pilot.pk)
    shown = [
        {"interview": each, "notes": _notes(each.answers, said)} for each in pilot.interviews.filter(withdrawn_at=None)
    ]
    context = {
        "pilot": pilot,
        "interviews": shown,
        "themes": queries.themes(pilot),
        "form": form,
        "may_write": writes,
    }
    return render(request, "pilots/reviews/interviews.html", context, status=422 if form.errors else 200)


def _notes(answers: Mapping[str, str], said: Language) -> list[tuple[str, str]]:
    return [(each[said], answers[each["id"]]) for each in queries.guide() if answers.get(each["id"])]


@require_POST
def withdraw_interview(request: HttpRequest, pilot_id: str, interview_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    made = pilot.interviews.filter(pk=interview_id).first()
    if made is None:
        raise Http404
    services.withdraw_interview(made, actor=actor_of(request), why=_("잘못 적어서"))
    undo = f"undo:{reverse('pilot-interview-withdraw', args=[pilot.pk, made.pk])}"
    messages.success(request, _("이야기 기록을 바꿨어요."), extra_tags=undo)
    return redirect("pilot-interviews", pilot.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def retrospective(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    writes = may_write(request, pilot)
    form = RetrospectiveForm(request.POST or None, initial={"held_on": timezone.localdate()})
    found = queries.prepared(pilot)
    if request.method == "POST" and writes and form.is_valid():
        told = form.cleaned_data
        services.look_back(
            pilot,
            told["held_on"],
            found,
            keep=told["keep"],
            change=told["change"],
            lessons=lines_of(told["lessons"]),
            actor=actor_of(request),
            why=_("다음에 더 잘하려고"),
        )
        messages.success(request, _("돌아본 것을 적었어요."))
        return redirect("pilot-retrospective", pilot.pk)
    words = {"pass": _("통과"), "fail": _("미달"), "undecided": _("알 수 없음")}
    context = {
        "pilot": pilot,
        "prepared": found,
        "gates": [
            {
                "name": gate["name"][said],
                "says": gate["says"][said],
                "word": words[gate["verdict"]],
                "state": STATES[gate["verdict"]],
            }
            for gate in found["gates"]
        ],
        "errors": [{**line, "says": line["says"][said]} for line in found["errors"]],
        "written": [{"retro": each, "by": name_of(each.written_by)} for each in pilot.retrospectives.all()],
        "form": form,
        "may_write": writes,
    }
    return render(request, "pilots/reviews/retrospective.html", context, status=422 if form.errors else 200)


STATES = {"pass": "met", "fail": "unmet", "undecided": "unknown"}
