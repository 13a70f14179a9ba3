"""The catalogue as a list: what its columns, filters and sorts are, and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jangbu.apps.base import lists
from jangbu.apps.base.problems import language
from jangbu.apps.base.spreadsheet import CONTENT_TYPE, workbook
from jangbu.apps.base.templatetags.parts import day, icon, state
from jangbu.apps.sources.catalogue.answers import said
from jangbu.apps.sources.catalogue.models import Classification
from jangbu.apps.sources.catalogue.queries import CatalogueLine

STATES = {
    "open": ("unmet", _("확인 전")),
    "usable": ("met", _("써도 돼요")),
    "review": ("partly", _("다시 확인할 때")),
    "hold": ("partly", _("삭제 멈춤")),
    "deleted": ("na", _("내용 지움")),
}


def shown_state(line: CatalogueLine) -> str:
    shape, word = STATES[line.state]
    return state(shape, word)


def keeping(line: CatalogueLine) -> str | None:
    if line.card is None:
        return None
    return said(line.card)["keep_ko" if language() == "ko" else "keep_en"]


def _personal(line: CatalogueLine) -> str:
    if not line.personal:
        return str(_("없음"))
    count = ngettext("%(n)d열", "%(n)d열", len(line.personal)) % {"n": len(line.personal)}
    return format_html('<span class="tag private">{}{}</span>', icon("lock"), count)


def _class(line: CatalogueLine) -> str:
    return str(Classification(line.card.classification).label) if line.card else "–"


SPEC: lists.ListSpec[CatalogueLine] = lists.ListSpec(
    title=_("데이터 목록표"),
    columns=(
        lists.Column("name", _("이름"), url=lambda line: reverse("dataset", args=[line.dataset.pk]), owned=True),
        lists.Column("state", _("상태"), show=shown_state, value=lambda line: str(STATES[line.state][1])),
        lists.Column("owner", _("관리 책임"), show=lambda line: line.owner or "–", owned=True),
        lists.Column("classification", _("등급"), show=_class, value=lambda line: _class(line) if line.card else None),
        lists.Column("personal", _("개인정보"), show=_personal, value=lambda line: line.personal_count),
        lists.Column("retention", _("보관"), show=lambda line: keeping(line) or "–", value=keeping),
        lists.Column("due", _("지우는 날"), show=lambda line: day(line.due, "year") or "–"),
    ),
    searches=("name", "owner"),
    filters=(
        lists.Filter("state", _("상태"), [(key, word) for key, (_shape, word) in STATES.items()]),
        lists.Filter("classification", _("등급"), Classification.choices),
        lists.Filter(
            "personal",
            _("개인정보"),
            [("yes", _("있음")), ("no", _("없음"))],
            keeps=lambda line, value: bool(line.personal) is (value == "yes"),
        ),
    ),
    sorts=("name", "state", "owner", "classification", "personal", "due"),
    order="name",
    unit=_("개"),
    placeholder=_("이름이나 책임자로 찾기"),
    file_name="catalogue",
)


def as_workbook(request: HttpRequest, lines: Sequence[CatalogueLine]) -> HttpResponse:
    """Every row the address leads to, as XLSX."""
    whole = lists.read(request, replace(SPEC, page_size=max(1, len(lines))), lines)
    header = [str(column.title) for column in SPEC.columns]
    rows = [[column.read(line) for column in SPEC.columns] for line in whole.page.object_list]
    response = HttpResponse(workbook([header, *rows]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{SPEC.file_name}.xlsx") or "attachment"
    return response
