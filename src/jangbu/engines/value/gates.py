"""Gates: a threshold fixed before the start, judged on the probability of having beaten it. Three answers, not two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from jangbu.engines.value import problems, words
from jangbu.engines.value.posterior import Evidence, Interval, Posterior, interval
from jangbu.kernel.errors import Language, Problem

PASS, FAIL = 0.80, 0.20

Verdict = Literal["pass", "fail", "undecided"]


@dataclass(frozen=True, slots=True)
class Gate:
    """kind "ratio": threshold is after over before (0.70 is 30 % less); "difference", "level": in the KPI's unit.
    direction "down": at or below the threshold is good. kpi and aim are (Korean, English), unit as well."""

    id: str
    kpi: tuple[str, str]
    kind: Literal["ratio", "difference", "level"]
    direction: Literal["down", "up"]
    threshold: float
    aim: tuple[str, str] = ("", "")
    unit: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        if self.kind not in ("ratio", "difference", "level"):
            raise Problem(problems.BAD_ARGUMENT, name="kind", value=self.kind, allowed="ratio, difference, level")
        if self.direction not in ("down", "up"):
            raise Problem(problems.BAD_ARGUMENT, name="direction", value=self.direction, allowed="down, up")
        if not math.isfinite(self.threshold) or (self.kind == "ratio" and self.threshold <= 0):
            raise Problem(problems.BAD_ARGUMENT, name="threshold", value=self.threshold, allowed="0.70, 1.10, ...")

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kpi": _said(self.kpi),
            "aim": _said(self.aim),
            "kind": self.kind,
            "direction": self.direction,
            "threshold": self.threshold,
            "unit": _said(self.unit),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Gate:
        return cls(
            data["id"],
            _both(data["kpi"]),
            data["kind"],
            data["direction"],
            float(data["threshold"]),
            _both(data.get("aim", "")),
            _both(data.get("unit", "")),
        )


def _said(pair: tuple[str, str]) -> dict[str, str]:
    return {"ko": pair[0], "en": pair[1]}


def _both(text: dict[str, str] | str) -> tuple[str, str]:
    return (text, text) if isinstance(text, str) else (text["ko"], text["en"])


def default_gates() -> tuple[Gate, ...]:
    """Time, rework, running cost and staff satisfaction, as `gates.yaml` has them."""
    content = yaml.safe_load(Path(__file__).with_name("gates.yaml").read_text("utf-8"))
    return tuple(Gate.from_json(gate) for gate in content["gates"])


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate judged. probability: of having beaten the threshold. value: interval in the gate's own kind.
    undecided: where the middle of such a posterior may lie with the answer still open; the hatched zone of the picture,
    so that the point lies in it exactly when the verdict is undecided. needed: further days, cases or answers."""

    gate: Gate
    verdict: Verdict
    probability: float | None
    value: Interval | None
    undecided: tuple[float, float] | None
    needed: int | None
    needed_unit: Literal["days", "cases", "answers"]
    level: float | None
    reason: Literal["", "no_data", "not_measurable", "too_early"] = ""

    @property
    def days_needed(self) -> int | None:
        """Further working days until it can be told, where the evidence counts in days."""
        return self.needed if self.needed_unit == "days" else None

    def sentence(self, language: Language = "ko") -> str:
        if self.value is None or self.probability is None:
            return _NOTHING[self.reason][0 if language == "ko" else 1]
        said = self._value_sentence(self.value, language)
        percent = words.likelihood(self.probability)
        if language == "ko":
            chance = f"기준을 넘을 가능성은 {percent}%예요."
        else:
            chance = f"The chance of meeting the gate is {percent}%."
        if self.verdict != "undecided":
            return f"{said} {chance}"
        if self.reason == "too_early":
            return f"{said} {chance} {_NOTHING[self.reason][0 if language == 'ko' else 1]}"
        return f"{said} {chance} {words.cannot_tell(self.needed, self.needed_unit, language)}"

    def _value_sentence(self, value: Interval, language: Language) -> str:
        if self.gate.kind == "ratio":
            return words.change_sentence(words.as_percent(value), language, "%", "", 0)
        unit = self.gate.unit[0 if language == "ko" else 1]
        if self.gate.kind == "difference":
            return words.change_sentence(value, language, unit, "", 1)
        return words.level_sentence(value, language, unit)

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "gate": self.gate.as_json(),
            "verdict": self.verdict,
            "probability": self.probability,
            "value": self.value.as_json() if self.value else None,
            "undecided": list(self.undecided) if self.undecided else None,
            "days_needed": self.days_needed,
            "needed": self.needed,
            "needed_unit": self.needed_unit,
            "reason": self.reason,
            "sentence": self.sentence(language),
        }


_NOTHING = {
    "too_early": (
        "결정하는 날이 아직 오지 않아서 정하지 않아요.",
        "The decision day has not come, so nothing is decided yet.",
    ),
    "no_data": (
        "아직 데이터가 없어서 알 수 없어요. 시작 전과 뒤의 값을 넣어 주세요.",
        "There are no data yet, so it cannot be told. Give values from before and after the start.",
    ),
    "not_measurable": (
        "이 데이터로는 이 기준을 잴 수 없어서 알 수 없어요.",
        "These data cannot measure this gate, so it cannot be told.",
    ),
}


def judge(gate: Gate, evidence: Evidence | None) -> GateResult:
    """P(threshold beaten) of at least .80 passes, at most .20 fails, else undecided; without evidence undecided."""
    if evidence is None:
        return GateResult(gate, "undecided", None, None, None, None, "days", None, "no_data")
    unit = evidence.more_unit
    posterior = evidence.posterior(gate.kind)
    if posterior is None:
        return GateResult(gate, "undecided", None, None, None, None, unit, evidence.level, "not_measurable")
    below = posterior.cdf(gate.threshold)
    probability = below if gate.direction == "down" else 1 - below
    if not evidence.final:
        early = interval(posterior, evidence.level)
        return GateResult(gate, "undecided", probability, early, None, None, unit, evidence.level, "too_early")
    verdict: Verdict = "pass" if probability >= PASS else "fail" if probability <= FAIL else "undecided"
    return GateResult(
        gate,
        verdict,
        probability,
        interval(posterior, evidence.level),
        _open_zone(posterior, gate),
        evidence.needed(gate.kind, gate.threshold, PASS) if verdict == "undecided" else None,
        unit,
        evidence.level,
    )


def _open_zone(posterior: Posterior, gate: Gate) -> tuple[float, float]:
    """Medians between which a posterior of this shape leaves the gate open: shifted, or scaled for a ratio."""
    low, middle, high = (posterior.quantile(p) for p in (FAIL, 0.5, PASS))
    if gate.kind == "ratio" and low > 0:
        return gate.threshold * middle / high, gate.threshold * middle / low
    return gate.threshold - (high - middle), gate.threshold + (middle - low)
