"""The report of an audit of claims, from the stored result of `engines.value.audit_claims`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jangbu.apps.pilots.reporting.report import Fact, Picture, Report, Section, Table, rows
from jangbu.engines import charts
from jangbu.engines.value.words import likelihood
from jangbu.kernel.errors import Language
from jangbu.kernel.money import MINOR_DIGITS
from jangbu.kernel.text import number

STATES = {"FOLLOWS": "good", "FOLLOWS_ONLY_IF": "warn", "CONTRADICTS": "bad"}
SHOWN = 12  # readings in the table of a claim


def verdicts() -> dict[str, str]:
    return {
        "FOLLOWS": _("따라 나와요"),
        "FOLLOWS_ONLY_IF": _("한 가지를 더 가정해야 해요"),
        "CONTRADICTS": _("적힌 값과 어긋나요"),
    }


def text_of(told: Mapping[str, Any], said: Language) -> str:
    """What was claimed, in the reader's language where it was stated in both; older audits kept one."""
    return str(told.get("texts", {}).get(said) or told["text"])


def name_of(name: str, result: Mapping[str, Any], said: Language) -> str:
    return str(result.get("names", {}).get(said) or name)


def claims_report(name: str, result: Mapping[str, Any], said: Language) -> Report:
    with translation.override(said):
        found = verdicts()
        follows = sum(claim["verdict"] == "FOLLOWS" for claim in result["claims"])
        told = {"n": len(result["claims"]), "f": follows}
        lede = (
            _("주장한 숫자 %(n)s개 가운데 %(f)s개가 적힌 값에서 따라 나와요.") % told
            if follows
            else _("주장한 숫자 %(n)s개 가운데 적힌 값에서 그대로 따라 나오는 것이 없어요.") % told
        )
        facts = tuple(
            Fact(
                text_of(each, said),
                _("%(all)s가지 가운데 %(hold)s가지")
                % {"hold": each["readings_that_hold"], "all": each["readings_in_all"]},
                found[each["verdict"]],
                STATES[each["verdict"]],
            )
            for each in result["claims"]
        )
        title, sections = name_of(name, result, said), tuple(_sections(result, said))
        meta, footer = (result["currency"],), _("장부 주장 점검")
        return Report("claims", said, title, lede, meta, facts, sections, footer, dict(result))


def _sections(result: Mapping[str, Any], said: Language) -> list[Section]:
    sections = [_claim(each, result["currency"], said) for each in result["claims"]]
    together = result["together"]
    said_together = together["assumption"][said] if together["assumption"] else ""
    told = tuple(filter(None, (verdicts()[together["verdict"]], said_together)))
    sections.append(Section(_("모두 함께"), told))
    if result["problems"]:
        sections.append(Section(_("먼저 물어볼 것"), tuple(problem[said] for problem in result["problems"])))
    sections += _chance(result, said)
    sections.append(_breakeven(result, said))
    return sections


