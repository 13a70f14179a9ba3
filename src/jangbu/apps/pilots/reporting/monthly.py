"""The monthly report of KPIs: this month beside the month before, what was adjusted, what went wrong."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots import pages
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.pilot import gate_facts, gate_pictures
from jangbu.apps.pilots.reporting.report import Picture, Report, Section, Table, paragraphs, rows
from jangbu.apps.pilots.reviews.seeing import Stretch, daily, seen
from jangbu.engines import charts
from jangbu.kernel.errors import Language
from jangbu.kernel.text import day

FEWEST_DAYS = 4  # of both months together, from which a picture says more than the table


def monthly_report(pilot: Pilot, month: date, said: Language) -> Report:
    """`month` is any day of it."""
    stretch = Stretch.of_month(month)
    examined = pilot.examinations.first()
    result = examined.result if examined else {}
    found = seen(pilot, stretch, result)
    days = {kpi["id"]: daily(pilot, kpi["id"], stretch, result) for kpi in found["kpis"]}
    with translation.override(said):
        month_said = _month(stretch.first, said)
        return Report(
            kind="monthly",
            language=said,
            title=_("%(pilot)s: %(month)s 지표") % {"pilot": pilot.name, "month": month_said},
            lede=_lede(len(found["kpis"]), len(found["missed"])),
            meta=(f"{day(stretch.first, said, year=True)} ~ {day(stretch.last, said, year=True)}",),
            facts=gate_facts(result, said),
            sections=(
                _values(found, days, stretch, said),
                *_gates(result, said),
                _adjusted(pilot, stretch, said),
                _errors(found, said),
            ),
            footer=_("장부 월간 지표 보고서"),
            source={
                "pilot": pilot.pk,
                "month": stretch.first.isoformat(),
                "seen": found,
                "days": {kpi: [(day.isoformat(), mean) for day, mean in each] for kpi, each in days.items()},
                "gates": result.get("gates", []),
            },
        )


def _values(
    found: Mapping[str, Any], days: Mapping[str, list[tuple[date, float]]], stretch: Stretch, said: Language
) -> Section:
    values = [(kpi["name"][said], kpi["now"][said], kpi["then"][said], kpi["change"] or "–") for kpi in found["kpis"]]
    if not values:
        return Section(pgettext("plan", "지표"), (_("이 달에 적힌 값이 없어요."),))
    columns = (pgettext("plan", "지표"), _("이 달"), _("앞 달"), _("달라진 만큼"))
    pictures = tuple(
        Picture(
            kpi["name"][said],
            _picture(kpi, days[kpi["id"]], stretch, said),
            note=_("한 점이 하루 평균이에요. 회색은 앞 달, 파란색은 이 달이에요."),
        )
        for kpi in found["kpis"]
        if any(day >= stretch.first for day, _mean in days[kpi["id"]]) and len(days[kpi["id"]]) >= FEWEST_DAYS
    )
    table = Table(columns, rows(values), frozenset({1, 2, 3}))
    return Section(pgettext("plan", "지표"), tables=(table,), pictures=pictures)


def _picture(kpi: Mapping[str, Any], days: list[tuple[date, float]], stretch: Stretch, said: Language) -> charts.Drawn:
    """The days of both months, with the two means that the table has."""
    points = [(day, mean, "after" if day >= stretch.first else "before") for day, mean in days]
    now = statistics.fmean(mean for _day, mean, use in points if use == "after")
    then = [mean for _day, mean, use in points if use == "before"]
    unit = content.said(kpi["unit"], said)
    unit = unit if said == "ko" or unit in {"", "%"} else pages.SHORT.get(unit, f" {unit}")
    words = charts.Words(_month(stretch.first, said), _("앞 달 평균"), _("이 달 평균"))
    return charts.drawn(
        lambda width: charts.before_after(
            points,
            chart_id=f"month-{kpi['id']}",
            start=stretch.first,
            unit=unit,
            before_mean=statistics.fmean(then) if then else now,
            after_mean=now,
            language=said,
            words=words,
            width=width,
        )
    )


def _gates(result: Mapping[str, Any], said: Language) -> tuple[Section, ...]:
    gates = [pages.gate_line(gate, said, index) for index, gate in enumerate(result.get("gates", []))]
    if not gates:
        return ()
    told = (_("지금까지의 값으로 본 것이에요. 판정은 판정일에 해요."),)
    return (Section(_("통과 기준"), told, pictures=gate_pictures(gates)),)


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
