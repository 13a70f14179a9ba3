"""Effects case by case: mix, tail, agents, shares, scores, rare counts; and rows that are not as they should."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.value import case_effect, count_effect, judge
from jangbu.engines.value.gates import Gate
from jangbu.kernel.errors import Problem

MEANS = {"easy": 8.0, "usual": 15.0, "hard": 30.0}


def cases(*, ratio=0.8, before=600, after=250, seed=0, mix=(0.55, 0.30, 0.15), spread=0.6, labels=("before", "after")):
    rng = np.random.default_rng(seed)
    rows = []
    for group, count, shares, factor in ((labels[0], before, (0.4, 0.38, 0.22), 1.0), (labels[1], after, mix, ratio)):
        for kind in rng.choice(list(MEANS), count, p=shares):
            minutes = MEANS[kind] * factor * np.exp(spread * rng.normal() - spread**2 / 2)
            rows.append({"group": group, "minutes": round(float(minutes), 3), "kind": str(kind)})
    return rows


def measured(rows, **more):
    return case_effect(rows, group="group", value="minutes", strata=["kind"], **more)


def test_a_shifted_mix_fakes_no_gain():
    found = measured(cases(ratio=1.0, seed=2))
    assert found.raw_ratio < 0.94
    assert found.ratio.low < 1 < found.ratio.high
    assert found.verdict == "cannot_tell"


def test_a_true_gain_is_found_and_the_cross_check_agrees():
    found = measured(cases(ratio=0.7))
    assert found.verdict == "less"
    assert found.ratio.low < 0.7 < found.ratio.high
    assert found.crosscheck.mid == pytest.approx(found.ratio.mid, abs=0.05)
    assert found.evidence_class == "C"
    assert found.difference.mid == pytest.approx(found.after_mean - found.before_mean)


def test_a_typical_case_is_not_the_mean_and_a_warning_says_so():
    rng = np.random.default_rng(5)
    rows = [{"group": "before", "minutes": 10 * np.exp(0.8 * rng.normal()), "kind": "a"} for _ in range(600)]
    rows += [{"group": "after", "minutes": 7 * np.exp(1.3 * rng.normal()), "kind": "a"} for _ in range(400)]
    found = measured(rows)
    assert found.typical.mid == pytest.approx(0.7, abs=0.1)
    assert found.ratio.mid > 0.85
    assert "typical_differs" in found.as_json()["warning_codes"]


def test_cases_assigned_at_random_are_class_a():
    assert measured(cases(labels=("control", "treated"))).evidence_class == "A"


def test_cases_of_one_type_are_compared_with_a_warning():
    rows = [row for row in cases() if row["kind"] == "usual"]
    found = measured(rows)
    assert found.verdict == "less"
    assert "one_type" in found.as_json()["warning_codes"]


def test_types_that_the_baseline_never_saw_are_left_out_and_lower_the_class():
    rows = [row for row in cases() if not (row["group"] == "before" and row["kind"] == "hard")]
    found = measured(rows)
    assert "many_alone" in found.as_json()["warning_codes"]
    assert found.evidence_class == "D"


def test_negative_minutes_are_left_out_counted_and_lower_the_class():
    rows = [*cases(), {"group": "after", "minutes": -4, "kind": "usual"}]
    found = measured(rows)
    assert found.after_n == 250
    assert found.evidence_class == "D"
    assert "1건은 뺐어요" in found.as_json()["warnings"][0]


def test_agents_who_volunteered_are_compared_with_themselves():
    rng = np.random.default_rng(3)
    rows = []
    for group, agents, count in (("before", 6, 900), ("after", 2, 300)):
        for _ in range(count):
            agent = int(rng.integers(agents))
            slow = 1.0 if agent < 2 else 1.6  # the quick ones volunteered
            rows.append(
                {"group": group, "minutes": 10 * slow * np.exp(0.4 * rng.normal()), "kind": "a", "agent": agent}
            )
    assert measured(rows).verdict == "less"  # what it looks like without agents
    found = measured(rows, agent="agent")
    assert found.ratio.low < 1 < found.ratio.high


def test_days_that_move_together_widen_the_range():
    rng = np.random.default_rng(1)
    rows = []
    for day in range(40):
        level = np.exp(0.3 * rng.normal())
        date = f"2026-{6 + day // 28:02d}-{1 + day % 28:02d}"
        group = "before" if day < 25 else "after"
        rows += [
            {"group": group, "minutes": 10 * level * np.exp(0.3 * rng.normal()), "kind": "a", "day": date}
            for _ in range(20)
        ]
    wide, narrow = measured(rows, day="day").ratio, measured(rows).ratio
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_shares_and_scores_and_counts_have_their_own_reading():
    rng = np.random.default_rng(4)
    rows = [
        {"group": group, "bad": int(rng.random() < share), "stars": int(rng.integers(low, 6)), "kind": "a"}
        for group, share, low in (("before", 0.3, 1), ("after", 0.12, 3))
        for _ in range(400)
    ]
    rate = case_effect(rows, group="group", value="bad", kind="rate")
    assert rate.verdict == "less"
    assert rate.typical is None
    score = case_effect(rows, group="group", value="stars", kind="score")
    assert score.ratio is None
    assert score.difference.mid == pytest.approx(1.0, abs=0.2)
    assert score.better > 0.6
    assert "%" not in score.sentence()


def test_rare_counts_by_the_exact_poisson_ratio():
    found = count_effect(12, 60, 2, 30)
    assert found.ratio.low < 2 / 30 / (12 / 60) < found.ratio.high
    none = count_effect(0, 60, 0, 30)
    assert none.verdict == "cannot_tell"
    assert judge(Gate("g", ("", ""), "ratio", "down", 0.8), found).verdict in ("pass", "undecided")
    with pytest.raises(Problem, match="counts_impossible"):
        count_effect(-1, 60, 0, 30)


def test_a_gate_reads_the_same_object():
    found = measured(cases(ratio=0.6))
    gate = Gate("time", ("시간", "time"), "ratio", "down", 0.7)
    judged = judge(gate, found)
    assert judged.verdict == "pass"
    assert judged.probability == pytest.approx(found.probability(0.7))
    undecided = judge(Gate("time", ("시간", "time"), "ratio", "down", found.ratio.mid), found)
    assert undecided.verdict == "undecided"
    assert undecided.needed_unit == "cases"


def test_a_baseline_of_zero_has_a_difference_and_no_ratio():
    rows = [{"group": "before", "minutes": 0, "kind": "a"}] * 20 + [
        {"group": "after", "minutes": 5 + i % 3, "kind": "a"} for i in range(20)
    ]
    found = measured(rows)
    assert found.ratio is None
    assert found.difference.low > 0
    assert "차이로만" in " ".join(found.as_json()["warnings"])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "value.empty"),
        ([{"group": "before", "minutes": 1, "kind": "a"}], "value.one_sided"),
        ([{"group": "sometime", "minutes": 1, "kind": "a"}], "value.group_unknown"),
        ([{"group": "before", "minutes": "many", "kind": "a"}], "value.value_unreadable"),
        ([{"group": "before", "time": 1, "kind": "a"}], "value.case_column_missing"),
        (
            [{"group": g, "minutes": 3, "kind": "a"} for g in ("before", "after") for _ in range(9)],
            "value.no_variation",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(rows, code):
    with pytest.raises(Problem) as caught:
        measured(rows)
    assert caught.value.code == code
    assert caught.value.sentence("ko")


def test_the_command_reads_a_file(tmp_path):
    path = tmp_path / "cases.csv"
    rows = cases()
    path.write_text(
        "group,minutes,kind\n" + "\n".join(f"{r['group']},{r['minutes']},{r['kind']}" for r in rows), "utf-8"
    )
    asked = ["case-effect", str(path), "--group", "group", "--value", "minutes", "--strata", "kind", "--json"]
    answer = CliRunner().invoke(app, asked)
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert told["ratio"]["low"] < 0.8 < told["ratio"]["high"]
    assert {"difference", "level", "evidence_class", "detectable", "verdict", "warnings"} <= told.keys()
