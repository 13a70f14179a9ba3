"""The report of an audit of claims, from the stored result of `engines.value.audit_claims`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from jangbu.apps.pilots.reporting.report import Fact, Report, Section, Table, rows
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

STATES = {"FOLLOWS": "good", "FOLLOWS_ONLY_IF": "warn", "CONTRADICTS": "bad"}
SHOWN = 12  # readings in the table of a claim


def verdicts() -> dict[str, str]:
    return {
        "FOLLOWS": _("따라 나와요"),
        "FOLLOWS_ONLY_IF": _("한 가지를 더 가정해야 해요"),
        "CONTRADICTS": _("적힌 값과 어긋나요"),
    }


def claims_report(name: str, result: Mapping[str, Any], said: Language) -> Report:
    with translation.override(said):
        found = verdicts()
        follows = sum(claim["verdict"] == "FOLLOWS" for claim in result["claims"])
        lede = _("주장한 숫자 %(n)s개 가운데 %(f)s개가 적힌 값에서 따라 나와요.") % {
            "n": len(result["claims"]),
            "f": follows,
        }
        facts = tuple(
            Fact(
                each["text"],
                f"{each['readings_that_hold']}/{each['readings_in_all']}",
                found[each["verdict"]],
                STATES[each["verdict"]],
            )
            for each in result["claims"]
        )
        sections = [_claim(each, result["currency"], said) for each in result["claims"]]
        together = result["together"]
        said_together = together["assumption"][said] if together["assumption"] else ""
        sections.append(Section(_("모두 함께"), tuple(filter(None, (found[together["verdict"]], said_together)))))
        if result["problems"]:
            sections.append(Section(_("먼저 물어볼 것"), tuple(problem[said] for problem in result["problems"])))
        sections.append(_breakeven(result, said))
        return Report(
            "claims", said, name, lede, (result["currency"],), facts, tuple(sections), _("장부 주장 점검"), dict(result)
        )


def _claim(claim: Mapping[str, Any], currency: str, said: Language) -> Section:
    lines = [
        (
            reading_words(reading),
            number(reading["cumulative"]),
            "–" if reading["payback"] is None else number(reading["payback"], 1),
            _("네") if reading["holds"] else _("아니요"),
        )
        for reading in claim["readings"][:SHOWN]
    ]
    columns = (
        _("읽는 방법"),
        _("모인 돈 (%(currency)s)") % {"currency": currency},
        _("되찾는 달"),
        _("맞나요"),
    )
    counted = _("읽는 방법 %(n)s가지 가운데 %(h)s가지에서 맞아요.") % {
        "n": claim["readings_in_all"],
        "h": claim["readings_that_hold"],
    }
    return Section(claim["text"], (claim["says"][said], counted), (Table(columns, rows(lines), frozenset({1, 2})),))


def reading_words(reading: Mapping[str, Any]) -> str:
    """How the inputs are read in one row of the table."""
    first = {
        "once": _("처음 드는 돈 한 번"),
        "none": _("처음 드는 돈 없음"),
        "2 months": _("처음 드는 돈 두 달"),
        "3 months": _("처음 드는 돈 석 달"),
        "6 months": _("처음 드는 돈 여섯 달"),
        "every month": _("처음 드는 돈 달마다"),
    }
    running = {"always": "", "first year": _("사용료 첫해만"), "never": _("사용료 없음")}
    told = [
        first.get(reading["first"], reading["first"]),
        _("사용료를 뺀 이익") if reading["basis"] == "net" else _("사용료를 빼기 전 이익"),
        running.get(reading["running"], reading["running"]),
    ]
    if reading["delay_months"]:
        ramps = {
            "wait": _("%(n)s달 동안 이익 없음"),
            "linear": _("%(n)s달에 걸쳐 고르게 늘어남"),
            "half": _("%(n)s달 동안 이익 절반"),
        }
        months = reading["delay_months"]
        told.append(ramps[reading["ramp"]] % {"n": number(months, 0 if months == int(months) else 2)})
    if reading["realised_share"] != 1:
        told.append(_("%(n)s%%만 이루어짐") % {"n": number(100 * reading["realised_share"], 1)})
    if reading["extra_per_month"]:
        told.append(_("적히지 않은 이익 한 달 %(n)s") % {"n": number(reading["extra_per_month"])})
    return ", ".join(text for text in told if text)


def _breakeven(result: Mapping[str, Any], said: Language) -> Section:
    words = {
        "cost_12_months": _("열두 달 비용"),
        "benefit_12_months": _("열두 달 이익"),
        "realised_share": _("본전이 되려면 이루어져야 하는 몫"),
        "hours_now_per_month": _("지금 한 달에 쓰는 시간"),
        "hours_saved_per_month": _("한 달에 줄어드는 시간"),
        "share_of_handling": _("지금 시간 가운데 줄어드는 몫"),
        "wage_implied_by_benefit": _("적힌 이익이 되려면 한 시간에"),
        "wage_implied_at_half_realised": _("절반만 쓰인다면 한 시간에"),
        "wage_to_cover_costs": _("비용만 덮으려면 한 시간에"),
        "volume_per_month": _("본전이 되는 한 달 건수"),
        "net_12_months_at_wage": _("적힌 시급으로 열두 달에 남는 돈"),
        "benefit_per_piece": _("한 개에 이익"),
        "cost_per_piece": _("한 개에 비용"),
    }
    found = result["breakeven"]
    lines = [(word, number(found[key], 2)) for key, word in words.items() if isinstance(found.get(key), int | float)]
    if not lines:
        return Section(_("본전"), (_("계산할 값이 없어요."),))
    return Section(_("본전"), tables=(Table((_("무엇"), _("값")), rows(lines), frozenset({1})),))
