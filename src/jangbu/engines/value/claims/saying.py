"""Readings and verdicts in words, both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jangbu.engines.value.claims.case import Case, Claim
from jangbu.engines.value.claims.readings import Reading
from jangbu.kernel.text import number, percent

FIRST = {
    "once": ("처음 드는 돈을 한 번만 내면", "the first cost is paid once"),
    "none": ("처음 드는 돈이 없으면", "there is no first cost"),
    "2 months": ("처음 드는 돈을 두 달 내면", "the first cost is paid for two months"),
    "3 months": ("처음 드는 돈을 석 달 내면", "the first cost is paid for three months"),
    "6 months": ("처음 드는 돈을 여섯 달 내면", "the first cost is paid for six months"),
    "every month": ("처음 드는 돈을 달마다 내면", "the first cost is paid every month"),
}
BASIS = {
    "gross": ("이익에서 사용료를 더 빼면", "the running cost still comes off the benefit"),
    "net": ("이익이 이미 사용료를 뺀 것이면", "the benefit is already net of the running cost"),
}
RUNNING = {
    "always": ("사용료를 계속 내면", "the running cost is always paid"),
    "first year": ("사용료를 첫해에만 내면", "the running cost is paid in the first year only"),
    "never": ("사용료를 내지 않으면", "no running cost is paid"),
}
RAMP = {
    "wait": ("{n}달 동안 이익이 없으면", "there is no benefit for {n} months"),
    "linear": ("이익이 {n}달에 걸쳐 고르게 늘면", "the benefit rises evenly over {n} months"),
    "half": ("{n}달 동안 이익이 절반이면", "the benefit is half for {n} months"),
}


@dataclass(frozen=True, slots=True)
class Said:
    ko: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {"ko": self.ko, "en": self.en}


def money(case: Case, amount: Fraction) -> str:
    return f"{number(float(amount))} {case.currency}"


def assumption(case: Case, reading: Reading, plain: Sequence[Reading]) -> Said:
    """What this reading says beyond the inputs: only the parts in which plain readings differ, or that it adds."""
    told: list[tuple[str, str]] = []
    if {each.first for each in plain} != {reading.first}:
        told.append(FIRST[reading.first])
    if {each.basis for each in plain} != {reading.basis}:
        told.append(BASIS[reading.basis])
    if {each.running for each in plain} != {reading.running}:
        told.append(RUNNING[reading.running])
    if reading.delay:
        months = number(float(reading.delay), 0 if reading.delay.denominator == 1 else 2)
        ko, en = RAMP[reading.ramp]
        told.append((ko.format(n=months), en.format(n=months)))
    if reading.share != 1:
        share, all_of = percent(float(reading.share), 1), money(case, case.benefit_monthly)
        told.append((f"한 달 {all_of} 가운데 {share}만 이루어지면", f"{share} of {all_of} a month is realised"))
    if reading.extra:
        year = money(case, reading.extra * 12)
        told.append(
            (
                f"어디에도 적히지 않은 이익이 한 해 {year} 더 있으면",
                f"there is a further {year} a year that is nowhere stated",
            )
        )
    return Said(", ".join(ko for ko, _en in told), " and ".join(en for _ko, en in told))


def claim_sentence(claim: Claim, verdict: str, further: Said | None) -> Said:
    ko, en = claim.texts["ko"], claim.texts["en"]
    match verdict:
        case "FOLLOWS":
            return Said(f"'{ko}' 수치는 적힌 값에서 그대로 나와요.", f"'{en}' follows from the inputs.")
        case "FOLLOWS_ONLY_IF" if further is not None:
            return Said(
                f"'{ko}' 수치는 {further.ko} 그렇게 돼요. 그 말은 어디에도 없어요.",
                f"'{en}' follows only if {further.en}. Nothing stated says so.",
            )
    return Said(f"'{ko}' 수치는 적힌 값과 어긋나요.", f"'{en}' contradicts the inputs.")
