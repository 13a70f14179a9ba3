"""The advice before a start, in words and keys: which design, what it could tell, and whether it decides its gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.gates import Gate
from jangbu.kernel.errors import Language
from jangbu.kernel.text import percent

DESIGNS = ("randomised", "switchback", "did", "before_after")
CLASS: dict[str, EvidenceClass] = {"randomised": "A", "switchback": "A", "did": "B", "before_after": "C"}
NAMES = {
    "randomised": ("건마다 무작위로", "cases at random"),
    "switchback": ("하루씩 켜고 끄기", "day switchback"),
    "did": ("바뀌지 않는 업무와 함께", "with a control"),
    "before_after": ("시작 전과 비교", "before and after"),
}
NEEDS = {
    "randomised": (
        "건별 기록이 있고 건마다 나눌 수 있어야 해요.",
        "It needs a case list, and cases that can be assigned.",
    ),
    "switchback": (
        "하루씩 켜고 끌 수 있고 시작 전 기록 14일이 있어야 해요.",
        "It needs a change that can be switched by day.",
    ),
    "did": (
        "바뀌지 않는 비슷한 업무의 기록 14일이 있어야 해요.",
        "It needs 14 days of a like process that stays as it is.",
    ),
    "before_after": ("시작 전 기록 14일이 있어야 해요.", "It needs 14 days of baseline."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One design. detectable: the ratio called in four of five pilots (.75 is 25 % less; 1/.75 for a rise); None where
    the data cannot plan it. passes_if: the true ratio from which four of five pilots pass the gate. decides: whether
    this pilot can decide its gate; days_needed: working days that could, None where none would (or it does)."""

    design: str
    detectable: float | None
    passes_if: float | None
    decides: bool | None
    days_needed: int | None

    @property
    def evidence_class(self) -> EvidenceClass:
        return CLASS[self.design]

    @property
    def available(self) -> bool:
        return self.detectable is not None

    def name(self, language: Language = "ko") -> str:
        return NAMES[self.design][0 if language == "ko" else 1]

    def sentence(self, language: Language = "ko") -> str:
        place = 0 if language == "ko" else 1
        if self.detectable is None:
            return NEEDS[self.design][place]
        change = percent(1 - self.detectable)
        said = (f"{change} 넘게 달라져야 알 수 있어요.", f"It can tell a change of {change} or more.")[place]
        if self.decides is None:
            return said
        if self.decides:
            return said + (" 기준을 넘었는지 정할 수 있어요.", " It can decide the gate.")[place]
        if self.days_needed is None:
            more = (" 더 길게 해도 기준을 넘었는지 정할 수 없어요.", " No length of pilot would decide the gate.")
        else:
            more = (
                f" 이 기간으로는 기준을 정할 수 없고, 영업일 {self.days_needed}일이면 정할 수 있어요.",
                f" It cannot decide the gate; {self.days_needed} working days could.",
            )
        return said + more[place]

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "design": self.design,
            "name": self.name(language),
            "evidence_class": self.evidence_class,
            "available": self.available,
            "detectable": self.detectable,
            "passes_if": self.passes_if,
            "decides": self.decides,
            "days_needed": self.days_needed,
            "sentence": self.sentence(language),
        }


def ordered(options: Sequence[Option]) -> tuple[Option, ...]:
    """Best first: at hand, deciding its gate, then by evidence class, then by what it can detect."""
    return tuple(
        sorted(
            options,
            key=lambda one: (not one.available, one.decides is False, one.evidence_class, -(one.detectable or 0.0)),
        )
    )


@dataclass(frozen=True)
class Plan:
    """options: best first. days: of the pilot, working. baseline_days: usable ones behind the figures."""

    days: int
    level: float
    power: float
    options: tuple[Option, ...]
    gate: Gate | None
    expected: float | None
    warnings: tuple[Warned, ...]
    baseline_days: int

    @property
    def recommended(self) -> Option | None:
        """None where the data can plan no design yet."""
        return self.options[0] if self.options[0].available else None

    @property
    def decides(self) -> bool | None:
        """Whether some design decides the gate in these days; None without a gate or a plan."""
        known = [option.decides for option in self.options if option.decides is not None]
        return any(known) if known else None

    def option(self, design: str) -> Option:
        """Raises KeyError for a design that does not exist."""
        return {option.design: option for option in self.options}[design]

    def sentence(self, language: Language = "ko") -> str:
        best = self.recommended
        if best is None:
            return self.warnings[0].sentence(language) if self.warnings else best_missing(language)
        if language == "ko":
            return f"영업일 {self.days}일이면 '{best.name()}' 방식이 가장 나아요. {best.sentence()}"
        return f"For {self.days} working days '{best.name('en')}' is the best design. {best.sentence('en')}"

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        """The keys of the `plan` command."""
        return {
            "days": self.days,
            "level": self.level,
            "power": self.power,
            "baseline_days": self.baseline_days,
            "gate": self.gate.as_json() if self.gate else None,
            "expected": self.expected,
            "recommended": self.recommended.design if self.recommended else None,
            "decides": self.decides,
            "options": [option.as_json(language) for option in self.options],
            "sentence": self.sentence(language),
            "warnings": [warned.sentence(language) for warned in self.warnings],
            "warning_codes": [warned.code for warned in self.warnings],
        }


def best_missing(language: Language) -> str:
    return "아직 계산할 기록이 없어요." if language == "ko" else "There is no record to plan from yet."
