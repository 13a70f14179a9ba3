"""`effect`: what changed in a daily measure after a start, as a ratio and a difference with an honest range."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from jangbu.engines.value import words
from jangbu.engines.value.belief import Belief
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.posterior import Interval, Reading
from jangbu.engines.value.posterior import Posterior as AnyPosterior
from jangbu.engines.value.series import Day
from jangbu.engines.value.words import Verdict
from jangbu.kernel.errors import Language

Design = Literal["before_after", "did", "switchback", "randomised"]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something the reader must know before believing the number; `code` is stable."""

    code: str
    ko: str
    en: str

    def sentence(self, language: Language = "ko") -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Falsification:
    """Fake starts slid over the baseline, where nothing changed: how many were taken for an effect."""

    runs: int
    false_alarms: int

    @property
    def share(self) -> float | None:
        return self.false_alarms / self.runs if self.runs else None

    def as_json(self) -> dict[str, float | int | None]:
        return {"runs": self.runs, "false_alarms": self.false_alarms, "share": self.share}


@dataclass(frozen=True, slots=True)
class Point:
    """One day of the picture: mean value (unit of the KPI), how many values, its use and, for days that count, the
    value expected had nothing changed."""

    date: date
    value: float
    count: int
    use: str
    note: str
    expected: float | None

    @classmethod
    def of(cls, day: Day, expected: float | None) -> Point:
        return cls(day.date, day.value, day.count, day.use, day.note, expected)

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.date.isoformat(),
            "value": self.value,
            "count": self.count,
            "use": self.use,
            "note": self.note,
            "expected": self.expected,
        }


@dataclass(frozen=True)
class Effect:
    """What a change did to a daily measure. Picture, word and sentence are all read from this one object.

    ratio: after over what it would have been without the change (0.80 is 20 % less). difference, before_mean,
    after_mean, counterfactual: unit of the values. level: of every interval here. detectable: the ratio that a pilot of
    this length would have called in four of five cases. dropped_last_7, all_days: the ratio without and with the last
    seven days of the baseline; `basis` says which of them is shown as `ratio`.
    """

    start: date
    design: Design
    ratio: Interval
    difference: Interval
    level: float
    evidence_class: EvidenceClass
    detectable: float
    falsification: Falsification
    all_days: Interval
    dropped_last_7: Interval | None
    basis: Literal["all_days", "dropped_last_7"]
    days_needed: int | None
    before_mean: float
    after_mean: float
    counterfactual: Interval
    points: tuple[Point, ...]
    warnings: tuple[Warned, ...]
    decision: date | None  # the day on which it is decided, while that lies ahead
    belief: Belief = field(repr=False, compare=False)

    more_unit: Literal["days"] = "days"

    @property
    def final(self) -> bool:
        """Whether no decision day lies ahead."""
        return self.decision is None

    @property
    def verdict(self) -> Verdict:
        """less or more when the interval of the ratio excludes 1, else cannot_tell."""
        return words.verdict_of(words.as_percent(self.ratio))

    def probability(self, threshold_ratio: float) -> float:
        """P(ratio <= threshold_ratio), given the data."""
        return self.belief.of("ratio").cdf(threshold_ratio)

    def posterior(self, reading: Reading) -> AnyPosterior | None:
        return self.belief.level() if reading == "level" else self.belief.of(reading)

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        return self.belief.needed(reading, threshold, certainty)

    def days(self, use: str) -> int:
        """How many days had this use: before, after, off, washout, holiday, calendar, ..."""
        return sum(point.use == use for point in self.points)

    def sentence(self, language: Language = "ko", unit: str = "%", what: str = "") -> str:
        """The result in plain words: in `unit` of the values, or in per cent. `what` is "한 건에" or "per case"."""
        percent = unit == "%"
        change = words.as_percent(self.ratio) if percent else self.difference
        return words.effect_sentence(change, self.days_needed, language, unit, what, 0 if percent else 1)

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        """The keys of the `effect` command."""
        uses = sorted({point.use for point in self.points})
        return {
            "start": self.start.isoformat(),
            "design": self.design,
            "ratio": self.ratio.as_json(),
            "difference": self.difference.as_json(),
            "level": self.level,
            "evidence_class": self.evidence_class,
            "detectable": self.detectable,
            "falsification": self.falsification.as_json(),
            "all_days": self.all_days.as_json(),
            "dropped_last_7": self.dropped_last_7.as_json() if self.dropped_last_7 else None,
            "basis": self.basis,
            "verdict": self.verdict,
            "days_needed": self.days_needed,
            "decision": self.decision.isoformat() if self.decision else None,
            "before_mean": self.before_mean,
            "after_mean": self.after_mean,
            "counterfactual": self.counterfactual.as_json(),
            "days": {use: self.days(use) for use in uses},
            "sentence": self.sentence(language),
            "warnings": [warned.sentence(language) for warned in self.warnings],
            "warning_codes": [warned.code for warned in self.warnings],
            "points": [point.as_json() for point in self.points],
        }
