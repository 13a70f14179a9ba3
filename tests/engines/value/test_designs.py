"""Designs beyond before and after: switchback, arms, one decision day; faults of the record lower the class."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.value import Gate, Record, effect, judge, switch_days
from jangbu.engines.value.looks import level_at
from jangbu.kernel.errors import Problem
from tests.engines.value.made import FIRST, made


def switched(*, ratio=0.8, campaign=1.0, before=42, after=20, noise=0.08, seed=1):
    """A series whose pilot is switched by day, with a campaign over all of the pilot."""
    series, start = made(before=before, after=after, ratio=1.0, noise=noise, seed=seed, weekends=True)
    days = [day for day, _ in series if day >= start]
    on = switch_days(days, seed=seed)
    pairs = [(d, v * (campaign if d >= start else 1.0) * (ratio if on.get(d) else 1.0)) for d, v in series]
    return pairs, start, on


def test_a_switchback_sees_through_a_campaign_that_fools_before_and_after():
    series, start, on = switched(campaign=1.3, after=28)
    found = effect(series, start=start, assignment=on)
    assert found.design == "switchback"
    assert found.evidence_class == "A"
    assert found.ratio.low < 0.8 < found.ratio.high
    assert found.verdict == "less"
    assert found.days("after") + found.days("off") == 27  # one public holiday
    fooled = effect(series, start=start, washout=0)
    assert fooled.ratio.mid > 1


def test_a_switchback_needs_its_days_and_enough_of_each():
    series, start, on = switched()
    with pytest.raises(Problem, match="assignment_missing"):
        effect(series, start=start, design="switchback")
    with pytest.raises(Problem, match="arms_short") as caught:
        effect(series, start=start, assignment=dict.fromkeys(on, True))
    assert "끈 날이 0일" in caught.value.sentence("ko")


def test_what_a_day_on_leaves_behind_lowers_the_class():
    series, start, on = switched(noise=0.03, after=40)
    days = [day for day, _ in series]
    after_on = {day for day in days if on.get(day) is False and on.get(day - timedelta(days=1))}
    leaking = [(day, value * (0.82 if day in after_on else 1.0)) for day, value in series]
    found = effect(leaking, start=start, assignment=on)
    assert "carried_over" in found.as_json()["warning_codes"]
    assert found.evidence_class == "B"


def test_arms_on_the_same_days_need_no_baseline():
    rng = np.random.default_rng(6)
    days = [FIRST + timedelta(days=i) for i in range(15)]
    level = np.exp(np.cumsum(rng.normal(size=15) * 0.2))
    left = [(day, float(10 * level[i] * np.exp(0.05 * rng.normal()))) for i, day in enumerate(days)]
    treated = [(day, float(7.5 * level[i] * np.exp(0.05 * rng.normal()))) for i, day in enumerate(days)]
    found = effect(treated, start=FIRST, design="randomised", control=left)
    assert found.evidence_class == "A"
    assert found.ratio.low < 0.75 < found.ratio.high
    assert found.ratio.high - found.ratio.low < 0.12
    with pytest.raises(Problem, match="control_missing"):
        effect(treated, start=FIRST, design="randomised")


def test_before_the_decision_day_the_range_is_wider_and_no_gate_is_decided():
    series, start = made(ratio=0.6, after=21)
    later = start + timedelta(days=34)
    early, final = effect(series, start=start, decision=later), effect(series, start=start)
    assert early.level > final.level == 0.9
    assert early.ratio.low < final.ratio.low <= final.ratio.high < early.ratio.high
    assert (early.final, final.final) == (False, True)
    gate = Gate("time", ("시간", "time"), "ratio", "down", 0.7)
    judged = judge(gate, early)
    assert (judged.verdict, judged.reason) == ("undecided", "too_early")
    assert "결정하는 날" in judged.sentence("ko")
    assert judge(gate, final).verdict == "pass"
    assert effect(series, start=start, decision=series[-1][0]).final


def test_levels_before_the_end_are_those_of_obrien_and_fleming():
    assert level_at(1.0, 0.9) == 0.9
    assert level_at(0.25, 0.9) == pytest.approx(1 - 2 * 4.4e-5, abs=1e-4)
    levels = [level_at(share, 0.9) for share in (0.2, 0.5, 0.8, 0.99)]
    assert levels == sorted(levels, reverse=True)


def test_faults_of_the_record_each_lower_the_class_with_a_sentence():
    series, start = made()
    assert effect(series, start=start).evidence_class == "C"
    for record, code in (
        (Record(complete=0.7), "log_incomplete"),
        (Record(time_faults=0.2), "time_faults"),
        (Record(changed=(start + timedelta(days=10),)), "definition_changed"),
        (Record(changed=(start,)), "definition_at_start"),
    ):
        found = effect(series, start=start, record=record)
        assert found.evidence_class == "D"
        assert code in found.as_json()["warning_codes"]
        assert all(found.as_json("en")["warnings"])
    sound = effect(series, start=start, record=Record(complete=0.98, time_faults=0.01))
    assert sound.evidence_class == "C"


def test_after_a_change_of_definition_only_the_later_baseline_is_used():
    series, start = made(before=84)
    changed = start - timedelta(days=42)
    doubled = [(day, value * (2 if day < changed else 1)) for day, value in series]
    found = effect(doubled, start=start, record=Record(changed=(changed,)))
    assert found.points[0].date >= changed
    assert found.ratio.low < 0.7 < found.ratio.high
    assert "definition_changed" in found.as_json()["warning_codes"]


def test_days_that_are_missing_are_counted_and_many_lower_the_class():
    series, start = made()
    few = [pair for i, pair in enumerate(series) if i != 10]
    assert "some_days_missing" in effect(few, start=start).as_json()["warning_codes"]
    many = [pair for i, pair in enumerate(series) if i % 4 != 1]
    found = effect(many, start=start)
    assert "missing_days" in found.as_json()["warning_codes"]
    assert found.evidence_class == "D"


def test_a_few_negative_minutes_are_pointed_out():
    series, start = made()
    wrong = [(day, -value if i == 7 else value) for i, (day, value) in enumerate(series)]
    found = effect(wrong, start=start)
    assert "negative_values" in found.as_json()["warning_codes"]
    assert found.evidence_class == "D"


def test_bad_input_says_what_is_missing_and_what_can_still_be_said():
    series, start = made()
    with pytest.raises(Problem, match="baseline_short") as short:
        effect(series[-23:], start=series[-20][0])
    assert "11일 더" in short.value.sentence("ko")
    assert "평균" in short.value.sentence("ko")
    zero = [(day, 0.0 if day < start else value) for day, value in series]
    with pytest.raises(Problem, match="not_positive") as nothing:
        effect(zero, start=start)
    assert "시작 뒤 평균" in nothing.value.sentence("ko")
    ahead = start + timedelta(days=100)
    with pytest.raises(Problem, match="start_ahead") as future:
        effect(series, start=ahead, today=start + timedelta(days=30))
    assert "plan" in future.value.sentence("ko")


def test_a_control_that_was_itself_treated_is_pointed_out():
    series, start = made(weekends=True)
    control, _ = made(ratio=0.6, seed=5, weekends=True)
    found = effect(series, start=start, control=control)
    assert "control_moved" in found.as_json()["warning_codes"]


def test_a_campaign_known_to_the_calendar_does_not_count():
    series, start = made(ratio=0.8, weekends=True, after=35)
    days = [start + timedelta(days=i) for i in range(10, 20)]
    lifted = [(day, value * (1.6 if day in days else 1.0)) for day, value in series]
    found = effect(lifted, start=start, calendar=dict.fromkeys(days, "할인 행사"))
    assert found.ratio.low < 0.8 < found.ratio.high
    assert found.days("calendar") >= 9  # one of them is a public holiday
    assert date(2026, 8, 6) in [point.date for point in found.points if point.note == "할인 행사"]


def test_the_command_takes_an_assignment_and_a_decision_day(tmp_path):
    series, start, on = switched()
    path = tmp_path / "series.csv"
    rows = (f"{day},{value},{int(on.get(day, False))}" for day, value in series)
    path.write_text("date,value,on\n" + "\n".join(rows), "utf-8")
    asked = ["effect", str(path), "--start", str(start), "--assignment", "on", "--json"]
    answer = CliRunner().invoke(app, asked)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["design"] == "switchback"
    later = CliRunner().invoke(app, [*asked, "--decision", str(start + timedelta(days=60))])
    assert json.loads(later.stdout)["level"] > 0.9
    assert CliRunner().invoke(app, [*asked[:5], "nothing", "--json"]).exit_code == 2
