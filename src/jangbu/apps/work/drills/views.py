"""The pages of drills."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.cards import Step
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import Column, ListSpec, respond
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work.automations import queries as automations
from jangbu.apps.work.drills import services
from jangbu.apps.work.drills.models import Drill
from jangbu.kernel import text
from jangbu.kernel.entry import Subject

SPEC: ListSpec[Drill] = ListSpec(
    title=gettext_lazy("연습"),
    columns=(
        Column(
            "at",
            gettext_lazy("언제"),
            show=lambda drill: text.moment(drill.at, language()),
            url=lambda drill: reverse("drill", args=[drill.pk]),
        ),
        Column(
            "automation",
            gettext_lazy("자동화"),
            "automation__name",
            show=lambda drill: drill.automation.name,
            owned=True,
        ),
        Column("kind", gettext_lazy("무엇을"), show=lambda drill: drill.get_kind_display()),
        Column(
            "passed",
            gettext_lazy("결과"),
            show=lambda drill: _("모두 됐어요") if drill.passed else _("안 된 것이 있어요"),
        ),
        Column(
            "milliseconds",
            gettext_lazy("걸린 시간"),
            show=lambda drill: _("%(n)s초") % {"n": f"{drill.milliseconds / 1000:.1f}"},
            align="end",
        ),
    ),
    searches=("automation__name",),
    sorts=("at", "milliseconds"),
    order="-at",
    unit=gettext_lazy("번"),
    placeholder=gettext_lazy("자동화 이름"),
    empty=Step(
        gettext_lazy("아직 연습한 적이 없어요."),
        gettext_lazy("자동화 화면에서 멈추기나 되돌리기를 연습할 수 있어요. 복사본으로 해서 실제 일은 그대로예요."),
        gettext_lazy("업무 보기"),
        "/work/processes/",
    ),
    file_name="drills",
)


@require_GET
def drills(request: HttpRequest) -> HttpResponseBase:
    return respond(request, SPEC, Drill.objects.select_related("automation"), "work/drills.html")


@require_GET
def drill(request: HttpRequest, drill_id: str) -> HttpResponse:
    found = Drill.objects.select_related("automation").filter(pk=drill_id).first()
    if found is None:
        raise Http404
    steps = [
        {"said": step[language()], "seconds": text.number(step["ms"] / 1000, 2), "passed": step["passed"]}
        for step in found.steps
    ]
    history = ledger.history(Subject("drill", found.pk), limit=3, reader=actor_of(request))
    context = {
        "drill": found,
        "steps": steps,
        "history": history,
        "seconds": text.number(found.milliseconds / 1000, 1),
        "limit_seconds": text.number(found.limit_ms / 1000),
    }
    return render(request, "work/drill.html", context)


@require_POST
def start(request: HttpRequest, automation_id: str) -> HttpResponse:
    actor = actor_of(request)
    found = automations.find(actor, automation_id)
    kind = request.POST.get("kind", "")
    if found is None or kind not in Drill.Kind.values:
        raise Http404
    made = services.drill(found, kind, actor=actor, why=request.POST.get("why", "").strip() or _("정말 되는지 보려고"))
    messages.success(request, _("연습을 마쳤어요."))
    return redirect("drill", made.pk)
