"""The page for the team: what today's lot says, which cases were drawn for, and what was really done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import Column, Filter, ListSpec, respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.pilots.arms import queries, services
from jangbu.apps.pilots.arms.forms import CasesForm, DoneForm
from jangbu.apps.pilots.arms.models import Lot
from jangbu.apps.pilots.finding import held
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Subject
from jangbu.kernel.text import day

SHOWN = 12  # lots that were just drawn, named one by one


def word(*, on: bool) -> str:
    return pgettext("lot", "바꿔서") if on else pgettext("lot", "전처럼")


def _key(lot: Lot) -> str:
    return day(date.fromisoformat(lot.key), language(), year=True) if lot.unit == Lot.Unit.DAY else lot.key


def _done(lot: Lot) -> str:
    if lot.done is None:
        return "–"
    said = word(on=lot.done)
    return _("%(said)s (제비와 달라요)") % {"said": said} if lot.strayed else said


def _why(lot: Lot) -> str:
    return lot.done_why if lot.strayed else ""


def _drawn(lot: Lot) -> str:
    return day(timezone.localdate(lot.drawn_at), language())


SPEC: ListSpec[Lot] = ListSpec(
    title=gettext_lazy("제비"),
    columns=(
        Column("key", gettext_lazy("날 또는 건"), show=_key, owned=True),
        Column("place", gettext_lazy("차례"), align="end"),
        Column("on", gettext_lazy("제비"), show=lambda lot: word(on=lot.on), value=lambda lot: word(on=lot.on)),
        Column("done", gettext_lazy("실제로"), show=_done, value=_done),
        Column("done_why", gettext_lazy("왜 달랐나요"), show=_why, value=_why, owned=True),
        Column(
            "drawn_at",
            gettext_lazy("언제 뽑았나요"),
            show=lambda lot: day(timezone.localdate(lot.drawn_at), language()),
        ),
    ),
    searches=("key",),
    filters=(
        Filter(
            "on",
            gettext_lazy("제비"),
            (("True", pgettext_lazy("lot", "바꿔서")), ("False", pgettext_lazy("lot", "전처럼"))),
        ),
    ),
    sorts=("place",),
    order="-place",
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("날이나 건 번호"),
    file_name="lots",
)


@require_GET
def arms(request: HttpRequest, pilot_id: str) -> HttpResponseBase:
    pilot, today = held(request, pilot_id), timezone.localdate()
    kind = queries.kind_of(pilot)
    unit = Lot.Unit.DAY if kind == "switchback" else Lot.Unit.CASE
    lots = pilot.lots.filter(unit=unit)
    context = {
        "pilot": pilot,
        "kind": kind,
        "draft": pilot.state == Pilot.State.DRAFT,
        "says": today_says(pilot, kind, today),
        "open": _open(lots, today) if kind == "switchback" else [],
        "form": CasesForm(),
        "done_form": DoneForm(),
        "may_write": allowed(actor_of(request), "pilots.write", Subject("pilot", pilot.pk)),
        "seed": pilot.plan.get("design", {}).get("seed"),
    }
    return respond(request, SPEC, lots, "pilots/arms/arms.html", context)


def today_says(pilot: Pilot, kind: str, today: date) -> str:
    """The first line: what the team does today."""
    if kind == "switchback":
        lot = queries.lot_of_day(pilot, today)
        if lot is None:
            following = pilot.lots.filter(unit=Lot.Unit.DAY, key__gt=today.isoformat()).order_by("key").first()
            if following is None:
                return _("오늘은 제비가 없는 날이에요.")
            told = {"day": _key(following), "how": word(on=following.on)}
            return _("오늘은 제비가 없는 날이에요. 다음은 %(day)s, %(how)s 해요.") % told
        return _("오늘은 %(how)s 하는 날이에요.") % {"how": word(on=lot.on)}
    if kind == "randomised":
        lots = pilot.lots.filter(unit=Lot.Unit.CASE)
        counts = {"n": lots.count(), "on": lots.filter(on=True).count()}
        return _("제비를 뽑은 건은 %(n)s건이고, 그 가운데 바꿔서 하는 것이 %(on)s건이에요.") % counts
    return _("이 파일럿은 제비로 나누지 않아요.")


def _open(lots: Any, today: date) -> list[dict[str, Any]]:
    """Days that have come and of which nobody said what was done, the newest first."""
    come = lots.filter(done=None, key__lte=today.isoformat()).order_by("-key")[:10]
    return [
        {
            "lot": lot,
            "key": _key(lot),
            "word": word(on=lot.on),
            "other": word(on=not lot.on),
            "today": lot.key == str(today),
        }
        for lot in come
    ]


@require_POST
def draw(request: HttpRequest, pilot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    form = CasesForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("pilot-arms", pilot.pk)
    lots = services.draw_for_cases(pilot, form.lines(), actor=actor_of(request), why=_("건을 맡기 전에 나누려고"))
    said = ", ".join(f"{lot.key} {word(on=lot.on)}" for lot in lots[:SHOWN])
    more = _(" 그리고 %(n)s건 더") % {"n": len(lots) - SHOWN} if len(lots) > SHOWN else ""
    messages.success(request, f"{said}{more}")
    return redirect("pilot-arms", pilot.pk)


@require_POST
def done(request: HttpRequest, pilot_id: str, lot_id: str) -> HttpResponse:
    pilot = held(request, pilot_id)
    lot = pilot.lots.filter(pk=lot_id).first()
    if lot is None:
        raise Http404
    form = DoneForm(request.POST)
    as_drawn = request.POST.get("how") != "other"
    why = form.cleaned_data["why"] if form.is_valid() else ""
    services.note_done(lot, done=lot.on if as_drawn else not lot.on, actor=actor_of(request), why=why)
    messages.success(request, _("적었어요."))
    return redirect("pilot-arms", pilot.pk)
