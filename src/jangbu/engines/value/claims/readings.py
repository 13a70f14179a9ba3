"""The ways a stated case can be read, and what money does month by month under each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import ceil
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.value.claims.case import Case

First = Literal["none", "once", "2 months", "3 months", "6 months", "every month"]
Running = Literal["always", "first year", "never"]
Ramp = Literal["wait", "linear", "half"]
FIRSTS: tuple[First, ...] = ("once", "none", "2 months", "3 months", "6 months", "every month")
PAID = {"none": 0, "once": 1, "2 months": 2, "3 months": 3, "6 months": 6}
RAMPS: tuple[Ramp, ...] = ("wait", "linear", "half")
LONGEST = 8  # months of delay that are tried
HORIZON = 120  # months in which a payback is looked for; later is "never"
CENT = 1e-6
Months = NDArray[np.float64]  # one value a month


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the case. `delay` months pass before the benefit is whole: `wait` none of it until then,
    `linear` a straight rise, `half` half of it. `share` of the benefit is realised; `extra` a month is nowhere stated.
    """

    first: First = "once"
    basis: Literal["gross", "net"] = "gross"
    running: Running = "always"
    delay: Fraction = Fraction(0)
    ramp: Ramp = "wait"
    share: Fraction = Fraction(1)
    extra: Fraction = Fraction(0)

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first,
            "basis": self.basis,
            "running": self.running,
            "delay_months": round(float(self.delay), 2),
            "ramp": self.ramp,
            "realised_share": round(float(self.share), 4),
            "extra_per_month": round(float(self.extra), 2),
        }


def readings(case: Case) -> Iterator[Reading]:
    """Every discrete reading: first cost by 6 modes, gross or net, running cost, delays 0 to 8 months by 3 ramps."""
    firsts: Sequence[First] = FIRSTS if case.first else ("once",)
    runs: Sequence[Running] = ("always", "first year", "never") if case.yearly else ("always",)
    bases: Sequence[Literal["gross", "net"]] = ("gross",)
    if case.running:  # what the case says of its basis is not read against its word
        bases = ("gross", "net") if case.basis == "unsaid" else (case.basis,)
    for first, basis, run in product(firsts, bases, runs):
        plain = Reading(first, basis, run)
        yield plain
        for months, ramp in product(range(1, LONGEST + 1), RAMPS):
            yield replace(plain, delay=Fraction(months), ramp=ramp)


def plain_readings(case: Case) -> list[Reading]:
    """The readings that add nothing: delay none, all realised; both where the case leaves gross or net open, and both
    once and by the month where a first cost was stated by the month."""
    firsts: list[First] = ["once", "every month"] if case.first_per else ["once"]
    bases: list[Literal["gross", "net"]] = ["gross", "net"] if case.basis == "unsaid" else [case.basis]
    if not case.running or case.yearly:
        bases = bases[:1]  # a yearly bill is not what a monthly figure was netted of
    return [Reading(first, basis) for first, basis in product(firsts, bases)]


@dataclass(slots=True)
class Course:
    """What money does month by month under a reading, in major units; each path is worked out once.

    Within a month money is taken to flow evenly, and first and yearly costs to be paid as it begins.
    """

    case: Case
    _held: dict[Reading, tuple[Months, Months]] = field(default_factory=dict)

    def after(self, reading: Reading, months: int) -> float:
        """Benefits less every cost paid in so many months."""
        _starts, ends = self._path(reading, months)
        return float(ends[months - 1])

    def payback(self, reading: Reading) -> float | None:
        """Months until all that was paid has come back for the first time; None where it does not in ten years."""
        starts, ends = self._path(reading, HORIZON)
        reached = np.flatnonzero(ends[:HORIZON] >= -CENT)
        if not len(reached):
            return None
        month = int(reached[0])
        start, end = float(starts[month]), float(ends[month])
        return float(month) if start >= -CENT else month + start / (start - end)

    def _path(self, reading: Reading, months: int) -> tuple[Months, Months]:
        """Money as each month begins, after what is paid in advance, and as it ends."""
        known = self._held.get(reading)
        if known is not None and len(known[0]) >= months:
            return known
        length = max(months, HORIZON)
        month = np.arange(length)
        first = month < (length if reading.first == "every month" else PAID[reading.first])
        yearly = sum(float(flow.amount) for flow in self.case.running if flow.per == "year")
        paid = (month % 12 == 0) & {"always": month >= 0, "first year": month == 0, "never": month < 0}[reading.running]
        advance = first * float(self.case.first) + paid * yearly
        monthly = sum(float(flow.monthly) for flow in self.case.running if flow.per != "year")
        come = np.diff(_come(reading, np.arange(length + 1, dtype=float)))
        flow = (float(self.case.benefit_monthly) * float(reading.share) + float(reading.extra)) * come
        flow = flow - (monthly if reading.basis == "gross" else 0.0)
        ends = np.cumsum(flow - advance)
        self._held[reading] = ends - flow, ends
        return self._held[reading]


def cumulative(case: Case, reading: Reading, months: int) -> float:
    """Money after so many months, in major units: benefits less every cost paid by then."""
    return Course(case).after(reading, months)


def payback(case: Case, reading: Reading) -> float | None:
    """Months until all that was paid has come back for the first time; None where it does not in ten years."""
    return Course(case).payback(reading)


def month_of(moment: float | None) -> int | None:
    """The month in which it happens, from 1."""
    return None if moment is None else max(1, ceil(moment - CENT))


def _come(reading: Reading, moment: Months) -> Months:
    """Months' worth of benefit up to each moment."""
    delay = float(reading.delay)
    if not delay:
        return moment
    whole = moment - (delay if reading.ramp == "wait" else delay / 2)
    before = {"wait": 0 * moment, "linear": moment**2 / (2 * delay), "half": moment / 2}[reading.ramp]
    return np.where(moment >= delay, whole, before)
