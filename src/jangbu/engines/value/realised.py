"""What was gained and kept: measured time, the wage, and the share of it that was put to use. Nothing else gets in.

`Measured` is built from a measurement alone and refuses evidence below class C, and `realised_value` takes nothing but
`Measured`: a benchmark (`Benchmark`) or something that was said (`Stated`) has no way into realised money. Both may be
planned with, through a case of returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from jangbu.engines.value.classes import REALISED, EvidenceClass, weakest
from jangbu.engines.value.posterior import Evidence, Interval
from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.points import Uncertain, lattice
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Language, Problem
from jangbu.kernel.money import Money
from jangbu.kernel.text import number

DRAWS = 4_096
PROBABILITIES = np.concatenate([[0.001, 0.005], np.linspace(0.01, 0.99, 99), [0.995, 0.999]])
Kind = Literal["cash", "capacity"]


@dataclass(frozen=True, slots=True)
class Stated:
    """Minutes that somebody says were saved: class E. It stays beside the money and never enters it."""

    kpi: str
    minutes_per_case: float
    evidence_class: Literal["E"] = "E"


@dataclass(frozen=True)
class Measured:
    """Minutes saved per case as quantiles (at PROBABILITIES), the cases of a month, and the work they belong to."""

    kpi: str
    work: str
    part: str
    minutes: Floats
    cases_per_month: float
    evidence_class: EvidenceClass

    @classmethod
    def of(
        cls,
        kpi: str,
        found: Evidence,
        evidence: EvidenceClass,
        *,
        cases_per_month: float,
        minutes_per_unit: float = 1.0,
        work: str = "",
        part: str = "",
    ) -> Measured:
        """From an effect or a case effect whose value is a time per case (minutes_per_unit: 60 for hours).

        Raises Problem value.not_realised for evidence of class D or E and for one without a difference.
        """
        saved = saved_minutes(found, minutes_per_unit)
        return cls.kept(kpi, saved, evidence, cases_per_month=cases_per_month, work=work, part=part)

    @classmethod
    def kept(
        cls,
        kpi: str,
        saved: Sequence[float],
        evidence: EvidenceClass,
        *,
        cases_per_month: float,
        work: str = "",
        part: str = "",
    ) -> Measured:
        """From what `saved_minutes` gave when it was measured, as a record keeps it. Raises as `of` does."""
        if evidence not in REALISED or len(saved) != len(PROBABILITIES):
            raise Problem(problems.NOT_REALISED, name=kpi, evidence=evidence)
        return cls(kpi, work or kpi, part, np.array(saved, dtype=np.float64), cases_per_month, evidence)

    def hours(self, share: Floats) -> Floats:
        """Hours a month at `share` in (0, 1) of the posterior."""
        found: Floats = np.interp(share, PROBABILITIES, self.minutes) * self.cases_per_month / 60
        return found


def saved_minutes(found: Evidence, minutes_per_unit: float = 1.0) -> list[float]:
    """Quantiles at PROBABILITIES of the minutes saved per case; empty where there is no difference to tell."""
    posterior = found.posterior("difference")
    if posterior is None:
        return []
    return [-posterior.quantile(float(p)) * minutes_per_unit for p in PROBABILITIES[::-1]]


@dataclass(frozen=True, slots=True)
class Realisation:
    """The share of hours freed that was put to use, and how much of that left the payroll or an outside bill (cash).
    Asked of a person, never assumed: `confirmed_by` names who said so."""

    share: Uncertain
    cash: float = 0.0
    confirmed_by: str = ""


@dataclass(frozen=True)
class Realised:
    """A month's worth at the interval's level. hours: freed; money in minor units: gross, and net of the running cost;
    split: medians of cash and capacity. Hours that turned out negative stay negative."""

    hours: Interval
    gross: tuple[int, int, int]
    net: tuple[int, int, int]
    split: Mapping[Kind, int]
    running: int
    currency: str
    level: float
    evidence_class: EvidenceClass
    aside: tuple[Stated, ...]

    def sentence(self, language: Language = "ko") -> str:
        low, middle, high = (number(float(Money(each, self.currency).amount()), 0) for each in self.net)
        if language == "ko":
            return (
                f"한 달에 {low}에서 {high} {self.currency} 사이로 보고, 가운데는 {middle}이에요. "
                f"사용료를 뺀 값이고 근거 등급은 {self.evidence_class}예요."
            )
        return (
            f"Between {low} and {high} {self.currency} a month, {middle} in the middle, net of running cost; "
            f"evidence class {self.evidence_class}."
        )

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "hours": self.hours.as_json(),
            "gross": dict(zip(("low", "mid", "high"), self.gross, strict=True)),
            "net": dict(zip(("low", "mid", "high"), self.net, strict=True)),
            "split": dict(self.split),
            "running": self.running,
            "currency": self.currency,
            "level": self.level,
            "evidence_class": self.evidence_class,
            "aside": [{"kpi": each.kpi, "minutes_per_case": each.minutes_per_case} for each in self.aside],
            "sentence": self.sentence(language),
        }


def realised_value(
    measured: Sequence[Measured],
    *,
    wage: Money,
    realisation: Realisation,
    running: Money,
    aside: Sequence[Stated] = (),
    level: float = 0.9,
) -> Realised:
    """A month's money from measured time: hours times loaded wage times the share put to use, less the running cost.

    wage: per hour, loaded. running: metered calls and licences of a month. Raises Problem value.share_unconfirmed,
    .no_wage, .same_hour_twice, .not_realised, money.mixed_currencies.
    """
    _require_measured(measured)
    _require_apart(measured)
    points = lattice(DRAWS, len(measured) + 1, np.random.default_rng(20261123))
    hours = sum((each.hours(points[i]) for i, each in enumerate(measured)), np.zeros(DRAWS))
    if wage.minor <= 0:
        raise Problem(problems.NO_WAGE, hours=f"{float(np.median(hours)):,.1f}")
    if not realisation.confirmed_by:
        raise Problem(problems.SHARE_UNCONFIRMED)
    Money(0, wage.currency) + running  # raises where the currencies differ
    gross = hours * realisation.share.at(points[-1]) * wage.minor
    tail = (1 - level) / 2
    bounds = np.quantile(hours, (tail, 0.5, 1 - tail))
    low, middle, high = (round(float(x)) for x in np.quantile(gross, (tail, 0.5, 1 - tail)))
    cash = round(middle * realisation.cash)
    return Realised(
        Interval(*map(float, bounds)),
        (low, middle, high),
        (low - running.minor, middle - running.minor, high - running.minor),
        {"cash": cash, "capacity": middle - cash},
        running.minor,
        wage.currency,
        level,
        weakest(each.evidence_class for each in measured),
        tuple(aside),
    )


def _require_measured(given: Sequence[object]) -> None:
    """The types already forbid anything else; this stops callers that are not checked."""
    for each in given:
        if not isinstance(each, Measured):
            kind = getattr(each, "evidence_class", "E")
            raise Problem(problems.NOT_REALISED, name=getattr(each, "kpi", type(each).__name__), evidence=kind)


def _require_apart(measured: Sequence[Measured]) -> None:
    for i, one in enumerate(measured):
        for other in measured[:i]:
            if one.work == other.work and (not one.part or not other.part or one.part == other.part):
                raise Problem(problems.SAME_HOUR, one=other.kpi, other=one.kpi, work=one.work)
