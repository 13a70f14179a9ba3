"""Every checklist with its counts, and every item of all of them as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jangbu.apps.base.drawing import STATE_WORDS
from jangbu.apps.base.lists import Column, Filter, ListSpec, respond
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.journey import pages, queries
from jangbu.engines.checklist import Report, Result

NOW_KINDS = {
    "checklist": gettext_lazy("점검표"),
    "roadmap": gettext_lazy("할 일 계획"),
    "regulation": gettext_lazy("법 점검"),
}


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    held = [
        pages.overview(each, str(NOW_KINDS[each.catalogue.kind])) for each in queries.reports(timezone.now()).values()
    ]
    met, of = sum(each.met for each in held), sum(each.of for each in held)
    return render(request, "journey/all.html", {"catalogues": held, "met": met, "of": of})


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of one checklist, flat, as a file holds it."""

    id: str
    catalogue: str
    title: str
    area: str
    said: str
    state: str
    word: str
    answer: str
    evidence: str
    entries: str
    todo: str
    url: str
    version: int
    fingerprint: str
    at: datetime


@require_safe
def items(request: HttpRequest) -> HttpResponseBase:
    """`?catalogue=pilot&state=unmet&q=`, as a page or (`&format=csv` or `xlsx`) as a file."""
    found = queries.reports(timezone.now())
    lines = [_line(each, result) for each in found.values() for result in each.results]
    names = [(name, each.catalogue.title.said(language())) for name, each in found.items()]
    spec: ListSpec[ItemLine] = ListSpec(
        title=_("모든 항목"),
        columns=(
            Column("said", _("항목"), url=lambda line: line.url),
            Column("state", _("상태"), show=lambda line: drawn(line.state), value=lambda line: line.word),
            Column("answer", _("기록이 말하는 것")),
            Column("todo", _("다음 일")),
            Column("title", _("점검표"), show=lambda line: f"{line.title}, {line.area}", value=lambda line: line.title),
            *(_in_files() if request.GET.get("format") else ()),
        ),
        searches=("id", "said", "answer", "todo"),
        filters=(
            Filter("catalogue", _("점검표"), names),
            Filter("state", _("상태"), [(each.value, STATE_WORDS[each.value]) for each in pages.DOTS]),
        ),
        sorts=("state", "said", "title"),
        unit=_("개"),
        placeholder=_("항목 찾기"),
        file_name="checklist-items",
    )
    return respond(request, spec, lines, "journey/items.html")


def _in_files() -> tuple[Column[ItemLine], ...]:
    return (
        Column("area", _("분야")),
        Column("id", _("번호")),
        Column("evidence", _("근거")),
        Column("entries", _("장부")),
        Column("version", _("규칙의 판")),
        Column("fingerprint", _("지문")),
        Column("at", _("기준 시각")),
    )


def _line(found: Report, result: Result) -> ItemLine:
    said, held = language(), found.catalogue
    area = next(group.title.said(said) for group in held.groups if result.item in group.items)
    return ItemLine(
        id=result.item.id,
        catalogue=held.name,
        title=held.title.said(said),
        area=area,
        said=result.item.said.said(said),
        state=result.status.value,
        word=str(STATE_WORDS[result.status.value]),
        answer=" ".join(answer.said.said(said) for _call, answer in result.answers),
        evidence=", ".join(each.id for each in result.evidence),
        entries=", ".join(str(entry) for entry in sorted({each.entry for each in result.evidence if each.entry})[-3:]),
        todo=result.next.said.said(said) if result.next else "",
        url=f"{reverse('checklist-of', args=[held.name])}?open={result.item.id}#{result.item.id}",
        version=held.version,
        fingerprint=held.fingerprint,
        at=found.at,
    )
