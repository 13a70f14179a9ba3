"""The pages of backups: how they stand, the plan, and what a restore drill saw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.backups import drilling, queries, services
from jangbu.apps.backups.forms import PlanForm
from jangbu.apps.backups.models import Backup, RestoreDrill
from jangbu.apps.backups.problems import BAD_PLAN
from jangbu.apps.backups.sealed import key_id
from jangbu.apps.base.cards import Step
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import Column, ListSpec, respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import now
from jangbu.kernel import text
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

SPEC: ListSpec[Backup] = ListSpec(
    title=gettext_lazy("백업"),
    columns=(
        Column("made_at", gettext_lazy("언제"), show=lambda row: text.moment(row.made_at, language())),
        Column("path", gettext_lazy("파일"), show=lambda row: Path(row.path).name, owned=True),
        Column("entries", gettext_lazy("장부"), show=lambda row: f"{row.entries:,}", align="end"),
        Column("size", gettext_lazy("크기"), show=lambda row: filesizeformat(row.size), align="end"),
        Column("removed_at", gettext_lazy("상태"), show=lambda row: _("지웠어요") if row.removed_at else _("있어요")),
    ),
    searches=("path",),
    sorts=("made_at", "entries", "size"),
    order="-made_at",
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("파일 이름"),
    empty=Step(
        gettext_lazy("아직 백업이 없어요."), gettext_lazy("폴더를 정하면 정한 날마다 저절로 만들고, 되살려도 봐요.")
    ),
    file_name="backups",
)


@require_GET
def backups(request: HttpRequest) -> HttpResponseBase:
    key = services.home_key()
    context: dict[str, Any] = {
        "standing": queries.standing(now()),
        "plan": queries.plan(),
        "drills": RestoreDrill.objects.all()[:5],
        "last": queries.last_backup(),
        "key": key_id(key) if key else "",
        "may_write": allowed(actor_of(request), "backups.write"),
        "may_drill": allowed(actor_of(request), "backups.drill"),
    }
    return respond(request, SPEC, Backup.objects.all(), "backups/backups.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    held = queries.plan()
    first = {"every_days": 1, "keep": 14, "drill_days": 30}
    shown = {name: getattr(held, name) for name in ("folder", *first)} if held else first
    form = PlanForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_plan(**form.cleaned_data, actor=actor_of(request), why=_("백업 계획을 정하려고"))
        except Problem as problem:
            if problem.kind != BAD_PLAN:
                raise
            form.add_error("folder", problem.sentence(language()))
        else:
            messages.success(request, _("백업 계획을 정했어요."))
            return redirect("backup-list")
    return render(request, "backups/plan.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """One more backup into the planned folder, at once. The first shows its recovery key, once."""
    held = queries.plan()
    if held is None:
        return redirect("backup-plan")
    at = now()
    out = Path(held.folder) / f"jangbu-{at:%Y-%m-%d-%H%M%S}.backup"
    made = services.back_up(out, actor=actor_of(request), why=_("지금 하나 만들려고"))
    if made.new_key:
        return render(request, "backups/key.html", {"key": made.new_key, "backup": made.backup})
    messages.success(request, _("백업을 만들었어요."))
    return redirect("backup-list")


@require_POST
def start_drill(request: HttpRequest) -> HttpResponse:
    made = drilling.drill_restore(actor=actor_of(request), why=_("정말 되살아나는지 보려고"))
    return redirect(reverse("restore-drill", args=[made.pk]))


@require_GET
def drill(request: HttpRequest, restore_drill_id: str) -> HttpResponse:
    found = RestoreDrill.objects.filter(pk=restore_drill_id).first()
    if found is None:
        raise Http404
    steps = [{"said": step[language()], "ms": step["ms"], "passed": step["passed"]} for step in found.steps]
    history = ledger.history(Subject("restore_drill", found.pk), limit=3, reader=actor_of(request))
    return render(request, "backups/drill.html", {"drill": found, "steps": steps, "history": history})
