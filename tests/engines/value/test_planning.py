"""Advice before a start: what each design could detect, whether it decides its gate, and what is missing."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.value import Gate, plan_design, switch_days
from tests.engines.value.made import made

GATE = Gate("time", ("처리 시간", "handling time"), "ratio", "down", 0.7)


def baseline(noise=0.08, days=56, seed=0):
    series, _start = made(before=days, after=1, noise=noise, seed=seed)
    return series[:-1]


def test_what_can_be_detected_is_said_before_the_start():
    plan = plan_design(baseline(), days=20, gate=GATE)
    found = plan.option("before_after")
    assert 0.75 < found.detectable < 0.99
    assert found.decides
    assert plan.option("did").available is False
    assert "기록 14일" in plan.option("did").sentence()
    assert plan.recommended.design == "switchback"


def test_a_noisy_measure_cannot_decide_and_says_how_many_days_would():
    plan = plan_design(baseline(noise=0.7), days=10, gate=GATE, switchable=False)
    found = plan.option("before_after")
    assert found.decides is False
    assert plan.decides is False
    assert found.days_needed is None or found.days_needed > 10
    assert "정할 수 없" in plan.sentence()
    closer = plan_design(baseline(noise=0.2), days=8, gate=GATE, expected=0.55, switchable=False).option("before_after")
    if closer.decides is False and closer.days_needed is not None:
        again = plan_design(
            baseline(noise=0.2), days=closer.days_needed, gate=GATE, expected=0.55, switchable=False
        ).option("before_after")
        assert again.decides


def test_a_gate_next_to_what_is_hoped_for_cannot_be_decided():
    plan = plan_design(baseline(noise=0.2), days=20, gate=GATE, expected=0.69)
    assert plan.decides is False
    assert all(option.days_needed is None for option in plan.options)


def test_more_days_detect_less():
    found = [plan_design(baseline(noise=0.2), days=days).option("switchback").detectable for days in (10, 20, 60)]
    assert found == sorted(found)


def test_a_case_list_lets_cases_be_drawn_at_random():
    rng = np.random.default_rng(2)
    rows = [(day, float(value * np.exp(0.5 * rng.normal()))) for day, value in baseline() for _ in range(30)]
    plan = plan_design(rows, days=20)
    found = plan.option("randomised")
    # 30 cases a day, spread .53 over the mean: 2 * .53 / sqrt(600) is .044, times 2.5
    assert found.detectable == pytest.approx(np.exp(-2.5 * 0.044), abs=0.02)
    assert plan.recommended.evidence_class == "A"
    assert plan_design(rows, days=20, assignable=False).option("randomised").available is False


def test_a_control_makes_a_drifting_measure_plannable():
    rng = np.random.default_rng(4)
    drift = np.cumsum(rng.normal(size=60) * 0.06)
    days = [date(2026, 3, 2) + timedelta(days=i) for i in range(60)]
    own = [(day, float(50 * np.exp(drift[i] + 0.03 * rng.normal()))) for i, day in enumerate(days)]
    beside = [(day, float(80 * np.exp(drift[i] + 0.03 * rng.normal()))) for i, day in enumerate(days)]
    plan = plan_design(own, days=20, control=beside)
    assert plan.option("did").detectable > plan.option("before_after").detectable


@pytest.mark.parametrize("series", [None, [], [("2026-06-01", 3.0), ("2026-06-02", 4.0), ("2026-06-03", 3.5)]])
def test_too_little_baseline_gives_a_plan_that_says_what_is_missing(series):
    plan = plan_design(series, days=20, gate=GATE)
    assert plan.recommended is None
    assert plan.decides is None
    assert "더 모아 주세요" in plan.sentence()
    assert plan.as_json("en")["recommended"] is None


def test_days_are_switched_in_pairs_of_one_each():
    days = [date(2026, 6, 1) + timedelta(days=i) for i in range(21)]
    on = switch_days(days, seed=3)
    assert all(on[days[i]] != on[days[i + 1]] for i in range(0, 20, 2))
    assert on == switch_days(days, seed=3)


def test_the_command_prints_the_plan_and_exits_1_where_none_decides(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text("date,value\n" + "\n".join(f"{day},{value}" for day, value in baseline(noise=0.5)), "utf-8")
    answer = CliRunner().invoke(app, ["plan", str(path), "--days", "10", "--threshold", "0.9", "--json"])
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["decides"] is False
    assert CliRunner().invoke(app, ["plan", str(path)]).exit_code == 0
