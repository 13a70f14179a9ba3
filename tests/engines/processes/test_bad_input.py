"""Whatever is wrong with a log, one sentence in each language says what, where and what next."""

import gzip

import pytest

from jangbu.engines.processes import read_log, repeatability
from jangbu.kernel.errors import Problem

from .made import NOW, event, office_log, text_of, written, xes

ONE = [("1", [event("a", "2026-01-05T09:00:00Z")])]
CSV = text_of(office_log(40))
XES = xes(ONE * 40)
BOMB = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
XXE = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

HEAD = b"case id,activity,timestamp\n"
FAULTY = {
    "empty.csv": (b"", "empty"),
    "spaces.csv": (b"\n  \n", "empty"),
    "header.csv": (HEAD, "empty"),
    "no_case.csv": (b"activity,timestamp,resource\na,2026-01-05 09:00,Pete\nb,2026-01-05 09:10,Mike\n", "no_column"),
    "no_time.csv": (b"case id,activity\n1,a\n1,b\n", "no_column"),
    "one_column.csv": (b"hello\nthere\n", "not_a_log"),
    "times_missing.csv": (HEAD + b"1,a,\n1,b,\n", "no_times"),
    "times_odd.csv": (HEAD + "1,a,어제\n1,b,그제\n".encode(), "no_times"),
    "blank.csv": (HEAD + b"1,,2026-01-05 09:00\n1, ,2026-01-05 09:10\n", "blank_activities"),
    "caseless.csv": (HEAD + b",a,2026-01-05 09:00\n,b,2026-01-05 09:10\n", "no_cases"),
    "quote.csv": (HEAD + b'1,a,2026-01-05 09:00\n1,"b,2026-01-05 09:10\n1,c,2026-01-05\n', "quotes"),
    "long.csv": (HEAD + b"1," + b"a" * 10_000_000 + b",2026-01-05 09:00\n", "too_long"),
    "encoding.csv": (HEAD + b"1,\xff\xff\xfe,2026-01-05 09:00\n", "encoding"),
    "binary.csv": (b"\x00\x01\x02" * 100, "not_a_log"),
    "book.csv": (b"PK\x03\x04" + bytes(100), "not_a_log"),
    "paper.xes": (b"%PDF-1.7\n", "not_a_log"),
    "cut.csv.gz": (gzip.compress(CSV.encode() * 20)[:-200], "truncated"),
    "cut.xes": (XES[: len(XES) // 2].encode(), "truncated"),
    "broken.xes": (b"<log><trace></log>", "truncated"),
    "other.xes": (b"<html><body/></html>", "not_a_log"),
    "no_events.xes": (b"<log><trace/></log>", "empty"),
    "bomb.xes": (XES.replace("\n", BOMB, 1).encode(), "entities"),
    "xxe.xes": (XES.replace("\n", XXE, 1).encode(), "entities"),
    "late_doctype.xes": (f"<!--{' ' * 90_000}-->{BOMB}<log/>".encode(), "entities"),
    "long.xes": (xes([("1", [event("a" * 10_000_000, "2026-01-05")])]).encode(), "too_long"),
    "endless.xes": (b"<log><trace><string key='k' value='" + b"a" * 10_000_000, "too_long"),
    "times.xes": (xes([("1", [{"concept:name": "a"}])]).encode(), "no_times"),
    "encoding.xes": (XES.replace("UTF-8", "klingon").encode(), "encoding"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_is_refused_in_one_sentence(tmp_path, name):
    data, code = FAULTY[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        read_log(path)
    assert caught.value.code == f"processes.{code}"
    for language in ("ko", "en"):
        sentence = caught.value.sentence(language)
        assert name in sentence
        assert "\n" not in sentence
        assert len(sentence) < 400
    assert path.read_bytes() == data


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(Problem) as caught:
        read_log(tmp_path / "nothing.csv")
    assert caught.value.code == "processes.no_file"


def test_the_columns_there_are_and_the_option_are_named(tmp_path):
    with pytest.raises(Problem) as caught:
        read_log(written(tmp_path / "log.csv", FAULTY["no_case.csv"][0]))
    assert "activity, timestamp, resource" in caught.value.sentence("en")
    assert "--case" in caught.value.sentence("ko")


@pytest.mark.parametrize("role", ["case", "activity", "time", "lifecycle"])
@pytest.mark.parametrize(("name", "text"), [("log.csv", CSV), ("log.xes", XES)])
def test_a_column_that_is_not_there_is_named(tmp_path, role, name, text):
    with pytest.raises(Problem) as caught:
        read_log(written(tmp_path / name, text), **{role: "없는 열"})
    assert caught.value.code == "processes.no_such_column"
    assert "없는 열" in caught.value.sentence("ko")


@pytest.mark.parametrize(
    ("name", "line"), [("quote.csv", "3"), ("long.csv", "2"), ("encoding.csv", "2"), ("bomb.xes", "1")]
)
def test_the_line_is_named(tmp_path, name, line):
    with pytest.raises(Problem) as caught:
        read_log(written(tmp_path / name, FAULTY[name][0]))
    assert f"ine {line}" in caught.value.sentence("en")


def test_a_truncated_file_never_gives_half_a_log(tmp_path):
    text = xes(ONE * 200)
    for cut in range(100, len(text) - 8, 997):
        with pytest.raises(Problem):
            read_log(written(tmp_path / "log.xes", text[:cut]))


def test_one_event_is_too_few_to_tell_and_says_so(tmp_path):
    log = read_log(written(tmp_path / "log.xes", xes(ONE)))
    found = repeatability(log, now=NOW)
    assert (found.cases, found.events, found.verdict) == (1, 1, "not_enough_cases")
    assert "1건" in found.sentence("ko")


def test_a_few_rows_without_case_or_name_are_counted_not_hidden(tmp_path):
    text = CSV + ",접수,2026-01-05 09:00:00\nPI-00001,,2026-01-05 09:00:00\n"
    log = read_log(written(tmp_path / "log.csv", text))
    assert dict(log.left_out) == {"no_case": 1, "nameless_activity": 1}
