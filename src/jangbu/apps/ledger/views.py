"""The pages of the ledger: the list, one entry, verify now, leave an anchor, export."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import anchoring, commands, forms, models, queries, reading, steadiness
from jangbu.apps.ledger.problems import NO_SUCH_ENTRY, NOTHING_YET
from jangbu.apps.ledger.proof import Proof, proof_of
from jangbu.apps.ledger.report import VerifyReport
from jangbu.apps.ledger.services import now
from jangbu.engines import charts
from jangbu.kernel import text
from jangbu.kernel.errors import Problem

PAGE = 50
KNOTS = 7
STATES = {"intact": "met", "broken": "unmet", "truncated": "unmet", "no_anchor": "unknown", "unreadable": "unknown"}


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry opened in place."""

    told: reading.Told
    proof: Proof
    same_actor: str  # values of ?who= and ?about= that lead to its neighbours
    same_subject: str
    subject_url: str

    @classmethod
    def of(cls, told: reading.Told) -> Opened:
        entry = told.entry
        actor = f"{entry.actor_kind}:{entry.actor_id}" if entry.actor_kind == "person" else entry.actor_kind
        subject = f"{entry.subject_kind}:{entry.subject_id}"
        return cls(told, proof_of(entry), actor, subject, told.subject_url())


@dataclass(frozen=True, slots=True)
class Row:
    line: reading.EntryLine
    opened: Opened | None


@require_GET
def show_ledger(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@require_GET
def show_entry(request: HttpRequest, number: int) -> HttpResponse:
    entry = models.Entry.objects.filter(pk=number).first()
    if entry is None:
        raise Problem(NO_SUCH_ENTRY, number=number)
    told = reading.tell([entry], language())[0]
    return render(
        request, "ledger/entry.html", {"line": told.line(language(), linked=False), "opened": Opened.of(told)}
    )


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    return _page(request, commands.verify_now(actor=actor_of(request), why=_("장부 화면에서 확인했어요")))


@require_http_methods(["GET", "POST"])
def anchor(request: HttpRequest) -> HttpResponse:
    """POST leaves an anchor; GET takes the newest one away."""
    if request.method == "POST":
        written = commands.anchor(actor=actor_of(request), why=_("장부 화면에서 남겼어요"))
        said = _("%(size)s번까지 바깥 확인점을 남겼어요. 파일을 내려받아 다른 곳에 보관해 주세요.")
        messages.success(request, said % {"size": text.number(written.size)})
        return redirect("ledger")
    newest = next(iter(queries.checkpoints(1)), None)
    if newest is None:
        raise Problem(NOTHING_YET)
    note = models.Checkpoint.objects.get(pk=newest.size).note
    response = HttpResponse(note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{anchoring.file_name(newest)}"'
    return response


@require_POST
def clock(request: HttpRequest) -> HttpResponse:
    """The clock is right as it is."""
    steadiness.confirm_clock(actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("지금 시계가 맞다고 적었어요."))
    return redirect("ledger")


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="export-") as folder:
        name = f"jangbu-ledger-{timezone.localdate():%Y-%m-%d}.zip"
        path = Path(folder) / name
        commands.export(path, actor=actor_of(request), why=_("장부 화면에서 내보냈어요"))
        # Opened before the folder goes: the bytes stay readable until they are sent, and nothing is left behind.
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _page(request: HttpRequest, report: VerifyReport | None) -> HttpResponse:
    asked = forms.Asked.read(request.GET)
    page = Paginator(asked.entries(now()), PAGE).get_page(asked.page)
    told = reading.tell(page.object_list, language())
    rows = [Row(one.line(language()), Opened.of(one) if one.entry.number == asked.open else None) for one in told]
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "rows": rows,
        "who_choices": forms.who_choices(),
        "what_choices": forms.what_choices(),
        "when_choices": forms.when_choices(),
        "may_verify": allowed(actor_of(request), "ledger.verify"),
        **_standing(report),
    }
    return render(request, "ledger/list.html", context)


def _standing(report: VerifyReport | None) -> dict[str, Any]:
    """The panel above the list: what the last verification said, and how far the anchors reach."""
    state = queries.state()
    last = state.last_verified
    shown: dict[str, Any] = {"state": state, "loose": max(0, state.entries - state.anchored_up_to), "report": report}
    if report is not None:
        shown |= {"verdict": STATES[report.status], "headline": report.headline(language())}
        shown |= {"details": report.details(language())}
    elif last is not None:
        shown |= {"verdict": STATES.get(last.status, "unknown"), "verified": last}
        shown |= {"since": state.entries - last.entries}
    return {**shown, **_ropes(state)}


def _ropes(state: queries.LedgerState) -> dict[str, str]:
    """The rope for a wide page, with days, and for a narrow one, with days of the month."""
    said, anchors = language(), queries.checkpoints(KNOTS)[::-1]
    label = _("%(entries)s건 중 %(covered)s번까지 바깥 확인점이 있어요.") % {
        "entries": text.number(state.entries),
        "covered": text.number(state.anchored_up_to),
    }
    moments = [timezone.localtime(reading.moment(one.at)) for one in anchors]
    widths: tuple[charts.Width, ...] = ("wide", "narrow")
    return {
        f"rope_{width}": charts.rope(
            [_knot(moment, width) for moment in moments],
            state.entries,
            state.anchored_up_to,
            chart_id="rope",
            label=label,
            language=said,
            width=width,
        )
        for width in widths
    }


def _knot(moment: datetime, width: charts.Width) -> str:
    """오늘 06:00; otherwise 11월 23일, or where there is little room 23일."""
    if moment.date() == timezone.localdate():
        return text.moment(moment, language(), today=moment.date())
    if width == "narrow":
        return f"{moment.day}일" if language() == "ko" else str(moment.day)
    return text.day(moment.date(), language()).split(" (")[0]
