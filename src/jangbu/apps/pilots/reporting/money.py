"""The report of returns: every figure read from one valued pilot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.report import Fact, Picture, Report, Section, Table, paragraphs, rows
from jangbu.apps.pilots.worth import pages
from jangbu.apps.pilots.worth.queries import Valued, worth_of
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number


def roi_report(pilot: Pilot, said: Language) -> Report:
    found = worth_of(pilot)
    with translation.override(said):
        title = _("%(pilot)s: 얼마만큼의 값인가요") % {"pilot": pilot.name}
        if found.roi is None:
            problem = found.problem.sentence(said) if found.problem else ""
            return Report("roi", said, title, problem, source={"pilot": pilot.pk, "roi": None})
        return Report(
            kind="roi",
            language=said,
            title=title,
            lede=f"{pages.rows(found.roi, said)[1]['range']}. {pages.payback(found.roi)}",
            meta=(_("근거 등급 %(class)s") % {"class": found.evidence}, _("%(n)s개월") % {"n": found.roi["months"]}),
            facts=_facts(found, said),
            sections=_sections(found, said),
            footer=_("장부 값 보고서"),
            source={"pilot": pilot.pk, "asked": dict(found.asked), "roi": found.roi},
        )


def _facts(found: Valued, said: Language) -> tuple[Fact, ...]:
    roi = found.roi or {}
    made = [
        Fact(row["name"], row["amount"], row["range"], _state(row_key, roi))
        for row, row_key in zip(pages.rows(roi, said), ("npv_hard", "npv"), strict=True)
    ]
    made.append(Fact(_("이익일 가능성"), f"{pages.chance(roi)}%"))
    return tuple(made)


def _state(key: str, roi: dict[str, object]) -> str:
    money = roi[key]
    assert isinstance(money, dict)
    tone = pages.tone(money)
    return tone if tone in {"good", "bad"} else "warn"


def _sections(found: Valued, said: Language) -> tuple[Section, ...]:
    roi = found.roi or {}
    picture = (Picture(_("5%에서 95% 사이, 굵은 금이 가운데"), pages.money_picture(roi, said)),)
    money = Table(
        (_("무엇"), _("가운데"), _("5%와 95% 사이")),
        rows([(row["name"], row["amount"], row["range"]) for row in pages.rows(roi, said)]),
        frozenset({1, 2}),
    )
    axes = Table(
        (_("축"), _("가운데"), pgettext("plan", "지표")),
        rows(
            [
                (axis["name"], axis["amount"], "; ".join(f"{kpi['name']} ({kpi['how']})" for kpi in axis["kpis"]))
                for axis in pages.axes(roi, found, said)
            ]
        ),
        frozenset({1}),
    )
    kinds = Table((_("돈의 종류"), _("가운데")), rows(pages.kinds(roi, said)), frozenset({1}))
    back = Table((_("무엇"), "5%", _("가운데"), "95%"), rows(pages.returns(roi)), frozenset({1, 2, 3}))
    asked = Table((_("확인한 값"), _("값")), rows(_asked(found, said)), frozenset({1}))
    return (
        Section(
            _("돈"), paragraphs(*pages.warnings(found.warnings.get(said, []), said)), (money, back, kinds), picture
        ),
        _gained(found, said),
        Section(_("네 가지 축"), tables=(axes,)),
        _once(found, said),
        *_hangs(roi, said),
        Section(_("확인한 값"), tables=(asked,)),
    )


def _hangs(roi: Mapping[str, Any], said: Language) -> list[Section]:
    """What the result hangs on, and what is worth measuring next."""
    tornado, following = pages.matters_picture(roi, said), tuple(pages.measure_next(roi, said))
    matters = Table(
        (_("무엇에 달려 있나요"), _("그것만 달라지면"), _("흔들림의 몫")),
        rows([(each["name"], each["range"], each["share"]) for each in pages.matters(roi, said)]),
        frozenset({2}),
    )
    pictures = (Picture(_("그것만 낮거나 높을 때의 값"), tornado),) if tornado else ()
    found = [Section(_("무엇에 가장 크게 달려 있나요"), tables=(matters,), pictures=pictures)]
    return [*found, Section(_("다음에 재면 좋은 것"), following)] if following else found


def _once(found: Valued, said: Language) -> Section:
    """The graph of links, and each sum that was refused with its reason."""
    told = tuple(each["why"] for each in pages.refusals(found, said)) or (_("거절한 더하기가 없어요."),)
    graph = pages.link_graph(found, said)
    note = _("× 표가 있는 점선은 두 번 세지 않으려고 거절한 더하기예요.") if pages.refusals(found, said) else ""
    pictures = (Picture(_("무엇이 돈으로 들어가나요"), graph, note=note),) if graph else ()
    return Section(_("같은 시간은 한 번만 세요"), told, pictures=pictures)


def _gained(found: Valued, said: Language) -> Section:
    """A month's worth from what was measured, beside what running costs."""
    told, costs = pages.realised(found, said), pages.running(found.running, said)
    running = (_("한 달에 드는 돈"), costs["monthly"])
    table = Table((_("무엇"), _("값")), rows([*told.get("facts", []), running]))
    lines = [(line["name"], line["month"], number(line["calls"]), line["amount"]) for line in costs["lines"]]
    metered = Table((_("자동화"), _("달"), _("호출"), _("요금")), rows(lines), frozenset({2, 3}))
    says = told.get("says") or told["problem"]
    tables = (table, metered) if lines else (table,)
    return Section(_("지금까지 얻은 값, 한 달에"), paragraphs(says, costs["says"], costs["foreign"]), tables)


def _asked(found: Valued, said: Language) -> list[tuple[str, str]]:
    a = found.asked
    won = "원" if said == "ko" else " won"
    return [
        (_("한 달 건수"), number(a["cases"])),
        (_("시급"), f"{number(a['wage_low'])} ~ {number(a['wage_high'])}{won}"),
        (
            _("실제로 쓰이는 몫"),
            f"{number(a['share_low'])} / {number(a['share_mid'])} / {number(a['share_high'])}%",
        ),
        (_("그 가운데 통장에서 덜 나가는 몫"), f"{number(a['cash_share'])}%"),
        (_("한 번 틀리면 시간 말고 드는 돈"), f"{number(a['error_cost'])}{won}"),
    ]
