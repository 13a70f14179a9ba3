import numpy as np
import pytest

from jangbu.engines.value import mean_effect, rate_effect
from jangbu.kernel.errors import Problem


def test_rates_agree_with_draws_from_the_same_posteriors():
    found = rate_effect(40, 500, 20, 400)
    rng = np.random.default_rng(0)
    before, after = rng.beta(40.5, 460.5, 400_000), rng.beta(20.5, 380.5, 400_000)
    for posterior, draws in ((found.ratio, after / before), (found.difference, after - before)):
        low, mid, high = np.quantile(draws, (0.05, 0.5, 0.95))
        assert (posterior.low, posterior.mid, posterior.high) == pytest.approx((low, mid, high), abs=4e-3)


def test_no_bad_case_at_all_still_has_a_range():
    found = rate_effect(0, 200, 0, 150)
    assert found.verdict == "cannot_tell"
    assert found.after.low == pytest.approx(0, abs=1e-4)
    assert 0.005 < found.after.high < 0.03


def test_rates_cover_the_truth_about_nine_times_in_ten():
    rng = np.random.default_rng(1)
    held = []
    for _ in range(300):
        found = rate_effect(int(rng.binomial(300, 0.12)), 300, int(rng.binomial(150, 0.08)), 150)
        held.append(found.difference.low <= -0.04 <= found.difference.high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_undecided_rates_say_how_many_more_cases():
    found = rate_effect(60, 500, 20, 200)
    assert found.verdict == "cannot_tell"
    more = rate_effect(60, 500, 6, 100).needed("ratio", 0.8, 0.8)
    assert more is None or more > 0


@pytest.mark.parametrize("counts", [(3, 2, 0, 5), (-1, 5, 0, 5), (0, 0, 0, 5)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(Problem):
        rate_effect(*counts)


def test_means_match_welch():
    before, after = [3.0, 3.5, 4.0, 2.5, 3.0], [4.5, 4.0, 4.5, 5.0]
    found = mean_effect(before, after)
    error = np.sqrt(np.var(before, ddof=1) / 5 + np.var(after, ddof=1) / 4)
    assert found.difference.mid == pytest.approx(np.mean(after) - np.mean(before))
    # 7.0 Welch degrees of freedom: t.95 = 1.895
    assert found.difference.high - found.difference.mid == pytest.approx(1.895 * error, rel=0.01)
    assert found.verdict == "more"


def test_equal_answers_do_not_claim_certainty():
    found = mean_effect([3, 3, 3, 3], [4, 4, 4, 4])
    assert 0 < found.difference.low < 1 < found.difference.high


def test_the_ratio_of_means_is_left_out_where_the_baseline_may_be_zero():
    assert mean_effect([-1, 1, 0, 0.5], [2, 3, 2]).ratio is None
    ratio = mean_effect([10, 11, 9, 10], [8, 8, 7.5]).ratio
    assert ratio is not None
    assert 0.7 < ratio.low < ratio.mid < ratio.high < 0.9


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([], [1, 2, 3], "value.too_few_values"),
        ([1], [2], "value.too_few_values"),
        ([4, 4, 4], [4, 4], "value.no_variation"),
        ([1, float("nan"), 2], [3], "value.value_unreadable"),
    ],
)
def test_too_little_is_said_to_be_too_little(before, after, code):
    with pytest.raises(Problem) as caught:
        mean_effect(before, after)
    assert caught.value.code == code
