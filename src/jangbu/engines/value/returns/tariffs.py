"""Total cost of ownership over free, low and premium plans: quota steps, people's time, price changes, leaving.

A plan's fee is the smallest part of it. People's hours are paid whatever the plan, a quota that runs out costs either
a step or work by hand, prices change once a year, and leaving has a price too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.points import Uncertain, lattice
from jangbu.engines.value.returns.reading import number, read_yaml, uncertain
from jangbu.engines.value.returns.result import MoneyRange
from jangbu.engines.value.student import Floats
from jangbu.kernel.errors import Language, Problem
from jangbu.kernel.money import MINOR_DIGITS

DRAWS = 4_096


@dataclass(frozen=True, slots=True)
class Tariff:
    """A plan. fee and seat: a month; quota: units a month within the fee (inf: all); steps: (up to units, price of one
    unit) beyond it, in order; beyond the last step a unit is done by hand in `by_hand` minutes. hours: people's, a
    month, whatever the volume; setup and leaving: once; rise: of prices a year."""

    name: str
    fee: float
    seat: float
    quota: float
    steps: tuple[tuple[float, float], ...]
    by_hand: float
    hours: float
    setup: float
    leaving: float
    rise: Uncertain

    def month(self, units: Floats, wage: Floats | float, seats: float, prices: Floats | float = 1.0) -> Floats:
        """Cost of a month of so many units, in major units."""
        cost = (self.fee + self.seat * seats) * prices + self.hours * wage + np.zeros_like(units)
        done = np.minimum(units, self.quota)
        for up_to, price in self.steps:
            within = np.clip(units, done, up_to) - done
            cost = cost + within * price * prices
            done = done + within
        return cost + (units - done) * self.by_hand / 60 * wage

    def bill(self, units: float, seats: float = 0.0) -> float:
        """What is paid for a month of so many units at the prices of the start: no people's time."""
        return float(self.month(np.array([units]), 0.0, seats)[0])

    def people(self, units: float) -> float:
        """People's hours of such a month: what the plan takes anyway and what is done by hand beyond it."""
        nothing = dataclasses.replace(self, fee=0.0, seat=0.0, steps=tuple((up_to, 0.0) for up_to, _ in self.steps))
        return float(nothing.month(np.array([units]), 1.0, 0.0)[0])


@dataclass(frozen=True)
class Need:
    """units a month at the start, their growth a year, seats, wage per hour, months looked at, currency."""

    units: Uncertain
    growth: Uncertain
    seats: float
    wage: Uncertain
    months: int
    currency: str


@dataclass(frozen=True)
class Owned:
    """One plan over the whole time: total, and its median parts (fees, units, people, once), in minor units."""

    name: str
    total: MoneyRange
    cheapest: float  # probability of being the cheapest

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "total": self.total.as_json(), "probability_cheapest": round(self.cheapest, 4)}


@dataclass(frozen=True)
class Ownership:
    """plans: as given. switches: units a month at which the cheapest plan of a month changes, and to which."""

    plans: tuple[Owned, ...]
    switches: tuple[tuple[int, str], ...]
    months: int
    currency: str

    @property
    def best(self) -> Owned:
        return min(self.plans, key=lambda plan: plan.total.p50)

    def sentence(self, language: Language = "ko") -> str:
        best = self.best
        share = round(100 * best.cheapest)
        if language == "ko":
            return f"{self.months}개월로 보면 '{best.name}' 요금제가 가장 쌀 가능성이 {share}%예요."
        return f"Over {self.months} months '{best.name}' is the cheapest with a chance of {share}%."

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "currency": self.currency,
            "months": self.months,
            "plans": [plan.as_json() for plan in self.plans],
            "best": self.best.name,
            "switches": [{"units": units, "to": name} for units, name in self.switches],
            "sentence": self.sentence(language),
        }


