"""The cleaning pages. Looking changes nothing; every change is one button with what it will do beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.sources import queries as faces
from jangbu.apps.sources.cleaning import pages, problems, queries, services
from jangbu.apps.sources.cleaning.mend_views import make_version
from jangbu.apps.sources.cleaning.models import Judgement
from jangbu.apps.sources.cleaning.shared_views import context_of, newest, wait
from jangbu.apps.sources.delivery.models import Version
from jangbu.apps.sources.delivery.services import set_contract
from jangbu.apps.sources.delivery.views import held
from jangbu.apps.sources.looking import queries as looking
from jangbu.apps.sources.looking import showing
from jangbu.apps.sources.looking.models import Look
from jangbu.engines import quality
from jangbu.engines.quality import detecting, mending
from jangbu.kernel.errors import Problem

SURVIVORS = ("non_empty", "most_frequent", "longest", "first")
JOINED = "concat_distinct"
RECENT = "most_recent"
MERGED = 50_000  # groups that one merge takes


@require_GET
def errors(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    if queries.is_large(version):
        context["look"] = showing.panel(version, Look.Kind.ERRORS)
        if not context["look"].done:
            return wait(request, context, _("의심되는 값"))
        context |= {"found": looking.found_cells(version), "reach": (detecting.WORDS, detecting.DISCOVERY_ROWS)}
    suspicions = looking.suspicions(version)
    told = queries.standing(found, Judgement.Kind.ANSWER)
    answered = {each.key for each in told}
    open_questions = [each for each in suspicions.questions if each.column not in answered]
    said = language()
    question = open_questions[0] if open_questions else None
    context |= pages.errors_page(suspicions, context["hidden"], request.GET, said)
    context |= {
        "question": question
        and {
            "column": question.column,
            "ask": question.ask.sentence(said),
            "cells": question.cells,
            "options": [
                {"id": each.id, "label": each.label.sentence(said), "example": each.example}
                for each in question.options
            ],
        },
        "answered": len(answered),
        "asked": len(answered) + len(open_questions),
        "answers": told[::-1],
    }
    return render(request, "sources/cleaning/errors.html", context)


@require_POST
def answer(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    large = queries.is_large(version)
    before = 0 if large else len(queries.suspicions(version).cells)
    column, option = request.POST.get("column", ""), request.POST.get("option", "")
    if column not in {each["name"] for each in version.columns} or not option:
        raise Http404
    services.judge(version, Judgement.Kind.ANSWER, column, option, actor=actor_of(request), why=_("질문에 답해서"))
    if large:
        messages.success(request, _("답을 적었어요. 다시 살펴볼 때 넣어요."))
        return redirect("dataset-errors", found.pk)
    after = len(queries.suspicions(version).cells)
    messages.success(
        request,
        _("의심되는 칸이 %(before)s칸에서 %(after)s칸이 됐어요.") % {"before": f"{before:,}", "after": f"{after:,}"},
    )
    return redirect("dataset-errors", found.pk)


@require_POST
def accept(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Set the suspicious cells of one column and reason, or one cell, to what was proposed: a new version."""
    found = held(request, dataset_id)
    version = newest(found)
    column, reason, row = (request.POST.get(name, "") for name in ("column", "reason", "row"))
    suspicions = looking.suspicions(version)
    cells = [
        cell
        for cell in suspicions.cells
        if cell.column == column
        and cell.proposed is not None
        and (str(cell.row) == row if row else cell.reason == reason)
    ]
    why = _("%(column)s 열의 제안을 받아들여서") % {"column": column}
    step = mending.set_cells_step(cells, why=why)
    return make_version(request, version, [step], why)