def _claim(claim: Mapping[str, Any], currency: str, said: Language) -> Section:
    lines = [
        (
            reading_words(reading),
            number(reading["cumulative"]),
            "–" if reading["payback"] is None else number(reading["payback"], 1),
            pgettext("claim", "네") if reading["holds"] else pgettext("claim", "아니요"),
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
    table = Table(columns, rows(lines), frozenset({1, 2}))
    return Section(text_of(claim, said), (claim["says"][said], counted), (table,), _picture(claim, currency, said))


def _picture(claim: Mapping[str, Any], currency: str, said: Language) -> tuple[Picture, ...]:
    """What every listed reading comes to, beside what was claimed: months for a payback, money for a sum. A ratio has
    no place on an axis of money, and audits of before kept no amount: no picture."""
    shown = claim["readings"]
    if claim["kind"] == "payback" and claim.get("months"):
        points = [(each["payback"], each["plain"], each["holds"]) for each in shown if each["payback"] is not None]
        claimed, name = float(claim["months"]), _("되찾는 달")
        never = sum(each["payback"] is None for each in shown)
    elif claim["kind"] == "cumulative" and claim.get("amount") is not None:
        points = [(each["cumulative"], each["plain"], each["holds"]) for each in shown]
        claimed, never = claim["amount"], 0
        name = _("모인 돈 (%(currency)s)") % {"currency": currency}
    else:
        return ()
    stated = _("적힌 값 %(at)s") % {"at": number(claimed)}
    label = f"{text_of(claim, said)}. {name}. {stated}"
    drawn = charts.drawn(
        lambda width: charts.readings_plot(points, claimed, label=label, claimed_label=stated, said=number, width=width)
    )
    note = _("한 점이 읽는 방법 하나예요. 큰 점은 적힌 그대로, 작은 점은 무엇을 더 가정했어요. 초록 점에서 맞아요.")
    if len(shown) < claim["readings_in_all"]:
        counts = {"all": claim["readings_in_all"], "n": len(shown)}
        note += " " + _("%(all)s가지 가운데 적힌 것에 가까운 %(n)s가지예요.") % counts
    if never:
        note += " " + _("되찾지 못하는 %(n)s가지는 점이 없어요.") % {"n": never}
    return (Picture(name, drawn, note=note),)


def _chance(result: Mapping[str, Any], said: Language) -> list[Section]:
    """How likely the figures are when wage, share and cost are not sure; only where the case gives ranges."""
    found = result.get("likelihood")
    if not found:
        return []
    currency = result["currency"]
    money = {key: found["net_12_months"][key] / 10 ** MINOR_DIGITS.get(currency, 2) for key in ("p5", "p50", "p95")}
    texts = {claim["text"]: text_of(claim, said) for claim in result["claims"]}
    lines = [(_("열두 달 뒤 이익일 가능성"), chance(found["probability_positive"]))]
    lines += [(texts.get(each["text"], each["text"]), chance(each["probability"])) for each in found["claims"]]
    between = _("%(low)s에서 %(high)s 사이") % {"low": number(money["p5"]), "high": number(money["p95"])}
    row = charts.Ranged(
        _("열두 달 뒤 남는 돈 (%(currency)s)") % {"currency": currency},
        money["p5"],
        money["p50"],
        money["p95"],
        f"{number(money['p50'])} ({between})",
        "good" if money["p5"] > 0 else "bad" if money["p95"] < 0 else "ink",
    )
    ends = charts.money_ends([money["p5"], money["p95"]])
    label = f"{row.name}: {row.said}"
    drawn = charts.drawn(lambda width: charts.range_rows([row], ends, label=label, width=width))
    return [
        Section(
            _("시급, 쓰이는 몫, 비용을 확실히 모를 때"),
            (_("적힌 범위 안에서 골고루 뽑아 봤어요. 5%에서 95% 사이예요."),),
            (Table((_("무엇"), _("가능성")), rows(lines), frozenset({1})),),
            (Picture("", drawn),),
        )
    ]


def chance(share: float) -> str:
    """Never 0 or 100: what did not happen in some thousand draws is no proof."""
    if share in (0, 1):
        return _("99%보다 커요") if share else _("1%보다 작아요")
    return f"{likelihood(share)}%"


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
    currency = result["currency"]
    lines = [
        (word, _quantity(key, found[key], currency))
        for key, word in words.items()
        if isinstance(found.get(key), int | float)
    ]
    if not lines:
        return Section(_("본전"), (_("계산할 값이 없어요."),))
    return Section(_("본전"), tables=(Table((_("무엇"), _("값")), rows(lines), frozenset({1})),))


def _quantity(key: str, value: float, currency: str) -> str:
    """Shares in per cent, hours and cases plain, all else in the case's money."""
    if "share_of" in key or key == "realised_share":
        return f"{number(100 * value, 0)}%"
    if key.startswith(("hours", "volume")):
        return number(value, 0 if value == round(value) else 1)
    return f"{number(value, 0 if value == round(value) or abs(value) >= 1000 else 2)} {currency}"
