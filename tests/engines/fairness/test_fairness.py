"""The group measures against an independent slow implementation of the published definitions, and their honesty."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.fairness import LEAST, calibration, group_measures, judge, wilson
from jangbu.engines.fairness.estimates import Estimate

Case = tuple[str, bool, bool]  # group, truth, selected


def share(cases: Sequence[Case], of: str) -> float | None:
    """A rate of one group, counted one case at a time."""
    if of == "selection":
        return sum(1 for _g, _t, s in cases if s) / len(cases)
    if of == "accuracy":
        return sum(1 for _g, t, s in cases if t == s) / len(cases)
    wanted = [s for _g, t, s in cases if t == (of == "tpr")]
    return sum(wanted) / len(wanted) if wanted else None


def slow(cases: Sequence[Case]) -> dict[str, float | None]:
    """Fairlearn's definitions, between groups, spelled out."""
    names = sorted({g for g, _t, _s in cases})
    kinds = ("selection", "tpr", "fpr", "accuracy")
    rates = {of: [share([c for c in cases if c[0] == g], of) for g in names] for of in kinds}

    def gap(of: str) -> float | None:
        values = rates[of]
        return None if None in values else max(values) - min(values)  # type: ignore[type-var, operator]

    selection = [each for each in rates["selection"] if each is not None]
    odds = [gap("tpr"), gap("fpr")]
    return {
        "demographic_parity_difference": gap("selection"),
        "demographic_parity_ratio": min(selection) / max(selection) if max(selection) else None,
        "tpr_gap": odds[0],
        "fpr_gap": odds[1],
        "equalised_odds_difference": None if None in odds else max(odds),  # type: ignore[type-var]
        "accuracy_gap": gap("accuracy"),
    }


def measured(cases: Sequence[Case], draws: int = 50, seed: int = 0):  # type: ignore[no-untyped-def]
    groups, truth, selected = zip(*cases, strict=True)
    return group_measures(selected, {"group": groups}, truth=truth, draws=draws, seed=seed)[0]


cases_of = st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(cases_of)
def test_the_point_values_are_those_of_the_definitions(cases):
    found = measured(cases)
    for name, wanted in slow(cases).items():
        got = found.gaps[name].value
        assert (got is None) == (wanted is None), name
        assert got is None or got == pytest.approx(wanted, abs=1e-12), name


@settings(max_examples=60, deadline=None)
@given(cases_of)
def test_every_value_lies_within_its_interval_and_says_its_n(cases):
    found = measured(cases)
    assert sum(group.n for group in found.groups) == len(cases)
    for group in found.groups:
        for each in (group.selection_rate, group.tpr, group.fpr, group.accuracy, group.impact_ratio):
            assert each.low is None or each.low <= each.value <= each.high
            assert each.n <= group.n


def draw(n: int, rates: dict[str, tuple[float, float]], dice: Random) -> list[Case]:
    """n cases a group; rates are (share selected among the good, among the bad)."""
    made = []
    for group, (good, bad) in rates.items():
        for _ in range(n):
            truth = dice.random() < 0.5
            made.append((group, truth, dice.random() < (good if truth else bad)))
    return made


def test_the_interval_holds_the_true_gap_in_about_95_of_100_samples():
    dice, inside = Random(7), 0
    for _ in range(200):
        found = measured(draw(150, {"a": (0.8, 0.2), "b": (0.6, 0.2)}, dice), draws=400).gaps["tpr_gap"]
        inside += found.low <= 0.2 <= found.high
    assert 180 <= inside <= 200


def test_the_same_seed_gives_the_same_interval():
    cases = draw(40, {"a": (0.8, 0.2), "b": (0.6, 0.3)}, Random(1))
    assert measured(cases, seed=3) == measured(cases, seed=3)
    assert measured(cases, seed=3) != measured(cases, seed=4)


def test_nothing_is_judged_while_a_group_has_fewer_than_thirty():
    dice = Random(1)
    enough = draw(LEAST, {"a": (0.8, 0.2), "b": (0.8, 0.2)}, dice)
    assert measured(enough).judged
    few = measured([*enough, *draw(LEAST - 1, {"c": (0.8, 0.2)}, dice)])
    assert not few.judged
    assert few.small == ("c",)


def test_one_group_alone_is_never_called_even():
    assert not measured(draw(100, {"a": (0.8, 0.2)}, Random(1))).judged


def test_attributes_are_crossed():
    selected = [True, False] * 4
    found = group_measures(selected, {"sex": list("ffffmmmm"), "age": list("yyooyyoo")}, draws=20)
    assert [each.attribute for each in found] == ["sex", "age", "sex × age"]
    assert [group.name for group in found[2].groups] == ["f × o", "f × y", "m × o", "m × y"]


def test_without_the_truth_only_selection_is_known():
    found = group_measures([True, False], {"g": ["a", "b"]}, draws=20)[0]
    assert found.gaps["demographic_parity_difference"].value == 1
    assert found.gaps["tpr_gap"].value is None
    assert found.groups[0].accuracy.value is None


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="each case"):
        group_measures([True], {"g": ["a", "b"]})
    with pytest.raises(ValueError, match="each case"):
        group_measures([], {"g": []})


def test_wilson_is_the_published_interval():
    """Newcombe 1998, table I: 81 of 263 and 0 of 20."""
    found = wilson(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    none = wilson(0, 20)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)
    assert wilson(0, 0).value is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_a_verdict_needs_the_whole_interval_on_one_side():
    assert judge(Estimate(0.95, 0.92, 0.97, 100), 0.9, at_most=False) == "pass"
    assert judge(Estimate(0.85, 0.8, 0.89, 100), 0.9, at_most=False) == "fail"
    assert judge(Estimate(0.9, 0.8, 0.95, 100), 0.9, at_most=False) == "cannot_tell"
    assert judge(Estimate(0.05, 0.01, 0.09, 100), 0.1, at_most=True) == "pass"
    assert judge(Estimate(0.3, 0.2, 0.4, 100), 0.1, at_most=True) == "fail"
    assert judge(Estimate(None, None, None, 0), 0.1, at_most=True) == "cannot_tell"


def test_calibration_equals_counting_by_hand():
    stated = [0.05, 0.15, 0.95, 0.95, 0.85, 0.1]
    right = [False, True, True, False, True, False]
    found = calibration(stated, right, draws=200)
    by_hand = 0.0
    for low in range(10):
        here = [(s, r) for s, r in zip(stated, right, strict=True) if low / 10 < s <= (low + 1) / 10]
        if here:
            by_hand += abs(sum(s for s, _ in here) - sum(r for _, r in here)) / len(stated)
    assert found.ece.value == pytest.approx(by_hand)
    assert found.brier.value == pytest.approx(sum((s - r) ** 2 for s, r in zip(stated, right, strict=True)) / 6)
    assert sum(each.n for each in found.bins) == 6
    assert found.ece.low <= found.ece.value <= found.ece.high


def test_a_believable_confidence_has_an_interval_that_reaches_nearly_zero():
    dice = Random(5)
    stated = [dice.random() for _ in range(800)]
    found = calibration(stated, [dice.random() < each for each in stated], draws=300)
    assert found.ece.low < 0.02
    assert found.ece.value < 0.06


def test_no_case_is_no_calibration_and_a_percentage_is_refused():
    assert calibration([], []).ece.value is None
    with pytest.raises(ValueError, match="0 to 1"):
        calibration([95.0], [True])
