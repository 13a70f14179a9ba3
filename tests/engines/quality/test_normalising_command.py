"""`jangbu normalise`: values in, one JSON object a line out."""

import json
import sqlite3
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from jangbu.cli import normalising
from jangbu.engines.quality.normalising import Kind

app = typer.Typer()
normalising.add_to(app)


def run(*words, stdin=None):
    return CliRunner().invoke(app, list(words), input=stdin)


def answers(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_has_one_value_a_line(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("(주)한빛\n\n주식회사\n", "utf-8")
    assert answers(run("--kind", "company", str(file))) == [
        {
            "value": "(주)한빛",
            "normalised": "주식회사 한빛",
            "parts": {"core": "한빛", "name": "한빛", "form": "주식회사"},
            "confidence": 1.0,
        },
        {"value": "", "normalised": "", "parts": {}, "confidence": 0.0},
        {"value": "주식회사", "normalised": "주식회사", "parts": {}, "confidence": 0.0},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_read_in_any_encoding(tmp_path, encoding, end):
    file = tmp_path / "rows.txt"
    file.write_bytes(end.join(["서울 강남구 테헤란로 152", "서울 강남구 역삼동 737"]).encode(encoding))
    found = [answer["normalised"] for answer in answers(run("--kind", "address", str(file)))]
    assert found == ["서울특별시 강남구 테헤란로 152", "서울특별시 강남구 역삼동 737"]


def test_standard_input_is_read_where_no_file_is_named():
    result = run("--kind", "phone", stdin="02)323-4567\r\n없음\r\n".encode("cp949"))
    assert [answer["normalised"] for answer in answers(result)] == ["02-323-4567", "없음"]
    assert "1" in result.stderr
    assert answers(run("--kind", "phone", stdin=b"")) == []


def test_a_column_of_a_table_keeps_its_rows(tmp_path):
    file = tmp_path / "거래처.csv"
    file.write_text("상호,전화\n(주)한빛,02-323-4567\n세빛㈜,\n새빛,031)323-4567\n", "utf-8")
    found = answers(run("--kind", "phone", "--column", "전화", str(file)))
    assert [answer["normalised"] for answer in found] == ["02-323-4567", None, "031-323-4567"]
    assert found[1] == {"value": None, "normalised": None, "parts": {}, "confidence": 0.0}


def test_a_table_of_a_database_is_chosen_by_name(tmp_path):
    file = tmp_path / "firm.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE buyers (name TEXT)")
        database.execute("INSERT INTO buyers VALUES ('㈜한빛')")
    database.close()
    found = answers(run("--kind", "company", "--table", "buyers", str(file)))
    assert [answer["normalised"] for answer in found] == ["주식회사 한빛"]


def test_a_table_without_a_chosen_column_asks_for_one(tmp_path, monkeypatch):
    monkeypatch.setenv("JANGBU_LANG", "en")
    file = tmp_path / "buyers.csv"
    file.write_text("name,phone\nA,1\n", "utf-8")
    result = run("--kind", "phone", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has 2 columns: name, phone" in result.stderr
    assert "--column" in result.stderr
    unknown = run("--kind", "phone", "--column", "tel", str(file))
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "no column 'tel'" in unknown.stderr


def test_a_missing_file_is_one_sentence(tmp_path):
    result = run("--kind", "phone", str(tmp_path / "none.txt"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none.txt" in result.stderr


def test_the_command_offers_exactly_the_kinds_there_are():
    assert [kind.value for kind in normalising.KindName] == list(get_args(Kind))
    assert run("--kind", "colour", stdin="빨강").exit_code == 2
