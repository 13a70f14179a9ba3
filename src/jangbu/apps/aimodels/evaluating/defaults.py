"""What is measured of an entry from its first day, until somebody sets it otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jangbu.apps.aimodels.models import AiModel, Suite
from jangbu.apps.aimodels.running import Running, source_of

K = Suite.Kind
RUNS, DATASET, PROBES = "runs", "dataset", "probes"
Limits = dict[str, dict[str, Any]]
LIMITS: dict[str, Limits] = {
    K.ACCURACY.value: {"value_accuracy": {"limit": 0.9, "at_most": False}},
    K.CALIBRATION.value: {"ece": {"limit": 0.1, "at_most": True}},
    K.SAFETY.value: {"probes_held": {"limit": 0.85, "at_most": False}},
    K.FAIRNESS.value: {
        "demographic_parity_ratio": {"limit": 0.8, "at_most": False},
        "tpr_gap": {"limit": 0.2, "at_most": True},
        "fpr_gap": {"limit": 0.2, "at_most": True},
    },
}
TEXT_LIMITS: Limits = {"value_accuracy": {"limit": 0.6, "at_most": False}}  # drafts that people hardly changed
EVERY_DAYS = 30
REQUIRED = frozenset({K.ACCURACY.value, K.SAFETY.value})  # the others are measured and shown, and may be made needed
TEXTS = frozenset({"draft", "decision"})


def default_suites(entry: AiModel, now: datetime, running: Running) -> list[Suite]:
    """The suites that make sense where it runs. None for an entry noted by hand."""
    source, of = source_of(entry.kind), str(running.content.get("kind", ""))
    kinds = running.suites if running.suites is not None else source.suites if source else ()
    made = []
    for kind in kinds:
        limits = TEXT_LIMITS if kind == K.ACCURACY and of in TEXTS else LIMITS[kind]
        made.append(
            Suite.objects.create(
                entry=entry,
                kind=kind,
                source=PROBES if kind == K.SAFETY else RUNS,
                limits=limits,
                every_days=EVERY_DAYS,
                required=kind in REQUIRED,
                made_at=now,
            )
        )
    return made
