"""What is believed after the data: a distribution function and its quantiles, in the units people read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

from jangbu.engines.value.mixture import Mixture

Reading = Literal["ratio", "difference", "level"]


@dataclass(frozen=True, slots=True)
class Interval:
    """low <= mid <= high; mid is the posterior median, low and high bound the central `level` of it."""

    low: float
    mid: float
    high: float

    def as_json(self) -> dict[str, float]:
        return {"low": self.low, "mid": self.mid, "high": self.high}


class Posterior(Protocol):
    """A continuous distribution of one number."""

    def cdf(self, x: float) -> float:
        """P(number <= x)."""

    def quantile(self, p: float) -> float:
        """The x with P(number <= x) = p."""


class Evidence(Protocol):
    """What a gate can be judged on: an `Effect`, a `RateEffect` or a `MeanEffect`."""

    @property
    def level(self) -> float: ...

    @property
    def final(self) -> bool:
        """Whether it may be decided now: no decision day lies ahead."""

    @property
    def more_unit(self) -> Literal["days", "cases", "answers"]:
        """What `needed` counts."""

    def posterior(self, reading: Reading) -> Posterior | None:
        """Of after over before, after minus before, or after alone; None where that reading has no ground."""

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """How many more days (cases, answers) until P(beyond the threshold) leaves (1 - certainty, certainty) if
        the median stays where it is; None when waiting will not decide it."""


def interval(posterior: Posterior, level: float) -> Interval:
    """The central interval of a posterior."""
    tail = (1 - level) / 2
    return Interval(posterior.quantile(tail), posterior.quantile(0.5), posterior.quantile(1 - tail))


@dataclass(frozen=True)
class StepPosterior:
    """The step of a regression, read as a ratio or a difference; increasing in the step either way.

    On the log scale ratio = exp(step) and difference = mean (1 - 1 / ratio), `mean` being what was observed after
    the start. On the linear scale difference = step * base and ratio = 1 + difference / without, `without` being
    the mean expected had nothing changed.
    """

    mixture: Mixture
    reading: Literal["ratio", "difference"]
    logarithmic: bool
    mean: float
    base: float
    without: float

    def cdf(self, x: float) -> float:
        return self.mixture.cdf(self.step(x))

    def quantile(self, p: float) -> float:
        return self.value(self.mixture.quantile(p))

    def value(self, step: float) -> float:
        if self.logarithmic:
            return math.exp(step) if self.reading == "ratio" else self.mean * -math.expm1(-step)
        difference = step * self.base
        return max(0.0, 1 + difference / self.without) if self.reading == "ratio" else difference

    def step(self, x: float) -> float:
        """The step that reads as x; minus or plus infinity beyond what a step can reach."""
        if not self.logarithmic:
            return (x if self.reading == "difference" else (x - 1) * self.without) / self.base
        share = x if self.reading == "ratio" else 1 - x / self.mean
        if share <= 0:
            return -math.inf if self.reading == "ratio" else math.inf
        return math.log(share) if self.reading == "ratio" else -math.log(share)
