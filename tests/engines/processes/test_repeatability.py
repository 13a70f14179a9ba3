"""How far work repeats: figures known in advance, an honest range, and verdicts that say why."""

import json
from datetime import timedelta

import numpy as np
import pytest

from jangbu.engines.processes import read_log, repeatability
from jangbu.engines.processes.heldout import wilson
from jangbu.engines.processes.repeatability import verdict_of
from tests.shared_data import DATA, needs_shared_data

from .made import NOW, START, logged, office_log

KEYS = {
    "cases",
    "events",
    "variants",
    "coverage",
    "rework",
    "predictability",
    "per_month",
    "time_faults",
    "verdict",
    "exceptions",
}


def of(folder, rows, **more):
    return repeatability(read_log(logged(folder, rows)), now=NOW, **more)


def ways(*counted):
    """Cases of the ways given as strings of one letter a step, one minute apart, a case an hour."""
    rows, number = [], 0
    for steps, count in counted:
        for _ in range(count):
            number += 1
            start = START + timedelta(hours=7 * number, minutes=number % 50, seconds=number % 59)
            rows += [(f"C{number}", step, start + timedelta(minutes=place)) for place, step in enumerate(steps)]
    return rows


def test_coverage_is_the_share_of_the_most_frequent_ways(tmp_path):
    found = of(tmp_path, ways(("abc", 50), ("acb", 30), ("abbc", 15), ("abd", 5)))
    assert (found.cases, found.variants) == (100, 4)
    assert found.order == pytest.approx({1: 0.5, 3: 0.95, 5: 1.0, 10: 1.0})
    assert found.sets == pytest.approx({1: 0.95, 3: 1.0, 5: 1.0, 10: 1.0})
    assert found.rework == 0.15


def test_predictability_counts_entering_and_leaving_as_moves(tmp_path):
    found = of(tmp_path, ways(("ab", 3), ("ac", 1)))
    assert found.predictability == pytest.approx((4 + 3 + 3 + 1) / 12)


def test_every_key_of_the_command_is_there_and_is_json(tmp_path):
    said = json.loads(json.dumps(of(tmp_path, office_log(150)).as_json(), ensure_ascii=False))
    assert said.keys() >= KEYS
    assert said["coverage"]["order"].keys() == said["coverage"]["set"].keys() == {"1", "3", "5", "10"}
    assert said["coverage"]["held_out"].keys() == {"order5", "set5", "low", "high"}


def test_the_same_seed_gives_the_same_figures(tmp_path):
    rows = office_log(200)
    assert of(tmp_path, rows, seed=4).held_out == of(tmp_path, rows, seed=4).held_out


def test_ways_that_never_recur_are_not_covered_when_held_out(tmp_path):
    rng = np.random.default_rng(2)
    letters = list("abcdefghijklmnop")
    rows = ways(*(("".join(rng.choice(letters, 8, replace=False)), 1) for _ in range(120)))
    found = of(tmp_path, rows)
    assert found.sets[5] > 0.04
    assert found.held_out.set5 < 0.02
    assert found.verdict == "not_yet"


def test_the_range_holds_the_truth_about_nine_times_in_ten(tmp_path):
    rng = np.random.default_rng(11)
    pool = ["a" + letter for letter in "bcdefghijk"]
    shares = np.array([0.3, 0.2, 0.1, 0.08, 0.07, 0.06, 0.06, 0.05, 0.05, 0.03])
    truth, inside = shares[:5].sum(), 0
    for trial in range(60):
        counts = rng.multinomial(400, shares)
        held = of(tmp_path, ways(*zip(pool, counts.tolist(), strict=True)), seed=trial).held_out
        inside += held.low <= truth <= held.high
    assert inside >= 50


def test_cases_alike_within_a_week_widen_the_range(tmp_path):
    rng = np.random.default_rng(8)
    pool = ["a" + letter for letter in "bcdefghijk"]

    def log(by_week):
        rows = []
        for number in range(600):
            week = number // 20
            odd = (week % 2 == 0) if by_week else bool(rng.integers(0, 2))
            steps = pool[int(rng.integers(5, 10)) if odd else int(rng.integers(0, 3))]
            start = START + timedelta(days=7 * week, minutes=11 * number)
            rows += [(str(number), step, start + timedelta(minutes=place)) for place, step in enumerate(steps)]
        held = of(tmp_path, rows).held_out
        return held.high - held.low

    assert log(by_week=True) > 1.5 * log(by_week=False)


