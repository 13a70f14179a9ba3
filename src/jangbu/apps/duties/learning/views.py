"""The plan of learning on one page, the questions on AI, and certificates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.content import place_of
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties.learning import queries, services
from jangbu.apps.duties.learning.models import Attempt, Training
from jangbu.apps.duties.learning.quiz import quiz, take_quiz
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem


@require_GET
def learning(request: HttpRequest) -> HttpResponse:
    """People down, courses across: what is done and how that is known, what is due, what is missing."""
    now, actor = system_clock(), actor_of(request)
    cells = queries.plan(now)
    held = [course for course in queries.courses(now) if course.roles]
    by_person: dict[str, dict[str, Any]] = {}
    for cell in cells:
        line = by_person.setdefault(cell.person.pk, {"person": cell.person, "cells": {}})
        line["cells"][cell.course.pk] = cell
    lines = sorted(by_person.values(), key=lambda line: (line["person"].name, line["person"].pk))
    context = {
        "courses": held,
        "lines": [{**line, "cells": [line["cells"].get(course.pk) for course in held]} for line in lines],
        "open": sum(1 for cell in cells if not cell.good),
        "unplanned": sum(1 for cell in cells if cell.state in ("missing", "expired")),
        "words": sum(1 for cell in cells if cell.good and cell.learned and cell.learned.how == "word"),
        "mine": Attempt.objects.filter(person=actor.id).first(),
        "may_write": allowed(actor, "duties.write"),
    }
    return render(request, "duties/learning.html", context)


@require_POST
def plan_missing(request: HttpRequest) -> HttpResponse:
    try:
        made = services.plan_missing(actor=actor_of(request), why=_("아직 듣지 않은 사람이 있어서"))
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        said = ngettext("교육 계획 %(n)d건을 만들었어요.", "교육 계획 %(n)d건을 만들었어요.", len(made))
        messages.success(request, said % {"n": len(made)})
    return redirect("learning")


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The questions; answered, what was right and why."""
    held, actor = quiz(), actor_of(request)
    given: dict[str, str] = {key: str(value) for key, value in request.POST.items()}
    context: dict[str, Any] = {"quiz": held, "given": given, "last": Attempt.objects.filter(person=actor.id).first()}
    if request.method == "POST":
        try:
            context["attempt"] = context["last"] = take_quiz(given, actor=actor)
        except Problem as problem:
            context["problem"] = problem.sentence(language())
    context["asked"] = [
        {
            "question": each,
            "chosen": given.get(each.id, ""),
            "answers": [(str(place), answer) for place, answer in enumerate(each.answers)],
            "right": given.get(each.id) == str(each.right),
            "because": each.because if "attempt" in context else None,
            "solution": each.answers[each.right],
        }
        for each in held.questions
    ]
    return render(request, "duties/quiz.html", context, status=422 if "problem" in context else 200)


def _held(training_id: str) -> Training:
    found = Training.objects.filter(pk=training_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def certificate(request: HttpRequest, training_id: str) -> HttpResponseBase:
    """Keep a certificate, or hand out the one that is kept."""
    found = _held(training_id)
    if request.method == "GET":
        path = place_of(Path(settings.CONTENT_STORE), found.certificate) if found.certificate else None
        if path is None or not path.exists():
            raise Http404
        return FileResponse(
            path.open("rb"),
            content_type="application/octet-stream",
            as_attachment=True,
            filename=found.certificate_name,
        )
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("파일을 골라 주세요."))
        return redirect("trainings-detail", training_id)
    try:
        services.keep_certificate(
            found, sent.name or "certificate", sent.chunks(), actor=actor_of(request), why=_("수료증을 받아서")
        )
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("수료증을 보관했어요."))
    return redirect("trainings-detail", training_id)
