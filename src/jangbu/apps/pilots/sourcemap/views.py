"""The source map and the list of baselines, on one page, to be filled in one sitting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import Column, Filter, ListSpec, respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots.models import Benchmark
from jangbu.apps.pilots.sourcemap import queries, services
from jangbu.apps.pilots.sourcemap.forms import TIMES, BenchmarkForm, LineForm
from jangbu.apps.pilots.sourcemap.queries import Baseline, Line
from jangbu.kernel.text import day, number

KINDS = (("dataset", gettext_lazy("데이터")), ("process", gettext_lazy("업무")), ("other", gettext_lazy("그 밖")))
WORDS = {
    "owner": gettext_lazy("담당"),
    "period": gettext_lazy("기간"),
    "completeness": gettext_lazy("빠짐없는 정도"),
    "times": gettext_lazy("시각"),
}


def _gaps(line: Line) -> str:
    return ", ".join(str(WORDS[gap]) for gap in line.gaps)


def _period(line: Line) -> str:
    if line.first is None or line.last is None:
        return "–"
    said = language()
    return f"{day(line.first, said, year=True)} ~ {day(line.last, said, year=True)}"


def _url(line: Line) -> str:
    if line.kind == "dataset":
        return reverse("dataset", args=[line.ref])
    return reverse("process", args=[line.ref]) if line.kind == "process" else ""


MAP: ListSpec[Line] = ListSpec(
    title=gettext_lazy("데이터 지도"),
    columns=(
        Column("name", gettext_lazy("이름"), owned=True, url=_url),
        Column("kind", gettext_lazy("종류"), show=lambda line: dict(KINDS)[line.kind], value=lambda line: line.kind),
        Column("owner", gettext_lazy("담당"), show=lambda line: line.owner or "–", owned=True),
        Column("period", gettext_lazy("기간"), show=_period, value=_period),
        Column(
            "completeness",
            gettext_lazy("빠짐없는 정도"),
            show=lambda line: "–" if line.completeness is None else f"{line.completeness}%",
            align="end",
        ),
        Column("times", gettext_lazy("시각"), show=lambda line: dict(TIMES)[line.times]),
        Column("gaps", gettext_lazy("모르는 것"), show=lambda line: _gaps(line) or "–", value=_gaps),
    ),
    searches=("name", "owner"),
    filters=(Filter("kind", gettext_lazy("종류"), KINDS),),
    sorts=("name", "completeness"),
    unit=gettext_lazy("곳"),
    placeholder=gettext_lazy("이름이나 담당"),
    file_name="source-map",
)
LIST: ListSpec[Baseline] = ListSpec(
    title=gettext_lazy("기준값"),
    columns=(
        Column("source", gettext_lazy("어디서"), owned=True),
        Column("measure", gettext_lazy("무엇을"), value=lambda each: each.measure[language()]),
        Column("value", gettext_lazy("값"), align="end"),
        Column("unit", gettext_lazy("단위"), value=lambda each: each.unit[language()]),
        Column("first", gettext_lazy("처음 날")),
        Column("last", gettext_lazy("마지막 날")),
        Column("context", gettext_lazy("어떤 때였나요"), owned=True),
        Column("how", gettext_lazy("근거")),
    ),
    file_name="benchmarks",
)


@require_GET
def source_map(request: HttpRequest) -> HttpResponseBase:
    actor, said = actor_of(request), language()
    lines = queries.lines(actor, timezone.localdate())
    known = queries.baselines(actor)
    if request.GET.get("what") == "benchmarks":
        return respond(request, LIST, known, "pilots/sourcemap/map.html", {})
    open_ones = [line for line in lines if line.gaps]
    context: dict[str, Any] = {
        "may_write": allowed(actor, "pilots.write"),
        "open": [{"line": line, "gaps": _gaps(line), "form": _form(line)} for line in open_ones[:20]],
        "gaps": sum(len(line.gaps) for line in open_ones),
        "new_form": LineForm(initial={"key": "other:"}, prefix=None, auto_id="id_new_%s"),
        "benchmark_form": BenchmarkForm(auto_id="id_bench_%s"),
        "baselines": [
            {
                "each": each,
                "measure": each.measure[said],
                "value": f"{number(each.value, 1)}{'' if said == 'ko' else ' '}{each.unit[said]}",
            }
            for each in known
        ],
    }
    return respond(request, MAP, lines, "pilots/sourcemap/map.html", context)


def _form(line: Line) -> LineForm:
    shown = {
        "key": line.key,
        "name": line.name,
        "owner": line.owner,
        "first_day": line.first,
        "last_day": line.last,
        "completeness": line.completeness,
        "times": line.times,
        "note": line.note,
    }
    return LineForm(initial=shown, auto_id=f"id_{line.ref}_%s")


@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    form = LineForm(request.POST)
    kind, _sep, ref = request.POST.get("key", "").partition(":")
    if kind not in {"dataset", "process", "other"}:
        raise Http404
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("source-map")
    told = {key: value for key, value in form.cleaned_data.items() if key not in {"key", "name"}}
    services.fill_line(
        kind, ref, form.cleaned_data["name"], told, actor=actor_of(request), why=_("무엇으로 잴 수 있는지 알려고")
    )
    messages.success(request, _("채웠어요."))
    return redirect("source-map")


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    form = BenchmarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(f"{reverse('source-map')}#baselines")
    told = form.cleaned_data
    services.note_benchmark(
        told["measure"],
        told["source"],
        told["value"],
        told["unit"],
        (told["first_day"], told["last_day"]),
        context=told["context"],
        actor=actor_of(request),
        why=_("바뀌기 전 값을 남겨 두려고"),
    )
    messages.success(request, _("기준값을 적었어요."))
    return redirect(f"{reverse('source-map')}#baselines")


@require_POST
def withdraw(request: HttpRequest, benchmark_id: str) -> HttpResponse:
    made = Benchmark.objects.filter(pk=benchmark_id).first()
    if made is None:
        raise Http404
    services.withdraw_benchmark(made, actor=actor_of(request), why=_("잘못 적어서"))
    undo = f"undo:{reverse('benchmark-withdraw', args=[made.pk])}"
    messages.success(request, _("기준값을 바꿨어요."), extra_tags=undo)
    return redirect(f"{reverse('source-map')}#baselines")
