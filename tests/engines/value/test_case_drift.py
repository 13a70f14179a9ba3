"""A level that drifts anyway is no effect of the change, and cases by lot have nothing to drift between."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from jangbu.engines.value import case_effect


def cases(factor, *, late=("before", "after"), drift=0.0, seed=1, days=60, before=40) -> list[dict]:
    """Twelve cases a day of two kinds; the level rises or falls by `drift` over all days."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(days):
        day = date(2026, 3, 2) + timedelta(days=7 * (place // 5) + place % 5)
        for _ in range(12):
            side = late[1] if place >= before else late[0]
            kind = str(rng.integers(2))
            level = np.exp(drift * (place / days - 0.5)) * (factor if place >= before else 1.0)
            rows.append(
                {"side": side, "value": (10 + 10 * int(kind)) * level * rng.lognormal(0, 0.4), "kind": kind, "day": day}
            )
    return rows


def compare(rows, day="day"):
    return case_effect(rows, group="side", value="value", strata=("kind",), day=day)


def test_a_slow_fall_over_all_days_is_not_taken_for_an_effect():
    rows = cases(1.0, drift=-0.25, seed=2)
    assert compare(rows, day=None).ratio.high < 1
    found = compare(rows)
    assert found.ratio.low < 1 < found.ratio.high
    assert found.verdict == "cannot_tell"


def test_a_step_is_still_found_among_days_that_do_not_drift():
    found = compare(cases(0.6))
    assert found.ratio.low < 0.6 < found.ratio.high < 1


def test_the_range_is_never_narrower_than_the_cases_alone_make_it():
    rows = cases(0.8, seed=3)
    alone, found = compare(rows, day=None).ratio, compare(rows).ratio
    assert found.high - found.low >= 0.98 * (alone.high - alone.low)


def test_too_few_days_leave_the_comparison_of_cases_as_it_is():
    rows = cases(0.8, days=16, before=10)
    assert abs(compare(rows).ratio.mid - compare(rows, day=None).ratio.mid) < 1e-12


def test_cases_by_lot_share_their_days():
    rng = np.random.default_rng(2)
    rows = [{**row, "side": ("control", "treated")[int(rng.integers(2))]} for row in cases(1.0, drift=-0.5)]
    assert compare(rows).evidence_class == "A"
    assert abs(compare(rows).ratio.mid - compare(rows, day=None).ratio.mid) < 1e-12
