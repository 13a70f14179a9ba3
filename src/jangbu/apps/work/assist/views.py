"""The pages of drafts and decisions: set one up, start a case, edit and finish it, read the past ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties.queries import may
from jangbu.apps.people import queries as people
from jangbu.apps.work.answering import APPROVE, finishes_own, subject_of
from jangbu.apps.work.assist import queries, services
from jangbu.apps.work.assist.forms import AssistForm, CaseForm, examples, from_example, from_version
from jangbu.apps.work.assist.listing import DECISIONS, TEXTS
from jangbu.apps.work.assist.setup import read
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.automations.services import add_automation, add_version
from jangbu.apps.work.automations.views import held as held_automation
from jangbu.apps.work.kinds.assist import filled, given
from jangbu.apps.work.processes.views import held as held_process
from jangbu.apps.work.runs import approving
from jangbu.apps.work.runs.models import Approval, Paper, Run
from jangbu.apps.work.runs.tending import is_tended
from jangbu.apps.work.runs.views import held as held_run
from jangbu.kernel.errors import Problem

ASSISTED = (Automation.Kind.DRAFT, Automation.Kind.DECISION)


@require_http_methods(["GET", "HEAD", "POST"])
def new_assist(request: HttpRequest, process_id: str) -> HttpResponse:
    process = held_process(request, process_id)
    chosen = request.GET.get("example", "reply")
    begin = {"who": process.owner, "when": _("부탁할 때마다"), "where": _("이 컴퓨터")}
    form = AssistForm(request.POST or None, initial={**begin, **from_example(chosen, language())})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = add_automation(
                process, told["name"], told["kind"], form.plan(), actor=actor_of(request), why=told["why"]
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("만들었어요. 한 건을 시작해 보세요."))
            return redirect("automation", made.pk)
    starts = [(name, each[language()]["name"], name == chosen) for name, each in examples().items()]
    context = {"form": form, "process": process, "starts": starts, "automation": None}
    return render(request, "work/assist_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assist_version(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = _assisted(held_automation(request, automation_id))
    initial = from_version(found.current) if found.current else {}
    form = AssistForm(request.POST or None, initial=initial, versions_of=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = add_version(found, form.plan(), note=told["note"], actor=actor_of(request), why=told["why"])
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            messages.success(request, _("%(n)s판을 만들었어요. 지금부터 이 판으로 해요.") % {"n": made.number})
            return redirect("automation", found.pk)
    context = {"form": form, "process": found.process, "automation": found}
    return render(request, "work/assist_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, automation_id: str) -> HttpResponse:
    found = _assisted(held_automation(request, automation_id))
    if found.current is None:
        raise Http404
    drafts = found.kind == Automation.Kind.DRAFT
    form = CaseForm(request.POST or None, found.current, drafts=drafts)
    if request.method == "POST" and form.is_valid():
        try:
            run = services.start(found, form.case(), form.how, actor=actor_of(request), why=_("쓸 일이 생겨서"))
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return redirect("draft", run.pk)
    context = {"automation": found, "form": form, "drafts": drafts, "texts": queries.texts_of(found).count()}
    return render(request, "work/assist_start.html", context)


@require_GET
def draft(request: HttpRequest, run_id: str) -> HttpResponse:
    """One draft or decision, wherever it stands: being prepared, before its person, or finished."""
    run = held_run(request, run_id)
    _assisted(run.automation)
    actor = actor_of(request)
    approval = run.approvals.filter(state=Approval.State.OPEN).select_related("run__automation", "run__version").first()
    may_finish = approval is not None and _may_finish(run, approval, actor)
    if approval is not None and may_finish:
        approving.look_at(approval, actor=actor)
    context: dict[str, Any] = {
        "run": run,
        "automation": run.automation,
        "inputs": given(run),
        "doubts": [doubt[language()] for doubt in run.doubts],
        "approval": approval,
        "may_finish": may_finish,
        "busy": run.state in (Run.State.QUEUED, Run.State.WORKING),
        "tended": is_tended(),
        "error": run.error_ko if language() == "ko" else run.error_en,
        "paper": run.papers.filter(role=Paper.Role.OUT).first(),
        "may_start": allowed(actor, "work.submit"),
    }
    if run.automation.kind == Automation.Kind.DECISION:
        return render(request, "work/decision.html", {**context, **_decision(run)})
    return render(request, "work/draft.html", {**context, **_text(run, request.GET.get("from", ""))})


@require_POST
def finish(request: HttpRequest, run_id: str) -> HttpResponse:
    run = held_run(request, run_id)
    _assisted(run.automation)
    names = ("text", "base", "choice", "other", "reason")
    edits = {name: request.POST[name] for name in names if name in request.POST}
    try:
        done = services.finish(run, edits, actor=actor_of(request))
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
        return redirect("draft", run.pk)
    undo = f"undo:{reverse('approval-undo', args=[done.pk])}" if allowed(actor_of(request), "work.approve") else ""
    said = _("정했어요. 까닭과 함께 남겼어요.") if "choice" in edits else _("마무리했어요. 이제 복사해서 쓰세요.")
    messages.success(request, said, extra_tags=undo)
    return redirect("draft", run.pk)


@require_POST
def drop(request: HttpRequest, run_id: str) -> HttpResponse:
    run = held_run(request, run_id)
    _assisted(run.automation)
    services.drop(run, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("버렸어요."))
    return redirect("automation", run.automation_id)


@require_GET
def texts(request: HttpRequest, automation_id: str) -> HttpResponseBase:
    """Every finished text or decision of an automation: searched, and as a file."""
    found = _assisted(held_automation(request, automation_id))
    context = {"automation": found}
    if found.kind == Automation.Kind.DECISION:
        return respond(request, DECISIONS, queries.decisions_of(found), "work/assist_past.html", context)
    return respond(request, TEXTS, queries.texts_of(found), "work/assist_past.html", context)


def _assisted(automation: Automation) -> Automation:
    if automation.kind not in ASSISTED:
        raise Http404
    return automation


def _may_finish(run: Run, approval: Approval, actor: Any) -> bool:
    if finishes_own(run, actor):
        return approval.asked_of in ("", actor.id)
    others = not run.started_by or run.started_by != actor.id
    inside = others and may(actor, subject_of(run), APPROVE.name)
    return allowed(actor, "work.approve") and inside and approval.asked_of in ("", actor.id)


def _text(run: Run, begin: str) -> dict[str, Any]:
    """The draft, the past texts like it and the templates; `begin` puts one of these into the editor instead."""
    held, assist = run.proposal or {}, read(run.version.settings)
    past = queries.past_texts([(pair[0], pair[1]) for pair in held.get("similar", [])])
    templates = [(each.name, filled(each.text, given(run))) for each in assist.templates]
    offered = {f"similar:{each.run}": each.text for each in past}
    offered |= {f"template:{name}": text for name, text in templates}
    finished = getattr(run, "finished_text", None)
    return {
        "text": offered.get(begin, held.get("draft", "")),
        "base": begin if begin in offered else "",
        "source": held.get("source", ""),
        "template": held.get("template", ""),
        "past": past,
        "templates": templates,
        "finished": finished,
        "finished_by": _name(finished.finished_by) if finished else "",
        "share": finished.permille / 1000 if finished else None,
    }


def _decision(run: Run) -> dict[str, Any]:
    held = run.proposal or {}
    decided = getattr(run, "decision", None)
    return {
        "options": held.get("options", []),
        "unknown": held.get("unknown", []),
        "past": queries.past_decisions([(pair[0], pair[1]) for pair in held.get("similar", [])]),
        "decided": decided,
        "decided_by": _name(decided.decided_by) if decided else "",
    }


def _name(person_id: str) -> str:
    found = people.person(person_id) if person_id else None
    return found.name if found else "–"
