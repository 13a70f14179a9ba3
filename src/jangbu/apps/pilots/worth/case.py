"""From what was measured and what was asked to a case of returns. Pure: an examination's result in, a case out.

Hours are counted once: whatever hangs on handling time (rework, items a day) shows on its own axis and adds nothing;
an error adds only what it costs besides hours. Evidence of class D or E gives no realised value: the case is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jangbu.apps.pilots.casewise import deciding
from jangbu.apps.pilots.drafting import content
from jangbu.engines import value
from jangbu.kernel.errors import Kind, Problem

MINUTES = {"minutes": 1.0, "hours": 60.0, "days": 1440.0}
REALISED = ("A", "B", "C")
CLASSES = ("A", "B", "C", "D", "E")
NOTHING_MEASURED = Kind(
    "pilots.nothing_measured",
    ko="처리 시간이 얼마나 달라졌는지 아직 재지 못했어요.",
    en="How handling time changed has not been measured yet.",
    next_ko="시작 전과 뒤의 값을 모은 다음 '다시 살펴보기'를 눌러 주세요. 어림값은 실현된 값에 넣지 않아요.",
    next_en="Gather values from before and after and look again. Estimates never enter realised value.",
)
WEAK_EVIDENCE = Kind(
    "pilots.weak_evidence",
    ko="근거 등급이 {evidence}라 실현된 값으로 세지 않아요.",
    en="Evidence of class {evidence} does not count as realised value.",
    next_ko="시작한 뒤에 재는 방법을 고쳐서 그래요. 새 파일럿으로 다시 재면 셀 수 있어요.",
    next_en="A measure was changed after the start. Measured again in a new pilot it can be counted.",
)
LOOK_AGAIN = Kind(
    "pilots.look_again",
    ko="이 살펴본 결과는 예전 방식이라 달마다의 값을 셀 수 없어요.",
    en="This examination is of an older kind, so a month's worth cannot be told from it.",
    next_ko="'다시 살펴보기'를 눌러 주세요.",
    next_en="Look again.",
)


@dataclass(frozen=True, slots=True)
class Link:
    """How one KPI enters the sum: counted, shown on its axis only, or not money at all. because: the KPI that counts
    its hours already, and why they are refused: it shows the same, or frees hours of the same work."""

    id: str
    name: Mapping[str, str]
    axis: str
    how: Literal["counted", "shown", "not_money"]
    because: str = ""
    reason: Literal["", "shown", "same_hours"] = ""


def class_of(result: Mapping[str, Any] | None, changes: int) -> str:
    """The evidence class of the effect, one step lower for each change of the measures after the start, D at most."""
    effect = deciding(result)
    if not effect:
        return "E"
    place = CLASSES.index(effect["evidence_class"])
    return CLASSES[max(place, min(place + changes, CLASSES.index("D")))]


def links(kpis: Sequence[Mapping[str, Any]], *, error_cost: float) -> list[Link]:
    """Every KPI on its axis, and whether the sum counts it; who counts which hours is settled by the engine."""
    timed = any(kpi["id"] == "time" for kpi in kpis)  # the sum rests on handling time: nothing else counts its hours
    first = sorted(kpis, key=lambda kpi: kpi["id"] != "time")
    stands = {each.id: each for each in value.settle([_claimant(kpi, error_cost, timed=timed) for kpi in first])}
    found = []
    for kpi in kpis:
        stand = stands[kpi["id"]]
        how: Literal["counted", "shown", "not_money"] = (
            "counted" if stand.counted else "shown" if stand.through else "not_money"
        )
        name = kpi["name"] if isinstance(kpi["name"], Mapping) else content.typed(str(kpi["name"]))
        found.append(Link(kpi["id"], dict(name), kpi["axis"], how, stand.through, stand.reason))
    return found


def _claimant(kpi: Mapping[str, Any], error_cost: float, *, timed: bool) -> value.Claimant:
    frees = timed and (kpi["id"] == "time" or bool(content.templates().get(kpi["id"], {}).get("hours")))
    besides = kpi["id"] == "cost" or (kpi["id"] == "rework" and error_cost > 0)
    return value.Claimant(kpi["id"], "cases" if frees else "", tuple(kpi.get("links", ())), besides)


def case_for(
    name: str,
    result: Mapping[str, Any] | None,
    asked: Mapping[str, float],
    costs: Sequence[Mapping[str, Any]],
    *,
    changes: int = 0,
) -> value.RoiCase:
    """Raises Problem pilots.nothing_measured, pilots.weak_evidence, and those of `engines.value`."""
    effect = deciding(result)
    if not effect:
        raise Problem(NOTHING_MEASURED)
    evidence = class_of(result, changes)
    if evidence not in REALISED:
        raise Problem(WEAK_EVIDENCE, evidence=evidence)
    return value.parse_roi_case(_told(name, effect, result or {}, asked, costs, evidence))


def _told(
    name: str,
    effect: Mapping[str, Any],
    result: Mapping[str, Any],
    asked: Mapping[str, float],
    costs: Sequence[Mapping[str, Any]],
    evidence: str,
) -> dict[str, Any]:
    return {
        "name": name,
        "currency": "KRW",
        "months": int(asked["months"]),
        "discount_per_year": 0.10,
        "ramp_months": asked["ramp_months"] and {"value": asked["ramp_months"]},
        "inputs": _inputs(effect, asked, evidence, result),
        "costs": _costs(asked, costs),
        "benefits": _benefits(asked, result),
    }


def _inputs(
    effect: Mapping[str, Any], asked: Mapping[str, float], evidence: str, result: Mapping[str, Any]
) -> dict[str, Any]:
    scale = MINUTES.get(effect["unit"]["en"], 1.0)
    turned = (("low", "high"), ("mid", "mid"), ("high", "low"))  # less time is more saved
    saved = {key: -effect["difference"][other] * scale for key, other in turned}
    found: dict[str, Any] = {
        "cases": {"value": asked["cases"], "evidence": "C"},
        "minutes_saved": {**saved, "evidence": evidence},
        "wage": {"low": asked["wage_low"], "high": asked["wage_high"], "evidence": "C"},
        "realised": {
            "low": asked["share_low"] / 100,
            "mid": asked["share_mid"] / 100,
            "high": asked["share_high"] / 100,
            "evidence": "C",
            "confirmed": bool(asked.get("share_confirmed", 1)),
        },
    }
    fewer = _fewer_errors(result)
    if fewer and asked["error_cost"] > 0:
        found["errors_avoided"] = {**fewer, "evidence": evidence}
    return found


def _fewer_errors(result: Mapping[str, Any]) -> dict[str, float]:
    """Cases reworked less, as a share of all cases; nothing where the gate has no value."""
    gate = next((each for each in result.get("gates", []) if each["gate"]["id"] == "rework" and each["value"]), None)
    before = (result.get("repeatability") or {}).get("rework")
    if gate is None or before is None or gate["gate"]["kind"] != "ratio":
        return {}
    ratio = gate["value"]
    return {key: before * (1 - ratio[other]) for key, other in (("low", "high"), ("mid", "mid"), ("high", "low"))}


def _costs(asked: Mapping[str, float], costs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = [
        {"name": str(line["name"]), "amount": line["amount"], "per": "once" if line["per"] == "once" else "month"}
        for line in costs
    ]
    if asked["first_cost"]:
        found.append({"name": "처음 드는 돈", "amount": asked["first_cost"], "per": "once"})
    if asked["monthly_cost"]:
        found.append({"name": "달마다 드는 돈", "amount": asked["monthly_cost"], "per": "month"})
    return found


def _benefits(asked: Mapping[str, float], result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The hours once, split into what leaves the account and what becomes free for other work."""
    hours = ["cases", "minutes_saved", "1/60", "wage", "realised"]
    cash = asked["cash_share"] / 100
    found = []
    if cash < 1:
        found.append(
            {
                "name": "줄어든 시간 (여력)",
                "axis": "productivity",
                "kind": "capacity",
                "work": "cases",
                "part": "free",
                "product": [*hours, 1 - cash],
            }
        )
    if cash > 0:
        found.append(
            {
                "name": "줄어든 시간 (현금)",
                "axis": "cost",
                "kind": "cash",
                "work": "cases",
                "part": "paid",
                "product": [*hours, cash],
            }
        )
    if asked["error_cost"] > 0 and _fewer_errors(result):
        found.append(
            {
                "name": "덜 틀린 건",
                "axis": "risk",
                "kind": "avoided",
                "product": ["cases", "errors_avoided", asked["error_cost"]],
            }
        )
    return found