def ownership(tariffs: Sequence[Tariff], need: Need, *, seed: int = 20261123) -> Ownership:
    """Each plan's total over the months, with ranges, and where the cheapest one changes with the volume."""
    shares = lattice(DRAWS, 4, np.random.default_rng(seed))
    units, growth, wage = need.units.at(shares[0]), need.growth.at(shares[1]), need.wage.at(shares[2])
    totals = []
    for tariff in tariffs:
        rise = tariff.rise.at(shares[3])
        total = np.full(DRAWS, tariff.setup + tariff.leaving)
        for month in range(need.months):
            prices = (1 + rise) ** (month // 12)
            total = total + tariff.month(units * (1 + growth) ** (month / 12), wage, need.seats, prices)
        totals.append(total)
    cheapest = np.argmin(np.array(totals), axis=0)
    owned = tuple(
        Owned(tariff.name, MoneyRange.of(total, need.currency), float((cheapest == i).mean()))
        for i, (tariff, total) in enumerate(zip(tariffs, totals, strict=True))
    )
    return Ownership(owned, _switches(tariffs, need), need.months, need.currency)


def _switches(tariffs: Sequence[Tariff], need: Need) -> tuple[tuple[int, str], ...]:
    """By the unit, up to ten times the median need: the plan that is cheapest in a month, where it changes."""
    volume = np.arange(0.0, max(10.0, 10 * need.units.quantile(0.5)) + 1)
    volume = volume[:: max(1, len(volume) // 20_000)]
    costs = np.array([tariff.month(volume, need.wage.quantile(0.5), need.seats) for tariff in tariffs])
    best = np.argmin(costs, axis=0)
    changes = np.flatnonzero(np.diff(best)) + 1
    return ((0, tariffs[int(best[0])].name), *((int(volume[i]), tariffs[int(best[i])].name) for i in changes))


def read_tariffs(path: Path | str) -> tuple[tuple[Tariff, ...], Need]:
    """Plans and need from YAML, as in the example `tariffs.yaml`. Raises value.returns_unreadable, .returns_field."""
    told = read_yaml(Path(path))
    if not isinstance(told, Mapping) or not isinstance(told.get("plans"), list) or not told["plans"]:
        raise Problem(problems.FIELD, place="plans", wanted="a list of plans")
    currency = str(told.get("currency", "KRW"))
    if currency not in MINOR_DIGITS:
        raise Problem(problems.FIELD, place="currency", wanted=", ".join(MINOR_DIGITS))
    tariffs = tuple(_tariff(each, f"plans[{i}]", currency) for i, each in enumerate(told["plans"]))
    need = told.get("need") or {}
    months = int(number(told.get("months", 24), "months"))
    if not 1 <= months <= 240:
        raise Problem(problems.FIELD, place="months", wanted="1 to 240")
    units, growth = uncertain(need.get("units"), "need.units"), uncertain(need.get("growth_per_year", 0), "need.growth")
    seats, wage = number(need.get("seats", 1), "need.seats"), uncertain(need.get("wage"), "need.wage")
    return tariffs, Need(units, growth, seats, wage, months, currency)


def _tariff(told: Any, place: str, currency: str) -> Tariff:
    if not isinstance(told, Mapping):
        raise Problem(problems.FIELD, place=place, wanted="name, fee, quota, steps")
    if str(told.get("currency", currency)) != currency:
        raise Problem(problems.CURRENCIES, place=place, found=told["currency"], wanted=currency)
    steps = tuple(
        (number(step.get("up_to", "1e18"), f"{place}.steps"), number(step.get("price"), f"{place}.steps"))
        for step in told.get("steps") or ()
    )

    def plain(name: str, default: object = 0) -> float:
        return number(told.get(name, default), f"{place}.{name}")

    return Tariff(
        str(told.get("name", place)),
        plain("fee"),
        plain("per_seat"),
        plain("quota", "1e18"),
        tuple(sorted(steps)),
        plain("by_hand_minutes"),
        plain("hours_per_month"),
        plain("setup"),
        plain("leaving"),
        uncertain(told.get("price_rise_per_year", 0), f"{place}.price_rise_per_year"),
    )
