"""Benchmark priors with citations: what to hope for before anything is measured. They never count as value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from jangbu.engines.value.posterior import Interval

Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A study's finding as a prior on the log of a case's time; setting and found are (Korean, English)."""

    id: str
    setting: tuple[str, str]
    found: tuple[str, str]
    mean: float
    sd: float
    source: str
    evidence_class: Literal["D"] = "D"

    @property
    def expected(self) -> float:
        """The ratio to hope for, its median: `plan_design(expected=...)`."""
        return math.exp(self.mean)

    @property
    def ratio(self) -> Interval:
        """Median and central 90 % of the ratio."""
        low, high = (math.exp(self.mean + sign * Z90 * self.sd) for sign in (-1, 1))
        return Interval(low, self.expected, high)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "setting": {"ko": self.setting[0], "en": self.setting[1]},
            "found": {"ko": self.found[0], "en": self.found[1]},
            "ratio": self.ratio.as_json(),
            "evidence_class": self.evidence_class,
            "source": self.source,
        }


@lru_cache(maxsize=1)
def benchmarks() -> tuple[Benchmark, ...]:
    """All of `benchmarks.yaml`."""
    content = yaml.safe_load(Path(__file__).with_name("benchmarks.yaml").read_text("utf-8"))
    return tuple(
        Benchmark(
            each["id"],
            (each["setting"]["ko"], each["setting"]["en"]),
            (each["found"]["ko"], each["found"]["en"]),
            float(each["mean"]),
            float(each["sd"]),
            each["source"],
        )
        for each in content["benchmarks"]
    )
