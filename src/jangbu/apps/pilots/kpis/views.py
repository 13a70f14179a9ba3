"""The values of a pilot: what there is, adding by hand, importing with a preview, looking again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots import problems, services
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.kpis import importing, looking, pages
from jangbu.apps.pilots.kpis.forms import PERIODS, SheetForm, ValueForm
from jangbu.apps.pilots.logs import log_of
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

PREVIEWED = 12
SALT = "jangbu.pilots.import"


def choices_of(pilot: Pilot) -> list[tuple[str, str]]:
    return [(line["id"], line["name"]) for line in pages.kpi_lines(pilot, None, language())]


@require_GET
def kpis(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot, actor = held(request, pilot_id), actor_of(request)
    examined = pilot.examinations.first()
    lines = pages.kpi_lines(pilot, examined.result if examined else None, language())
    choices = [(line["id"], line["name"]) for line in lines]
    may_write = allowed(actor, "pilots.write", Subject("pilot", pilot.pk))
    context = {
        "pilot": pilot,
        "lines": lines,
        "examined": examined,
        "may_write": may_write,
        "value_form": ValueForm(kpis=choices),
        "sheet_form": SheetForm(kpis=choices),
        "empty": sum(1 for line in lines if not (line["before"] or line["after"] or line["from_log"] or line["says"])),
        "log": log_of(pilot.plan),
    }
    return render(request, "pilots/kpis/list.html", context)


@require_POST
def add_value(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    form = ValueForm(request.POST, kpis=choices_of(pilot))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("pilot-kpis", pilot.pk)
    told = form.cleaned_data
    day, period = told["day"], told["period"]
    if day is not None:
        period = "after" if day >= pilot.starts_on else "before"
    values = [(period, told["label"], told["value"], day)]
    why = _("값을 적어 두려고")
    batch = services.note_observations(pilot, told["kpi"], values, actor=actor_of(request), why=why)
    messages.success(request, _("값을 적었어요."), extra_tags=_undo(pilot, batch))
    return redirect("pilot-kpis", pilot.pk)


def _undo(pilot: Pilot, batch: str) -> str:
    return f"undo:{reverse('pilot-values-withdraw', args=[pilot.pk, batch])}"


@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: HttpRequest, pilot_id: str) -> HttpResponse:
    """First the file, then what its columns are with a preview, then the values themselves."""
    pilot = held(request, pilot_id)
    if request.method != "POST":
        return redirect("pilot-kpis", pilot.pk)
    kpi, sheet = _given(request, pilot)
    if sheet is None:
        messages.error(request, _("10 MB까지의 표를 골라 주세요."))
        return redirect("pilot-kpis", pilot.pk)
    typed = "sheet" in request.POST
    mapping = importing.mapping_from(request.POST.dict(), sheet) if typed else importing.guess(sheet)
    found = importing.take(sheet, mapping, pilot.starts_on)
    good = [each for each in found if not each.problem]
    if request.POST.get("do") == "take" and good:
        values = [(each.period, each.label, each.value, each.day) for each in good if each.value is not None]
        why = _("표에서 가져오려고")
        batch = services.note_observations(pilot, kpi, values, actor=actor_of(request), why=why, origin="import")
        said = _("값 %(n)s개를 가져왔어요.") % {"n": len(values)}
        messages.success(request, said, extra_tags=_undo(pilot, batch))
        return redirect("pilot-kpis", pilot.pk)
    context: dict[str, Any] = {
        "pilot": pilot,
        "kpi": kpi,
        "kpi_name": dict(choices_of(pilot)).get(kpi, ""),
        "names": sheet.names,
        "mapping": mapping,
        "periods": PERIODS,
        "previewed": found[:PREVIEWED],
        "good": len(good),
        "bad": len(found) - len(good),
        "first_bad": next((each for each in found if each.problem), None),
        "sides": {side: sum(1 for each in good if each.period == side) for side in ("before", "after")},
        "sheet": signing.dumps([list(sheet.names), [list(row) for row in sheet.rows]], salt=SALT, compress=True),
    }
    return render(request, "pilots/kpis/import.html", context)


def _given(request: HttpRequest, pilot: Pilot) -> tuple[str, importing.Sheet | None]:
    """The sheet as it was uploaded, or as this site itself wrote it into the page of the step before."""
    kpi = request.POST.get("kpi", "")
    if kpi not in dict(choices_of(pilot)):
        raise Problem(problems.UNKNOWN_KPI, kpi=kpi)
    if "sheet" in request.POST:
        try:
            names, rows = signing.loads(request.POST["sheet"], salt=SALT)
        except signing.BadSignature:
            return kpi, None
        return kpi, importing.Sheet(tuple(names), tuple(tuple(row) for row in rows))
    given = request.FILES.get("file")
    if given is None or not given.size or given.size > importing.LARGEST:
        return kpi, None
    return kpi, importing.read_sheet(given.chunks(), given.name or "file.csv")


@require_POST
def withdraw_values(request: HttpRequest, pilot_id: str, batch: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    count = services.withdraw_observations(pilot, batch, actor=actor_of(request), why=_("잘못 넣어서"))
    messages.success(request, _("값 %(n)s개를 뺐어요.") % {"n": count})
    return redirect("pilot-kpis", pilot.pk)


@require_POST
def look(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    looking.look_again(pilot, actor=actor_of(request), why=_("지금까지 무엇이 달라졌는지 보려고"))
    messages.success(request, _("다시 살펴봤어요."))
    return redirect("pilot", pilot.pk)


@require_POST
def advise(request: HttpRequest, pilot_id: str) -> HttpResponse:
    """What each design could tell, into the draft."""
    pilot = held(request, pilot_id)
    looking.take_advice(pilot, actor=actor_of(request), why=_("시작하기 전에 무엇을 알 수 있을지 보려고"))
    messages.success(request, _("비교 방법을 견줘 봤어요."))
    return redirect(f"{reverse('pilot-plan', args=[pilot.pk])}#design")
