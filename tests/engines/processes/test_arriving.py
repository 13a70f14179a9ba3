"""Event logs in the shapes they arrive in."""

import gzip

import pytest

from jangbu.engines.processes import read_log
from jangbu.kernel.errors import Problem
from tests.engines.processes.logs import XES, clean_rows, trace, write


@pytest.mark.parametrize(
    ("name", "encoding", "mark"),
    [
        ("log.csv", "utf-8", ","),
        ("log.csv", "utf-8-sig", ";"),
        ("log.csv", "cp949", ","),
        ("log.csv", "utf-16", "\t"),
        ("log.csv.gz", "cp949", "|"),
    ],
)
def test_a_table_reads_the_same_however_it_was_saved(tmp_path, name, encoding, mark):
    rows = clean_rows(12, 1)
    log = read_log(write(tmp_path / name, rows, encoding=encoding, mark=mark))
    assert (len(log.cases), log.events) == (12, 48)
    assert set(log.activities) <= {"접수", "확인", "승인", "완료", "문의"}


def test_times_are_read_as_people_here_write_them(tmp_path):
    written = ["2026-11-03 09:12", "2026.11.03 09:12:00", "2026/11/3 오전 9:12", "2026년 11월 3일 9시 12분"]
    written += ["2026-11-03T00:12:00Z", "2026-11-03T09:12:00+09:00"]
    log = read_log(write(tmp_path / "log.csv", [(f"A{n}", "접수", text) for n, text in enumerate(written)]))
    assert len(set(log.time.tolist())) == 1


def test_afternoon_is_twelve_hours_later(tmp_path):
    log = read_log(
        write(tmp_path / "log.csv", [("A", "접수", "2026-11-03 오후 2:05"), ("B", "접수", "2026-11-03 14:05")])
    )
    assert log.time[0] == log.time[1]


def test_of_life_cycles_only_completed_events_count(tmp_path):
    path = tmp_path / "log.xes"
    started = trace("A", ("접수", "2026-11-03T09:00:00+09:00"), lifecycle="start")
    ended = trace("A2", ("접수", "2026-11-03T09:05:00+09:00"), lifecycle="complete")
    path.write_text(XES.format(started + ended), "utf-8")
    assert read_log(path).cases == ("A2",)


def test_two_traces_of_one_name_are_two_cases(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES.format(trace("A", ("x", "2026-11-03")) + trace("A", ("x", "2026-11-04"))), "utf-8")
    assert read_log(path).cases == ("A", "A (2)")


def test_columns_can_be_named(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("a,b,c\nK1,시작,2026-11-03 09:00\nK1,끝,2026-11-03 10:00\n", "utf-8")
    assert read_log(path, case="a", activity="b", time="c").cases == ("K1",)


BAD = {
    "empty.csv": (b"", "processes.empty"),
    "header.csv": ("전표번호,단계,일시\n".encode(), "processes.empty"),
    "nocase.csv": ("금액,단계,일시\n1,접수,2026-11-03\n".encode(), "processes.no_column"),
    "notime.csv": ("전표번호,단계\nA,접수\nB,접수\n".encode(), "processes.no_column"),
    "badtimes.csv": ("전표번호,단계,일시\nA,접수,어제\nB,접수,그제\n".encode(), "processes.no_times"),
    "blank.csv": ("전표번호,단계,일시\nA,,2026-11-03\nB,,2026-11-03\n".encode(), "processes.blank_activities"),
    "cut.xes": (b'<?xml version="1.0"?><log><trace><event>', "processes.truncated"),
    "other.xes": (b"<html><body/></html>", "processes.not_a_log"),
    "bomb.xes": (b'<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>', "processes.entities"),
    "cut.csv.gz": (gzip.compress("전표번호,단계,일시\n".encode() * 500, mtime=0)[:40], "processes.truncated"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(50), "processes.not_a_log"),
    "binary.csv": (b"a\0b\0c" * 20, "processes.not_a_log"),
    "letters.csv": (b"\xff\x81\xfe,b\n" + b"\xff\xff\n", "processes.encoding"),
    "long.csv": ("전표번호,단계,일시\nA,".encode() + b"x" * 200_000 + b",2026-11-03\n", "processes.too_long"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_with_the_next_step(tmp_path, name):
    content, code = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Problem) as caught:
        read_log(tmp_path / name)
    assert caught.value.code == code
    assert name in caught.value.what("ko")
    assert caught.value.next_step("en")


def test_without_a_case_column_the_sentence_names_the_columns_and_the_option(tmp_path):
    (tmp_path / "log.csv").write_bytes(BAD["nocase.csv"][0])
    with pytest.raises(Problem, match="--case") as caught:
        read_log(tmp_path / "log.csv")
    assert "금액, 단계, 일시" in caught.value.what("ko")


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(Problem) as caught:
        read_log(tmp_path / "none.csv")
    assert caught.value.code == "processes.no_file"
