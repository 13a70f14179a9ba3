"""The pages of the catalogue: the list, the card of a dataset, its flow, what falls due, receipts."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base import lists
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.people import services as people_services
from jangbu.apps.sources import actions, queries, services
from jangbu.apps.sources.catalogue import exchange, pages
from jangbu.apps.sources.catalogue import problems as kinds
from jangbu.apps.sources.catalogue.columns import marks_of
from jangbu.apps.sources.catalogue.forms import AnswerForm, ImportForm, MarkForm, ReasonForm, kind_choices
from jangbu.apps.sources.catalogue.laws import basis_said
from jangbu.apps.sources.catalogue.listing import SPEC, as_workbook
from jangbu.apps.sources.catalogue.proposing import propose, unchanged
from jangbu.apps.sources.catalogue.queries import DUE_WITHIN
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.apps.sources.delivery.views import held, today
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

WRONG_ANSWERS = {
    kinds.ANSWER_MISSING,
    kinds.OWNER_UNKNOWN,
    kinds.PERIOD_WRONG,
    kinds.FOREVER_PERSONAL,
    kinds.CLASS_TOO_LOW,
}


def newest(dataset: Dataset) -> Version:
    version = dataset.versions.first()
    if version is None:
        raise Http404
    return version


@require_GET
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every dataset with its answers; ?format=csv or xlsx as a file, ?format=answers as a file to fill in."""
    actor = actor_of(request)
    lines = queries.catalogue(actor, today())
    asked = request.GET.get("format")
    if asked == "xlsx":
        return as_workbook(request, lines)
    if asked == "answers":
        body = exchange.answers_csv([line.dataset for line in lines], actor, today())
        return _file(body, "answers.csv", "text/csv; charset=utf-8")
    waiting = sum(line.state == "open" for line in lines)
    context = {
        "total": len(lines),
        "waiting": waiting,
        "due": len(queries.due(actor, today())),
        "may_govern": allowed(actor, "sources.govern"),
    }
    return lists.respond(request, SPEC, lines, "sources/catalogue/list.html", context)


@require_POST
def take_answers(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("catalogue")
    file, actor = form.cleaned_data["file"], actor_of(request)
    mine = {line.dataset.pk: line.dataset for line in queries.catalogue(actor, today())}
    content = file.read(exchange.LARGEST + 1)
    count = exchange.take_answers(
        content, file.name, mine, actor=actor, why=_("답 파일로 한꺼번에 확인"), today=today()
    )
    said = ngettext("데이터 %(n)d개를 확인했어요.", "데이터 %(n)d개를 확인했어요.", count) % {"n": count}
    messages.success(request, said)
    return redirect("catalogue")


@require_GET
def card(request: HttpRequest, dataset_id: str) -> HttpResponse:
    return _card(request, held(request, dataset_id))


def _card(request: HttpRequest, found: Dataset, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    actor, version = actor_of(request), newest(found)
    about = Subject("dataset", found.pk)
    context: dict[str, Any] = pages.panel(found, version, actor)
    asked = pages.ask(found, version, marks_of(found), context["missing"], actor)
    marking = look_ahead(actor, "sources.write", actions.COLUMN_MARKED, about, on=about)
    context |= {
        "dataset": found,
        "version": version,
        "asked": asked,
        "form": form or asked["form"],
        "columns": pages.column_rows(version, found),
        "kinds": kind_choices(),
        "by_role": people.by_role("sources.read"),
        "receipts": [each for each in queries.receipts(actor) if each.version.dataset_id == found.pk],
        "may_write": marking.may,
        "may_unmask": allowed(actor, "personal.read"),
        "may_grant": allowed(actor, "grants.manage", about),
        "today": today(),
    }
    return render(request, "sources/catalogue/card.html", context, status=status)


@require_POST
def answer(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Confirm the answers: as proposed in one click, or as changed."""
    found = held(request, dataset_id)
    actor = actor_of(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _card(request, found, form, status=422)
    answers = form.answers()
    proposed = propose(found, newest(found), marks_of(found), actor, today()).answers
    why = form.cleaned_data["why"] or _("제안을 보고 확인했어요")
    try:
        services.confirm_card(found, answers, actor=actor, why=why, proposed=unchanged(proposed, answers))
    except Problem as problem:
        if problem.kind not in WRONG_ANSWERS:
            raise
        form.add_error(None, problem.sentence(language()))
        return _card(request, found, form, status=422)
    messages.success(request, _("확인했어요. 이제 %(dataset)s 데이터를 쓸 수 있어요.") % {"dataset": found.name})
    return redirect("dataset", found.pk)


@require_POST
def mark(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    form = MarkForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        services.mark_column(found, given["column"], given["kind"], actor=actor_of(request), why=given["why"])
        messages.success(request, _("%(column)s 열을 정했어요.") % {"column": given["column"]})
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(reverse("dataset-card", args=[found.pk]) + "#columns")


@require_POST
def hold(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Stop deletion."""
    return _with_reason(request, held(request, dataset_id), services.set_hold, _("삭제를 멈췄어요."))


@require_POST
def release(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Let the retention rule run again."""
    found = held(request, dataset_id)
    return _with_reason(request, found, services.release_hold, _("다시 보관 규칙대로 지워요."))


def _with_reason(request: HttpRequest, found: Dataset, act: Any, done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        act(found, actor=actor_of(request), why=form.cleaned_data["why"])
        messages.success(request, done)
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect(reverse("dataset-card", args=[found.pk]) + "#retention")


@require_POST
def end_grant(request: HttpRequest, dataset_id: str, grant_id: str) -> HttpResponse:
    """End one person's access to this dataset; the toast takes it back."""
    found = held(request, dataset_id)
    about = people.grants_list(system_clock()).filter(resource_kind="dataset", resource_id=found.pk)
    grant = about.filter(pk=grant_id).first()
    if grant is None:
        raise Http404
    people_services.revoke_grant(grant, actor=actor_of(request), why=_("데이터 화면에서 거둠"))
    undo = f"undo:{reverse('grant-restore', args=[grant.pk])}"
    said = _("%(name)s님의 접근 권한을 거뒀어요.") % {"name": grant.person.name}
    messages.success(request, said, extra_tags=undo)
    return redirect(reverse("dataset-card", args=[found.pk]) + "#access")


@require_GET
def lineage(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Where it came from and where it went; ?format=openlineage as events."""
    found = held(request, dataset_id)
    if request.GET.get("format") == "openlineage":
        body = json.dumps(queries.events([found]), ensure_ascii=False, indent=2).encode()
        return _file(body, f"{found.name}.openlineage.json", "application/json")
    return render(request, "sources/catalogue/lineage.html", {"dataset": found, **pages.lineage_page(found)})


@require_GET
def expiring(request: HttpRequest) -> HttpResponse:
    """What is deleted in the next days, and what was."""
    actor = actor_of(request)
    lines = queries.due(actor, today())
    context = {
        "lines": [
            {
                "due": each,
                "overdue": each.overdue(today()),
                "basis": basis_said(each.card.basis_rule, each.card.basis),
                "own": not each.card.basis_rule,
            }
            for each in lines
        ],
        "held": sum(each.hold is not None for each in lines),
        "days": DUE_WITHIN,
        "receipts": queries.receipts(actor)[:100],
    }
    return render(request, "sources/catalogue/expiring.html", context)


@require_GET
def receipt(request: HttpRequest, receipt_id: str) -> HttpResponse:
    found = queries.find_receipt(actor_of(request), receipt_id)
    if found is None:
        raise Http404
    return render(request, "sources/catalogue/receipt.html", pages.receipt_page(found))


def _file(body: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
