"""Logs come in as XES or as tables, and read the same."""

import unicodedata
from datetime import timedelta

import numpy as np
import pytest

from jangbu.engines.processes import read_log

from .made import HEADER, START, event, logged, office_log, text_of, written, xes


def same(one, other):
    assert (one.cases, one.activities) == (other.cases, other.activities)
    for column in ("case", "activity", "time", "zone", "row"):
        assert np.array_equal(getattr(one, column), getattr(other, column)), column


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_a_file_in_another_encoding_reads_like_its_utf8_twin(tmp_path, encoding):
    text = text_of(office_log(20))
    plain = read_log(written(tmp_path / "a.csv", text))
    same(plain, read_log(written(tmp_path / "b.csv", text, encoding)))
    assert plain.activities[0] == "접수"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_delimiter_will_do(tmp_path, delimiter):
    rows = office_log(20)
    same(read_log(logged(tmp_path, rows)), read_log(written(tmp_path / "b.txt", text_of(rows, delimiter=delimiter))))


def test_a_packed_file_reads_like_the_plain_one(tmp_path):
    text = text_of(office_log(20))
    same(read_log(written(tmp_path / "a.csv", text)), read_log(written(tmp_path / "a.csv.gz", text)))


@pytest.mark.parametrize(
    "header",
    [
        ("case id", "activity", "timestamp"),
        ("CaseID", "ActivityID", "CompleteTimestamp"),
        ("접수번호", "작업", "처리일시"),
        ("전표번호", "상태", "시각"),
        ("case:concept:name", "concept:name", "time:timestamp"),
        ("Ticket_ID", "Task Name", "end time"),
        ("번호", "무엇", "언제"),
        ("2026", "접수", "x"),
    ],
)
def test_columns_are_known_by_their_names_or_by_what_they_hold(tmp_path, header):
    log = read_log(written(tmp_path / "log.csv", text_of(office_log(60), header)))
    assert log.cases[0].startswith("PI-")
    assert log.activities[0] == "접수"


def test_a_file_without_a_header_is_read_by_its_values(tmp_path):
    text = text_of(office_log(60)).partition("\n")[2]
    assert len(read_log(written(tmp_path / "log.csv", text)).cases) == 60


def test_titles_above_the_header_are_passed_over(tmp_path):
    log = read_log(written(tmp_path / "log.csv", "매입 계산서 처리 내역\n\n" + text_of(office_log(10))))
    assert len(log.cases) == 10


def test_arguments_override_the_guess(tmp_path):
    text = "case id,claim,activity,kind,timestamp\nx,1,a,k,2026-01-05 09:00\ny,1,b,m,2026-01-05 09:10\n"
    path = written(tmp_path / "log.csv", text)
    assert read_log(path).cases == ("x", "y")
    log = read_log(path, case="claim", activity="kind")
    assert (log.cases, log.activities) == (("1",), ("k", "m"))


def test_what_a_table_says_of_whole_cases_is_kept(tmp_path):
    text = (
        "case id,activity,timestamp,유형,담당자\n1,a,2026-01-05 09:00,물품,김\n"
        "1,b,2026-01-05 09:10,물품,이\n2,a,2026-01-05 09:00,용역,김\n"
    )
    assert read_log(written(tmp_path / "log.csv", text)).attributes == {"유형": ("물품", "용역")}


def test_only_completed_steps_count_where_there_are_life_cycles(tmp_path):
    text = (
        "case id,activity,timestamp,lifecycle:transition\n1,a,2026-01-05 09:00,start\n1,a,2026-01-05 09:10,COMPLETE\n"
        "1,b,2026-01-05 09:20,complete\n2,a,2026-01-05 09:00,start\n"
    )
    log = read_log(written(tmp_path / "log.csv", text))
    assert (log.cases, log.events, dict(log.left_out)) == (("1",), 2, {"other_lifecycle": 2})
    assert log.row.tolist() == [1, 2]


