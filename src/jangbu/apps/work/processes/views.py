"""The pages of processes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.cards import Step
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import Column, Filter, ListSpec, respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.events.queries import process_measures
from jangbu.apps.work.processes import queries, services
from jangbu.apps.work.processes.forms import ExceptionForm, ProcessForm, SopForm
from jangbu.apps.work.processes.models import Pattern, Process, ProcessException
from jangbu.apps.work.processes.patterns import propose
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject

LARGEST_LOG = 100_000_000  # bytes


def _name(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else "–"


def _running(process: Process) -> str:
    states = list(process.automations.filter(drill=False).values_list("state", flat=True))
    if not states:
        return "–"
    running = sum(1 for state in states if state == Automation.State.RUNNING)
    return _("%(a)s개 중 %(b)s개 돌고 있어요") % {"a": len(states), "b": running}


SPEC: ListSpec[Process] = ListSpec(
    title=gettext_lazy("업무"),
    columns=(
        Column("name", gettext_lazy("이름"), url=lambda p: reverse("process", args=[p.pk]), owned=True),
        Column(
            "owner", gettext_lazy("담당"), show=lambda p: _name(p.owner), value=lambda p: _name(p.owner), owned=True
        ),
        Column(
            "volume",
            gettext_lazy("한 달 건수"),
            show=lambda p: "–" if p.volume is None else f"{p.volume:,}",
            align="end",
        ),
        Column(
            "pattern", gettext_lazy("자동화 방식"), show=lambda p: str(Pattern(p.pattern or propose(p).pattern).label)
        ),
        Column("automations", gettext_lazy("자동화"), show=_running, value=lambda p: p.automations.count()),
    ),
    searches=("name",),
    filters=(Filter("input", gettext_lazy("들어오는 것"), Process.Input.choices),),
    sorts=("name", "volume"),
    order="name",
    unit=gettext_lazy("가지"),
    placeholder=gettext_lazy("업무 이름"),
    empty=Step(
        gettext_lazy("되풀이하는 일 하나부터 적어 보세요."),
        gettext_lazy("계산서 받기, 견적 보내기, 방문 일정 잡기처럼요. 적어 두면 어떻게 자동화할지 제안해요."),
        gettext_lazy("업무 적기"),
        "/work/processes/new/",
    ),
    file_name="processes",
)


def held(request: HttpRequest, process_id: str) -> Process:
    found = queries.find(actor_of(request), process_id)
    if found is None:
        raise Http404
    return found


@require_GET
def process_list(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    stopped = Automation.objects.filter(drill=False).exclude(state=Automation.State.RUNNING).count()
    context = {"may_write": allowed(actor, "work.write"), "stopped": stopped}
    return respond(request, SPEC, queries.visible(actor), "work/processes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_process(request: HttpRequest) -> HttpResponse:
    form = ProcessForm(request.POST or None, initial={"owner": actor_of(request).id})
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        name, owner, why = fields.pop("name"), fields.pop("owner"), fields.pop("why")
        made = services.add_process(name, owner, actor=actor_of(request), why=why, **fields)
        messages.success(request, _("업무를 적었어요. 이제 일하는 방법과 예외를 적어 주세요."))
        return redirect("process", made.pk)
    return render(request, "work/process_form.html", {"form": form})


@require_GET
def process(request: HttpRequest, process_id: str) -> HttpResponse:
    found = held(request, process_id)
    actor = actor_of(request)
    proposal = propose(found)
    sops = list(found.sops.all()[:10])
    about = Subject("process", found.pk)
    ahead = look_ahead(actor, "work.write", actions.PROCESS_CHANGED, about)
    context: dict[str, Any] = {
        "process": found,
        "owner": _name(found.owner),
        "may_write": ahead.may,
        "may_automate": look_ahead(actor, "work.write", actions.AUTOMATION_ADDED, about).may,
        "kept_out": ahead.kept_out,
        "proposal": proposal,
        "reasons": [reason[language()] for reason in proposal.reasons],
        "chosen": Pattern(found.pattern) if found.pattern else None,
        "patterns": Pattern.choices,
        "sop": sops[0] if sops else None,
        "sops": [{"sop": each, "by": _name(each.written_by)} for each in sops[1:]],
        "sop_form": SopForm(initial={"text": sops[0].text if sops else ""}),
        "exceptions": queries.exceptions(found),
        "exception_form": ExceptionForm(),
        "form": ProcessForm(initial={**{name: getattr(found, name) for name in CHANGEABLE}, "why": ""}),
        "verdict": (found.repeatability or {}).get("says", {}).get(language(), ""),
        "sources": found.sources.filter(revoked_at=None),
        "measures": process_measures(found, system_clock()),
        "automations": found.automations.filter(drill=False).select_related("current"),
        "history": ledger.history(about, limit=10, reader=actor),
    }
    return render(request, "work/process.html", context)


CHANGEABLE = ("name", "owner", "input", "input_format", "weight", "judgement", "volume")


@require_POST
def change(request: HttpRequest, process_id: str) -> HttpResponse:
    found = held(request, process_id)
    form = ProcessForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("process", found.pk)
    changes = {name: form.cleaned_data[name] for name in CHANGEABLE}
    services.change_process(found, changes, actor=actor_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("고쳤어요."))
    return redirect("process", found.pk)


@require_POST
def sop(request: HttpRequest, process_id: str) -> HttpResponse:
    found = held(request, process_id)
    form = SopForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("process", found.pk)
    made = services.write_sop(found, form.cleaned_data["text"], actor=actor_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("일하는 방법을 %(n)s판으로 적었어요. 앞의 판도 남아 있어요.") % {"n": made.number})
    return redirect("process", found.pk)


@require_POST
def pattern(request: HttpRequest, process_id: str) -> HttpResponse:
    found = held(request, process_id)
    chosen = request.POST.get("pattern", "")
    services.choose_pattern(found, chosen, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("자동화 방식을 정했어요.") if chosen else _("제안을 따르기로 했어요."))
    return redirect("process", found.pk)


@require_POST
def log(request: HttpRequest, process_id: str) -> HttpResponse:
    """An event log handed over for a look; the file itself is not kept, its verdict and figures are."""
    found = held(request, process_id)
    given = request.FILES.get("log")
    if given is None or given.size is None or given.size > LARGEST_LOG:
        messages.error(request, _("100 MB까지의 기록 파일(XES, CSV)을 골라 주세요."))
        return redirect("process", found.pk)
    with tempfile.TemporaryDirectory(prefix="jangbu-log-") as folder:
        path = Path(folder) / Path(given.name or "log.csv").name
        with path.open("wb") as file:
            for chunk in given.chunks():
                file.write(chunk)
        services.measure_log(found, path, path.name, actor=actor_of(request), why=_("되풀이되는지 보려고"))
    messages.success(request, _("기록을 봤어요."))
    return redirect("process", found.pk)


@require_POST
def exception(request: HttpRequest, process_id: str) -> HttpResponse:
    found = held(request, process_id)
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("process", found.pk)
    told = form.cleaned_data
    services.add_exception(found, told["name"], told["remedy"], actor=actor_of(request), why=_("예외를 적어 두려고"))
    return redirect(f"{reverse('process', args=[found.pk])}#exceptions")


@require_POST
def aside(request: HttpRequest, exception_id: str) -> HttpResponse:
    found = ProcessException.objects.select_related("process").filter(pk=exception_id).first()
    if found is None:
        raise Http404
    services.remove_exception(found, actor=actor_of(request), why=_("예외 목록을 고치려고"))
    undo = f"undo:{reverse('exception-aside', args=[found.pk])}"
    said = _("예외를 뺐어요.") if found.archived_at else _("예외를 되돌렸어요.")
    messages.success(request, said, extra_tags=undo if found.archived_at else "")
    return redirect(f"{reverse('process', args=[found.process_id])}#exceptions")
