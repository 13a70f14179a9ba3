"""Money: the golden case, ranges, rates of return against a scalar oracle, hours counted once, and broken cases."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.value import irr, parse_roi_case, roi, why_changed
from jangbu.engines.value.returns import Uncertain, example, sign_changes
from jangbu.engines.value.returns.flows import Model
from jangbu.engines.value.returns.points import lattice, normal_quantile
from jangbu.engines.value.returns.roi import draw
from jangbu.kernel.errors import Problem

EXAMPLES = Path(__file__).parents[3] / "src/jangbu/engines/value/returns/examples"


def told(**changes):
    case = {
        "currency": "USD",
        "months": 12,
        "inputs": {"wage": {"low": 14, "high": 26}, "hours": {"low": 80, "mid": 100, "high": 130}},
        "costs": [{"name": "build", "amount": 8000, "per": "once"}, {"name": "run", "amount": 500}],
        "benefits": [
            {"name": "hours", "kind": "capacity", "work": "support", "product": ["hours", "wage", "realised"]}
        ],
    }
    return case | changes


def test_the_golden_total_economic_impact_case_to_one_dollar():
    found = roi(example("tei"))
    assert [round(each / 100) for each in (found.cost.p50, found.benefit.p50, found.npv.p50)] == [
        1_672_201,
        7_168_371,
        5_496_170,
    ]
    assert round(found.roi.p50 * 100) == 329
    assert found.payback.p50 < 6
    assert found.irr is not None


@pytest.mark.parametrize("name", ["case_a", "invoices", "tei"])
def test_every_example_runs_and_says_so_in_both_languages(name):
    found = roi(example(name))
    assert found.npv.p5 <= found.npv.p50 <= found.npv.p95
    assert found.sentence("ko")
    assert found.sentence("en")
    assert isinstance(found.npv.p50, int)


def test_case_a_does_not_pay_at_any_wage_in_its_range():
    found = roi(example("case_a"))
    assert found.probability_positive < 0.02
    assert "1%" in found.sentence("ko")  # not "never": it is uncertain
    assert found.probability_hard_positive == 0
    assert "nothing_hard" in found.as_json()["warning_codes"]


def test_ranges_agree_with_plain_random_draws():
    case = parse_roi_case(told())
    rng = np.random.default_rng(9)
    n = 200_000
    hours, wage = rng.triangular(80, 100, 130, n), rng.uniform(14, 26, n)
    factor = sum(1.1 ** (-m / 12) for m in range(1, 13))
    npv = (hours * wage * rng.triangular(0.3, 0.6, 0.9, n) - 500) * factor - 8000
    found = roi(case)
    for ours, theirs in zip(
        (found.npv.p5, found.npv.p50, found.npv.p95), np.quantile(npv, (0.05, 0.5, 0.95)), strict=True
    ):
        assert ours / 100 == pytest.approx(theirs, abs=60)


def test_payback_counts_from_the_start_and_yearly_costs_in_advance():
    sure = {"inputs": {"gain": 1000}, "benefits": [{"name": "b", "kind": "cash", "product": ["gain"]}]}
    once = parse_roi_case(told(**sure, costs=[{"name": "c", "amount": 2500, "per": "once"}]))
    assert roi(once).payback.p50 == pytest.approx(2.5)
    yearly = parse_roi_case(told(**sure, costs=[{"name": "c", "amount": 6000, "per": "year"}], months=24))
    found = roi(yearly)
    assert found.payback.p50 == pytest.approx(6.0)
    assert found.cumulative[0][1] == -600_000
    never = parse_roi_case(told(**sure, costs=[{"name": "c", "amount": 2000}]))
    assert roi(never).payback.p50 is None


def test_paths_and_present_values_tell_the_same():
    case = example("invoices")
    model, drawn = Model.of(case), draw(case, 256, np.random.default_rng(1))
    found, paths = model.run(drawn), model.paths(drawn)
    assert paths @ model.discount == pytest.approx(found.npv)
    assert found.benefit - found.cost == pytest.approx(found.npv)


def scalar_irr(flow):
    """The oracle: bisection on the rate."""
    low, high = -0.99, 50.0

    def value(rate):
        return sum(amount / (1 + rate) ** period for period, amount in enumerate(flow))

    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if value(middle) > 0 else (low, middle)
    return (low + high) / 2


def test_rates_of_return_agree_with_the_scalar_oracle():
    rng = np.random.default_rng(7)
    flows = np.concatenate([-rng.uniform(500, 5000, (300, 1)), rng.uniform(0, 900, (300, 12))], axis=1)
    found = irr(flows)
    assert np.isfinite(found).all()
    for rate, flow in zip(found[:60], flows, strict=False):
        assert rate == pytest.approx(scalar_irr(flow), abs=1e-9)
    assert np.abs((flows / (1 + found[:, None]) ** np.arange(13)).sum(axis=1)).max() < 1e-6


def test_flows_that_turn_more_than_once_have_no_rate():
    assert np.isnan(irr(np.array([[-100.0, 300.0, -200.0]]))).all()
    assert list(sign_changes(np.array([[-1.0, 0, 1, 0, -1], [0, -1, 0, 0, 2], [1, 1, 1, 1, 1]]))) == [2, 1, 0]
    costs = [{"name": "c", "amount": 2500, "per": "once"}, {"name": "exit", "amount": 9000, "per": "once", "at": 12}]
    found = roi(parse_roi_case(told(costs=costs)))
    assert found.irr is None
    assert found.irr_refused == "more_than_one_change_of_sign"
    assert len(found.npv_profile) > 5


def test_a_change_is_shared_out_among_its_drivers_exactly():
    def cost(values):
        return values["volume"] * values["minutes"] / 60 * (1 - values["automated"]) * values["wage"]

    before = {"volume": 2500, "minutes": 5, "automated": 0.0, "wage": 18, "rent": 3}
    after = {"volume": 2650, "minutes": 4.2, "automated": 0.35, "wage": 19, "rent": 3}
    parts = why_changed(before, after, cost)
    assert sum(parts.values()) == pytest.approx(cost(after) - cost(before))
    assert parts["rent"] == 0
    assert parts["volume"] > 0 > parts["automated"]


def test_sobol_indices_name_what_matters_and_sum_to_about_one():
    found = roi(example("invoices"))
    assert max(found.sobol, key=found.sobol.get) == "realised"
    assert 0.9 < sum(found.sobol.values()) < 1.05
    assert found.tornado[0].name == "realised"


def test_what_to_measure_next_is_what_could_change_the_decision():
    found = roi(parse_roi_case(told(costs=[{"name": "run", "amount": 1150}])))
    first = found.measure_next[0]
    assert first.name == "realised"
    assert 0 < first.worth <= found.worth_everything


@pytest.mark.parametrize("dimensions", [1, 4, 9])
def test_points_are_spread_evenly(dimensions):
    points = lattice(4096, dimensions, np.random.default_rng(0))
    assert points.min() > 0
    assert points.max() < 1
    assert points.mean(axis=1) == pytest.approx(np.full(dimensions, 0.5), abs=1e-3)
    assert np.abs(np.corrcoef(points) - np.eye(dimensions)).max() < 0.02 if dimensions > 1 else True


def test_normal_quantiles_and_shapes_hold_their_percentiles():
    assert normal_quantile(np.array([0.001, 0.05, 0.5, 0.975])) == pytest.approx(
        [-3.0902, -1.6449, 0, 1.95996], abs=1e-4
    )
    for shape in ("normal", "lognormal"):
        value = Uncertain(shape, 10.0, 20.0, 40.0) if shape == "lognormal" else Uncertain(shape, 10.0, 25.0, 40.0)
        assert value.quantile(0.05) == pytest.approx(10, rel=1e-6)
        assert value.quantile(0.95) == pytest.approx(40, rel=1e-6)


def test_the_same_hour_is_not_counted_twice():
    twice = [
        {"name": "minutes", "kind": "capacity", "work": "support", "product": ["hours", "wage"]},
        {"name": "labour", "kind": "cash", "work": "support", "amount": 500},
    ]
    with pytest.raises(Problem, match="same_hour_twice") as caught:
        roi(parse_roi_case(told(benefits=twice)))
    assert "minutes" in caught.value.sentence("ko")
    assert "labour" in caught.value.sentence("en")
    parts = [twice[0] | {"part": "automated"}, twice[1] | {"part": "rest"}]
    assert roi(parse_roi_case(told(benefits=parts)))
    linked = [{"name": "minutes", "kind": "capacity", "amount": 1}, {"name": "cost", "kind": "cash", "amount": 1}]
    links = [{"from": "minutes", "to": "volume"}, {"from": "volume", "to": "cost"}]
    with pytest.raises(Problem, match="same_hour_twice"):
        roi(parse_roi_case(told(benefits=linked, links=links)))


def test_no_more_hours_are_saved_than_are_worked():
    with pytest.raises(Problem, match="more_than_worked"):
        roi(parse_roi_case(told(works={"support": {"amount": 60}})))


def test_a_wage_of_zero_leaves_the_hours_to_be_told():
    with pytest.raises(Problem, match="no_wage") as caught:
        roi(parse_roi_case(told(inputs={"wage": 0, "hours": 100})))
    assert "60.0" in caught.value.sentence("ko")  # 100 hours at the proposed share


def test_the_share_put_to_use_is_asked_not_assumed():
    found = roi(parse_roi_case(told()))
    assert "unconfirmed" in found.as_json()["warning_codes"]
    assert any(ask.name == "realised" and ask.ask[0] for ask in found.measure_next)


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"costs": [{"name": "c", "amount": 5, "currency": "EUR"}]}, "value.currencies_mixed", "costs[0]"),
        ({"costs": [{"name": "c", "product": ["nothing"]}]}, "value.returns_unknown_input", "nothing"),
        ({"costs": [{"name": "c", "amount": "much"}]}, "value.returns_unknown_input", "much"),
        ({"costs": [{"name": "c", "amount": "1/0"}]}, "value.returns_field", "costs[0]"),
        ({"months": 0}, "value.returns_field", "months"),
        ({"months": "soon"}, "value.returns_field", "months"),
        ({"currency": "doubloons"}, "value.returns_field", "currency"),
        ({"inputs": {"wage": {"low": 9, "high": 3}}}, "value.returns_field", "inputs.wage"),
        ({"inputs": {"wage": {"low": 9, "high": float("inf")}}}, "value.returns_field", "inputs.wage"),
        ({"inputs": [1]}, "value.returns_field", "inputs"),
        ({"benefits": "many"}, "value.returns_field", "benefits"),
        ({"benefits": [{"name": "b", "amount": 3}]}, "value.returns_field", "kind"),
        ({"costs": [], "benefits": []}, "value.returns_field", "costs"),
        ({"discount_per_year": -1}, "value.returns_field", "discount"),
    ],
)
def test_a_case_that_cannot_be_read_says_where(changes, code, place):
    with pytest.raises(Problem) as caught:
        parse_roi_case(told(**changes))
    assert caught.value.code == code
    assert place in caught.value.sentence("ko")


def test_the_command_prints_the_keys_and_refuses_what_is_no_case(tmp_path):
    answer = CliRunner().invoke(app, ["roi", str(EXAMPLES / "invoices.yaml"), "--json"])
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    assert {"npv", "roi", "irr", "payback_months", "probability_positive", "tornado", "sobol"} <= found.keys()
    assert found["npv"]["currency"] == "KRW"
    broken = tmp_path / "broken.yaml"
    broken.write_text("a: [", "utf-8")
    assert CliRunner().invoke(app, ["roi", str(broken)]).exit_code == 2


def test_a_case_may_be_given_as_data_or_as_a_file():
    assert roi(told()).npv == roi(parse_roi_case(told())).npv
    assert roi(EXAMPLES / "tei.yaml").npv == roi(example("tei")).npv