def test_life_cycles_without_completion_all_count(tmp_path):
    text = xes(
        [("1", [event("a", "2026-01-05T09:00:00Z", "queued"), event("a", "2026-01-05T09:10:00Z", "in progress")])]
    )
    assert read_log(written(tmp_path / "log.xes", text)).events == 2


def test_xes_and_csv_of_one_log_agree(tmp_path):
    rows = office_log(30)
    cases = dict.fromkeys(case for case, _step, _when in rows)
    traces = [(case, [event(step, when.isoformat()) for owner, step, when in rows if owner == case]) for case in cases]
    same(read_log(logged(tmp_path, rows)), read_log(written(tmp_path / "log.xes.gz", xes(traces))))


def test_declared_defaults_fill_names_but_never_times(tmp_path):
    head = (
        '<global scope="event"><string key="concept:name" value="보통 단계"/>'
        '<date key="time:timestamp" value="1970-01-01T00:00:00Z"/>'
        '<string key="lifecycle:transition" value="complete"/></global>'
    )
    events = [{"time:timestamp": "2026-01-05T09:00:00Z"}, event("a", ""), event("b", "2026-01-05T09:00:00Z", "start")]
    log = read_log(written(tmp_path / "log.xes", xes([("1", events)], head)))
    assert log.activities == ("보통 단계", "a")
    assert log.known.tolist() == [True, False]


def test_attributes_inside_attributes_do_not_override_the_event(tmp_path):
    nested = (
        '<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a">'
        '<string key="concept:name" value="wrong"/></string>'
        '<date key="time:timestamp" value="2026-01-05T09:00:00Z"/></event></trace></log>'
    )
    assert read_log(written(tmp_path / "log.xes", nested)).activities == ("a",)


def test_two_traces_of_one_name_are_two_cases(tmp_path):
    trace = ("1", [event("a", "2026-01-05T09:00:00Z")])
    assert read_log(written(tmp_path / "log.xes", xes([trace, trace]))).cases == ("1", "1 (2)")


def test_a_korean_xes_in_euc_kr_is_read(tmp_path):
    text = xes([("1", [event("접수", "2026-01-05T09:00:00Z")])]).replace("UTF-8", "EUC-KR")
    assert read_log(written(tmp_path / "log.xes", text, "cp949")).activities == ("접수",)


def test_names_that_differ_in_form_alone_are_one_activity(tmp_path):
    apart = unicodedata.normalize("NFD", "접수")
    text = f"case id,activity,timestamp\n1,접수,2026-01-05 09:00\n2, {apart} ,2026-01-05 09:10\n"
    assert read_log(written(tmp_path / "log.csv", text)).activities == ("접수",)


def test_a_log_of_several_blocks_is_read_whole(tmp_path):
    rows = [(str(number % 997), "ab"[number % 2], START + timedelta(seconds=number)) for number in range(120_000)]
    log = read_log(logged(tmp_path, rows))
    assert (log.events, len(log.cases), log.row[-1]) == (120_000, 997, 119_999)


def test_ties_keep_the_order_of_the_file_and_newest_first_is_turned(tmp_path):
    rows = [("1", step, START + timedelta(minutes=minute)) for step, minute in (("a", 0), ("b", 0), ("c", 5), ("d", 9))]
    way = read_log(logged(tmp_path, rows))
    assert way.names(way.variants[1][0]) == ("a", "b", "c", "d")
    turned = read_log(logged(tmp_path, rows[::-1]))
    assert turned.names(turned.variants[1][0]) == ("a", "b", "c", "d")


def test_an_event_without_a_time_stays_where_it_was_written(tmp_path):
    rows = [("1", "a", START), ("1", "b", None), ("1", "c", START + timedelta(minutes=5))]
    log = read_log(written(tmp_path / "log.csv", text_of(rows, HEADER)))
    assert log.names(log.variants[1][0]) == ("a", "b", "c")
