"""The report of a pilot: goal, verdicts, before and after, what was adjusted and said, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from jangbu.apps.pilots import pages
from jangbu.apps.pilots.casewise import deciding
from jangbu.apps.pilots.models import Decision, Pilot
from jangbu.apps.pilots.reporting.report import TONES, Fact, Picture, Report, Section, Table, paragraphs, rows
from jangbu.apps.pilots.reviews.queries import lessons, themes
from jangbu.apps.pilots.worth.case import class_of
from jangbu.engines.value.words import likelihood
from jangbu.kernel.errors import Language
from jangbu.kernel.text import day


def words() -> dict[str, str]:
    return {"pass": _("통과"), "fail": _("미달"), "undecided": _("알 수 없음")}


def pilot_report(pilot: Pilot, said: Language) -> Report:
    """Raises nothing: what is not there yet is said in its place."""
    examined = pilot.examinations.first()
    result: Mapping[str, Any] = examined.result if examined else {"gates": [], "effect": None}
    with translation.override(said):
        return Report(
            kind="pilot",
            language=said,
            title=pilot.name,
            lede=_lede(result, said),
            meta=_meta(pilot, said),
            facts=gate_facts(result, said),
            sections=tuple(_sections(pilot, result, said)),
            footer=_("장부 파일럿 보고서"),
            source={"pilot": pilot.pk, "goal": pilot.goal, "result": dict(result)},
        )


def _lede(result: Mapping[str, Any], said: Language) -> str:
    effect = deciding(result)
    if effect:
        return str(effect["says"][said])
    return _("앞뒤 비교는 아직 없어요.")


def _meta(pilot: Pilot, said: Language) -> tuple[str, ...]:
    period = f"{day(pilot.starts_on, said, year=True)} ~ {day(pilot.ends_on, said, year=True)}"
    return (period, _("판정일 %(on)s") % {"on": day(pilot.decide_on, said, year=True)})


def gate_facts(result: Mapping[str, Any], said: Language) -> tuple[Fact, ...]:
    """Each gate with its verdict; the figure is the chance of having met it, from the same object as the verdict."""
    found = []
    for gate in result.get("gates", []):
        chance = gate["probability"]
        shown = "–" if chance is None else f"{likelihood(chance)}%"
        name = gate["gate"]["kpi"][said]
        label = name if chance is None else _("%(kpi)s: 기준을 넘을 가능성") % {"kpi": name}
        found.append(Fact(label, shown, words()[gate["verdict"]], TONES[gate["verdict"]]))
    return tuple(found)


def _sections(pilot: Pilot, result: Mapping[str, Any], said: Language) -> list[Section]:
    gates = [pages.gate_line(gate, said, index) for index, gate in enumerate(result.get("gates", []))]
    found = [Section(_("목표"), paragraphs(pilot.goal))]
    if gates:
        table = Table(
            (_("기준"), _("목표값"), _("판정"), _("무엇이 보이나요")),
            rows([(gate["name"], gate["aim"], gate["word"], gate["says"]) for gate in gates]),
        )
        found.append(Section(_("통과 기준"), tables=(table,), pictures=gate_pictures(gates)))
    found.append(_comparison(pilot, result, said))
    found += _people(pilot, said)
    found.append(_decision(pilot, said))
    return found


def _comparison(pilot: Pilot, result: Mapping[str, Any], said: Language) -> Section:
    effect = result.get("effect")
    if not effect:
        error = result.get("effect_error")
        return Section(_("앞뒤 비교"), paragraphs(str(error["message"]) if error else _("아직 없어요.")))
    shown = pages.effect_page(effect, said)
    changes = pilot.measure_changes.count()
    lowered = class_of(result, changes)
    facts = [(str(term), str(text)) for term, text in shown["facts"]]
    if changes:
        facts.append((_("낮아진 등급"), _("%(class)s. 시작한 뒤에 재는 방법을 고쳤어요.") % {"class": lowered}))
    table = Table((_("무엇"), _("어떻게")), rows(facts))
    cases = pages.cases_page(result, said)
    told = paragraphs(shown["says"], *shown["warnings"])
    tables: tuple[Table, ...] = (table,)
    if cases:
        told = paragraphs(cases["says"], *cases["why"], *cases["warnings"])
        kinds = Table(
            (_("종류"), cases["off"], cases["on"], _("파일럿에서 차지하는 몫")),
            rows([(each["name"], each["before"], each["after"], each["share"]) for each in cases["kinds"]]),
            frozenset({1, 2, 3}),
        )
        daily = (_("하루 평균으로는"), shown["says"])
        tables = (kinds, Table((_("무엇"), _("어떻게")), rows([daily, *facts])))
    return Section(_("앞뒤 비교"), told, tables, (Picture(_("하루 평균"), shown["drawn"], note=chart_note(shown)),))


def chart_note(shown: Mapping[str, Any]) -> str:
    """The legend in words, for paper."""
    left_out = _("빈 점은 계산에서 뺀 날이에요.") if "dot-open" in shown["drawn"].paper else ""
    told = _("회색 점은 시작 전, 파란 점은 시작 뒤 하루 평균이에요. 점선과 띠는 바꾸지 않았다면 있었을 값이에요.")
    return f"{told} {left_out}".strip()


def gate_pictures(gates: Sequence[Mapping[str, Any]]) -> tuple[Picture, ...]:
    return tuple(Picture(gate["name"], gate["drawn"], small=True) for gate in gates)


def _people(pilot: Pilot, said: Language) -> list[Section]:
    found = []
    made = [
        (day(each.made_on, said), str(each.get_part_display()), each.what, each.why)
        for each in pilot.adjustments.filter(withdrawn_at=None)
    ]
    if made:
        table = Table((_("언제"), _("무엇을"), _("어떻게"), _("왜")), rows(made))
        found.append(Section(_("고친 것"), tables=(table,)))
    heard = themes(pilot)
    learned = lessons(pilot)
    if heard or learned:
        told = [_("%(theme)s (%(n)s번)") % {"theme": theme, "n": count} for theme, count in heard]
        found.append(Section(_("들은 것과 배운 것"), paragraphs(", ".join(told), *learned)))
    return found


def _decision(pilot: Pilot, said: Language) -> Section:
    made = pilot.decisions.filter(withdrawn_at=None).first()
    if made is None:
        return Section(_("결정"), (_("아직 결정하지 않았어요."),))
    option = str(Decision.Option(made.option).label) if said == "ko" else made.option
    return Section(_("결정"), paragraphs(f"{option}: {made.why}", day(made.decided_at.date(), said, year=True)))
