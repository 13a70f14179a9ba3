"""The pages of automations: what one does, how it does, its versions, stopping and rolling back."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import read
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import actions, problems
from jangbu.apps.work.assist.queries import measures
from jangbu.apps.work.automations import queries, services, stopping
from jangbu.apps.work.automations.forms import NewAutomationForm, PlanForm
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.kinds.asking import budget_of
from jangbu.apps.work.processes.views import held as held_process
from jangbu.apps.work.runs import queries as runs
from jangbu.apps.work.runs.listing import RUNS
from jangbu.apps.work.runs.services import Given
from jangbu.apps.work.runs.services import submit as hand_in
from jangbu.engines import documents
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

SHOWN_SEPARATELY = ("straight_through", "endpoint", "budget")
FILES_AT_ONCE = 200
KINDS_OF_TEXT = (Automation.Kind.QUOTE,)
ASSISTED = (Automation.Kind.DRAFT, Automation.Kind.DECISION)  # they have pages of their own, see work.assist


def held(request: HttpRequest, automation_id: str) -> Automation:
    found = queries.find(actor_of(request), automation_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def new_automation(request: HttpRequest, process_id: str) -> HttpResponse:
    process = held_process(request, process_id)
    initial = {"name": process.name, "who": process.owner, "when": _("들어오는 대로"), "where": _("이 컴퓨터")}
    form = NewAutomationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = services.add_automation(
            process, told["name"], told["kind"], form.plan(), actor=actor_of(request), why=told["why"]
        )
        messages.success(request, _("자동화를 만들었어요. 한 건을 맡겨 보세요."))
        return redirect("automation", made.pk)
    return render(request, "work/automation_form.html", {"form": form, "process": process})


@require_GET
def automation(request: HttpRequest, automation_id: str) -> HttpResponseBase:
    found = held(request, automation_id)
    actor = actor_of(request)
    current = found.current
    figures = runs.figures(found, system_clock())
    ahead = look_ahead(actor, "work.write", actions.VERSION_ADDED, Subject("automation", found.pk))
    context: dict[str, Any] = {
        "automation": found,
        "version": current,
        "who": _name(current.who) if current else "–",
        "datasets": sources.names(current.datasets) if current else {},
        "settings": _settings(current),
        "standing": _standing(found, current),
        "versions": [{"version": each, "by": _name(each.created_by)} for each in queries.versions(found)[:20]],
        "figures": figures,
        "curve": runs.acceptance_curve(found),
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
        "may_stop": allowed(actor, "work.stop"),
        "may_submit": allowed(actor, "work.submit"),
        "may_see_models": allowed(actor, "gateway.read"),
        "assisted": found.kind in ASSISTED,
        "measures": measures(found, system_clock()) if found.kind == Automation.Kind.DRAFT else None,
        "readers": _readers() if found.kind == Automation.Kind.INVOICE else [],
        "takes_text": found.kind in KINDS_OF_TEXT,
        "takes_files": found.kind in (Automation.Kind.INVOICE, Automation.Kind.QUOTE),
        "form": _version_form(current),
        "drills": found.drills.all()[:5],
        "list": read(request, RUNS, runs.runs_of(found)),
        "history": ledger.history(Subject("automation", found.pk), limit=12, reader=actor),
    }
    return render(request, "work/automation.html", context)


def _readers() -> list[dict[str, Any]]:
    """What reads scans on this machine, and how to get what is missing."""
    spoken = language()
    found = []
    for each in documents.engines():
        told = [each.purpose] if each.present else [each.purpose, each.advice]
        said = " ".join(sentence.ko if spoken == "ko" else sentence.en for sentence in told)
        found.append({"name": each.name, "present": each.present, "said": said})
    return found


@require_POST
def version(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = held(request, automation_id)
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("automation", found.pk)
    told = form.cleaned_data
    made = services.add_version(found, form.plan(), note=told["note"], actor=actor_of(request), why=told["why"])
    messages.success(request, _("%(n)s판을 만들었어요. 지금부터 이 판으로 해요.") % {"n": made.number})
    return redirect("automation", found.pk)


@require_POST
def submit(request: HttpRequest, automation_id: str) -> HttpResponse:
    """Hand in files, each its own case, or a text as one case."""
    found = held(request, automation_id)
    files = request.FILES.getlist("files")[:FILES_AT_ONCE]
    text = request.POST.get("text", "").strip()
    if not files and not text:
        raise Problem(problems.FILE_MISSING)
    actor, why = actor_of(request), request.POST.get("why", "").strip() or _("처리할 것이 들어와서")
    for file in files:
        given = Given(file.name or "file", file.chunks())
        hand_in(found, files=[given], given={"text": text} if text else None, actor=actor, why=why)
    if text and not files:
        hand_in(found, given={"text": text}, title=text.splitlines()[0][:80], actor=actor, why=why)
    count = len(files) or 1
    messages.success(request, _("%(n)s건을 맡겼어요.") % {"n": count})
    return redirect("automation", found.pk)


@require_POST
def pause(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = held(request, automation_id)
    why = request.POST.get("why", "").strip()
    if not why:
        raise Problem(problems.REASON_MISSING)
    stopping.pause(found, stopping.Reason(why, why), actor=actor_of(request), why=why)
    messages.success(request, _("멈췄어요. 하던 것은 다음 걸음 앞에서 서요."))
    return redirect("automation", found.pk)


@require_POST
def resume(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = held(request, automation_id)
    services.resume(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("다시 돌려요."))
    return redirect("automation", found.pk)


@require_POST
def roll_back(request: HttpRequest, automation_id: str) -> HttpResponse:
    """The button for a suspicion: everything at once, no second question."""
    found = held(request, automation_id)
    why = request.POST.get("why", "").strip()
    undone = stopping.roll_back(found, stopping.Reason(why, why), actor=actor_of(request), why=why)
    messages.success(request, _("되돌렸어요. 열려 있던 %(n)s건을 그만뒀어요.") % {"n": len(undone)})
    return redirect("automation", found.pk)


def _name(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else "–"


def _standing(found: Automation, version: AutomationVersion | None) -> gateway.Standing | None:
    """The model that the version asks, and what this month took of its budget."""
    told = version.settings if version else {}
    return gateway.standing(str(told.get("endpoint") or ""), found.pk, budget_of(told), system_clock())


def _settings(version: AutomationVersion | None) -> str:
    told = {key: value for key, value in (version.settings if version else {}).items() if key not in SHOWN_SEPARATELY}
    return json.dumps(told, ensure_ascii=False, indent=1) if told else ""


def _version_form(version: AutomationVersion | None) -> PlanForm:
    if version is None:
        return PlanForm()
    return PlanForm(
        initial={
            "who": version.who,
            "what": version.what,
            "when": version.when,
            "where": version.where,
            "reason": version.why,
            "datasets": version.datasets,
            "straight_through": version.settings.get("straight_through", 0),
            "endpoint": version.settings.get("endpoint", ""),
            "budget": f"{budget.amount().normalize():f}" if (budget := budget_of(version.settings)) else "",
            "settings": _settings(version),
        }
    )
