"""The cleaning pages. Looking changes nothing; every change is one button with what it will do beside it."""

from __future__ import annotations

from collections.abc import Sequence
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
from jangbu.apps.sources import queries as faces
from jangbu.apps.sources.catalogue.answers import is_usable
from jangbu.apps.sources.cleaning import pages, problems, queries, services
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.apps.sources.delivery.services import set_contract
from jangbu.apps.sources.delivery.views import held, today
from jangbu.apps.sources.looking import queries as looking
from jangbu.apps.sources.looking import showing
from jangbu.apps.sources.looking.models import Look
from jangbu.engines import quality
from jangbu.engines.quality import mending
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

SURVIVORS = ("non_empty", "most_frequent", "longest", "first")
JOINED = "concat_distinct"
RECENT = "most_recent"
WAITING = 500  # cells of each reason that are looked through for values nobody could read,
MERGED = 50_000  # groups that one merge takes
TYPED = 40  # ... and values a page offers to type in


def newest(dataset: Dataset) -> Version:
    """The version that pages work on. Raises Http404 for a dataset without one."""
    version = dataset.versions.first()
    if version is None:
        raise Http404
    return version


def context_of(request: HttpRequest, dataset: Dataset, version: Version) -> dict[str, Any]:
    """What every cleaning page shows."""
    actor = actor_of(request)
    return {
        "dataset": dataset,
        "version": version,
        "may_write": allowed(actor, "sources.write", Subject("dataset", dataset.pk)),
        "usable": is_usable(dataset),
        "hidden": faces.hidden_columns(actor, version),
    }


def _wait(request: HttpRequest, context: dict[str, Any], heading: str) -> HttpResponse:
    return render(request, "sources/looking/wait.html", context | {"heading": heading})


@require_GET
def errors(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    if queries.is_large(version):
        context["look"] = showing.panel(version, Look.Kind.ERRORS)
        if not context["look"].done:
            return _wait(request, context, _("의심되는 값"))
        context["found"] = looking.found_cells(version)
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
    frame = queries.frame_whole(version)
    cells = [
        cell
        for cell in suspicions.cells
        if cell.column == column
        and cell.proposed is not None
        and (str(cell.row) == row if row else cell.reason == reason)
    ]
    why = _("%(column)s 열의 제안을 받아들여서") % {"column": column}
    step = mending.set_cells_step(cells, why=why)
    return _mend(request, version, frame, [step], why)


@require_GET
def label(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Up to twenty rows to go through: what is right in them teaches what is wrong elsewhere."""
    found = held(request, dataset_id)
    version = newest(found)
    context = context_of(request, found, version)
    rows = [] if context["hidden"] else queries.rows_to_label(version)
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
            return _wait(request, context, _("누가 누구인지"))
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
    frame = queries.frame_whole(version)
    why = _("같은 것으로 본 묶음을 합쳐서")
    rules = _survivors(request, version)
    step = mending.merge_step(clusters, rules, why=why, default=rule)
    return _mend(request, version, frame, [step], why)


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


def _mend(
    request: HttpRequest, version: Version, frame: quality.Frame, steps: Sequence[mending.Step], why: str
) -> HttpResponse:
    recipe = mending.recipe_for(frame, steps, name=_("%(name)s 손질") % {"name": version.dataset.name})
    run = services.mend(version, frame, recipe, actor=actor_of(request), why=why, as_of=today())
    messages.success(request, _("손질해서 %(n)s판을 만들었어요. 앞의 판은 그대로 있어요.") % {"n": run.after.number})
    return redirect("dataset-mend", version.dataset_id)


@require_GET
def mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    return render(request, "sources/cleaning/mend.html", _mend_context(request, found, version, None))


def _mend_context(request: HttpRequest, found: Dataset, version: Version, text: str | None) -> dict[str, Any]:
    context = context_of(request, found, version)
    frame = queries.frame_of(version, "mend")
    said = language()
    semantics = {each["name"]: each.get("semantic") or "" for each in version.columns}
    recipe = mending.propose_recipe(frame, semantics, language=said) if text is None else mending.parse_recipe(text)
    diff = mending.preview(frame, recipe, limit=WAITING)
    hidden = context["hidden"]
    waiting = [each for each in queries.unread(diff, frame) if each.column not in hidden]
    steps = pages.diff_page(diff, context["hidden"], said)
    return context | {
        "yaml": mending.dump_recipe(recipe),
        "proposed": text is None,
        "unread": [(each, getattr(mending.REASONS[each.reason], said)) for each in waiting[:TYPED]],
        "unread_more": max(0, len(waiting) - TYPED),
        "steps": steps,
        "changes": sum(step["changed"] + step["removed"] + step["merged"] for step in steps),
        "rows_before": diff.rows_before,
        "rows_after": diff.rows_after,
        "runs": queries.mends(found),
        "newest": version.pk,
    }


@require_POST
def apply_mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """`do=preview` shows what the recipe would change, `do=apply` makes the new version."""
    found = held(request, dataset_id)
    version = newest(found)
    text = request.POST.get("yaml", "")
    if request.POST.get("version") != version.pk:
        raise Problem(problems.VERSION_MOVED, dataset=found.name)
    if request.POST.get("do") == "preview":
        return render(request, "sources/cleaning/mend.html", _mend_context(request, found, version, text))
    frame = queries.frame_of(version, "mend")
    why = request.POST.get("why", "").strip() or _("미리 보고 손질해서")
    run = services.mend(version, frame, mending.parse_recipe(text), actor=actor_of(request), why=why, as_of=today())
    messages.success(request, _("손질해서 %(n)s판을 만들었어요. 앞의 판은 그대로 있어요.") % {"n": run.after.number})
    return redirect("dataset-mend", found.pk)


@require_POST
def type_values(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Values that no step could read, typed in: every cell of the column that holds the value is set, a new version."""
    found = held(request, dataset_id)
    version = newest(found)
    if request.POST.get("version") != version.pk:
        raise Problem(problems.VERSION_MOVED, dataset=found.name)
    frame = queries.frame_of(version, "mend")
    hidden = faces.hidden_columns(actor_of(request), version)
    cells: list[pages.Typed] = []
    for place in range(TYPED):
        column, value = request.POST.get(f"column{place}", ""), request.POST.get(f"value{place}", "")
        typed = request.POST.get(f"new{place}", "").strip()
        if typed and typed != value and column in frame.names and column not in hidden:
            held_cells = enumerate(frame.column(column))
            cells += [pages.Typed(row, column, value, typed) for row, cell in held_cells if cell == value]
    if not cells:
        raise Problem(problems.NOTHING_TO_MEND)
    why = _("읽을 수 없던 값을 적어 넣어서")
    return _mend(request, version, frame, [mending.set_cells_step(cells, why=why)], why)


@require_POST
def undo_mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    run = MendRun.objects.filter(pk=request.POST.get("run", ""), before__dataset=found, undone_at=None).first()
    if run is None:
        raise Http404
    version = services.undo_mend(run, actor=actor_of(request), why=_("손질을 되돌려서"), as_of=today())
    messages.success(request, _("손질 앞의 내용으로 되돌려 %(n)s판을 만들었어요.") % {"n": version.number})
    return redirect("dataset-mend", found.pk)


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
