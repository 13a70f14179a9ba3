"""Short pilots simulated: 30 to 60 days of baseline and 10 to 20 of pilot, the scenarios of the project's facts.

80 a day by weekday, Poisson over a latent log level; the change is `TRUTH`. The control shares 64 % of the level's
variance, and trend, drift and campaign whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRUTH = 0.8
WEEKDAY = np.array([1.0, 0.97, 0.95, 0.93, 0.9, 0.6, 0.48])
FIRST = date(2031, 1, 6)  # a Monday in a year without known holidays
PLAIN = ("iid", "ar3", "ar6", "ar8", "trend", "rw", "holiday", "duration")
SCENARIOS = (*PLAIN, "selected", "campaign")
LEVELS = {"iid": (0.0, 0.08), "ar6": (0.6, 0.12), "ar8": (0.8, 0.15), "selected": (0.6, 0.12), "duration": (0.3, 0.08)}


@dataclass(frozen=True)
class Simulated:
    """day (n,) counted from FIRST, value (n,), control (n,), the number of baseline days, and days known to be odd."""

    day: Ints
    value: Floats
    control: Floats
    before: int
    known: tuple[int, ...] = ()

    @property
    def weekday(self) -> Ints:
        return self.day % 7

    @property
    def after(self) -> NDArray[np.bool_]:
        return np.arange(len(self.day)) >= self.before

    @property
    def dates(self) -> list[date]:
        return [FIRST + timedelta(days=int(day)) for day in self.day]

    @property
    def closed(self) -> dict[date, str]:
        return {FIRST + timedelta(days=day): "" for day in self.known}

    def pairs(self) -> list[tuple[date, float]]:
        return list(zip(self.dates, self.value.tolist(), strict=True))

    def beside(self) -> list[tuple[date, float]]:
        return list(zip(self.dates, self.control.tolist(), strict=True))

    def without_known(self) -> Simulated:
        """The same without the days known to be odd: what a careful user of any method would give it."""
        keep = ~np.isin(self.day, self.known)
        kept = replace(self, day=self.day[keep], value=self.value[keep], control=self.control[keep], known=())
        return replace(kept, before=int(keep[: self.before].sum()))


def autoregressive(n: int, rho: float, sd: float, rng: np.random.Generator) -> Floats:
    level = np.empty(n)
    level[0] = rng.normal() * sd
    for i, shock in enumerate(rng.normal(size=n - 1) * sd * math.sqrt(1 - rho**2)):
        level[i + 1] = rho * level[i] + shock
    return level


def latent(scenario: str, n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The log level of the process and of its control."""
    rho, sd = LEVELS.get(scenario, (0.3, 0.12))
    shared = np.zeros(n)
    if scenario == "trend":
        shared = rng.choice([-0.2, 0.2]) * (np.arange(n) / (n - 1) - 0.5)
    if scenario == "rw":
        shared, sd = np.cumsum(rng.normal(size=n) * 0.03), 0.0
    common, own, other = (autoregressive(n, rho, sd, rng) for _ in range(3))
    return shared + 0.8 * common + 0.6 * own, shared + 0.8 * common + 0.6 * other


def simulate(
    scenario: str,
    rng: np.random.Generator,
    *,
    truth: float = TRUTH,
    lengths: tuple[int, int, int, int] = (30, 60, 10, 20),
    volume: float = 80,
) -> Simulated:
    """One pilot; lengths: fewest and most days of baseline, then of pilot."""
    before, after = int(rng.integers(lengths[0], lengths[1] + 1)), int(rng.integers(lengths[2], lengths[3] + 1))
    n, first = before + after, int(rng.integers(0, 7))
    if scenario == "selected":
        return _selected(before, n, first, truth, volume, rng)
    day = first + np.arange(n)
    own, other = latent(scenario, n, rng)
    known: tuple[int, ...] = ()
    if scenario == "campaign":  # a quarter more for the first seven days of the pilot, in both, known to nobody
        burst = 0.25 * ((np.arange(n) >= before) & (np.arange(n) < before + 7))
        own, other = own + burst, other + burst
    if scenario == "holiday":
        known = tuple(int(each) for each in rng.choice(day, 3, replace=False))
        half = np.log(0.5) * np.isin(day, known)
        own, other = own + half, other + half
    changed = np.where(np.arange(n) >= before, truth, 1.0)
    if scenario == "duration":
        cases = rng.poisson(30 * WEEKDAY[day % 7]) + 1
        minutes = 10 * np.exp(own) * changed
        value = np.array([(m * rng.lognormal(-0.32, 0.8, k)).mean() for m, k in zip(minutes, cases, strict=True)])
        return Simulated(day, value, 10 * np.exp(other), before)
    base = volume * WEEKDAY[day % 7]
    value, control = rng.poisson(base * np.exp(own) * changed), rng.poisson(base * np.exp(other))
    return Simulated(day, np.maximum(value, 0.5), np.maximum(control, 0.5), before, known)


def _selected(before: int, n: int, first: int, truth: float, volume: float, rng: np.random.Generator) -> Simulated:
    """The pilot starts right after the worst week of forty days in which it might have."""
    day = first + np.arange(n + 40)
    own, other = latent("selected", n + 40, rng)
    base = volume * WEEKDAY[day % 7]
    seen = rng.poisson(base * np.exp(own))
    adjusted = seen / WEEKDAY[day % 7]
    start = before + int(np.argmax([adjusted[i - 7 : i].mean() for i in range(before, before + 40)]))
    window = slice(start - before, start - before + n)
    piloted = rng.poisson(base * np.exp(own) * truth)
    value = np.where(np.arange(n) >= before, piloted[window], seen[window])
    control = rng.poisson(base * np.exp(other))[window]
    return Simulated(day[window], np.maximum(value, 0.5), np.maximum(control, 0.5), before)
