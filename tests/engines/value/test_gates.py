import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.value import Gate, default_gates, effect, judge, mean_effect, rate_effect
from jangbu.kernel.errors import Problem
from tests.engines.value.made import made

TIME, REWORK, COST, SATISFACTION = default_gates()


def test_the_four_default_gates_are_those_of_the_pilot_plan():
    assert [(g.id, g.kind, g.direction, g.threshold) for g in default_gates()] == [
        ("time", "ratio", "down", 0.70),
        ("rework", "ratio", "down", 0.80),
        ("cost", "ratio", "down", 1.10),
        ("satisfaction", "difference", "up", 0.5),
    ]


def test_a_gate_survives_its_json():
    for gate in default_gates():
        assert Gate.from_json(gate.as_json()) == gate


def test_half_the_time_passes_and_the_same_time_fails():
    halved, start = made(ratio=0.5)
    assert judge(TIME, effect(halved, start=start)).verdict == "pass"
    same, start = made(ratio=1.0)
    failed = judge(TIME, effect(same, start=start))
    assert failed.verdict == "fail"
    assert failed.probability is not None
    assert failed.probability <= 0.2
    assert failed.days_needed is None


def test_near_the_threshold_it_cannot_be_told_and_the_sentence_says_so():
    series, start = made(ratio=0.7, noise=0.2, seed=6)
    judged = judge(TIME, effect(series, start=start))
    assert judged.verdict == "undecided"
    assert judged.probability is not None
    assert 0.2 < judged.probability < 0.8
    assert "아직 알 수 없어요" in judged.sentence("ko")
    assert "cannot be told" in judged.sentence("en")


def test_without_data_a_gate_is_never_passed():
    for gate in default_gates():
        judged = judge(gate, None)
        assert (judged.verdict, judged.reason, judged.probability) == ("undecided", "no_data", None)
        assert "데이터가 없어서" in judged.sentence("ko")
        assert "no data" in judged.sentence("en")


def test_the_point_lies_in_the_hatched_zone_exactly_when_undecided():
    for ratio in (0.5, 0.6, 0.65, 0.68, 0.7, 0.72, 0.75, 0.8, 0.9):
        series, start = made(ratio=ratio, noise=0.12, seed=int(ratio * 100))
        judged = judge(TIME, effect(series, start=start))
        assert judged.value is not None
        assert judged.undecided is not None
        low, high = judged.undecided
        assert (low < judged.value.mid < high) == (judged.verdict == "undecided")
        assert low < TIME.threshold < high


@given(st.integers(0, 60), st.integers(1, 400), st.integers(0, 60), st.integers(1, 400))
def test_a_gate_on_rates_agrees_with_its_own_probability(before_bad, before_n, after_bad, after_n):
    found = rate_effect(min(before_bad, before_n), before_n, min(after_bad, after_n), after_n)
    judged = judge(REWORK, found)
    assert judged.probability == pytest.approx(found.probability(0.8))
    assert judged.verdict == (
        "pass" if judged.probability >= 0.8 else "fail" if judged.probability <= 0.2 else "undecided"
    )
    assert judged.value is not None
    assert judged.value.low <= judged.value.mid <= judged.value.high
    assert judged.sentence("ko")
    assert judged.sentence("en")


def test_satisfaction_is_judged_on_its_difference():
    before = [3, 3, 4, 3, 2, 4, 3, 4, 3]
    assert judge(SATISFACTION, mean_effect(before, [5, 5, 4, 5, 5, 4, 5, 5, 5])).verdict == "pass"
    assert judge(SATISFACTION, mean_effect(before, [3, 3, 4, 3, 2, 4, 3, 3, 3])).verdict == "fail"


def test_monthly_cost_with_one_month_after_can_be_judged():
    found = mean_effect([1_560_000, 1_575_000, 1_570_000, 1_566_000], [1_600_000])
    judged = judge(COST, found)
    assert judged.verdict == "pass"
    assert judged.needed_unit == "answers"


def test_a_level_gate_reads_every_kind_of_evidence():
    gate = Gate("level", ("수준", "level"), "level", "down", 5.0)
    series, start = made(ratio=0.3)
    assert judge(gate, effect(series, start=start)).verdict == "pass"
    assert judge(gate, mean_effect([9, 9, 8], [7, 8, 7])).verdict == "fail"
    share = Gate("errors", ("오류", "errors"), "level", "down", 0.05)
    assert judge(share, rate_effect(50, 500, 2, 400)).verdict == "pass"
    assert "지금" in judge(share, rate_effect(50, 500, 2, 400)).sentence("ko")


def test_a_ratio_of_a_mean_near_zero_is_not_measurable():
    judged = judge(COST, mean_effect([-1, 0, 1, 0.5], [1, 2, 1]))
    assert (judged.verdict, judged.reason) == ("undecided", "not_measurable")


@pytest.mark.parametrize("wrong", [{"kind": "guess"}, {"direction": "sideways"}, {"threshold": float("nan")}])
def test_a_gate_that_means_nothing_is_refused(wrong):
    with pytest.raises(Problem):
        Gate.from_json({**TIME.as_json(), **wrong})
