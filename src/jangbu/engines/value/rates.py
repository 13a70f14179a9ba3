"""`rate_effect`: a share (rework, errors) before and after, by two beta posteriors combined exactly on a grid."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from jangbu.engines.value import problems, words
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.posterior import Interval, Posterior, Reading, interval
from jangbu.engines.value.student import Floats
from jangbu.engines.value.words import Verdict
from jangbu.kernel.errors import Language, Problem

GRID = 1601
MOST = 100_000  # further cases beyond which waiting is no advice


@dataclass(frozen=True)
class Beta:
    """Beta(bad + 1/2, good + 1/2), Jeffreys' posterior of a share, tabulated over theta with share = sin^2 theta.

    share (g,) ascending, below (g,) their P(share <= .), mass (g,) summing to 1.
    """

    share: Floats
    below: Floats
    mass: Floats

    @classmethod
    def of(cls, bad: float, n: float) -> Beta:
        centre, reach = math.asin(math.sqrt((bad + 0.5) / (n + 1))), 6 / math.sqrt(n + 1)
        theta = np.linspace(max(0.0, centre - reach), min(math.pi / 2, centre + reach), GRID)
        sine, cosine = np.sin(theta), np.cos(theta)
        with np.errstate(divide="ignore", invalid="ignore"):
            bad_part = 2 * bad * np.log(sine) if bad else np.zeros(GRID)
            good_part = 2 * (n - bad) * np.log(cosine) if n > bad else np.zeros(GRID)
        log_density = bad_part + good_part
        density = np.exp(log_density - log_density.max())
        below = np.concatenate(([0.0], np.cumsum(density[1:] + density[:-1])))
        mass = density.copy()
        mass[[0, -1]] /= 2
        return cls(sine**2, below / below[-1], mass / mass.sum())

    def cdf(self, x: float) -> float:
        return float(np.interp(x, self.share, self.below))

    def quantile(self, p: float) -> float:
        return float(np.interp(p, self.below, self.share))

    def sd(self) -> float:
        mean = self.mass @ self.share
        return float(np.sqrt(self.mass @ (self.share - mean) ** 2))


@dataclass(frozen=True)
class Two:
    """After against before: `limit(x, share before)` is the share after that reads as x, increasing in x."""

    before: Beta
    after: Beta
    limit: Callable[[float, Floats], Floats]
    low: float
    high: float

    def cdf(self, x: float) -> float:
        below = np.interp(self.limit(x, self.before.share), self.after.share, self.after.below)
        return float(self.before.mass @ below)

    def quantile(self, p: float) -> float:
        low, high = self.low, self.high
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.cdf(middle) < p else (low, middle)
        return (low + high) / 2


@dataclass(frozen=True)
class RateEffect:
    """Shares before and after. ratio: after over before; difference: after minus before, in shares (0.05 is five
    points); before, after: the shares; counts as given. The model is binomial: cases independent of each other."""

    ratio: Interval
    difference: Interval
    before: Interval
    after: Interval
    level: float
    counts: tuple[int, int, int, int]
    evidence_class: EvidenceClass = "C"
    more_unit: Literal["cases"] = "cases"
    final: bool = True
    posteriors: tuple[Two, Two, Beta] = field(repr=False, compare=False, kw_only=True)

    @property
    def verdict(self) -> Verdict:
        return words.verdict_of(self.difference)

    def probability(self, threshold_ratio: float) -> float:
        """P(after / before <= threshold_ratio)."""
        return self.posteriors[0].cdf(threshold_ratio)

    def posterior(self, reading: Reading) -> Posterior:
        places: dict[Reading, Posterior] = dict(zip(("ratio", "difference", "level"), self.posteriors, strict=True))
        return places[reading]

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """Further cases after the start; the share itself is taken to stay where it is."""
        bad, n = self.counts[2:]
        posterior = self.posterior(reading)
        median = posterior.quantile(0.5)
        far = posterior.quantile(certainty if threshold > median else 1 - certainty)
        gap = abs(threshold - median) / max(abs(far - median), 1e-12)  # in units of the distance now
        fixed = 0.0 if reading == "level" else _variance(*self.counts[:2])
        if reading == "ratio":
            fixed *= median**2
        now = fixed + _variance(bad, n)
        spare = gap**2 * now - fixed
        if spare <= 0:
            return None
        more = math.ceil((n + 1) * _variance(bad, n) / spare - (n + 1))
        return max(1, more) if more <= MOST else None

    def sentence(self, language: Language = "ko", what: str = "") -> str:
        """In points of the share: "2.1%p 줄었어요"."""
        points = Interval(*(100 * bound for bound in (self.difference.low, self.difference.mid, self.difference.high)))
        said = words.change_sentence(points, language, "%p" if language == "ko" else "points", what, 1)
        if self.verdict != "cannot_tell":
            return said
        needed = self.needed("difference", 0.0, (1 + self.level) / 2)
        return f"{words.cannot_tell(needed, 'cases', language)} {said}"

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "ratio": self.ratio.as_json(),
            "difference": self.difference.as_json(),
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "level": self.level,
            "evidence_class": self.evidence_class,
            "verdict": self.verdict,
            "sentence": self.sentence(language),
        }


def _variance(bad: int, n: int) -> float:
    share = (bad + 0.5) / (n + 1)
    return share * (1 - share) / (n + 1)


def rate_effect(before_bad: int, before_n: int, after_bad: int, after_n: int, level: float = 0.9) -> RateEffect:
    """Compare a share of bad cases before and after. Raises Problem value.counts_impossible, value.empty."""
    for bad, n in ((before_bad, before_n), (after_bad, after_n)):
        if not 0 <= bad <= n:
            raise Problem(problems.COUNTS_IMPOSSIBLE, bad=bad, n=n)
    if not before_n or not after_n:
        raise Problem(problems.EMPTY)
    before, after = Beta.of(before_bad, before_n), Beta.of(after_bad, after_n)
    highest = float(after.share[-1] / max(before.share[1], 1e-12))
    ratio = Two(before, after, lambda x, share: x * share, 0.0, highest)
    difference = Two(before, after, lambda x, share: x + share, -1.0, 1.0)
    return RateEffect(
        interval(ratio, level),
        interval(difference, level),
        interval(before, level),
        interval(after, level),
        level,
        (before_bad, before_n, after_bad, after_n),
        posteriors=(ratio, difference, after),
    )
