"""How often the nominal 90 % interval of a before/after effect holds the truth, on short simulated pilots.

30 to 60 days of baseline and 10 to 20 of pilot, 80 a day by weekday, Poisson over a latent log level; the true effect
is 20 % less. Two habitual methods run on the same series; figures of CausalImpact's port are quoted, not run again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bench.rows import Row
from jangbu.engines.value import effect

TITLE = "Coverage of nominal 90 % intervals on 30-60 + 10-20 days, true effect -20 %"

Floats = NDArray[np.float64]

SERIES = 500
TRUTH = 0.8
LEVEL = 0.9
WEEKDAY = np.array([1.0, 0.97, 0.95, 0.93, 0.9, 0.6, 0.48])
FIRST = date(2031, 1, 6)  # a Monday in a year without known holidays: none are simulated
SCENARIOS = ("iid", "ar3", "ar6", "ar8", "trend", "rw", "selected", "duration")
# CausalImpact, Rust port with a weekly season, on the like generator of the project's facts; not run again here.
QUOTED = {"ar3": 0.83, "ar6": 0.77, "ar8": 0.52, "trend": 0.43, "rw": 0.38, "selected": 0.68, "duration": 0.86}
QUOTED_NAME = "CausalImpact port (quoted, not rerun)"
QUOTED_CPU_MS = 34.0


@dataclass(frozen=True)
class Simulated:
    """day (n,) counted from FIRST, value (n,), control (n,), and the number of baseline days."""

    day: NDArray[np.int64]
    value: Floats
    control: Floats
    before: int

    @property
    def weekday(self) -> NDArray[np.int64]:
        return self.day % 7

    @property
    def after(self) -> NDArray[np.bool_]:
        return np.arange(len(self.day)) >= self.before


def autoregressive(n: int, rho: float, sd: float, rng: np.random.Generator) -> Floats:
    level = np.empty(n)
    level[0] = rng.normal() * sd
    for i, shock in enumerate(rng.normal(size=n - 1) * sd * math.sqrt(1 - rho**2)):
        level[i + 1] = rho * level[i] + shock
    return level


def latent(scenario: str, n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The log level of the process and of its control, which shares 64 % of the variance, and trend and drift whole."""
    rho, sd = {"iid": (0.0, 0.08), "ar3": (0.3, 0.12), "ar6": (0.6, 0.12), "ar8": (0.8, 0.15)}.get(
        scenario, (0.3, 0.12)
    )
    if scenario == "selected":
        rho = 0.6
    if scenario == "duration":
        sd = 0.08
    shared = np.zeros(n)
    if scenario == "trend":
        shared = rng.choice([-0.2, 0.2]) * (np.arange(n) / (n - 1) - 0.5)
    if scenario == "rw":
        shared, sd = np.cumsum(rng.normal(size=n) * 0.03), 0.0
    common, own, other = (autoregressive(n, rho, sd, rng) for _ in range(3))
    return shared + 0.8 * common + 0.6 * own, shared + 0.8 * common + 0.6 * other


def simulate(scenario: str, rng: np.random.Generator) -> Simulated:
    before, after = int(rng.integers(30, 61)), int(rng.integers(10, 21))
    n, first = before + after, int(rng.integers(0, 7))
    if scenario == "selected":
        return _selected(before, n, first, rng)
    day = first + np.arange(n)
    own, other = latent(scenario, n, rng)
    effect_on = np.where(np.arange(n) >= before, TRUTH, 1.0)
    if scenario == "duration":
        cases = rng.poisson(30 * WEEKDAY[day % 7]) + 1
        minutes = 10 * np.exp(own) * effect_on
        value = np.array([(m * rng.lognormal(-0.32, 0.8, k)).mean() for m, k in zip(minutes, cases, strict=True)])
        return Simulated(day, value, 10 * np.exp(other), before)
    base = 80 * WEEKDAY[day % 7]
    value, control = rng.poisson(base * np.exp(own) * effect_on), rng.poisson(base * np.exp(other))
    return Simulated(day, np.maximum(value, 0.5), np.maximum(control, 0.5), before)


def _selected(before: int, n: int, first: int, rng: np.random.Generator) -> Simulated:
    """The pilot starts right after the worst week of forty days in which it might have."""
    day = first + np.arange(n + 40)
    own, other = latent("selected", n + 40, rng)
    base = 80 * WEEKDAY[day % 7]
    seen = rng.poisson(base * np.exp(own))
    adjusted = seen / WEEKDAY[day % 7]
    start = before + int(np.argmax([adjusted[i - 7 : i].mean() for i in range(before, before + 40)]))
    window = slice(start - before, start - before + n)
    piloted = rng.poisson(base * np.exp(own) * TRUTH)
    value = np.where(np.arange(n) >= before, piloted[window], seen[window])
    control = rng.poisson(base * np.exp(other))[window]
    return Simulated(day[window], np.maximum(value, 0.5), np.maximum(control, 0.5), before)


