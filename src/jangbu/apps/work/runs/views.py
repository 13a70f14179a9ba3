"""The pages of runs: one run with its papers and steps, the payment plan, the error catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.content import under_its_name
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.meeting import showing as meeting
from jangbu.apps.work.quoting import showing
from jangbu.apps.work.runs import noting, pages, queries, services
from jangbu.apps.work.runs.listing import PAYMENTS, RUNS
from jangbu.apps.work.runs.models import Paper, Run
from jangbu.engines.documents import page_png, page_sizes
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

SHEETS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
SHOWN_PAGES = 3


def held(request: HttpRequest, run_id: str) -> Run:
    found = queries.find_run(actor_of(request), run_id)
    if found is None:
        raise Http404
    return found


def shown_run(run: Run) -> dict[str, Any]:
    """What the inbox and the page of a run both show."""
    proposal = run.proposal or {}
    lines = pages.field_lines(proposal)
    sure = sum(1 for line in lines if not line.mark and pages.is_known(line))
    checks = pages.check_lines(proposal, language())
    paper = run.papers.filter(role=Paper.Role.IN).first()
    return {
        "run": run,
        "proposal": proposal,
        "fields": [line for line in lines if pages.is_known(line)],
        "further": [line for line in lines if not pages.is_known(line)],
        "sure": sure,
        "checks": [check for check in checks if check.passed is not None],
        "untold": [check for check in checks if check.passed is None],
        "passed": sum(1 for check in checks if check.passed),
        "doubts": [doubt[language()] for doubt in run.doubts],
        "paper": paper,
        "sheets": _sheets(run, paper, lines),
        "lines_of_document": proposal.get("lines", []),
        "made": run.papers.filter(role=Paper.Role.OUT),
        **showing.shown(run),
        **meeting.shown(run),
    }


def _sheets(run: Run, paper: Paper | None, lines: list[pages.FieldLine]) -> list[dict[str, Any]]:
    """The pages to look at: their size in points and the boxes upon each."""
    if paper is None or not paper.file_name.lower().endswith(SHEETS):
        return []
    with under_its_name(queries.paper_path(paper), paper.file_name) as path:
        try:
            sizes = page_sizes(path)
        except Problem:
            return []
    return [
        {
            "number": number,
            "of": len(sizes),
            "width": round(size.width, 1),
            "height": round(size.height, 1),
            "shown": _shown_height(size.height, pages.page_boxes(lines, number)),
            "boxes": pages.page_boxes(lines, number),
            "url": reverse("run-page", args=[run.pk, paper.pk, number]),
        }
        for number, size in enumerate(sizes[:SHOWN_PAGES], 1)
    ]


def _shown_height(height: float, boxes: list[pages.FieldLine]) -> float:
    """A form that fills half a sheet is shown as far as it goes."""
    lowest = max((line.y + line.h for line in boxes), default=height)
    return round(min(height, lowest + 48), 1)


@require_GET
def run_list(request: HttpRequest) -> HttpResponseBase:
    return respond(request, RUNS, queries.all_runs(), "work/runs.html")


# What a person reads of each step that is kept.
STEPS = {
    "prepare": gettext_lazy("준비했어요"),
    "carry_out": gettext_lazy("실행했어요"),
    "deliver": gettext_lazy("내보냈어요"),
    "undo": gettext_lazy("되돌렸어요"),
    "failed": gettext_lazy("못 했어요"),
}


@require_GET
def run(request: HttpRequest, run_id: str) -> HttpResponse:
    found = held(request, run_id)
    actor = actor_of(request)
    approvals = [
        {"approval": each, "by": _name(each.decided_by), "of": _name(each.asked_of)} for each in found.approvals.all()
    ]
    ahead = look_ahead(actor, "work.approve", actions.RUN_TAKEN_BACK, Subject("run", found.pk))
    context = {
        **shown_run(found),
        "steps": [{"said": STEPS.get(each.name, each.name), "at": each.at} for each in found.steps.all()],
        "assisted": found.automation.kind in (Automation.Kind.DRAFT, Automation.Kind.DECISION),
        "calls": gateway.calls_of_run(found.pk),
        "second": pages.second_lines(found.proposal or {}, language()),
        "approvals": approvals,
        "started_by": _name(found.started_by),
        "may_submit": allowed(actor, "work.submit"),
        "may_approve": ahead.may,
        "kept_out": ahead.kept_out,
        "error": found.error_ko if language() == "ko" else found.error_en,
        "done": (found.result or {}).get(language(), ""),
        "history": ledger.history(Subject("run", found.pk), limit=20, reader=actor),
    }
    return render(request, "work/run.html", context)


@require_POST
def cancel(request: HttpRequest, run_id: str) -> HttpResponse:
    found = held(request, run_id)
    services.cancel(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("그만뒀어요."))
    return redirect("run", found.pk)


@require_POST
def replay(request: HttpRequest, run_id: str) -> HttpResponse:
    found = held(request, run_id)
    again = services.replay(
        found, actor=actor_of(request), why=request.POST.get("why", "").strip() or _("다시 해 보려고")
    )
    messages.success(request, _("같은 것을 다시 맡겼어요."))
    return redirect("run", again.pk)


@require_POST
def take_back(request: HttpRequest, run_id: str) -> HttpResponse:
    found = held(request, run_id)
    services.take_back(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("되돌렸어요."))
    return redirect("run", found.pk)


@require_GET
def paper(request: HttpRequest, run_id: str, paper: int) -> HttpResponseBase:
    """The file as it came or was made, always as a download: what others wrote never runs on our address."""
    found = held(request, run_id)
    kept = found.papers.filter(pk=paper).first()
    if kept is None:
        raise Http404
    response = FileResponse(queries.paper_path(kept).open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, Path(kept.file_name).name) or "attachment"
    return response


@require_GET
def picture(request: HttpRequest, run_id: str, paper: int, page: int) -> HttpResponse:
    """A page drawn by us, never the file itself."""
    found = held(request, run_id)
    kept = found.papers.filter(pk=paper).first()
    if kept is None:
        raise Http404
    with under_its_name(queries.paper_path(kept), kept.file_name) as path:
        body = page_png(path, page)
    response = HttpResponse(body, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def payments(request: HttpRequest) -> HttpResponseBase:
    return respond(request, PAYMENTS, queries.plan(actor_of(request)), "work/payments.html")


@require_GET
def errors(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    lines = queries.error_catalogue()
    return render(request, "work/errors.html", {"lines": lines, "may_write": allowed(actor, "work.write")})


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    told = request.POST
    noting.note_error(told.get("class", "")[:80], told.get("cause", ""), told.get("fix", ""), actor=actor_of(request))
    messages.success(request, _("적어 뒀어요."))
    return redirect("error-catalogue")


def _name(person_id: str) -> str:
    found = people.person(person_id) if person_id else None
    return found.name if found else ""