@pytest.mark.parametrize(
    ("cases", "low", "rework", "verdict"),
    [
        (99, 0.9, 0.0, "not_enough_cases"), (100, 0.60, 0.30, "repeatable"), (100, 0.60, 0.31, "guided_only"),
        (100, 0.59, 0.0, "guided_only"), (100, 0.40, 0.9, "guided_only"), (100, 0.39, 0.0, "not_yet"),
    ],
)  # fmt: skip
def test_the_verdict_keeps_to_its_limits(cases, low, rework, verdict):
    assert verdict_of(cases, low, rework) == verdict


@pytest.mark.parametrize(
    ("rows", "verdict", "korean"),
    [
        (ways(("abc", 150), ("abd", 50)), "repeatable", "반복되는 일이에요"),
        (ways(("abbc", 150), ("abd", 50)), "guided_only", "다시 하는 건이 30%보다 많아서"),
        (ways(("abc", 30)), "not_enough_cases", "30건"),
    ],
)
def test_the_verdict_says_its_reason(tmp_path, rows, verdict, korean):
    found = of(tmp_path, rows)
    assert found.verdict == verdict
    assert korean in found.sentence("ko")
    assert "90%" in found.why("ko")
    assert found.word("en").lower() in found.sentence("en").lower()


def test_uncovered_ways_come_with_what_sets_them_apart(tmp_path):
    usual = [("abc" + letter, 30) for letter in "defgh"]
    found = of(tmp_path, ways(*usual, ("abcdxx", 6), ("abbd", 9), ("cbaed", 4)))
    assert [(way.cases, "".join(way.steps)) for way in found.exceptions] == [(9, "abbd"), (6, "abcdxx"), (4, "cbaed")]
    first, second, third = found.exceptions
    assert (first.nearest, first.missing, first.extra, first.repeated) == (tuple("abcd"), ("c",), (), ("b",))
    assert (second.extra, second.repeated) == (("x",), ("x",))
    assert (third.missing, third.extra) == ((), ("e",))
    assert sum(way.share for way in found.exceptions) == pytest.approx(1 - found.sets[5])
    assert first.as_json().keys() >= {"variant", "cases", "share", "example_cases"}
    assert "빠진 단계: c" in first.sentence("ko")


def test_the_volume_is_the_median_of_whole_months(tmp_path):
    rows = [
        (f"{month}-{n}", "a", START.replace(month=month, day=1 + n % 28, hour=9, minute=n % 60, second=7))
        for month, count in ((1, 40), (2, 60), (3, 56), (4, 10))
        for n in range(count)
        if not (month == 4 and n > 9)
    ]
    volume = of(tmp_path, rows).volume
    assert (volume.per_month, volume.basis) == (56.0, "whole_months")
    assert [(month.month, month.cases, month.whole) for month in volume.months] == [
        ("2026-01", 40, True), ("2026-02", 60, True), ("2026-03", 56, True), ("2026-04", 10, False),
    ]  # fmt: skip


def test_a_stray_year_does_not_fill_the_list_with_empty_months(tmp_path):
    rows = [*office_log(400), ("old", "접수", START.replace(year=1970))]
    assert len(of(tmp_path, rows).volume.months) < 14


def test_wilson_agrees_with_the_published_example():
    low, high = wilson(0.5, 100, 1.959964)  # Newcombe 1998
    assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)


FIGURES = {
    "08_receipt.xes.gz": (1_434, 8_577, 116, (0.497, 0.664, 0.796, 0.879), 0.926, 0.063, 0.798),
    "02_teleclaims.xes.gz": (3_512, 24_825, 12, (0.149, 0.388, 0.536, 0.880), 0.814, 0.0, 0.781),
    "03_repairExample.xes.gz": (1_104, 7_733, 62, (0.297, 0.507, 0.629, 0.755), 0.913, 0.265, 0.740),
    "04_reviewing.xes.gz": (100, 2_278, 96, (0.02, 0.06, 0.09, 0.14), 0.36, 0.93, 0.732),
}


@pytest.mark.shared_data
@pytest.mark.parametrize("name", FIGURES)
@needs_shared_data("event-logs")
def test_public_logs_give_the_figures_known_of_them(name):
    found = repeatability(read_log(DATA / "event-logs" / name), now=NOW)
    cases, events, variants, order, by_set, rework, predictability = FIGURES[name]
    assert (found.cases, found.events, found.variants) == (cases, events, variants)
    assert tuple(found.order.values()) == pytest.approx(order, abs=6e-4)
    assert found.sets[5] == pytest.approx(by_set, abs=6e-4)
    assert found.rework == pytest.approx(rework, abs=6e-4)
    assert found.predictability == pytest.approx(predictability, abs=6e-4)
