"""The monthly report of KPIs: this month beside the month before, what was adjusted, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.pilot import gate_facts
from jangbu.apps.pilots.reporting.report import Report, Section, Table, paragraphs, rows
from jangbu.apps.pilots.reviews.seeing import Stretch, seen
from jangbu.kernel.errors import Language
from jangbu.kernel.text import day


def monthly_report(pilot: Pilot, month: date, said: Language) -> Report:
    """`month` is any day of it."""
    stretch = Stretch.of_month(month)
    examined = pilot.examinations.first()
    result = examined.result if examined else {}
    found = seen(pilot, stretch, result)
    with translation.override(said):
        month_said = _month(stretch.first, said)
        return Report(
            kind="monthly",
            language=said,
            title=_("%(pilot)s: %(month)s 지표") % {"pilot": pilot.name, "month": month_said},
            lede=_lede(len(found["kpis"]), len(found["missed"])),
            meta=(f"{day(stretch.first, said, year=True)} ~ {day(stretch.last, said, year=True)}",),
            facts=gate_facts(result, said),
            sections=(_values(found, said), _adjusted(pilot, stretch, said), _errors(found, said)),
            footer=_("장부 월간 지표 보고서"),
            source={
                "pilot": pilot.pk,
                "month": stretch.first.isoformat(),
                "seen": found,
                "gates": result.get("gates", []),
            },
        )


def _values(found: Mapping[str, Any], said: Language) -> Section:
    values = [(kpi["name"][said], kpi["now"][said], kpi["then"][said], kpi["change"] or "–") for kpi in found["kpis"]]
    if not values:
        return Section(pgettext("plan", "지표"), (_("이 달에 적힌 값이 없어요."),))
    columns = (pgettext("plan", "지표"), _("이 달"), _("앞 달"), _("달라진 만큼"))
    return Section(pgettext("plan", "지표"), tables=(Table(columns, rows(values), frozenset({1, 2, 3})),))


def _adjusted(pilot: Pilot, stretch: Stretch, said: Language) -> Section:
    made = [
        (day(each.made_on, said), str(each.get_part_display()), each.what, each.why)
        for each in pilot.adjustments.filter(withdrawn_at=None, made_on__range=(stretch.first, stretch.last))
    ]
    if not made:
        return Section(_("고친 것"), (_("이 달에 고친 것이 없어요."),))
    return Section(_("고친 것"), tables=(Table((_("언제"), _("무엇을"), _("어떻게"), _("왜")), rows(made)),))


def _errors(found: Mapping[str, Any], said: Language) -> Section:
    lines = [(line["class"], str(line["count"]), line["says"][said], line["fix"]) for line in found["errors"]]
    told = paragraphs(_runs(found["runs"]))
    if not lines:
        return Section(_("오류"), told or (_("이 달에 난 오류가 없어요."),))
    columns = (_("오류"), _("번"), _("무엇인가요"), _("고치는 법"))
    return Section(_("오류"), told, (Table(columns, rows(lines), frozenset({1})),))


def _month(first: date, said: Language) -> str:
    return f"{first.year}년 {first.month}월" if said == "ko" else f"{first:%B %Y}"


def _lede(values: int, missed: int) -> str:
    if not values:
        return _("이 달에 적힌 값이 없어요.")
    if missed:
        return _("지표 %(n)s개에 값이 있고, 지금 기준에 못 미친 것은 %(m)s개예요.") % {"n": values, "m": missed}
    return _("지표 %(n)s개에 값이 있고, 지금 미달한 기준은 없어요.") % {"n": values}


def _runs(runs: dict[str, int]) -> str:
    if not runs or not runs["all"]:
        return ""
    return _("자동화를 %(a)s번 돌렸고 %(d)s번 끝났어요. %(f)s번은 못 했어요.") % {
        "a": runs["all"],
        "d": runs["done"],
        "f": runs["failed"],
    }
