"""How long cases take, by case and by Korean day."""

import math
from datetime import UTC, date, datetime, timedelta

import pytest

from jangbu.engines.processes import case_table, daily, daily_medians, durations, read_log

from .made import START, logged, office_log, text_of, written

NINE = START.replace(hour=9)


def test_a_case_lasts_from_its_first_to_its_last_event(tmp_path):
    log = read_log(logged(tmp_path, [("1", "a", NINE), ("1", "b", NINE + timedelta(hours=2)), ("2", "a", NINE)]))
    assert durations(log).tolist() == [120.0, 0.0]
    assert durations(log, unit="hours").tolist() == [2.0, 0.0]


def test_days_are_korean_days_and_lone_events_have_no_length(tmp_path):
    text = (
        "case id,activity,timestamp\n1,a,2026-01-05T14:00:00Z\n1,b,2026-01-05T15:30:00Z\n"
        "2,a,2026-01-05T15:00:00Z\n2,b,2026-01-05T15:10:00Z\n3,a,2026-01-07T00:00:00Z\n"
    )
    log = read_log(written(tmp_path / "log.csv", text))
    assert daily(log) == [(date(2026, 1, 6), 50.0, 2)]
    assert daily_medians(log) == [(date(2026, 1, 6), 50.0, 2)]
    assert daily(log)[0].mean_minutes == 50.0


def test_the_table_holds_every_case_with_its_way_and_rework(tmp_path):
    rows = [
        ("1", "a", NINE),
        ("1", "b", NINE + timedelta(minutes=3)),
        ("2", "a", NINE),
        ("2", "a", NINE + timedelta(minutes=9)),
    ]
    rows += [("3", "a", NINE), ("3", "b", NINE + timedelta(minutes=5))]
    lines = case_table(read_log(logged(tmp_path, rows)))
    assert [(line.case, line.minutes, line.variant_rank, line.rework) for line in lines] == [
        ("1", 3.0, 0, False), ("2", 9.0, 1, True), ("3", 5.0, 0, False),
    ]  # fmt: skip
    assert lines[0].start == datetime(2026, 1, 5, 0, 0, tzinfo=UTC)


def test_a_case_without_times_has_no_length(tmp_path):
    rows = [("1", "a", None), ("1", "b", None), ("2", "a", START), ("2", "b", START + timedelta(minutes=4))]
    log = read_log(written(tmp_path / "log.csv", text_of(rows)))
    assert math.isnan(durations(log)[0])
    assert case_table(log)[0].minutes is None
    assert daily(log) == [(START.date(), 4.0, 1)]


def test_daily_means_add_up_to_all_minutes(tmp_path):
    log = read_log(logged(tmp_path, office_log(200)))
    assert sum(day.mean_minutes * day.cases for day in daily(log)) == pytest.approx(float(durations(log).sum()))
    assert sum(day.cases for day in daily(log)) == 200
