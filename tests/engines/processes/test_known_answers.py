"""What is said of logs whose answers are known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.processes import case_table, daily, read_log, repeatability
from tests.engines.processes.logs import NOW, clean_rows, write
from tests.shared_data import DATA, needs_shared_data

LOGS = DATA / "event-logs"
KNOWN = [  # file, cases, variants, top five in order, as sets, rework, predictability
    ("08_receipt.xes.gz", 1434, 116, 0.796, 0.926, 0.063, 0.798),
    ("02_teleclaims.xes.gz", 3512, 12, 0.536, 0.814, 0.0, 0.781),
    ("03_repairExample.xes.gz", 1104, 62, 0.629, 0.913, 0.265, 0.740),
    ("04_reviewing.xes.gz", 100, 96, 0.09, 0.36, 0.93, 0.732),
]


@needs_shared_data("event-logs")
@pytest.mark.shared_data
@pytest.mark.parametrize(("name", "cases", "variants", "order5", "set5", "rework", "predictability"), KNOWN)
def test_published_logs_give_the_published_figures(name, cases, variants, order5, set5, rework, predictability):
    found = repeatability(read_log(LOGS / name), now=NOW)
    assert (found.cases, found.variants) == (cases, variants)
    shares = (found.order[5], found.sets[5], found.rework, found.predictability)
    assert [round(share, 3) for share in shares] == [order5, set5, rework, predictability]


def test_a_process_of_two_ways_repeats(tmp_path):
    found = repeatability(read_log(write(tmp_path / "log.csv", clean_rows(300, 2))), now=NOW)
    assert found.verdict == "repeatable"
    assert found.variants == 2
    assert found.held_out.low <= found.held_out.set5 <= found.held_out.high


def test_few_cases_get_no_verdict(tmp_path):
    found = repeatability(read_log(write(tmp_path / "log.csv", clean_rows(60, 2))), now=NOW)
    assert found.verdict == "not_enough_cases"
    assert "60건" in found.sentence("ko")


def test_work_that_never_repeats_is_not_called_repeatable(tmp_path):
    rows = [(f"A{n}", f"단계 {n}-{k}", f"2026-03-{n % 27 + 1:02d} 09:0{k}:11") for n in range(150) for k in range(3)]
    found = repeatability(read_log(write(tmp_path / "log.csv", rows)), now=NOW)
    assert found.verdict == "not_yet"
    assert found.exceptions


def test_the_same_log_gives_the_same_answer(tmp_path):
    log = read_log(write(tmp_path / "log.csv", clean_rows(150, 5)))
    assert repeatability(log, now=NOW).as_json() == repeatability(log, now=NOW).as_json()


def test_an_unusual_way_is_listed_with_what_it_does_differently(tmp_path):
    rows = clean_rows(300, 3)
    kinds = ["가", "나", "다", "라"]  # four more usual sets, so that the odd one is outside the top five
    rows += [(f"{kind}{n}", f"{kind} 일", f"2026-06-01 10:{n:02d}:07") for kind in kinds for n in range(20)]
    rows += [
        ("Z1", "접수", "2026-06-02 10:00:01"),
        ("Z1", "보류", "2026-06-02 10:05:02"),
        ("Z1", "완료", "2026-06-02 10:09:03"),
    ]
    found = repeatability(read_log(write(tmp_path / "log.csv", rows)), now=NOW)
    odd = next(way for way in found.exceptions if "보류" in way.steps)
    assert odd.extra == ("보류",)
    assert odd.example_cases == ("Z1",)


@settings(max_examples=25, deadline=None)
@given(cases=st.integers(20, 120), seed=st.integers(0, 10_000))
def test_a_clean_log_has_no_fault_invented_for_it(tmp_path_factory, cases, seed):
    path = write(tmp_path_factory.mktemp("clean") / "log.csv", clean_rows(cases, seed))
    assert repeatability(read_log(path), now=NOW).time_faults == ()


def kinds_after(tmp_path, change) -> set[str]:
    rows = clean_rows(120, 7)
    return {
        fault.kind for fault in repeatability(read_log(write(tmp_path / "log.csv", change(rows))), now=NOW).time_faults
    }


def with_times(rows, picked, time):
    return [
        (case, step, time(when)) if picked(index) else (case, step, when)
        for index, (case, step, when) in enumerate(rows)
    ]


def test_missing_times_are_found(tmp_path):
    assert kinds_after(tmp_path, lambda rows: with_times(rows, lambda n: n % 40 == 3, lambda _w: "")) == {"missing"}


def test_times_to_come_are_found(tmp_path):
    assert "future" in kinds_after(tmp_path, lambda rows: [*rows, ("Z", "접수", "2031-01-01 09:00:01")])


def test_times_rounded_to_the_day_are_found(tmp_path):
    assert "rounded" in kinds_after(tmp_path, lambda rows: with_times(rows, lambda n: True, lambda when: when[:10]))


def test_events_written_in_one_instant_are_found(tmp_path):
    batch = [(f"B{n}", "접수", "2026-05-04 11:22:33") for n in range(8)]
    assert kinds_after(tmp_path, lambda rows: [*rows, *batch]) == {"batch"}


def test_an_event_written_twice_is_found(tmp_path):
    assert kinds_after(tmp_path, lambda rows: [*rows[:5], rows[4], *rows[5:]]) == {"duplicate"}


def test_mixed_time_zones_are_found(tmp_path):
    def mixed(rows):
        zoned = [(case, step, f"{when}+09:00") for case, step, when in rows]
        return with_times(zoned, lambda n: n % 30 == 5, lambda when: when.replace("+09:00", "+00:00"))

    assert "zone_slip" in kinds_after(tmp_path, mixed)


def test_a_day_is_the_mean_of_the_cases_that_ended_on_it(tmp_path):
    rows = [("A", "접수", "2026-11-03 09:00:00"), ("A", "완료", "2026-11-03 09:30:00")]
    rows += [
        ("B", "접수", "2026-11-03 23:50:00"),
        ("B", "완료", "2026-11-04 00:10:00"),
        ("C", "접수", "2026-11-04 09:00:00"),
    ]
    log = read_log(write(tmp_path / "log.csv", rows))
    assert [(line.day.day, line.mean_minutes, line.cases) for line in daily(log)] == [(3, 30.0, 1), (4, 20.0, 1)]
    assert [line.rework for line in case_table(log)] == [False, False, False]
