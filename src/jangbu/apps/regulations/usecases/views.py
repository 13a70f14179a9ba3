"""The pages of the questionnaire: answers, conclusion, decision; and uses of AI found in what runs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.registers import queries as registers
from jangbu.apps.regulations import actions
from jangbu.apps.regulations.forms import QuestionsForm
from jangbu.apps.regulations.usecases import confirming, queries, services
from jangbu.apps.regulations.usecases.classifying import classify
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.regulations.usecases.register import USE_CASES
from jangbu.apps.regulations.usecases.words import EXEMPT, HIGH, ROLES


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    made = services.add_proposals(actor=actor_of(request), why=_("돌고 있는 AI를 적어 두려고"))
    said = ngettext("AI 쓰임 %(n)d개를 찾았어요.", "AI 쓰임 %(n)d개를 찾았어요.", len(made)) % {"n": len(made)}
    messages.success(request, said if made else _("새로 찾은 것이 없어요."))
    return redirect("use-cases")


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, use_case_id: str) -> HttpResponse:
    """The answers, and what they come to. Saving answers decides nothing."""
    case = _held(request, use_case_id)
    form, status = QuestionsForm.of(case), 200
    if request.method == "POST":
        form = QuestionsForm(request.POST)
        if form.is_valid():
            why = _("법에서 우리가 누구인지 정하려고")
            services.answer_questions(case, form.values(), actor=actor_of(request), why=why)
            return redirect(f"{request.path}#conclusion")
        status = 422
    return render(request, "regulations/questions.html", _context(request, case, form), status=status)


def _context(request: HttpRequest, case: UseCase, form: QuestionsForm) -> dict[str, Any]:
    verdict, said = classify(queries.answers_of(case)), language()
    form_names = {"fields": "fields_"}
    lacking = [form.fields[form_names.get(name, name)].label for name in verdict.open]
    deciding = look_ahead(actor_of(request), "regulations.decide", actions.DECIDED, USE_CASES.subject(case))
    return {
        "case": case,
        "form": form,
        "verdict": verdict,
        "role": ROLES.get(verdict.role, ""),
        "high": HIGH[verdict.high == "likely"] if verdict.high != "open" else "",
        "exempt": EXEMPT.get(verdict.exempt, ""),
        "article": verdict.article.said(said),
        "reasons": [each.said(said) for each in verdict.reasons],
        "lacking": lacking,
        "ready": verdict.settled and not verdict.open,
        "standing": queries.standing(case, timezone.now()),
        "may_decide": deciding.may,
        "kept_out": deciding.kept_out,
    }


@require_POST
def decide(request: HttpRequest, use_case_id: str) -> HttpResponse:
    case, given = _held(request, use_case_id), request.POST
    high = {"yes": True, "no": False}.get(given.get("high", ""))
    revision = given.get("revision", "")
    services.decide_role(
        case,
        high=high,
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        actor=actor_of(request),
        why=given.get("why", ""),
    )
    messages.success(request, _("정한 것을 장부에 적었어요."))
    return redirect("use-cases-detail", case.pk)


@require_POST
def confirm(request: HttpRequest, use_case_id: str) -> HttpResponse:
    """A second person agrees to what was decided."""
    case = _held(request, use_case_id)
    confirming.confirm_decision(case, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("확인했어요. 이제 두 사람이 본 것이에요."))
    return redirect("use-cases-detail", case.pk)


@require_POST
def unconfirm(request: HttpRequest, use_case_id: str) -> HttpResponse:
    case = _held(request, use_case_id)
    confirming.withdraw_confirmation(case, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("확인을 거뒀어요. 다시 한 사람의 말이에요."))
    return redirect("use-cases-detail", case.pk)


def _held(request: HttpRequest, use_case_id: str) -> UseCase:
    case = registers.find(USE_CASES, actor_of(request), use_case_id)
    if case is None:
        raise Http404
    return case
