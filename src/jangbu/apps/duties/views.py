"""The matrix, and what is done in it. Every button works without a script; with one, only its row is drawn anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base import lists
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties import files, matrix, problems, queries, services
from jangbu.apps.duties.forms import FileForm
from jangbu.apps.duties.models import Change
from jangbu.apps.duties.officer import views as officer
from jangbu.apps.duties.writing import proposals
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

BY_HAND = "책임표에서 바꿈"


@require_GET
def duties(request: HttpRequest) -> HttpResponseBase:
    """The matrix; narrowed to one person it shows their column alone. ?format=csv or xlsx hands it out as a file."""
    now, actor = system_clock(), actor_of(request)
    who = matrix.columns(now)
    spec, rows = matrix.spec_of(who), matrix.rows(now, who)
    if request.GET.get("format") in lists.FILES:
        return lists.as_file(request, spec, rows)
    shown = lists.read(request, spec, rows)
    one = shown.asked.filters.get("person", "")
    gaps = queries.gaps(now)
    named = queries.head(now)
    context = {
        "list": shown,
        "rows": [_narrowed(row, one) for row in shown.page.object_list],
        "who": [each for each in who if one in ("", each.id)],
        "legend": matrix.LEGEND,
        "total": len(rows),
        "left": _leavers(gaps),
        "bare": len({gap.subject for gap in gaps if gap.what != "left"}),
        "proposals": len(proposals(now)),
        "head": _person(named.person) if named else None,
        "personal": sum(1 for row in rows if row.personal),
        "owners": list(people.by_role("people.manage")),
        "takers": [each for each in who if not each.gone and not each.outsider],
        "deputies": _deputies(now, actor),
        "tomorrow": now.date().isoformat(),
        "may_write": allowed(actor, "duties.write"),
        "may_head": allowed(actor, "people.manage"),
        "ask": request.GET.get("ask", ""),
        "reader": actor.id,
        **officer.context(now, actor),
    }
    return render(request, "duties/matrix.html", context)


def _narrowed(row: matrix.Row, person: str) -> matrix.Row:
    if person:
        row.cells[:] = [cell for cell in row.cells if cell[0].id == person]
    return row


def _leavers(gaps: list[queries.Gap]) -> list[dict[str, Any]]:
    """Each person who left, with what they held."""
    held: dict[str, list[queries.Gap]] = {}
    for gap in gaps:
        if gap.what == "left":
            held.setdefault(gap.person, []).append(gap)
    return [
        {"id": key, "name": name, "count": len(found), "names": ", ".join(gap.thing.name for gap in found[:4])}
        for key, found in held.items()
        for name in (queries.names_of([key]) or [_("지워진 사람")])
    ]


def _deputies(now: Any, actor: Actor) -> list[dict[str, Any]]:
    found = queries.deputies(now)
    names = dict(people.people_list().values_list("pk", "name"))
    manages = allowed(actor, "people.manage")
    return [
        {
            "deputy": each,
            "name": names.get(each.person, "–"),
            "holder": names.get(each.stands_for, "–"),
            "may_end": manages or actor.id == each.stands_for,
        }
        for each in found
    ]


def _person(person_id: str) -> Any:
    return people.person(person_id)


@require_POST
def cell(request: HttpRequest) -> HttpResponse:
    """One cell: the next letter, or the one that was asked for. `take` hands an A over from whoever has it."""
    told = request.POST.get("take") or request.POST.get("cell", "")
    kind, key, person = [*told.split("|"), "", "", ""][:3]
    subject, actor, ask = Subject(kind, key), actor_of(request), ""
    letter = request.POST.get("letter", "next")
    try:
        if request.POST.get("take"):
            made = services.set_letter(subject, person, "A", replace=True, actor=actor, why=BY_HAND)
        elif letter == "next":
            made = services.cycle(subject, person, actor=actor, why=BY_HAND)
        else:
            made = services.set_letter(subject, person, letter, actor=actor, why=BY_HAND)
    except Problem as problem:
        if problem.kind == problems.NO_SUCH_SUBJECT:
            raise
        messages.error(request, problem.sentence(language()))
        ask = told if problem.kind == problems.TWO_ACCOUNTABLES else ""
    else:
        if made is not None:
            messages.success(request, _said(made), extra_tags=f"undo:{reverse('duties-undo', args=[made.pk])}")
    if not request.headers.get("HX-Request"):
        return redirect(f"{_back(request)}#{kind}-{key}")
    return _row(request, subject, ask)


def _row(request: HttpRequest, subject: Subject, ask: str) -> HttpResponse:
    now = system_clock()
    who = matrix.columns(now)
    row = matrix.row_of(subject, now, who)
    if row is None:
        raise Http404
    one = request.POST.get("person", "")
    context = {"row": _narrowed(row, one), "ask": ask, "may_write": True}
    return render(request, "duties/row_alone.html", context)


def _said(change: Change) -> str:
    cells = change.opened.count() or change.closed.count()
    said = ngettext("%(n)d칸을 바꿨어요.", "%(n)d칸을 바꿨어요.", cells)
    return said % {"n": cells}


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    made = services.accept_proposals(actor=actor_of(request), why=_("기록에서 찾은 제안이 맞아서"))
    return _done(request, made)


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    giver, taker = request.POST.get("giver", ""), request.POST.get("taker", "")
    why = request.POST.get("why", "").strip() or _("맡던 사람이 떠나서")
    try:
        made = services.hand_over(giver, taker, actor=actor_of(request), why=why)
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
        return redirect("duties")
    return _done(request, made)


@require_POST
def undo(request: HttpRequest, change_id: str) -> HttpResponse:
    found = Change.objects.filter(pk=change_id).first()
    if found is None:
        raise Http404
    try:
        services.undo(found, actor=actor_of(request), why=_("되돌림"))
    except Problem as problem:
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("되돌렸어요."))
    return redirect(_back(request))


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made, count = files.take_in(
                sent.read(), sent.name, actor=actor_of(request), why=_("파일 %(file)s") % {"file": sent.name}
            )
        except Problem as problem:
            form.add_error("file", problem.sentence(language()))
        else:
            if made is None:
                messages.success(request, _("%(n)d칸을 읽었어요. 모두 지금과 같아요.") % {"n": count})
                return redirect("duties")
            return _done(request, made)
    status = 422 if form.errors else 200
    return render(request, "duties/file.html", {"form": form}, status=status)


@require_POST
def name_head(request: HttpRequest) -> HttpResponse:
    services.name_head(request.POST.get("person", ""), actor=actor_of(request), why=noop("개인정보 보호법 제30조의3"))
    messages.success(request, _("개인정보의 최종 책임자를 적었어요."))
    return redirect("duties")


def _done(request: HttpRequest, made: Change) -> HttpResponse:
    messages.success(request, _said(made), extra_tags=f"undo:{reverse('duties-undo', args=[made.pk])}")
    return redirect("duties")


def _back(request: HttpRequest) -> str:
    """Where the reader was, if that is a page of ours."""
    back = request.POST.get("back", "") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back.split("#")[0] if safe else reverse("duties")
