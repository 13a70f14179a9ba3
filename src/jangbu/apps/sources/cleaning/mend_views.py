"""Mending: what a recipe would change, the recipe as a form and as text, the new version, and the way back.

The form changes nothing by itself: every button of it sends the text along, changes that, and shows both again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.problems import language
from jangbu.apps.sources import queries as faces
from jangbu.apps.sources.cleaning import editing, pages, problems, queries, services
from jangbu.apps.sources.cleaning.models import MendRun
from jangbu.apps.sources.cleaning.shared_views import context_of, newest, wait
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.apps.sources.delivery.views import held, today
from jangbu.apps.sources.looking import mends, showing
from jangbu.apps.sources.looking import queries as looking
from jangbu.apps.sources.looking.models import Look
from jangbu.apps.sources.looking.services import start_look
from jangbu.engines.quality import mending
from jangbu.kernel.errors import Problem

TYPED = 40  # values a page offers to type in


def make_version(request: HttpRequest, version: Version, steps: Sequence[mending.Step], why: str) -> HttpResponse:
    """Mend by steps that were made from what was found: at once, or beside the page for a large version."""
    name = _("%(name)s 손질") % {"name": version.dataset.name}
    if queries.is_large(version):
        asked = {"steps": mends.asked_steps(steps), "name": name}
        return _beside(request, version, asked, why)
    frame = queries.frame_of(version, "mend")
    return _at_once(request, version, frame, mending.recipe_for(frame, steps, name=name), why)


def _at_once(request: HttpRequest, version: Version, frame: Any, recipe: mending.Recipe, why: str) -> HttpResponse:
    run = services.mend(version, frame, recipe, actor=actor_of(request), why=why, as_of=today())
    messages.success(request, _("손질해서 %(n)s판을 만들었어요. 앞의 판은 그대로 있어요.") % {"n": run.after.number})
    return redirect("dataset-mend", version.dataset_id)


def _beside(request: HttpRequest, version: Version, asked: dict[str, Any], why: str) -> HttpResponse:
    asked |= {"why": why, "as_of": today().isoformat()}
    start_look(version, Look.Kind.APPLY, actor=actor_of(request), why=why, asked=asked)
    messages.success(request, _("손질을 시작했어요. 끝나면 새 판이 생기고, 앞의 판은 그대로 있어요."))
    return redirect("dataset-mend", version.dataset_id)


@require_GET
def mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    version = newest(found)
    if queries.is_large(version):
        return _large(request, found, version)
    return render(request, "sources/cleaning/mend.html", _small_context(request, found, version, None))


def _large(request: HttpRequest, found: Dataset, version: Version, draft: editing.Draft | None = None) -> HttpResponse:
    """From what was previewed last; `draft` is a recipe that was changed since."""
    context = context_of(request, found, version)
    working = showing.panel(version, Look.Kind.APPLY)
    previewed = showing.panel(version, Look.Kind.MEND)
    context |= {"look": working if working.state in ("active", "failed") else previewed, "runs": queries.mends(found)}
    context["newest"] = version.pk
    if not previewed.done:
        return wait(request, context, _("손질"))
    told = looking.mend_told(version)
    recipe = mending.parse_recipe(told["recipe"])
    unread = [queries.Unread(**each) for each in told["unread"]]
    context |= _told(context, recipe, mends.diff_of(told), unread, proposed=told["proposed"])
    return render(request, "sources/cleaning/mend.html", context | (draft or editing.Draft(recipe)).context(version))


def _small_context(
    request: HttpRequest, found: Dataset, version: Version, draft: editing.Draft | None
) -> dict[str, Any]:
    context = context_of(request, found, version)
    frame = queries.frame_of(version, "mend")
    semantics = {each["name"]: each.get("semantic") or "" for each in version.columns}
    recipe = mending.propose_recipe(frame, semantics, language=language()) if draft is None else draft.recipe
    draft = draft or editing.Draft(recipe)
    context |= {"runs": queries.mends(found), "newest": version.pk}
    try:
        diff = mending.preview(frame, recipe, limit=queries.WAITING)
    except Problem as problem:  # the recipe is what a person is at work on: told beside it, nothing typed is lost
        draft.trouble = draft.trouble or problem
        diff = mending.preview(frame, mending.Recipe(recipe.name, (), ()), limit=0)
    context |= _told(context, recipe, diff, queries.unread(diff, frame), proposed=draft.text is None)
    return context | draft.context(version)


def _told(
    context: dict[str, Any], recipe: mending.Recipe, diff: mending.Diff, unread: list[queries.Unread], *, proposed: bool
) -> dict[str, Any]:
    said, hidden = language(), context["hidden"]
    waiting = [each for each in unread if each.column not in hidden]
    steps = pages.diff_page(diff, hidden, said)
    return {
        "yaml": mending.dump_recipe(recipe),
        "proposed": proposed,
        "unread": [(each, getattr(mending.REASONS[each.reason], said)) for each in waiting[:TYPED]],
        "unread_more": max(0, len(waiting) - TYPED),
        "steps": steps,
        "changes": sum(step["changed"] + step["removed"] + step["merged"] for step in steps),
        "rows_before": diff.rows_before,
        "rows_after": diff.rows_after,
    }


@require_GET
def step_fields(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """What one kind of step asks, for the form to put in its place."""
    found = held(request, dataset_id)
    version = newest(found)
    context = editing.fields_of(request.GET.get("what", ""), version)
    return render(request, "sources/cleaning/step_fields.html", context)


@require_POST
def apply_mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """`do` is preview (what would change), apply (make the new version), or a button of the form (see `editing`)."""
    found = held(request, dataset_id)
    version = newest(found)
    if request.POST.get("version") != version.pk:
        raise Problem(problems.VERSION_MOVED, dataset=found.name)
    do, text = request.POST.get("do", ""), request.POST.get("yaml", "")
    if do == "apply":
        return _apply(request, version, text)
    draft = editing.changed(text, do, request.POST)
    if not queries.is_large(version):
        return render(request, "sources/cleaning/mend.html", _small_context(request, found, version, draft))
    if do == "preview" and draft.trouble is None:
        editing.fits(draft.recipe, version)
        why = _("손질하면 무엇이 바뀌는지 보려고")
        asked = {"recipe": mending.dump_recipe(draft.recipe), "language": language()}
        start_look(version, Look.Kind.MEND, actor=actor_of(request), why=why, asked=asked)
        return redirect("dataset-mend", found.pk)
    return _large(request, found, version, draft)


def _apply(request: HttpRequest, version: Version, text: str) -> HttpResponse:
    recipe = mending.parse_recipe(text)
    why = request.POST.get("why", "").strip() or _("미리 보고 손질해서")
    if queries.is_large(version):
        editing.fits(recipe, version)
        return _beside(request, version, {"recipe": mending.dump_recipe(recipe)}, why)
    return _at_once(request, version, queries.frame_of(version, "mend"), recipe, why)


@require_POST
def type_values(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """Values that no step could read, typed in: every cell of the column that holds the value is set, a new version."""
    found = held(request, dataset_id)
    version = newest(found)
    if request.POST.get("version") != version.pk:
        raise Problem(problems.VERSION_MOVED, dataset=found.name)
    names = {each["name"] for each in version.columns} - faces.hidden_columns(actor_of(request), version)
    typed: dict[str, dict[str, str]] = {}
    for place in range(TYPED):
        column, value = request.POST.get(f"column{place}", ""), request.POST.get(f"value{place}", "")
        new = request.POST.get(f"new{place}", "").strip()
        if new and new != value and column in names:
            typed.setdefault(column, {})[value] = new
    if not typed:
        raise Problem(problems.NOTHING_TO_MEND)
    why = _("읽을 수 없던 값을 적어 넣어서")
    steps = [
        mending.Step(f"typed-{place}", "replace", (column,), {"values": values}, why)
        for place, (column, values) in enumerate(typed.items(), start=1)
    ]
    return make_version(request, version, steps, why)


@require_POST
def undo_mend(request: HttpRequest, dataset_id: str) -> HttpResponse:
    found = held(request, dataset_id)
    run = MendRun.objects.filter(pk=request.POST.get("run", ""), before__dataset=found, undone_at=None).first()
    if run is None:
        raise Http404
    version = services.undo_mend(run, actor=actor_of(request), why=_("손질을 되돌려서"), as_of=today())
    messages.success(request, _("손질 앞의 내용으로 되돌려 %(n)s판을 만들었어요.") % {"n": version.number})
    return redirect("dataset-mend", found.pk)
