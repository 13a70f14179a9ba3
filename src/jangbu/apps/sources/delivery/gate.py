"""The quality gate: what makes a measurement fail, and how the ledger says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from jangbu.apps.sources.delivery.models import Dataset

CRITICAL = "critical"  # the ODCS `severity` of a quality rule that must hold whatever the score says


@dataclass(frozen=True, slots=True)
class QualityState:
    """Whether the newest measurement passes its gate. `broken` are critical rules: {id, failing, total}."""

    state: Literal["passed", "failed", "unknown"]
    score: int | None  # points, 0 to 100
    threshold: int
    broken: tuple[dict[str, Any], ...]
    run: str
    measured_at: datetime | None


def critical_failures(result: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The critical rules that do not hold, each with its counts."""
    return tuple(
        {"id": rule["id"], "failing": rule["failing"], "total": rule["total"]}
        for rule in result.get("rules", [])
        if rule.get("severity") == CRITICAL and not rule.get("passed", not rule["failing"])
    )


def gate_said(score: int | None, threshold: int, broken: int, *, below: bool) -> dict[str, str]:
    """What failed, in both languages, as the entry keeps it."""
    ko, en = [], []
    if below:
        ko.append(f"{score}점으로 기준 {threshold}점 아래예요")
        en.append(f"{score} points, below the threshold of {threshold}")
    if broken:
        ko.append(f"꼭 지킬 규칙 {broken}개를 어겼어요")
        en.append(f"{broken} critical rules do not hold")
    return {"said_ko": ", ".join(ko), "said_en": "; ".join(en)}


def quality_state(dataset: Dataset) -> QualityState:
    """For gates: passed, failed, or unknown where nothing was measured or nothing could be judged."""
    version = dataset.versions.first()
    run = version.runs.first() if version else None
    if run is None:
        return QualityState("unknown", None, dataset.threshold, (), "", None)
    broken = critical_failures(run.result)
    if broken or (run.score is not None and run.score < dataset.threshold):
        state: Literal["passed", "failed", "unknown"] = "failed"
    else:
        state = "unknown" if run.score is None else "passed"
    return QualityState(state, run.score, dataset.threshold, broken, run.pk, run.created_at)