@require_GET
def label(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Up to twenty rows to go through: what is right in them teaches what is wrong elsewhere."""
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    if queries.is_large(version) and not context["hidden"]:
        context["look"] = showing.panel(version, Look.Kind.ERRORS)
        if not context["look"].done:
            return wait(request, context, _("행 몇 개 살펴보기"))
    rows = [] if context["hidden"] else looking.rows_to_label(version)
    context |= {"rows": rows, "done": sum(row.done for row in rows)}
    return render(request, "sources/cleaning/label.html", context)


@require_POST
def label_row(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    row = request.POST.get("row", "")
    actor = actor_of(request)
    if not row.isdecimal() or int(row) >= version.rows or faces.hidden_columns(actor, version):
        raise Http404
    names = [each["name"] for each in version.columns]
    cells = {name: request.POST.get(f"cell{place}", "") for place, name in enumerate(names)}
    services.label_row(version, int(row), cells, actor=actor, why=_("한 행을 살펴보고"))
    return redirect(f"{reverse('dataset-label', args=[found.pk])}#next")


@require_POST
def keep_rules(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The forms that answers stated become rules of the contract."""
    found = held(request, dataset_id)
    stated = looking.suspicions(newest(found)).rules
    line = faces.latest(found)
    text = found.contract or (line.run.contract if line.run else "")
    if text and stated:
        contract = quality.parse_contract(text)
        known = {rule.id for rule in contract.rules}
        rules = [*contract.rules, *(rule for rule in stated if rule.id not in known)]
        dumped = quality.dump_contract(quality.make_contract(contract.name, [], rules))
        set_contract(found, dumped, actor=actor_of(request), why=_("답으로 정한 형식을 규칙으로"))
        messages.success(request, _("검사 규칙에 넣었어요."))
    return redirect("dataset-errors", found.pk)


@require_GET
def matches(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    rows: pages.Rows
    if queries.is_large(version):
        context["look"] = showing.panel(version, Look.Kind.MATCHES)
        if not context["look"].done:
            return wait(request, context, _("누가 누구인지"))
        large = looking.large_paired(version)
        paired, rows = large.paired, large.shelf
        context["added"] = large.added
    else:
        rows, paired = pages.FrameRows(queries.frame_of(version, "match")), queries.paired(version)
    result, pair = paired.matches, paired.pair
    total, taken = result.expected
    context |= pages.cluster_page(rows, result, context["hidden"], request.GET)
    context |= {
        "groups": len(result.clusters),
        "mergeable": len(result.clusters) <= MERGED,
        "rows_in": sum(map(len, result.clusters)),
        "doubtful": len(result.review),
        "decided": paired.decided,
        "pair": pair,
        "likely": round(100 * pair.probability) if pair else None,
        "lines": pages.pair_lines(rows, pair, result.fields, context["hidden"]) if pair else [],
        "precision": round(100 * taken / paired.taken) if paired.taken else None,
        "recall": round(100 * min(1.0, taken / total)) if total else None,
        "compared": result.fields,
        "columns": [each["name"] for each in version.columns],
        "days": [each["name"] for each in version.columns if each.get("type") in ("date", "timestamp")],
    }
    return render(request, "sources/cleaning/matches.html", context)


@require_POST
def decide_pair(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    said = request.POST.get("same", "")
    rows = [request.POST.get("left", ""), request.POST.get("right", "")]
    if said not in ("same", "different", "skip") or not all(
        row.isdecimal() and int(row) < version.rows for row in rows
    ):
        raise Http404
    services.judge(
        version, Judgement.Kind.PAIR, ",".join(rows), said, actor=actor_of(request), why=_("두 행을 견줘 보고")
    )
    return redirect("dataset-matches", found.pk)


@require_POST
def merge(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Merge the groups by a rule for which value survives: a new version."""
    found = held(request, dataset_id)
    version = newest(found)
    rule = request.POST.get("rule", "")
    if rule not in SURVIVORS:
        raise Http404
    clusters = looking.paired(version).matches.clusters
    if len(clusters) > MERGED:
        raise Problem(problems.TOO_MANY_GROUPS, dataset=found.name, groups=len(clusters))
    why = _("같은 것으로 본 묶음을 합쳐서")
    rules = _survivors(request, version)
    step = mending.merge_step(clusters, rules, why=why, default=rule)
    return make_version(request, version, [step], why)


def _survivors(request: HttpRequest, version: Version) -> dict[str, Any]:
    """Per column the rule chosen for it; columns left at the usual rule are not named."""
    names = [each["name"] for each in version.columns]
    rules: dict[str, Any] = {}
    for place, name in enumerate(names):
        chosen = request.POST.get(f"rule{place}", "")
        kind, _colon, by = chosen.partition(":")
        if kind == RECENT and by in names:
            rules[name] = {RECENT: {"by": by}}
        elif chosen in (*SURVIVORS, JOINED):
            rules[name] = chosen
    return rules


@require_POST
def undo_judgement(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Take the last decision of a kind back."""
    found = held(request, dataset_id)
    kind = request.POST.get("kind", "")
    if kind not in Judgement.Kind.values:
        raise Http404
    told = queries.standing(found, kind)
    if told:
        services.withdraw(told[-1], actor=actor_of(request), why=_("방금 정한 것을 되돌려서"))
        messages.success(request, _("되돌렸어요."))
    page = {
        "answer": "dataset-errors",
        "pair": "dataset-matches",
        "fields": "dataset-fields",
        "label": "dataset-label",
    }[kind]
    return redirect(page, found.pk)
