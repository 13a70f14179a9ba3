"""Reading times in the forms people and machines write them."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.processes.times import NO_TIME, NO_ZONE, as_datetime, parse, shown

NINE_TWELVE = "2026-11-03T09:12:00+09:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03 09:12",
        "2026.11.03 09:12:00",
        "2026. 11. 3. 오전 9:12",
        "2026/11/3 9:12:00.000",
        "2026년 11월 3일 9시 12분",
        "2026-11-03T09:12:00",
        "2026-11-03T00:12:00Z",
        "2026-11-03T09:12:00+09:00",
        "2026-11-03T00:12:00.000+0000",
        "20261103091200",
        "202611030912",
        "1793664720",
        "1793664720000",
        "1793664720.0",
        "3 Nov 2026 09:12",
        "Nov 3, 2026 9:12 AM",
        "2026-11-03 (화) 09:12",
        "2026-11-02 19:12:00-05:00",
        "  2026-11-03 09:12  ",
    ],
)
def test_one_moment_in_many_spellings(text):
    assert shown(int(parse([text])[0][0])) == NINE_TWELVE


def test_afternoon_is_afternoon_in_both_languages():
    moments = parse(["2026/11/3 오후 2:05", "2026/11/3 2:05 PM", "2026/11/3 오전 12:05", "2026/11/3 오후 12:05"])[0]
    assert [shown(int(moment))[11:16] for moment in moments] == ["14:05", "14:05", "00:05", "12:05"]


@pytest.mark.parametrize(
    "text", ["", " ", "어제", "2026-13-01 09:00", "2026-02-30", "2026-11-03 25:00", "2026-11-03 10:61", "12", "x" * 500]
)
def test_what_is_no_time_is_no_time(text):
    assert parse([text, NINE_TWELVE])[0][0] == NO_TIME


def test_a_column_tells_which_number_is_the_day():
    assert [shown(int(moment))[:10] for moment in parse(["3/11/2026", "25/11/2026"])[0]] == ["2026-11-03", "2026-11-25"]
    assert [shown(int(moment))[:10] for moment in parse(["3/11/2026", "11/25/2026"])[0]] == ["2026-03-11", "2026-11-25"]


def test_the_written_zone_is_kept():
    assert parse(["2026-11-03T00:12:00Z", "2026-11-03 09:12", "2026-11-03T09:12:00+09:00"])[1].tolist() == [
        0,
        NO_ZONE,
        540,
    ]


@given(
    st.lists(
        st.datetimes(
            datetime(1901, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
            datetime(2199, 1, 1),  # noqa: DTZ001
            timezones=st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
        ),
        max_size=20,
    )
)
def test_every_iso_time_comes_back_as_it_was(moments):
    read, zones = parse([moment.isoformat() for moment in moments])
    assert [as_datetime(int(one)) for one in read] == moments
    assert [int(zone) for zone in zones] == [moment.utcoffset() // timedelta(minutes=1) for moment in moments]
