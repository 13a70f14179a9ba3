"""The inbox: what waits for a person, one at a time, with the document beside what was read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties.queries import may, outside
from jangbu.apps.people import queries as people
from jangbu.apps.work.answering import APPROVE, finishes_own, subject_of
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.runs import approving, pages, queries
from jangbu.apps.work.runs.models import Approval
from jangbu.apps.work.runs.views import shown_run
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

AT_ONCE = 100


def held(request: HttpRequest, approval_id: str) -> Approval:
    found = Approval.objects.select_related("run__automation", "run__version").filter(pk=approval_id).first()
    if found is None or found.run.automation.drill:
        raise Http404
    return found


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    waiting = list(queries.inbox(actor)[:AT_ONCE])
    chosen = next((each for each in waiting if each.pk == request.GET.get("a")), waiting[0] if waiting else None)
    now = system_clock()
    lines = [
        {
            "approval": each,
            "days": (now - each.asked_at).days,
            "doubt": pages.doubt_word(each.run.doubts, language()),
            "current": each is chosen,
        }
        for each in waiting
    ]
    context: dict[str, Any] = {"lines": lines, "count": queries.inbox(actor).count()}
    if chosen is not None:
        approving.look_at(chosen, actor=actor)
        about = subject_of(chosen.run)
        finishes = finishes_own(chosen.run, actor)
        own = chosen.run.started_by == actor.id != "" and not finishes
        others = [
            (p.pk, p.name) for p in people.by_role("work.approve") if p.pk not in (actor.id, chosen.run.started_by)
        ]
        others = [(key, name) for key, name in others if may(Actor.person(key, name), about, APPROVE.name)]
        kept_out = None if own or finishes else outside(actor, about, APPROVE.name)
        place = waiting.index(chosen)
        context |= {
            "approval": chosen,
            "own": own,
            "others": others,
            "past": queries.past_of_vendor(chosen.run),
            "before": waiting[place - 1].pk if place else "",
            "after": waiting[place + 1].pk if place + 1 < len(waiting) else "",
            "delegated_by": _name(chosen.delegated_by),
            "kept_out": kept_out.sentence(language()) if kept_out else "",
            "may_approve": allowed(actor, "work.approve") and not own and not kept_out,
            "effect": _effect(chosen),
            **shown_run(chosen.run),
        }
    return render(request, "work/inbox.html", context)


@require_POST
def approve(request: HttpRequest, approval_id: str) -> HttpResponse:
    found = held(request, approval_id)
    edits = _edits(request)
    why = request.POST.get("why", "").strip()
    try:
        approving.approve(found, edits=edits, actor=actor_of(request), why=why)
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
        return redirect(f"{reverse('inbox')}?a={found.pk}")
    undo = f"undo:{reverse('approval-undo', args=[found.pk])}"
    messages.success(request, _("%(title)s 승인했어요.") % {"title": found.run.title}, extra_tags=undo)
    return _next(request)


@require_POST
def correct(request: HttpRequest, approval_id: str) -> HttpResponse:
    """Work the proposal out again with what was typed, without deciding."""
    found = held(request, approval_id)
    try:
        approving.correct(found, edits=_edits(request), actor=actor_of(request))
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("다시 계산했어요. 아직 승인하지 않았어요."))
    return redirect(f"{reverse('inbox')}?a={found.pk}")


@require_POST
def reject(request: HttpRequest, approval_id: str) -> HttpResponse:
    found = held(request, approval_id)
    try:
        approving.reject(found, actor=actor_of(request), why=request.POST.get("why", ""))
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
        return redirect(f"{reverse('inbox')}?a={found.pk}")
    undo = f"undo:{reverse('approval-undo', args=[found.pk])}"
    messages.success(request, _("%(title)s 거절했어요.") % {"title": found.run.title}, extra_tags=undo)
    return _next(request)


@require_POST
def delegate(request: HttpRequest, approval_id: str) -> HttpResponse:
    found = held(request, approval_id)
    person = request.POST.get("person", "")
    approving.delegate(found, person, actor=actor_of(request), why=request.POST.get("why", "").strip())
    messages.success(request, _("%(name)s님에게 부탁했어요.") % {"name": _name(person)})
    return redirect("inbox")


@require_POST
def undo(request: HttpRequest, approval_id: str) -> HttpResponse:
    found = held(request, approval_id)
    approving.undo(found, actor=actor_of(request), why=_("다시 보려고"))
    messages.success(request, _("되돌렸어요. 승인함에서 다시 기다려요."))
    return redirect("inbox")


def _effect(approval: Approval) -> str:
    """What an approval will do, before it is given."""
    run = approval.run
    match run.automation.kind:
        case Automation.Kind.INVOICE:
            return _("승인하면 지급 예정표에 올라가요: %(about)s.") % {"about": run.about}
        case Automation.Kind.QUOTE:
            return _("승인하면 다음 번호로 견적서를 만들어요. 메일은 위에서 고른 대로 보내요.")
        case Automation.Kind.APPOINTMENT:
            return _("승인하면 고른 시간으로 일정을 잡고 초대 메일을 보내요.")
        case Automation.Kind.DECISION:
            return _("승인하면 고른 것과 까닭을 남겨요. 스스로 하는 일은 없어요.")
    return _("승인하면 이 글을 그대로 남겨요. 밖으로 보내지는 않아요.")


def _edits(request: HttpRequest) -> dict[str, str]:
    """What differs from what was shown, by field."""
    fields = [key.removeprefix("field-") for key in request.POST if key.startswith("field-")]
    told = {name: (request.POST.get(f"field-{name}", ""), request.POST.get(f"was-{name}", "")) for name in fields}
    return {name: now.strip() for name, (now, before) in told.items() if now.strip() != before.strip()}


def _next(request: HttpRequest) -> HttpResponse:
    after = request.POST.get("after", "")
    return redirect(f"{reverse('inbox')}?a={after}" if after.isalnum() else reverse("inbox"))


def _name(person_id: str) -> str:
    found = people.person(person_id) if person_id else None
    return found.name if found else ""
