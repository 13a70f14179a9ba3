"""The page of the plan to grow."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.casewise import deciding
from jangbu.apps.pilots.expansion import queries, services
from jangbu.apps.pilots.expansion.firm import firm_lessons
from jangbu.apps.pilots.expansion.forms import TOOLS, AnnouncementForm, PersonFormSet, StageFormSet, ToolFormSet
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.worth.pages import between, payback, plain, signed
from jangbu.apps.pilots.worth.queries import worth_of
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number


@require_GET
def expansion(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    plan = queries.plan_of(pilot)
    about = Subject("pilot", pilot.pk)
    ahead = look_ahead(actor_of(request), "pilots.write", actions.EXPANSION_CHANGED, about, on=about)
    context: dict[str, Any] = {
        "pilot": pilot,
        "plan": plan,
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
        "decision": pilot.decisions.filter(withdrawn_at=None).first(),
        "firm_lessons": firm_lessons(),
        "unheard": queries.unheard(pilot, plan) if plan is not None else [],
    }
    if plan is not None:
        context |= _shown(pilot, plan, said)
    return render(request, "pilots/expansion/expansion.html", context)


def _shown(pilot: Pilot, plan: dict[str, Any], said: Language) -> dict[str, Any]:
    names = {key: str(label) for key, label in (*TOOLS, NOW)}
    money = queries.budget(pilot, plan)
    return {
        "stages": [
            {
                **stage,
                "range": between(stage["roi"]["npv"]["p5"], stage["roi"]["npv"]["p95"], said) if stage["roi"] else "",
                "middle": signed(stage["roi"]["npv"]["p50"], said) if stage["roi"] else "–",
                "payback": payback(stage["roi"]) if stage["roi"] else stage["problem"].sentence(said),
            }
            for stage in queries.stages(pilot, plan)
        ],
        "tools": [
            {
                **each,
                **{key: plain(each[key], said) for key in ("fee", "people", "total", "low", "high")},
                "name": names.get(each["plan"], each["plan"]),
                "chosen": each["plan"] == plan["chosen"],
            }
            for each in queries.tools(pilot, plan)
        ],
        "budget": {key: plain(money[key], said) for key in ("tools", "people", "total")},
        "months": money["months"],
        "metered": _metered(pilot, plan, said),
        "announcement_form": AnnouncementForm(initial={"announcement": plan["announcement"]}),
    }


NOW = (queries.METERED, gettext_lazy("지금 쓰는 만큼 (잰 값)"))


def _metered(pilot: Pilot, plan: dict[str, Any], said: Language) -> str:
    """How the price of a case was metered."""
    running = worth_of(pilot).running
    if queries.metered(worth_of(pilot), plan) is None:
        return ""
    calls = sum(line.calls for line in running.lines)
    told = {"n": number(running.cases), "calls": number(calls), "won": number(running.won_a_case or 0, 1)}
    return _("시작한 뒤 %(n)s건에 호출 %(calls)s번, 한 건에 %(won)s원이 들었어요.") % told


@require_POST
def begin(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    examined = pilot.examinations.first()
    effect = deciding(examined.result if examined else None) or {}
    says = effect.get("says", {}).get(said, "")
    plan = queries.first_draft(pilot, actor_of(request), says, said)
    services.change_expansion(pilot, "all", plan, actor=actor_of(request), why=_("넓힐 준비를 하려고"))
    messages.success(request, _("확대 계획 초안을 만들었어요. 칸마다 고칠 수 있어요."))
    return redirect("pilot-expansion", pilot.pk)


FORMS: dict[str, Any] = {"stages": StageFormSet, "tools": ToolFormSet, "people": PersonFormSet}


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, pilot_id: str, part: str) -> HttpResponse:
    """One part of the plan as forms."""
    pilot = held(request, pilot_id)
    plan = queries.plan_of(pilot)
    if plan is None or part not in FORMS:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    measured = part == "tools" and queries.metered(worth_of(pilot), plan)
    choices = (NOW, *TOOLS) if measured else TOOLS
    formset = FORMS[part](typed, initial=plan[part], prefix=part)
    if typed is not None and formset.is_valid():
        kept = [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        rows = [{key: value for key, value in row.items() if key != "DELETE"} for row in kept]
        told: dict[str, Any] = {part: rows}
        if part == "tools" and typed.get("chosen") in dict(choices):
            told |= {"chosen": typed["chosen"], "tools_guessed": False}
        services.change_expansion(pilot, part, told, actor=actor_of(request), why=_("계획을 다듬으려고"))
        messages.success(request, _("확대 계획을 고쳤어요."))
        return redirect("pilot-expansion", pilot.pk)
    titles = {"stages": _("단계"), "tools": _("도구"), "people": _("사람")}
    chosen = choices if part == "tools" else ()
    context = {"pilot": pilot, "formset": formset, "title": titles[part], "plan": plan, "tools": chosen}
    return render(request, "pilots/expansion/part.html", context, status=422 if typed is not None else 200)


@require_POST
def announce(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    form = AnnouncementForm(request.POST)
    if queries.plan_of(pilot) is None:
        raise Http404
    if form.is_valid():
        text = form.cleaned_data["announcement"]
        services.change_expansion(pilot, "announcement", text, actor=actor_of(request), why=_("알릴 글을 다듬으려고"))
        messages.success(request, _("알리는 글을 고쳤어요."))
    return redirect("pilot-expansion", pilot.pk)


@require_POST
def learn(request: HttpRequest, pilot_id: str) -> HttpResponse:
    """What was learned since the plan was written, carried into it."""
    pilot = held(request, pilot_id)
    plan = queries.plan_of(pilot)
    if plan is None:
        raise Http404
    told = {"lessons": [*plan.get("lessons", ()), *queries.unheard(pilot, plan)]}
    services.change_expansion(pilot, "lessons", told, actor=actor_of(request), why=_("배운 것을 계획에 옮기려고"))
    messages.success(request, _("배운 것을 계획에 옮겼어요."))
    return redirect("pilot-expansion", pilot.pk)
