"""The value page of a pilot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.worth import pages, queries, services, splits
from jangbu.apps.pilots.worth.forms import WorthForm
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Language


def _shown(asked: Mapping[str, float]) -> dict[str, object]:
    """Whole numbers without a point, and the tick as a tick."""
    found: dict[str, object] = {key: int(each) if each == int(each) else each for key, each in asked.items()}
    return {**found, **{key: bool(asked[key]) for key in ("share_confirmed", "calls_in_plan")}}


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, said = held(request, pilot_id), language()
    writes = allowed(actor_of(request), "pilots.write", Subject("pilot", pilot.pk))
    form = WorthForm(request.POST or None, initial=_shown(queries.worth_of(pilot).asked))
    if request.method == "POST" and writes and form.is_valid():
        services.answer_worth(pilot, form.asked(), actor=actor_of(request), why=_("값을 계산하려고"))
        messages.success(request, _("적었어요. 값을 다시 계산했어요."))
        return redirect("pilot-value", pilot.pk)
    found = queries.worth_of(pilot)
    roi = found.roi
    context = {
        "pilot": pilot,
        "found": found,
        "roi": roi,
        "says": found.says.get(said, ""),
        "warnings": pages.warnings(found.warnings.get(said, []), said),
        "problem": found.problem.sentence(said) if found.problem else "",
        **_of_roi(roi, said),
        "axes": pages.axes(roi or {}, found, said),
        "graph": graph.page if (graph := pages.link_graph(found, said)) else "",
        "refusals": pages.refusals(found, said),
        "realised": pages.realised(found, said),
        "running": pages.running(found.running, said),
        "split": splits.split(found, said),
        "form": form,
        "may_write": writes,
    }
    return render(request, "pilots/worth/value.html", context, status=422 if form.errors else 200)


def _of_roi(roi: Mapping[str, Any] | None, said: Language) -> dict[str, Any]:
    """What only a computed return can show."""
    if not roi:
        return {"rows": [], "kinds": [], "payback": "", "chance": "", "matters": [], "returns": [], "next": []}
    return {
        "rows": pages.rows(roi, said),
        "kinds": pages.kinds(roi, said),
        "payback": pages.payback(roi),
        "chance": pages.chance(roi),
        "matters": pages.matters(roi, said),
        "returns": pages.returns(roi),
        "next": pages.measure_next(roi, said),
    }