def ours(data: Simulated, *, control: bool) -> tuple[float, float, float]:
    """low, middle and high of the ratio from the product's own `effect`."""
    days = [FIRST + timedelta(days=int(day)) for day in data.day]
    beside = list(zip(days, data.control.tolist(), strict=True)) if control else None
    pairs = list(zip(days, data.value.tolist(), strict=True))
    found = effect(pairs, start=days[data.before], control=beside, washout=0, level=LEVEL, holidays={})
    return found.ratio.low, found.ratio.mid, found.ratio.high


def matched_t(data: Simulated) -> tuple[float, float, float]:
    """Each pilot day less the mean of its weekday in the baseline, then a t interval: the habitual spreadsheet."""
    y = np.log(data.value)
    base = {w: y[~data.after & (data.weekday == w)].mean() for w in range(7)}
    gaps = np.array([y[i] - base[data.weekday[i]] for i in np.flatnonzero(data.after)])
    return _exponentiated(gaps.mean(), 1.75 * gaps.std(ddof=1) / math.sqrt(len(gaps)))  # t.95 at 9-19 df: 1.83-1.73


def newey_west(data: Simulated) -> tuple[float, float, float]:
    """Ordinary least squares on weekdays and the step, with a Newey-West error of the usual lag."""
    y, n = np.log(data.value), len(data.value)
    levels = [(data.weekday == w).astype(float) for w in range(7)]
    x = np.column_stack([*levels, data.after.astype(float)])
    inverse = np.linalg.inv(x.T @ x)
    residual = y - x @ (inverse @ x.T @ y)
    score = x * residual[:, None]
    lags = int(4 * (n / 100) ** (2 / 9))
    meat = score.T @ score
    for lag in range(1, lags + 1):
        crossed = score[lag:].T @ score[:-lag]
        meat += (1 - lag / (lags + 1)) * (crossed + crossed.T)
    error = math.sqrt((inverse @ meat @ inverse)[-1, -1] * n / (n - x.shape[1]))
    return _exponentiated(float((inverse @ x.T @ y)[-1]), 1.67 * error)


def _exponentiated(centre: float, reach: float) -> tuple[float, float, float]:
    return math.exp(centre - reach), math.exp(centre), math.exp(centre + reach)


METHODS: dict[str, Callable[[Simulated], tuple[float, float, float]]] = {
    "ours": lambda data: ours(data, control=False),
    "ours, control": lambda data: ours(data, control=True),
    "same-weekday t (run here)": matched_t,
    "OLS Newey-West (run here)": newey_west,
}


def measured(scenario: str, series: int, seed: int) -> tuple[dict[str, Floats], float]:
    """For each method (series, 2) of held-the-truth and error of the middle; and our cpu milliseconds per series."""
    rng = np.random.default_rng([seed, SCENARIOS.index(scenario)])
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in METHODS}
    spent = 0.0
    for _ in range(series):
        data = simulate(scenario, rng)
        for name, method in METHODS.items():
            began = time.process_time()
            low, middle, high = method(data)
            spent += time.process_time() - began if name == "ours" else 0.0
            found[name].append((float(low <= TRUTH <= high), middle - TRUTH))
    return {name: np.array(rows) for name, rows in found.items()}, 1000 * spent / series


def run(report: Callable[[Row], None], *, series: int = SERIES, seed: int = 20261123) -> None:
    """Report coverage, bias and cpu of every scenario, then the means; `series` of them a scenario."""
    coverage: dict[str, list[float]] = {name: [] for name in METHODS}
    spent = []
    for scenario in SCENARIOS:
        found, milliseconds = measured(scenario, series, seed)
        spent.append(milliseconds)
        held = {name: float(rows[:, 0].mean()) for name, rows in found.items()}
        for name, share in held.items():
            coverage[name].append(share)
        for peer in ("same-weekday t (run here)", "OLS Newey-West (run here)"):
            report(_row(f"coverage, {scenario}", peer, held[peer], held["ours"], "share"))
        if scenario in QUOTED:
            report(_row(f"coverage, {scenario}", QUOTED_NAME, QUOTED[scenario], held["ours"], "share"))
        report(_row(f"coverage with a control, {scenario}", "nominal", LEVEL, held["ours, control"], "share"))
        bias = {name: abs(100 * float(rows[:, 1].mean())) for name, rows in found.items()}
        report(
            _row(
                f"absolute bias, {scenario}",
                "OLS Newey-West (run here)",
                bias["OLS Newey-West (run here)"],
                bias["ours"],
                "points",
            )
        )
    mean = {name: float(np.mean(shares)) for name, shares in coverage.items()}
    for name in METHODS:
        if name != "ours":
            report(_row("coverage, mean of scenarios", name, mean[name], mean["ours"], "share"))
    report(_row("coverage, mean of scenarios", "nominal", LEVEL, mean["ours"], "share"))
    report(_row("coverage, mean of scenarios", QUOTED_NAME, 0.638, mean["ours"], "share"))
    report(_row("coverage, mean of scenarios", "OLS Newey-West (quoted, not rerun)", 0.654, mean["ours"], "share"))
    report(_row("cpu per series, everything", QUOTED_NAME, QUOTED_CPU_MS, float(np.mean(spent)), "ms"))


def _row(what: str, peer: str, theirs: float, mine: float, unit: str) -> Row:
    return Row(what, peer, round(theirs, 4), round(mine, 4), round(mine / theirs, 3) if theirs else math.nan, unit)
