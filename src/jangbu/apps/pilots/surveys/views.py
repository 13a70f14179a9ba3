"""Surveys of a pilot, and the one page that anybody with its address may open."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.kpis.views import choices_of
from jangbu.apps.pilots.models import Pilot, Survey
from jangbu.apps.pilots.surveys import problems, queries, services
from jangbu.apps.pilots.surveys.forms import SurveyForm
from jangbu.engines import charts, quality
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

DEVICE = "jangbu-survey"  # a cookie with a random number: it says "this device answered", and nothing of who
YEAR = 365 * 24 * 3600
QUESTIONS = {
    "staff": ("지금 이 일을 하는 데 얼마나 만족하나요?", "How satisfied are you with how this work is done now?"),
    "customers": ("이번 일 처리에 얼마나 만족하셨나요?", "How satisfied were you with how we handled this?"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def surveys(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, actor = held(request, pilot_id), actor_of(request)
    may_write = allowed(actor, "pilots.write", Subject("pilot", pilot.pk))
    form = SurveyForm(
        request.POST or None, kpis=choices_of(pilot), today=timezone.localdate(), initial=_proposed(request, pilot)
    )
    if request.method == "POST" and may_write and form.is_valid():
        told = form.cleaned_data
        made = services.open_survey(
            pilot,
            told["kpi"],
            told["audience"],
            (told["question_ko"], told["question_en"]),
            told["closes_on"],
            period=told["period"],
            way=told["way"],
            count=told["count"] or 1,
            actor=actor,
            why=_("생각을 들으려고"),
        )
        messages.success(request, _("설문을 열었어요. 주소를 보내 주세요."))
        return redirect("pilot-survey", pilot.pk, made.pk)
    now = system_clock()
    lines = [
        {
            "survey": each,
            "open": services.is_open(each, now),
            "says": queries.result(each).sentence(language()),
            "question": each.question_ko if language() == "ko" else each.question_en,
        }
        for each in pilot.surveys.all()
    ]
    context = {"pilot": pilot, "lines": lines, "form": form, "may_write": may_write}
    return render(request, "pilots/surveys/list.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, pilot: Pilot) -> dict[str, object]:
    audience = "customers" if request.GET.get("audience") == "customers" else "staff"
    kpis = dict(choices_of(pilot))
    wanted = "csat" if audience == "customers" else "satisfaction"
    return {
        "audience": audience,
        "kpi": wanted if wanted in kpis else "",
        "question_ko": QUESTIONS[audience][0],
        "question_en": QUESTIONS[audience][1],
        "period": "after" if timezone.localdate() >= pilot.starts_on else "before",
        "closes_on": timezone.localdate() + timedelta(days=7),
    }


def _survey(request: HttpRequest, pilot_id: str, survey_id: str) -> Survey:
    found = queries.find(held(request, pilot_id), survey_id)
    if found is None:
        raise Http404
    return found


@require_GET
def survey(request: HttpRequest, pilot_id: str, survey_id: str) -> HttpResponse:
    found = _survey(request, pilot_id, survey_id)
    result = queries.result(found)
    links = list(found.links.all())
    if request.GET.get("format") == "csv":
        return _addresses(request, found)
    most = max(1, *result.counts)
    context = {
        "pilot": found.pilot,
        "survey": found,
        "question": found.question_ko if language() == "ko" else found.question_en,
        "open": services.is_open(found, system_clock()),
        "result": result,
        "says": result.sentence(language()),
        "bars": [
            {"score": score, "count": count, "bar": charts.share_bar(count / most)}
            for score, count in reversed(list(enumerate(result.counts, start=1)))
        ],
        "address": request.build_absolute_uri(reverse("survey-answer", args=[links[0].token])),
        "links": len(links),
        "crowds": queries.crowds(found),
        "comments": found.answers.exclude(comment="").filter(set_aside_at=None).order_by("score")[:50],
        "may_write": allowed(actor_of(request), "pilots.write", Subject("pilot", found.pilot_id)),
    }
    return render(request, "pilots/surveys/survey.html", context)


def _addresses(request: HttpRequest, found: Survey) -> HttpResponse:
    """One row an address, to be sent one to each person; whether it was used is not in it."""
    rows = [
        (link.number, request.build_absolute_uri(reverse("survey-answer", args=[link.token])))
        for link in found.links.all()
    ]
    body = quality.csv_bytes((_("번호"), _("주소")), rows)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "survey.csv") or "attachment"
    return response


@require_POST
def close(request: HttpRequest, pilot_id: str, survey_id: str) -> HttpResponse:
    found = _survey(request, pilot_id, survey_id)
    closed = services.close_survey(found, actor=actor_of(request), why=_("답을 충분히 모아서"))
    undo = f"undo:{reverse('pilot-survey-close', args=[pilot_id, survey_id])}"
    said = _("설문을 닫았어요.") if closed.closed_at else _("설문을 다시 열었어요.")
    messages.success(request, said, extra_tags=undo if closed.closed_at else "")
    return redirect("pilot-survey", pilot_id, survey_id)


@require_POST
def aside(request: HttpRequest, pilot_id: str, survey_id: str) -> HttpResponse:
    found = _survey(request, pilot_id, survey_id)
    why = request.POST.get("why", "").strip() or _("한곳에서 너무 많이 와서")
    count = services.set_aside(found, request.POST.get("network", ""), actor=actor_of(request), why=why)
    messages.success(request, _("답 %(n)s개를 바꿨어요.") % {"n": count})
    return redirect("pilot-survey", pilot_id, survey_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Anybody with the address. One question, five choices; on a phone, in Korean or English, without an account."""
    link = queries.link_of(token)
    if link is None:
        raise Http404
    said = request.GET.get("lang") or request.POST.get("lang") or language()
    with override("en" if said == "en" else "ko"):
        return _answered(request, token)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    link = queries.link_of(token)
    assert link is not None
    found, device = link.survey, request.COOKIES.get(DEVICE, "")
    status, problem, thanked = 200, None, False
    if request.method == "POST":
        device = device or secrets.token_urlsafe(18)
        try:
            _take(request, link.token, device)
            thanked = True
        except Problem as trouble:
            status, problem = trouble.kind.status, trouble.sentence(language())
    context = {
        "question": found.question_ko if language() == "ko" else found.question_en,
        "open": services.is_open(found, system_clock()),
        "problem": problem,
        "thanked": thanked,
        "closes_on": found.closes_on,
        "scores": range(5, 0, -1),
        "lang": language(),
    }
    response = render(request, "pilots/surveys/answer.html", context, status=status)
    if thanked:
        secure = request.is_secure()
        response.set_cookie(DEVICE, device, max_age=YEAR, httponly=True, samesite="Lax", secure=secure, path="/s/")
    response["X-Robots-Tag"] = "noindex"
    return response


def _take(request: HttpRequest, token: str, device: str) -> None:
    """A field that people do not see is filled in by programs only: they are thanked and nothing is kept."""
    if request.POST.get("website", ""):
        return
    link = queries.link_of(token)
    if link is None:
        raise Problem(problems.CLOSED)
    score = request.POST.get("score", "")
    services.answer(
        link,
        int(score) if score in {"1", "2", "3", "4", "5"} else 0,
        device=device,
        address=str(request.META.get("REMOTE_ADDR", "")),
        comment=request.POST.get("comment", ""),
    )
