"""What a change did case by case: one object for the picture, the words and the gate."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

from jangbu.engines.value import words
from jangbu.engines.value.cases.reading import Kind
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.posterior import Interval, Posterior, Reading
from jangbu.engines.value.words import Verdict
from jangbu.kernel.errors import Language

MOST = 100_000  # further cases beyond which waiting is no advice


@dataclass(frozen=True, slots=True)
class Stratum:
    """Cases of one kind: how many before and after, their means in the unit of the value, their share of the pilot."""

    name: str
    before_n: int
    after_n: int
    before_mean: float | None
    after_mean: float | None
    weight: float

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "before": {"n": self.before_n, "mean": self.before_mean},
            "after": {"n": self.after_n, "mean": self.after_mean},
            "weight": self.weight,
        }


@dataclass(frozen=True)
class CaseEffect:
    """ratio: mean per case after over what those cases would have taken before (None for scores and where the baseline
    is zero). difference: per case, unit of the value. before_mean is at the pilot's mix. typical: ratio of geometric
    means, "a typical case": never money. crosscheck: the same ratio by Poisson pseudo-likelihood. detectable: the ratio
    (for scores the difference) that as many cases would have called in four of five pilots. raw_ratio: means compared
    without regard to the mix. better: share of pairs (one before, one after) in which the later value is higher."""

    kind: Kind
    ratio: Interval | None
    difference: Interval
    level: float
    evidence_class: EvidenceClass
    detectable: float | None
    before_mean: float
    after_mean: float
    before_n: int
    after_n: int
    raw_ratio: float | None
    typical: Interval | None
    crosscheck: Interval | None
    better: float | None
    strata: tuple[Stratum, ...]
    warnings: tuple[Warned, ...]
    more_unit: Literal["cases"] = "cases"
    final: bool = True
    posteriors: dict[Reading, Posterior] = field(repr=False, compare=False, kw_only=True)
    errors: tuple[float, float] = field(
        repr=False, compare=False, kw_only=True
    )  # variances of log or mean: before, after

    @property
    def verdict(self) -> Verdict:
        if self.ratio is None or self.kind == "score":
            return words.verdict_of(self.difference)
        return words.verdict_of(words.as_percent(self.ratio))

    def probability(self, threshold_ratio: float) -> float | None:
        """P(ratio <= threshold_ratio); None where there is no ratio."""
        posterior = self.posterior("ratio")
        return posterior.cdf(threshold_ratio) if posterior else None

    def posterior(self, reading: Reading) -> Posterior | None:
        return self.posteriors.get(reading)

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """Further pilot cases until it can be told, the mean staying where it is; None where waiting will not tell."""
        posterior = self.posterior(reading)
        if posterior is None:
            return None
        median = posterior.quantile(0.5)
        far = posterior.quantile(certainty if threshold > median else 1 - certainty)
        gap = abs(threshold - median) / max(abs(far - median), 1e-12)
        before, after = self.errors if reading != "level" else (0.0, self.errors[1])
        spare = gap**2 * (before + after) - before
        if spare <= 0:
            return None
        more = math.ceil(self.after_n * (after / spare - 1))
        return max(1, more) if more <= MOST else None

    def sentence(self, language: Language = "ko", unit: str = "%", what: str = "") -> str:
        """In per cent, or in `unit` of the values; scores and zero baselines always as a difference."""
        percent = unit == "%" and self.ratio is not None and self.kind != "score"
        change = words.as_percent(self.ratio) if percent and self.ratio else self.difference
        unit = unit if percent or unit != "%" else ""
        said = words.change_sentence(change, language, unit, what, 0 if percent else 1)
        if words.verdict_of(change) != "cannot_tell":
            return said
        reading: Reading = "ratio" if percent else "difference"
        needed = self.needed(reading, 1.0 if percent else 0.0, (1 + self.level) / 2)
        return f"{words.cannot_tell(needed, 'cases', language)} {said}"

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        """The keys of the `case-effect` command."""
        return {
            "kind": self.kind,
            "ratio": self.ratio.as_json() if self.ratio else None,
            "difference": self.difference.as_json(),
            "level": self.level,
            "evidence_class": self.evidence_class,
            "detectable": self.detectable,
            "falsification": None,
            "verdict": self.verdict,
            "before_mean": self.before_mean,
            "after_mean": self.after_mean,
            "cases": {"before": self.before_n, "after": self.after_n},
            "raw_ratio": self.raw_ratio,
            "typical": self.typical.as_json() if self.typical else None,
            "crosscheck": self.crosscheck.as_json() if self.crosscheck else None,
            "better": self.better,
            "strata": [stratum.as_json() for stratum in self.strata],
            "sentence": self.sentence(language),
            "warnings": [warned.sentence(language) for warned in self.warnings],
            "warning_codes": [warned.code for warned in self.warnings],
        }
