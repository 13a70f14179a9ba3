"""`mean_effect`: a handful of numbers before and after (answers of one to five, monthly costs), by Welch's t.

The posterior of a difference of two normal means under flat priors is Behrens and Fisher's; Welch's t with his degrees
of freedom is its usual approximation. The ratio follows Fieller: after / before <= r where after - r before <= 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from jangbu.engines.value import problems, student, words
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.posterior import Interval, Posterior, Reading, interval
from jangbu.engines.value.words import Verdict
from jangbu.kernel.errors import Language, Problem

MOST = 1_000  # further answers beyond which waiting is no advice
CLEARLY_POSITIVE = 3.0  # standard errors that the baseline's mean must lie above zero before a ratio is formed


@dataclass(frozen=True)
class Group:
    """mean in the unit of the values, variance of one value, n of them, df of the variance."""

    mean: float
    variance: float
    n: int
    df: float

    @property
    def error(self) -> float:
        """Variance of the mean."""
        return self.variance / self.n


@dataclass(frozen=True)
class Contrast:
    """after - r before for the `ratio`, after - before for the `difference`, after alone for the `level`."""

    before: Group
    after: Group
    reading: Reading

    def cdf(self, x: float) -> float:
        """P(reading <= x)."""
        times = {"ratio": x, "difference": 1.0, "level": 0.0}[self.reading]
        shift = 0.0 if self.reading == "ratio" else x
        centre = self.after.mean - times * self.before.mean - shift
        parts = (self.after.error, times**2 * self.before.error)
        error = sum(parts)
        df = error**2 / (parts[0] ** 2 / self.after.df + parts[1] ** 2 / self.before.df)
        return float(student.cdf(np.array(-centre / math.sqrt(error)), round(df, 3)))

    def quantile(self, p: float) -> float:
        reach = 60 * math.sqrt(self.after.error + self.before.error)
        if self.reading == "ratio":
            reach /= self.before.mean
        middle = self.median()
        low, high = middle - reach, middle + reach
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if self.cdf(middle) < p else (low, middle)
        return (low + high) / 2

    def median(self) -> float:
        if self.reading == "ratio":
            return self.after.mean / self.before.mean
        return self.after.mean - (self.before.mean if self.reading == "difference" else 0.0)


@dataclass(frozen=True)
class MeanEffect:
    """Means before and after, in the unit of the values. ratio is None where the baseline is not clearly positive."""

    ratio: Interval | None
    difference: Interval
    before: Group
    after: Group
    level: float
    evidence_class: EvidenceClass = "C"
    more_unit: Literal["answers"] = "answers"
    final: bool = True
    posteriors: dict[Reading, Contrast] = field(repr=False, compare=False, kw_only=True)

    @property
    def verdict(self) -> Verdict:
        return words.verdict_of(self.difference)

    def probability(self, threshold_ratio: float) -> float | None:
        """P(after / before <= threshold_ratio); None where there is no ratio."""
        ratio = self.posterior("ratio")
        return ratio.cdf(threshold_ratio) if ratio else None

    def posterior(self, reading: Reading) -> Posterior | None:
        return None if reading == "ratio" and self.ratio is None else self.posteriors[reading]

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """Further values after the start; their mean is taken to stay where it is."""
        posterior = self.posterior(reading)
        if posterior is None:
            return None
        median = posterior.quantile(0.5)
        far = posterior.quantile(certainty if threshold > median else 1 - certainty)
        gap = abs(threshold - median) / max(abs(far - median), 1e-12)
        times = {"ratio": median, "difference": 1.0, "level": 0.0}[reading]
        fixed = times**2 * self.before.error
        spare = gap**2 * (fixed + self.after.error) - fixed
        if spare <= 0:
            return None
        more = math.ceil(self.after.variance / spare) - self.after.n
        return max(1, more) if more <= MOST else None

    def sentence(self, language: Language = "ko", unit: str = "", what: str = "") -> str:
        said = words.change_sentence(self.difference, language, unit, what, 1)
        if self.verdict != "cannot_tell":
            return said
        needed = self.needed("difference", 0.0, (1 + self.level) / 2)
        return f"{words.cannot_tell(needed, self.more_unit, language)} {said}"

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "ratio": self.ratio.as_json() if self.ratio else None,
            "difference": self.difference.as_json(),
            "before": {"mean": self.before.mean, "n": self.before.n},
            "after": {"mean": self.after.mean, "n": self.after.n},
            "level": self.level,
            "evidence_class": self.evidence_class,
            "verdict": self.verdict,
            "sentence": self.sentence(language),
        }


def mean_effect(before: Iterable[float], after: Iterable[float], level: float = 0.9) -> MeanEffect:
    """Compare two small sets of numbers. A single value on one side borrows the other side's variance.

    Variance is never taken below that of rounding to the values' own resolution (Sheppard), so that nine equal answers
    do not claim certainty. Raises Problem value.too_few_values, .value_unreadable, .no_variation.
    """
    first, second = _numbers(before), _numbers(after)
    if not first or not second or len(first) + len(second) < 3:
        raise Problem(problems.TOO_FEW_VALUES, before=len(first), after=len(second))
    distinct = sorted({*first, *second})
    if len(distinct) < 2:
        raise Problem(problems.NO_VARIATION)
    floor = min(b - a for a, b in pairwise(distinct)) ** 2 / 12
    groups = _group(first, second, floor), _group(second, first, floor)
    posteriors: dict[Reading, Contrast] = {
        reading: Contrast(*groups, reading) for reading in ("ratio", "difference", "level")
    }
    positive = groups[0].mean > CLEARLY_POSITIVE * math.sqrt(groups[0].error)
    ratio = interval(posteriors["ratio"], level) if positive else None
    return MeanEffect(ratio, interval(posteriors["difference"], level), *groups, level, posteriors=posteriors)


def _numbers(values: Iterable[float]) -> list[float]:
    numbers = [float(value) for value in values]
    for row, number in enumerate(numbers, start=1):
        if not math.isfinite(number):
            raise Problem(problems.VALUE_UNREADABLE, row=row, value=number)
    return numbers


def _group(values: list[float], others: list[float], floor: float) -> Group:
    own = values if len(values) > 1 else others
    variance = float(np.var(own, ddof=1))
    return Group(float(np.mean(values)), max(variance, floor), len(values), float(len(own) - 1))
