"""One page: the steps, the one that is open, and what there is so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.opening import problems, queries, services
from jangbu.apps.opening.models import Opening
from jangbu.apps.opening.steps import BY_NAME, CARD, DUTIES, FILE, POLICIES, QUESTIONS
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots.drafting import queries as content
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

View = Callable[[HttpRequest], HttpResponse]
ELSEWHERE = {403, 404}  # not a matter of what was given


def stays(step: str) -> Callable[[View], View]:
    """What was wrong with a step is said in the step, and the reader goes on from there."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            try:
                return view(request)
            except Problem as problem:
                if problem.kind.status in ELSEWHERE:
                    raise
                return _page(request, step, problem)

        return answer

    return wrap


@require_safe
def opening(request: HttpRequest) -> HttpResponse:
    """`?step=file` opens a step again, done or not."""
    return _page(request, request.GET.get("step", ""))


def _page(request: HttpRequest, asked: str, fault: Problem | None = None) -> HttpResponse:
    actor, held, now = actor_of(request), queries.opening(), timezone.now()
    following = queries.next_step(held)
    shown = asked if asked in BY_NAME else following
    lines, made = queries.lines(held), queries.made(held, actor, now)
    context: dict[str, Any] = {
        "held": held,
        "lines": lines,
        "shown": shown,
        "done": sum(1 for line in lines if line.state == "done"),
        "left": sum(line.step.minutes for line in lines if not line.state),
        "later": any(line.state == "skipped" for line in lines),
        "said": language(),
        "made": made,
        "there": sum(1 for each in made if each.there),
        "fault": (fault.what(language()), fault.next_step(language()), fault.code) if fault else None,
        **_of_step(shown, held, actor),
    }
    return render(request, "opening/opening.html", context, status=fault.kind.status if fault else 200)


def _of_step(step: str, held: Opening | None, actor: Actor) -> dict[str, Any]:
    if step == DUTIES:
        return {"proposals": queries.duty_proposals(timezone.now())}
    if step == QUESTIONS:
        return {"questions": _questions(held, actor)}
    dataset = sources.find(actor, held.dataset) if step == CARD and held and held.dataset else None
    if dataset is not None:
        return {
            "dataset": dataset,
            "proposed": sources.proposed_lines(dataset, actor),
            "diagnosis": queries.diagnosis(held, actor, timezone.now()),
        }
    return {}


def _questions(held: Opening | None, actor: Actor) -> list[dict[str, Any]]:
    """Those of the catalogue, with the firm's own work; the question about data is the next step's file."""
    pilot = pilots.find(actor, held.pilot) if held and held.pilot else None
    answers = pilot.plan.get("answers", {}) if pilot else {}
    said, found = language(), []
    for each in content.questions():
        if each["id"] == "source":
            continue
        choices = [{"id": choice["id"], "text": choice[said], "owned": False} for choice in each.get("choices", ())]
        if each["id"] == "process":
            choices = [{"id": one.pk, "text": one.name, "owned": True} for one in work.processes(actor)]
        ask, why = content.said(each["ask"], said), content.said(each["why"], said)
        chosen = answers.get(each["id"], "")
        found.append({"id": each["id"], "ask": ask, "why": why, "choices": choices, "chosen": chosen})
    return found


@require_POST
@stays(QUESTIONS)
def questions(request: HttpRequest) -> HttpResponse:
    named = request.POST.get("process_named", "").strip()[:120]
    told: dict[str, Any] = {each: request.POST.get(each, "") for each in ("constraint", "success")}
    told |= {"process": request.POST.getlist("process")[:3], "process_named": named}
    why = _("네 가지를 묻고 초안을 만들려고")
    services.answer_questions(told, typed=bool(named), actor=actor_of(request), why=why)
    messages.success(request, _("답에서 파일럿 초안을 만들었어요."))
    return redirect("opening")


@require_POST
@stays(FILE)
def file(request: HttpRequest) -> HttpResponse:
    given = request.FILES.get("file")
    if given is None:
        raise Problem(problems.NO_FILE)
    if given.size and given.size > sources_services.UPLOAD_LIMIT:
        limit = sources_services.UPLOAD_LIMIT >> 20
        raise Problem(sources_services.TOO_LARGE, file=given.name, size=given.size >> 20, limit=limit)
    why = _("파일 하나로 시작하려고")
    services.point_at_file(given.chunks(), str(given.name), actor=actor_of(request), why=why)
    messages.success(request, _("%(file)s 파일을 읽었어요.") % {"file": given.name})
    return redirect("opening")


@require_POST
@stays(CARD)
def card(request: HttpRequest) -> HttpResponse:
    services.confirm_card(actor=actor_of(request), why=_("제안을 보고 그대로 두기로 해서"))
    messages.success(request, _("이제 이 데이터를 쓸 수 있어요."))
    return redirect("opening")


@require_POST
@stays(POLICIES)
def policies(request: HttpRequest) -> HttpResponse:
    services.draft_policies(actor=actor_of(request), why=_("회사의 기록으로 초안을 만들려고"))
    messages.success(request, _("정책 초안을 만들었어요. 읽고 다듬은 뒤 검토를 맡겨 주세요."))
    return redirect("opening")


@require_POST
@stays(DUTIES)
def duties(request: HttpRequest) -> HttpResponse:
    services.accept_duties(actor=actor_of(request), why=_("제안을 보고 그대로 두기로 해서"))
    messages.success(request, _("맡을 사람을 정했어요. 책임표에서 언제든 바꿀 수 있어요."))
    return redirect("opening")


@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    services.see_plan(actor=actor_of(request))
    return redirect("roadmap")


@require_POST
def skip(request: HttpRequest, step: str) -> HttpResponse:
    services.skip_step(step, actor=actor_of(request))
    messages.info(request, _("나중에 하기로 했어요."))
    return redirect("opening")
