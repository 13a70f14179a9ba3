"""The list of processors and whom they outsource to, which PIPA Art. 26 asks to publish: a page and a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, ListSpec, respond
from jangbu.apps.vendors import queries
from jangbu.apps.vendors.queries import Processor

SPEC: ListSpec[Processor] = ListSpec(
    title=_("개인정보를 맡긴 곳"),
    columns=(
        Column(
            "name",
            _("수탁자"),
            field="vendor__name",
            url=lambda row: reverse("vendors-detail", args=[row.vendor.pk]),
            owned=True,
        ),
        Column("purpose", _("맡긴 일"), owned=True),
        Column("country", _("나라"), value=lambda row: str(queries.country_said(row.vendor).head)),
        Column("subs", _("재수탁자"), value=lambda row: ", ".join(row.sub_processors) or "–", owned=True),
    ),
    unit=_("곳"),
    empty=Step(_("개인정보를 맡긴 업체가 없어요."), _("업체에 개인정보를 다룬다고 적으면 여기에 보여요.")),
    file_name="processors",
)


@require_GET
def processors(request: HttpRequest) -> HttpResponseBase:
    held = queries.processors()
    return respond(request, SPEC, held, "vendors/processors.html", {"lede": _lede(held)})


def _lede(held: list[Processor]) -> str:
    """How many there are, and how many of them keep the data abroad or nobody knows where."""
    if not held:
        return ""
    said = ngettext("%(n)d곳에 개인정보를 맡기고 있어요.", "%(n)d곳에 개인정보를 맡기고 있어요.", len(held)) % {
        "n": len(held)
    }
    away = sum(1 for each in held if each.country != "KR")
    if not away:
        return said
    where = ngettext(
        "그중 %(n)d곳은 자료가 나라 밖에 있거나 어디인지 몰라요.",
        "그중 %(n)d곳은 자료가 나라 밖에 있거나 어디인지 몰라요.",
        away,
    )
    return f"{said} {where % {'n': away}}"
