"""Realised money: only what was measured gets in; benchmarks and self-reports plan; the cost of plans over time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jangbu.engines.value import (
    Measured,
    Realisation,
    Stated,
    Uncertain,
    benchmarks,
    effect,
    ownership,
    read_tariffs,
    realised_value,
)
from jangbu.engines.value.returns.tariffs import Need, Tariff
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money
from tests.engines.value.made import made

EXAMPLES = Path(__file__).parents[3] / "src/jangbu/engines/value/returns/examples"
SHARE = Realisation(Uncertain("triangular", 0.3, 0.6, 0.9), cash=0.25, confirmed_by="김민지")
WAGE, RUNNING = Money(22_000), Money(60_000)


def measured(**more):
    series, start = made(ratio=0.7)
    found = effect(series, start=start)
    return Measured.of("minutes", found, found.evidence_class, cases_per_month=400, work="invoices", **more), found


def test_measured_minutes_become_money_with_a_range():
    one, found = measured()
    value = realised_value([one], wage=WAGE, realisation=SHARE, running=RUNNING)
    assert value.hours.mid == pytest.approx(-found.difference.mid * 400 / 60, rel=0.02)
    assert value.hours.low == pytest.approx(-found.difference.high * 400 / 60, rel=0.05)
    assert value.gross[0] < value.gross[1] < value.gross[2]
    assert value.net[1] == value.gross[1] - 60_000
    assert value.split["cash"] + value.split["capacity"] == value.gross[1]
    assert value.evidence_class == "C"
    assert "C" in value.sentence("ko")
    assert "C" in value.sentence("en")


def test_a_benchmark_and_a_self_report_never_become_realised_value():
    for wrong in (benchmarks()[0], Stated("minutes", 12.0)):
        with pytest.raises(Problem, match="not_realised"):
            realised_value([wrong], wage=WAGE, realisation=SHARE, running=RUNNING)  # type: ignore[list-item]
    _one, found = measured()
    with pytest.raises(Problem, match="not_realised"):
        Measured.of("minutes", found, "D", cases_per_month=400)
    one, _found = measured()
    value = realised_value([one], wage=WAGE, realisation=SHARE, running=RUNNING, aside=[Stated("felt", 30)])
    assert value.gross == realised_value([one], wage=WAGE, realisation=SHARE, running=RUNNING).gross
    assert value.as_json()["aside"] == [{"kpi": "felt", "minutes_per_case": 30}]


def test_what_is_asked_and_not_answered_stops_the_money_and_says_the_hours():
    one, _found = measured()
    with pytest.raises(Problem, match="share_unconfirmed"):
        realised_value([one], wage=WAGE, realisation=Realisation(SHARE.share), running=RUNNING)
    with pytest.raises(Problem, match="no_wage") as caught:
        realised_value([one], wage=Money(0), realisation=SHARE, running=RUNNING)
    assert any(figure.isdigit() for figure in caught.value.sentence("ko"))
    with pytest.raises(Problem, match="mixed_currencies"):
        realised_value([one], wage=WAGE, realisation=SHARE, running=Money(10, "USD"))


def test_the_same_work_is_not_sold_twice():
    one, _found = measured()
    with pytest.raises(Problem, match="same_hour_twice"):
        realised_value([one, one], wage=WAGE, realisation=SHARE, running=RUNNING)
    parts = [measured(part="a")[0], measured(part="b")[0]]
    assert realised_value(parts, wage=WAGE, realisation=SHARE, running=RUNNING).hours.mid > 0


def test_benchmarks_cite_their_studies_and_one_allows_for_slower():
    assert {each.id for each in benchmarks()} >= {"support", "drafting"}
    assert all(each.source and each.found[0] and each.found[1] for each in benchmarks())
    assert any(each.ratio.high > 1.19 for each in benchmarks())


def tariff(**changes):
    plain = {"name": "p", "fee": 0.0, "seat": 0.0, "quota": 100.0, "steps": (), "by_hand": 6.0, "hours": 0.0}
    plain |= {"setup": 0.0, "leaving": 0.0, "rise": Uncertain.sure(0.0)}
    return Tariff(**(plain | changes))


def test_a_month_of_a_plan_counts_quota_steps_and_work_by_hand():
    steps = ((200.0, 10.0), (300.0, 5.0))
    month = tariff(fee=50.0, steps=steps, hours=1.0).month(np.array([80.0, 150.0, 350.0]), 30.0, 1.0)
    # beyond 300 units fifty are typed: 6 minutes each at 30 an hour are 3
    assert month == pytest.approx([80.0, 580.0, 80.0 + 1000.0 + 500.0 + 150.0])


def test_the_cheapest_plan_changes_with_the_volume():
    need = Need(Uncertain.sure(50), Uncertain.sure(0), 1, Uncertain.sure(30), 12, "USD")
    found = ownership([tariff(name="free"), tariff(name="paid", fee=100.0, quota=1e18)], need)
    assert found.best.name == "free"
    assert found.switches[0] == (0, "free")
    assert found.switches[1] == (134, "paid")  # 34 by hand cost 102


def test_the_example_of_three_plans_runs():
    found = ownership(*read_tariffs(EXAMPLES / "tariffs.yaml"))
    assert len(found.plans) == 3
    assert sum(plan.cheapest for plan in found.plans) == pytest.approx(1)
    assert found.best.name in found.sentence("ko")


def test_prices_that_rise_and_leaving_are_paid():
    need = Need(Uncertain.sure(0), Uncertain.sure(0), 1, Uncertain.sure(30), 24, "USD")
    plain = ownership([tariff(fee=100.0)], need).best.total.p50
    more = ownership([tariff(fee=100.0, rise=Uncertain.sure(0.1), leaving=500.0)], need).best.total.p50
    assert more - plain == 12 * 10_00 + 500_00


@pytest.mark.parametrize("text", ["plans: []", "plans: [{name: a, fee: x}]", "plans: [1]", "plans: [{currency: EUR}]"])
def test_plans_that_cannot_be_read_say_where(tmp_path, text):
    path = tmp_path / "plans.yaml"
    path.write_text(text + "\nneed: {units: 5, wage: 3}\n", "utf-8")
    with pytest.raises(Problem):
        read_tariffs(path)
