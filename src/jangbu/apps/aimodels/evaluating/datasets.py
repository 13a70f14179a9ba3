"""Evaluations on labelled data: a delivered version of a dataset with the truth, a prediction and groups in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jangbu.apps.aimodels import problems
from jangbu.apps.aimodels.evaluating.asking import MOST_ASKED, Questions, answered, is_right, questions_of
from jangbu.apps.aimodels.evaluating.measuring import Measured, accuracy, fairly, honest
from jangbu.apps.aimodels.models import ModelVersion, Suite
from jangbu.apps.aimodels.running import Ask, Judged
from jangbu.apps.sources import queries as data
from jangbu.kernel.clock import system_clock
from jangbu.kernel.errors import Problem

MOST_EVER = 2_000  # rows that a suite may have asked in one evaluation
OF_VERSION = "{version}"


@dataclass(frozen=True, slots=True)
class Table:
    """The labelled data of a suite: texts of the columns by what they are for."""

    labelled: data.Labelled
    told: Mapping[str, Any]
    label: str

    def column(self, name: str) -> list[str]:
        """Raises Problem aimodels.column_missing."""
        name = name.replace(OF_VERSION, self.label)
        found = self.labelled.columns.get(name)
        if found is None:
            raise Problem(problems.COLUMN_MISSING, name=self.labelled.name, column=name)
        return [(each or "").strip() for each in found]

    def told_column(self, name: str) -> list[str]:
        return self.column(str(self.told.get(name, "")))


def table_of(suite: Suite, label: str = "") -> Table:
    """`label` is the version's: a column may be named by it ("예측 {version}"), one for each version.

    Raises Problem aimodels.data_missing, and those of sources for deleted data.
    """
    told: Mapping[str, Any] = suite.settings
    labelled = data.labelled(str(told.get("dataset", "")))
    if labelled is None:
        raise Problem(problems.DATA_MISSING, name=told.get("name") or told.get("dataset") or "–")
    return Table(labelled, told, label)


def questions(suite: Suite) -> Questions:
    """What a model would be asked. Raises Problem aimodels.data_missing, .column_missing, .nothing_to_ask."""
    table = table_of(suite)
    most = max(1, min(int(table.told.get("most") or MOST_ASKED), MOST_EVER))
    texts, truth = table.told_column("input"), table.told_column("truth")
    found = questions_of(texts, truth, data=table.labelled.fingerprint, most=most)
    if not found.rows:
        raise Problem(problems.NOTHING_TO_ASK, name=table.labelled.name)
    return found


def measured(suite: Suite, version: ModelVersion, ask: Ask | None, now: datetime) -> Measured:
    """On what stands in the data, or on what the model answers now.

    Raises Problem aimodels.data_missing, .column_missing, .nobody_to_ask, and those of a vendor or a budget.
    """
    table = table_of(suite, version.label)
    groups: Mapping[str, list[str]] = {name: table.column(name) for name in table.told.get("groups", [])}
    spent, currency = 0, ""
    if table.told.get("prediction"):
        truth, said = table.told_column("truth"), table.told_column("prediction")
        stated = [_share(each) for each in table.told_column("confidence")] if table.told.get("confidence") else []
        right = [wanted == given for wanted, given in zip(truth, said, strict=True)]
    else:
        if ask is None:
            raise Problem(problems.NOBODY_TO_ASK, title=table.labelled.name)
        asked = questions(suite)
        answers = answered(version, asked, ask, now)
        truth, said, stated = list(asked.truth), list(answers.said), list(answers.confidence)
        labels = bool(asked.labels)
        right = [is_right(given, wanted, labels=labels) for given, wanted in zip(said, truth, strict=True)]
        groups = {name: [held[row] for row in asked.rows] for name, held in groups.items()}
        spent, currency = answers.cost_micros, answers.currency
    found = _of_kind(suite, _cases(right, stated), said, truth, groups)
    origin = {
        "source": "dataset",
        "id": table.labelled.dataset,
        "name": table.labelled.name,
        "version": table.labelled.number,
        "fingerprint": table.labelled.fingerprint,
        "cases": len(truth),
    }
    return Measured(found.results, found.tables, origin, spent, currency)


def _of_kind(
    suite: Suite,
    cases: Sequence[Judged],
    prediction: Sequence[str],
    truth: Sequence[str],
    groups: Mapping[str, Sequence[str]],
) -> Measured:
    if suite.kind == Suite.Kind.FAIRNESS:
        positive = str(suite.settings.get("positive", "")) or "1"
        if not groups:
            raise Problem(problems.COLUMN_MISSING, name=suite.settings.get("name", "–"), column="–")
        chosen = [each == positive for each in prediction]
        return fairly(chosen, [each == positive for each in truth], groups, suite.limits)
    return honest(cases, suite.limits) if suite.kind == Suite.Kind.CALIBRATION else accuracy(cases, suite.limits)


def _cases(right: Sequence[bool], stated: Sequence[float | None]) -> list[Judged]:
    now = system_clock()
    return [
        Judged(str(place), now, ((stated[place] if stated else None, good),), passed=good, good=good)
        for place, good in enumerate(right)
    ]


def _share(text: str) -> float | None:
    """0.93, 93 % or 93 as a share; None for what is no number."""
    bare = text.replace("%", "").strip()
    try:
        value = float(bare)
    except ValueError:
        return None
    value = value / 100 if value > 1 or "%" in text else value
    return value if 0 <= value <= 1 else None
