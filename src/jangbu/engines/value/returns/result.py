"""What a case is worth: ranges, not points, and what they hang on. Money is in integer minor units at this boundary."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from jangbu.engines.value import words
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.returns.case import AXES, KINDS
from jangbu.engines.value.returns.sensitivity import Bar
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Language
from jangbu.kernel.money import Money
from jangbu.kernel.text import number


@dataclass(frozen=True, slots=True)
class Range:
    """5 %, 50 % and 95 % of a number; None where it does not exist (a payback that never comes)."""

    p5: float | None
    p50: float | None
    p95: float | None

    @classmethod
    def of(cls, values: Floats) -> Range:
        known = np.where(np.isnan(values), np.inf, values)
        found = np.quantile(known, (0.05, 0.5, 0.95), method="inverted_cdf")
        return cls(*(float(each) if np.isfinite(each) else None for each in found))

    def as_json(self, digits: int = 4) -> dict[str, float | None]:
        return {
            name: None if value is None else round(value, digits)
            for name, value in (("p5", self.p5), ("p50", self.p50), ("p95", self.p95))
        }


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """5 %, 50 % and 95 % in minor units."""

    p5: int
    p50: int
    p95: int
    currency: str

    @classmethod
    def of(cls, values: Floats, currency: str) -> MoneyRange:
        low, middle, high = (minor(x, currency) for x in np.quantile(values, (0.05, 0.5, 0.95)))
        return cls(low, middle, high, currency)

    @property
    def major(self) -> tuple[float, float, float]:
        return major(self.p5, self.currency), major(self.p50, self.currency), major(self.p95, self.currency)

    def as_json(self) -> dict[str, int | str]:
        return {"p5": self.p5, "p50": self.p50, "p95": self.p95, "currency": self.currency}


def minor(value: float, currency: str) -> int:
    """From major units, rounded to the smallest."""
    return Money.of(Decimal(repr(float(value))), currency).minor


def major(value: int, currency: str) -> float:
    return float(Money(value, currency).amount())


@dataclass(frozen=True, slots=True)
class Ask:
    """An input worth measuring next: what knowing it is worth (minor units) before deciding, and its question."""

    name: str
    worth: int
    ask: tuple[str, str]

    def as_json(self) -> dict[str, Any]:
        return {"input": self.name, "worth": self.worth, "ask": {"ko": self.ask[0], "en": self.ask[1]}}


@dataclass(frozen=True)
class Roi:
    """npv: present, of all kinds of benefit; hard: the same with cash and avoided cost only. roi: net over cost, both
    present. irr: a year; None with `irr_refused` telling why. split, axes: medians of present benefit, minor units.
    months: cumulative money at each month's end as (5 %, 50 %, 95 %), minor units."""

    name: str
    currency: str
    horizon: int
    npv: MoneyRange
    hard: MoneyRange
    cost: MoneyRange
    benefit: MoneyRange
    roi: Range
    irr: Range | None
    irr_refused: str
    npv_profile: tuple[tuple[float, int], ...]
    payback: Range
    probability_positive: float
    probability_hard_positive: float
    split: dict[str, int]
    axes: dict[str, int]
    tornado: tuple[Bar, ...]
    sobol: dict[str, float]
    worth_everything: int
    measure_next: tuple[Ask, ...]
    cumulative: tuple[tuple[int, int, int], ...]
    draws: int
    warnings: tuple[Warned, ...]
    payback_shares: tuple[float, ...]  # P(money back by the end of month m), m from 0

    @property
    def uncertain(self) -> bool:
        """Whether anything in the case has a range."""
        return self.npv.p5 != self.npv.p95

    def probability_payback(self, months: int) -> float | None:
        """P(money back within so many whole months); None beyond the case's months."""
        return self.payback_shares[months] if 0 <= months < len(self.payback_shares) else None

    def sentence(self, language: Language = "ko") -> str:
        """The range first, the chance after it; both from the numbers above."""
        low, middle, high = (number(major(x, self.currency), 0) for x in (self.npv.p5, self.npv.p50, self.npv.p95))
        chance = f"{words.likelihood(self.probability_positive)}%"
        if not self.uncertain:
            if language == "ko":
                return (
                    f"{self.horizon}개월 동안의 순가치는 {middle} {self.currency}예요. 적힌 값이 모두 맞을 때 그래요."
                )
            return f"Over {self.horizon} months the net value is {middle} {self.currency}, if every input is as stated."
        if language == "ko":
            return (
                f"{self.horizon}개월 동안의 순가치는 {low}에서 {high} {self.currency} 사이로 보고, 가운데는 "
                f"{middle}이에요. 이익일 가능성은 {chance}예요."
            )
        return (
            f"Over {self.horizon} months the net value lies between {low} and {high} {self.currency}, {middle} in the "
            f"middle. The chance of a gain is {chance}."
        )

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        """The keys of the `roi` command."""
        return {
            "name": self.name,
            "currency": self.currency,
            "months": self.horizon,
            "npv": self.npv.as_json(),
            "npv_hard": self.hard.as_json(),
            "cost": self.cost.as_json(),
            "benefit": self.benefit.as_json(),
            "roi": self.roi.as_json(),
            "irr": self.irr.as_json() if self.irr else None,
            "irr_refused": self.irr_refused,
            "npv_profile": [{"rate": rate, "npv": value} for rate, value in self.npv_profile],
            "payback_months": self.payback.as_json(2),
            "probability_positive": round(self.probability_positive, 4),
            "probability_hard_positive": round(self.probability_hard_positive, 4),
            "split": {kind: self.split.get(kind, 0) for kind in KINDS},
            "axes": {axis: self.axes.get(axis, 0) for axis in AXES},
            "tornado": [
                {
                    "input": bar.name,
                    "low": bar.low,
                    "high": bar.high,
                    "npv_low": minor(bar.npv_low, self.currency),
                    "npv_high": minor(bar.npv_high, self.currency),
                }
                for bar in self.tornado
            ],
            "sobol": {name: round(share, 4) for name, share in self.sobol.items()},
            "worth_knowing_everything": self.worth_everything,
            "measure_next": [ask.as_json() for ask in self.measure_next],
            "cumulative": [{"p5": low, "p50": mid, "p95": high} for low, mid, high in self.cumulative],
            "probability_payback": [round(share, 4) for share in self.payback_shares],
            "draws": self.draws,
            "sentence": self.sentence(language),
            "warnings": [warned.sentence(language) for warned in self.warnings],
            "warning_codes": [warned.code for warned in self.warnings],
        }
