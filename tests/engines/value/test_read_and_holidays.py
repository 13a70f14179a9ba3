from datetime import date

import pytest

from jangbu.engines.value import effect, holiday_years, holidays_kr, read_calendar, read_series
from jangbu.kernel.errors import Problem
from tests.engines.value.made import made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_series_file_reads_the_same_in_each_encoding(tmp_path, encoding):
    path = tmp_path / "series.csv"
    path.write_text('날짜,값,다른 업무,비고\n2026-11-02,"1,234.5",7,좋음\n2026-11-03,,8,\n', encoding=encoding)
    series = read_series(path)
    assert series == ((date(2026, 11, 2), 1234.5), (date(2026, 11, 3), None))
    assert series.controls == {"다른 업무": ((date(2026, 11, 2), 7.0), (date(2026, 11, 3), 8.0))}


def test_what_is_read_can_be_measured(tmp_path):
    pairs, start = made()
    path = tmp_path / "series.csv"
    path.write_text("date,value,control\n" + "".join(f"{day},{value!r},{value!r}\n" for day, value in pairs), "utf-8")
    series = read_series(path)
    assert effect(series, start=start).ratio == effect(pairs, start=start).ratio


def test_dates_come_in_many_shapes(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "일자,분\n2026/11/2,1\n2026.11.03,2\n20261104,3\n2026-11-05 09:30:00,4\n2026년 11월 6일,5\n", "utf-8"
    )
    assert [day.day for day, _ in read_series(path)] == [2, 3, 4, 5, 6]


def test_a_calendar_names_its_days(tmp_path):
    path = tmp_path / "calendar.csv"
    path.write_text("date,name\n2026-11-02,박람회\n2026-11-03,\n", "utf-8")
    assert read_calendar(path) == {date(2026, 11, 2): "박람회", date(2026, 11, 3): ""}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "value.empty"),
        (b"date,value\n", "value.empty"),
        (b"when,what,value\n1,2,3\n", "value.column_missing"),
        (b"date,a,b\n2026-11-02,2,3\n", "value.column_missing"),
        (b"date,value\n2026-13-02,2\n", "value.cell_unreadable"),
        (b"date,value\n2026-11-02,many\n", "value.cell_unreadable"),
        (b"\xff\xfe\x00\x01\x02", "value.file_unreadable"),
        (b"date,value\n2026-11-02," + b"9" * 200_000 + b"x\n", "value.file_unreadable"),
    ],
)
def test_a_bad_file_gets_one_sentence(tmp_path, content, code):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        read_series(path)
    assert caught.value.code == code
    assert len(caught.value.sentence("ko")) < 300


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Problem, match=r"none\.csv"):
        read_series(tmp_path / "none.csv")


def test_holidays_know_substitutes_elections_and_temporary_days():
    known = holidays_kr()
    assert known[date(2026, 10, 5)] == "개천절 대체"
    assert known[date(2026, 9, 25)] == "추석"
    assert known[date(2024, 10, 1)] == "국군의 날 (임시)"
    assert known[date(2025, 1, 27)] == "임시공휴일"
    assert known[date(2025, 6, 3)] == "대통령 선거일"
    assert known[date(2026, 7, 17)] == "제헌절"
    assert date(2025, 7, 17) not in known
    assert date(2026, 6, 8) not in known  # Memorial Day has no substitute
    assert {day.year for day in known} == set(range(holiday_years()[0], holiday_years()[1] + 1))
    assert holidays_kr("en").keys() == known.keys()
    assert holidays_kr("en")[date(2026, 10, 5)] == "Substitute for National Foundation Day"
