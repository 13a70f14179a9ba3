"""Money month by month for many draws at once: month 0 is the start, month m is paid at its end.

Yearly costs are paid in advance, first at the start. `amounts` lie at the start and at each year's end for discounting,
as a TEI study has them, and are spread evenly over the year for payback. A benefit rises evenly over the ramp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value.returns.case import RoiCase, Term
from jangbu.engines.value.student import Floats

CHUNK = 4096  # draws at a time, so that they stay in the cache
MONTHS_OF = {"month": 1.0, "quarter": 3.0, "year": 12.0}
NOTHING = 1e-9
Draws = Mapping[str, Floats]  # each input (n,), or (1,) where it is sure


@dataclass(frozen=True)
class Outcome:
    """Of n draws, in major units: npv, cost and benefit (both present), (n,); payback in months, inf where the money
    does not come back within the case's months."""

    npv: Floats
    cost: Floats
    benefit: Floats
    payback: Floats

    @property
    def roi(self) -> Floats:
        """Net over cost, both present; inf where nothing is paid."""
        paid = self.cost > 0
        return np.where(paid, self.npv / np.where(paid, self.cost, 1.0), np.inf)


@dataclass(frozen=True)
class Amounts:
    """Sums that are sure: (months + 1,) in their months, the same spread over the years, and their present values."""

    flow: Floats
    spread: Floats
    cost: float
    benefit: float


@dataclass(frozen=True)
class Rates:
    """What flows in a chunk: benefit and cost a month, cost a year in advance, sums paid once by month; each (n,)."""

    benefit: Floats
    monthly: Floats
    yearly: Floats
    once: Mapping[int, tuple[Floats, Floats]]  # month: (cost, benefit)
    ramp: Floats | None


@dataclass(frozen=True)
class Model:
    """A case made ready for many draws; discount (months + 1,) factors at each month's end."""

    case: RoiCase
    discount: Floats
    amounts: Amounts

    @classmethod
    def of(cls, case: RoiCase) -> Model:
        discount = (1 + case.discount) ** (-np.arange(case.months + 1) / 12.0)
        return cls(case, discount, _amounts(case, discount))

    def run(self, draws: Draws) -> Outcome:
        """Every draw of the inputs through the months."""
        count = max((len(values) for values in draws.values()), default=1)
        parts = []
        for begin in range(0, count, CHUNK):
            end = min(begin + CHUNK, count)
            part = {name: values if len(values) == 1 else values[begin:end] for name, values in draws.items()}
            parts.append(self._through(self._rates(part), end - begin))
        return Outcome(*(np.concatenate(each) for each in zip(*parts, strict=True)))

    def _rates(self, draws: Draws) -> Rates:
        costs, benefits = self.case.costs, self.case.benefits
        once: dict[int, tuple[Floats, Floats]] = {}
        for month in {term.at for term in (*costs, *benefits) if term.per == "once" and not term.amounts}:
            once[month] = (_total(costs, draws, "once", month), _total(benefits, draws, "once", month))
        return Rates(
            sum((_total(benefits, draws, per) / months for per, months in MONTHS_OF.items()), np.zeros(1)),
            _total(costs, draws, "month") + _total(costs, draws, "quarter") / 3,
            _total(costs, draws, "year"),
            once,
            draws[self.case.ramp] if self.case.ramp else None,
        )

    def _through(self, rates: Rates, size: int) -> tuple[Floats, Floats, Floats, Floats]:
        cost, come = np.full(size, self.amounts.cost), np.full(size, self.amounts.benefit)
        money, payback = np.zeros(size), np.full(size, np.inf)
        waiting = np.ones(size, dtype=bool)
        any_waiting = True
        earlier: Floats | float = 0.0
        ramping = rates.ramp is not None
        for month in range(self.case.months + 1):
            flow: Floats | float = 0.0
            if month:
                income = rates.benefit
                if ramping and rates.ramp is not None:
                    until = arrived(rates.ramp, month)
                    income, earlier = rates.benefit * (until - earlier), until
                    ramping = bool((rates.ramp > month).any())
                flow = income - rates.monthly
                come += income * self.discount[month]
                cost += rates.monthly * self.discount[month]
            paid, gained = self._at(rates, month)
            come += gained * self.discount[month]
            cost += paid * self.discount[month]
            flow = flow + gained + self.amounts.spread[month]
            if month and any_waiting:
                any_waiting = _settle(payback, waiting, money, flow, month)
            money += flow - paid  # what is paid in advance belongs to the start of the next month
        return come - cost, cost, come, payback

    def _at(self, rates: Rates, month: int) -> tuple[Floats | float, Floats | float]:
        paid, gained = rates.once.get(month, (0.0, 0.0))
        if month % 12 == 0 and month < self.case.months:
            paid = paid + rates.yearly
        return paid, gained

    def paths(self, draws: Draws) -> Floats:
        """(n, months + 1) undiscounted flows, costs negative: what IRR and the picture read."""
        rates = self._rates(draws)
        count = max((len(values) for values in draws.values()), default=1)
        flow = np.tile(self.amounts.flow, (count, 1))
        share: Floats = np.ones((1, self.case.months))
        if rates.ramp is not None:
            share = np.diff(arrived(rates.ramp[:, None], np.arange(self.case.months + 1.0)), axis=1)
        flow[:, 1:] += rates.benefit[:, None] * share - rates.monthly[:, None]
        for month in range(self.case.months + 1):
            paid, gained = self._at(rates, month)
            flow[:, month] += gained - paid
        return flow


def _amounts(case: RoiCase, discount: Floats) -> Amounts:
    flow, spread = np.zeros(case.months + 1), np.zeros(case.months + 1)
    present = {-1: 0.0, 1: 0.0}
    for sign, terms in ((-1, case.costs), (1, case.benefits)):
        for year, amount in ((year, each) for term in terms for year, each in enumerate(term.amounts)):
            at = 12 * year
            if at <= case.months:
                flow[at] += sign * amount
                spread[max(0, at - 11) : at + 1] += sign * amount / (12 if year else 1)
                present[sign] += amount * float(discount[at])
    return Amounts(flow, spread, present[-1], present[1])


def product(term: Term, draws: Draws) -> Floats:
    """factor times the inputs."""
    found = np.full(1, term.factor)
    for name in term.inputs:
        found = found * draws[name]
    return found


def arrived(ramp: Floats, month: float | Floats) -> Floats:
    """Months' worth of benefit up to the end of a month when it rises evenly over `ramp` months."""
    safe = np.maximum(ramp, NOTHING)
    return np.where(month < safe, month * month / (2 * safe), month - safe / 2)


def _total(terms: Sequence[Term], draws: Draws, per: str, at: int | None = None) -> Floats:
    """One payment's worth of every term paid so."""
    total = np.zeros(1)
    for term in terms:
        if term.per == per and not term.amounts and (at is None or term.at == at):
            total = total + product(term, draws)
    return total


def _settle(payback: Floats, waiting: NDArray[np.bool_], begun: Floats, flow: Floats | float, month: int) -> bool:
    """Mark the moment within this month at which the money has come back for the first time; whether any still wait."""
    reached = waiting & (begun + flow >= -NOTHING)
    if reached.any():
        whole = np.broadcast_to(np.asarray(flow, dtype=np.float64), begun.shape)[reached]
        payback[reached] = month - 1 + np.clip(-begun[reached] / np.maximum(whole, NOTHING), 0.0, 1.0)
        waiting &= ~reached
        return bool(waiting.any())
    return True
