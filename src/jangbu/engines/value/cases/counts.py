"""Counts of rare events (incidents, complaints) against an exposure: the exact Poisson ratio.

Given the total, events after the start are binomial with p = r E1 / (E0 + r E1), E the exposures and r the ratio of
rates, so Jeffreys' beta posterior of p is one of r (Przyborowski and Wilenski 1940 condition in the same way). A share
of no events at all before still gives a range; what it cannot give is a lower end of the ratio.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

from jangbu.engines.value import problems, words
from jangbu.engines.value.posterior import Interval, Posterior, Reading, interval
from jangbu.engines.value.rates import Beta
from jangbu.engines.value.words import Verdict
from jangbu.kernel.errors import Language, Problem

MOST = 3_650  # further units of exposure beyond which waiting is no advice


@dataclass(frozen=True)
class RateRatio:
    """Posterior of the ratio of two rates, through the share of events that fell after the start."""

    share: Beta
    exposure: float  # after over before

    def cdf(self, x: float) -> float:
        return self.share.cdf(x * self.exposure / (1 + x * self.exposure)) if x > 0 else 0.0

    def quantile(self, p: float) -> float:
        share = min(self.share.quantile(p), 1 - 1e-12)
        return share / (1 - share) / self.exposure


@dataclass(frozen=True)
class CountEffect:
    """ratio of the rate after to the rate before; rates per unit of exposure; counts as given."""

    ratio: Interval
    before_rate: float
    after_rate: float
    counts: tuple[int, float, int, float]
    level: float
    evidence_class: Literal["C"] = "C"
    more_unit: Literal["days"] = "days"
    final: bool = True
    belief: RateRatio = field(repr=False, compare=False, kw_only=True)

    @property
    def verdict(self) -> Verdict:
        return words.verdict_of(words.as_percent(self.ratio))

    def posterior(self, reading: Reading) -> Posterior | None:
        return self.belief if reading == "ratio" else None

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """Further exposure (days, if that is its unit), the rate after staying where it is."""
        if reading != "ratio":
            return None
        before_n, before_e, after_n, after_e = self.counts
        rate = (after_n + 0.5) / after_e
        for more in (1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365, 730, 1825, MOST):
            later = _belief(before_n, before_e, round(rate * (after_e + more)), after_e + more)
            below = later.cdf(threshold)
            if max(below, 1 - below) >= certainty:
                return more
        return None

    def sentence(self, language: Language = "ko", what: str = "") -> str:
        change = words.as_percent(self.ratio)
        days = self.needed("ratio", 1.0, (1 + self.level) / 2) if self.verdict == "cannot_tell" else None
        return words.effect_sentence(change, days, language, "%", what, 0)

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "ratio": self.ratio.as_json(),
            "before_rate": self.before_rate,
            "after_rate": self.after_rate,
            "level": self.level,
            "evidence_class": self.evidence_class,
            "verdict": self.verdict,
            "sentence": self.sentence(language),
        }


def count_effect(
    before: int, before_exposure: float, after: int, after_exposure: float, level: float = 0.9
) -> CountEffect:
    """Compare counts of rare events over exposures (days, cases). Raises Problem value.counts_impossible."""
    for count, exposure in ((before, before_exposure), (after, after_exposure)):
        if count < 0 or not math.isfinite(exposure) or exposure <= 0:
            raise Problem(problems.COUNTS_IMPOSSIBLE, bad=count, n=exposure)
    belief = _belief(before, before_exposure, after, after_exposure)
    return CountEffect(
        interval(belief, level),
        before / before_exposure,
        after / after_exposure,
        (before, before_exposure, after, after_exposure),
        level,
        belief=belief,
    )


def _belief(before: int, before_exposure: float, after: int, after_exposure: float) -> RateRatio:
    return RateRatio(Beta.of(after, before + after), after_exposure / before_exposure)
