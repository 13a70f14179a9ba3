"""From cases to results: each measure with value, interval, n, threshold and verdict. Pure; nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jangbu.apps.aimodels.running import Judged, fingerprint_of
from jangbu.engines.fairness import Estimate, Fairness, calibration, group_measures, judge, wilson

LEAST_CASES = 30  # confidences below which calibration says nothing


@dataclass(frozen=True, slots=True)
class Measured:
    """`results` as an Evaluation keeps them, `tables` behind them, and what they were measured on."""

    results: list[dict[str, Any]]
    tables: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    cost_micros: int = 0
    currency: str = ""

    @property
    def verdict(self) -> str:
        """Failed where one needed measure failed, passed where all did; otherwise nobody can tell."""
        held = {each["verdict"] for each in self.results if each["verdict"]}
        if "fail" in held:
            return "fail"
        return "pass" if held == {"pass"} else "cannot_tell"


Limits = Mapping[str, Mapping[str, Any]]


def result(measure: str, estimate: Estimate, limits: Limits, *, judged: bool = True) -> dict[str, Any]:
    """One line; without a threshold it has no verdict, and with `judged` False none but "cannot tell"."""
    limit = limits.get(measure)
    verdict = ""
    if limit is not None:
        verdict = judge(estimate, limit["limit"], at_most=limit["at_most"]) if judged else "cannot_tell"
    return {
        "measure": measure,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "limit": limit["limit"] if limit else None,
        "at_most": bool(limit and limit["at_most"]),
        "verdict": verdict,
    }


def accuracy(cases: Sequence[Judged], limits: Limits) -> Measured:
    """Values right of those proposed, and cases in which nothing had to be changed; Wilson intervals."""
    values = [right for case in cases for _confidence, right in case.values]
    share, whole = wilson(sum(values), len(values)), wilson(sum(case.good for case in cases), len(cases))
    return Measured([result("value_accuracy", share, limits), result("case_accuracy", whole, limits)])


def honest(cases: Sequence[Judged], limits: Limits) -> Measured:
    """Whether stated confidence can be believed; nothing is judged under LEAST_CASES confidences."""
    pairs = [(confidence, right) for case in cases for confidence, right in case.values if confidence is not None]
    found = calibration([each for each, _right in pairs], [right for _confidence, right in pairs])
    enough = len(pairs) >= LEAST_CASES
    bins = [[each.low, each.high, each.n, each.stated, each.right] for each in found.bins]
    lines = [result("ece", found.ece, limits, judged=enough), result("brier", found.brier, limits, judged=enough)]
    return Measured(lines, {"bins": bins})


def even(cases: Sequence[Judged], limits: Limits) -> Measured:
    """Gaps between groups. Selected: passed without a doubt; truth: nothing had to be changed."""
    names = sorted({name for case in cases for name in case.groups})
    if not cases or not names:
        return Measured([result(measure, Estimate(None, None, None, 0), limits) for measure in limits])
    groups = {name: [case.groups.get(name, "–") for case in cases] for name in names}
    return fairly([case.passed for case in cases], [case.good for case in cases], groups, limits)


def fairly(
    selected: Sequence[bool], truth: Sequence[bool] | None, groups: Mapping[str, Sequence[str]], limits: Limits
) -> Measured:
    """The worst line of each measure over all attributes is the result; every attribute stands in `tables`."""
    found = group_measures(selected, groups, truth=truth)
    lines = []
    for measure in found[0].gaps:
        worst = _worst([each for each in found if len(each.groups) > 1] or list(found[:1]), measure)
        alone = len(worst.groups) < 2  # nothing to compare with
        gap = Estimate(None, None, None, worst.gaps[measure].n) if alone else worst.gaps[measure]
        lines.append({**result(measure, gap, limits, judged=worst.judged), "attribute": worst.attribute})
    return Measured(lines, {"groups": [_table(each) for each in found]})


def _worst(found: Sequence[Fairness], measure: str) -> Fairness:
    def badness(each: Fairness) -> float:
        value = each.gaps[measure].value
        if value is None:
            return -1.0
        return 1 - value if measure.endswith("ratio") else value

    return max(found, key=badness)


def _table(found: Fairness) -> dict[str, Any]:
    groups = [
        {
            "name": group.name,
            "n": group.n,
            "enough": group.enough,
            **{
                name: _kept(getattr(group, name))
                for name in ("selection_rate", "impact_ratio", "tpr", "fpr", "accuracy")
            },
        }
        for group in found.groups
    ]
    gaps = {name: _kept(each) for name, each in found.gaps.items()}
    return {"attribute": found.attribute, "groups": groups, "gaps": gaps, "small": list(found.small)}


def _kept(each: Estimate) -> list[float | int | None]:
    return [each.value, each.low, each.high, each.n]


def fingerprint_of_cases(cases: Sequence[Judged]) -> str:
    """What an evaluation stood on: each case, what people left standing and how many values were right."""
    lines = sorted([case.case, case.truth, len(case.values), sum(right for _c, right in case.values)] for case in cases)
    return fingerprint_of({"cases": lines})
