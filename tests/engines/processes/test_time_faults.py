"""Faults put into a clean log are found; a clean log has none."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.processes import read_log, time_faults

from .made import NOW, START, event, logged, office_log, written, xes

CASES = 300


def faults(folder, rows):
    return {fault.kind: fault for fault in time_faults(read_log(logged(folder, rows)), now=NOW)}


def some(rows, share, seed=3):
    """Places of a share of the rows."""
    rng = np.random.default_rng(seed)
    return sorted(int(place) for place in rng.choice(len(rows), int(share * len(rows)), replace=False))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), cases=st.integers(1, 400), minutes=st.booleans(), in_time_order=st.booleans())
def test_a_clean_log_has_no_faults(tmp_path_factory, seed, cases, minutes, in_time_order):
    rows = office_log(cases, seed, minutes=minutes)
    if in_time_order:
        rows.sort(key=lambda row: row[2])
    assert faults(tmp_path_factory.mktemp("log"), rows) == {}


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), gap=st.sampled_from([60, 3_600, 40_000, 200_000]))
def test_work_around_the_clock_has_no_faults(tmp_path_factory, seed, gap):
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(250):
        moment = START + timedelta(seconds=int(rng.integers(0, 100 * 86_400)))
        for step in "abcde":
            rows.append((str(number), step, moment))
            moment += timedelta(seconds=1 + int(rng.exponential(gap)))
    assert faults(tmp_path_factory.mktemp("log"), rows) == {}


def test_missing_times_are_counted_exactly(tmp_path):
    rows = office_log(CASES)
    places = some(rows, 0.05)
    for place in places:
        rows[place] = (*rows[place][:2], None)
    found = faults(tmp_path, rows)
    assert found.keys() == {"missing"}
    assert found["missing"].count == len(places)
    assert [one.row for one in found["missing"].examples] == places[:5]


def test_times_of_the_future_are_counted_exactly(tmp_path):
    rows = office_log(CASES)
    last = [place for place in range(len(rows) - 1) if rows[place][0] != rows[place + 1][0]][:7]
    for place in last:
        rows[place] = (*rows[place][:2], START.replace(year=2027, day=3 + place % 20, hour=10, minute=11))
    found = faults(tmp_path, rows)
    assert found.keys() == {"future"}
    assert (found["future"].count, found["future"].severity) == (7, "medium")


def test_dates_without_a_clock_are_called_rounded(tmp_path):
    rows = [(case, step, when.replace(hour=0, minute=0, second=0)) for case, step, when in office_log(CASES)]
    found = faults(tmp_path, rows)
    assert found.keys() == {"rounded"}
    assert (found["rounded"].share, found["rounded"].severity) == (1.0, "high")


def test_some_times_on_the_full_hour_are_called_rounded(tmp_path):
    rows = office_log(CASES)
    places = some(rows, 0.25)
    for place in places:
        rows[place] = (*rows[place][:2], rows[place][2].replace(minute=0, second=0))
    found = faults(tmp_path, rows)
    assert found["rounded"].count == len(places)


def test_a_batch_is_found_and_is_not_called_rounding(tmp_path):
    rows = office_log(CASES)
    places = [place for place in range(len(rows) - 1) if rows[place][0] != rows[place + 1][0]][:60]
    for place in places:
        rows[place] = (*rows[place][:2], START.replace(month=11, hour=2))
    found = faults(tmp_path, rows)
    assert found.keys() == {"batch"}
    assert found["batch"].count == 60


def test_minutes_shared_by_chance_are_no_batch(tmp_path):
    rng = np.random.default_rng(5)
    rows = [
        (str(number), "ab"[number % 2], START + timedelta(minutes=int(rng.integers(0, 600)))) for number in range(1_200)
    ]
    assert "batch" not in faults(tmp_path, rows)


def test_swapped_times_are_out_of_order(tmp_path):
    rows = office_log(CASES)
    swapped = [place for place in some(rows[:-1], 0.05) if rows[place][0] == rows[place + 1][0]]
    for place in swapped:
        one, other = rows[place], rows[place + 1]
        rows[place], rows[place + 1] = (*one[:2], other[2]), (*other[:2], one[2])
    found = faults(tmp_path, rows)
    assert found.keys() == {"out_of_order"}
    assert 0.8 * len(swapped) <= found["out_of_order"].count <= 1.2 * len(swapped)


def test_a_log_written_newest_first_is_not_out_of_order(tmp_path):
    assert faults(tmp_path, sorted(office_log(CASES), key=lambda row: row[2], reverse=True)) == {}


def test_an_event_written_twice_is_counted_once_more(tmp_path):
    rows = office_log(CASES)
    places = some(rows, 0.03)
    for place in reversed(places):
        rows.insert(place + 1, rows[place])
    found = faults(tmp_path, rows)
    assert found.keys() == {"duplicate"}
    assert found["duplicate"].count == len(places)


@pytest.mark.parametrize("hours", [-9, 9])
def test_single_events_nine_hours_off_are_a_slip(tmp_path, hours):
    rows = office_log(CASES)
    inner = [place for place in some(rows[1:-1], 0.06) if rows[place - 1][0] == rows[place][0] == rows[place + 1][0]]
    for place in inner:
        rows[place] = (*rows[place][:2], rows[place][2] + timedelta(hours=hours))
    found = faults(tmp_path, rows)
    assert "zone_slip" in found
    assert 0.8 * len(inner) <= found["zone_slip"].count <= 1.2 * len(inner)
    assert found["zone_slip"].severity == "high"


def test_whole_cases_nine_hours_early_are_a_slip_even_in_time_order(tmp_path):
    rows = office_log(1_000)
    early = {f"PI-{number:05d}" for number in range(0, 1_000, 12)}
    moved = [(case, step, when - timedelta(hours=9 * (case in early))) for case, step, when in rows]
    found = faults(tmp_path, sorted(moved, key=lambda row: row[2]))
    count = sum(case in early for case, _step, _when in rows)
    assert found.keys() == {"zone_slip"}
    assert 0.7 * count <= found["zone_slip"].count <= 1.05 * count


def test_an_event_written_again_nine_hours_later_is_a_slip(tmp_path):
    rows = office_log(CASES)
    ends = [place for place in range(len(rows) - 1) if rows[place][0] != rows[place + 1][0]][:20]
    for place in reversed(ends):
        rows.insert(place + 1, (*rows[place][:2], rows[place][2] + timedelta(hours=9)))
    assert faults(tmp_path, rows)["zone_slip"].count >= 20


def test_mixed_zones_are_a_slip_but_summer_time_is_not(tmp_path):
    def log(*zones):
        traces = [
            (str(n), [event("a", f"2026-0{1 + n % 9}-05T1{n % 10}:17:0{n % 7}{zones[n % len(zones)]}")])
            for n in range(60)
        ]
        return {
            fault.kind: fault for fault in time_faults(read_log(written(tmp_path / "log.xes", xes(traces))), now=NOW)
        }

    assert log("+01:00", "+02:00") == {}
    assert log("+09:00", "") == {}
    assert log("+09:00", "+09:00", "Z")["zone_slip"].count == 20
    assert log("", "", "Z")["zone_slip"].count == 20


def test_other_whole_hours_are_no_nine_hour_slip(tmp_path):
    rows = office_log(CASES)
    for place in some(rows, 0.06):
        rows[place] = (*rows[place][:2], rows[place][2] - timedelta(hours=3))
    assert "zone_slip" not in faults(tmp_path, rows)


def test_a_fault_tells_itself_in_both_languages(tmp_path):
    rows = [(case, step, None if step == "승인" else when) for case, step, when in office_log(CASES)]
    fault = faults(tmp_path, rows)["missing"]
    said = fault.as_json()
    assert said.keys() >= {"kind", "count", "share", "examples", "severity"}
    assert f"{fault.count:,}" in fault.sentence("ko")
    assert fault.sentence("en").endswith("cannot be read.")
    assert said["examples"][0] == {"row": 2, "case": "PI-00000", "activity": "승인", "time": ""}
