"""`jangbu map`: which column is which field."""

import json

import typer
from typer.testing import CliRunner

from jangbu.cli import mapping

app = typer.Typer()
mapping.add_to(app)


@app.command("other", hidden=True)
def other():
    """So that commands keep their names."""


def run(*words):
    return CliRunner().invoke(app, list(words))


def test_the_answer_is_one_json_document(tmp_path):
    file = tmp_path / "견적.csv"
    file.write_text("접수번호,요청일,업체명,품목,수량,좌석\nQ-1,2026-01-05,(주)한빛,볼트,10,A1\n", "cp949")
    result = run("map", str(file), "--schema", "quote_request", "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    found = document["mapping"]
    assert [found[name]["target"] for name in found] == ["number", "requested_on", "company", "item", "quantity", None]
    for each in found.values():
        assert set(each) == {"target", "confidence", "alternatives"}
        assert 0 <= each["confidence"] <= 1
        assert all(set(alternative) == {"target", "confidence"} for alternative in each["alternatives"])
    assert document["missing"] == []


def test_people_read_labels_and_what_is_missing(tmp_path, monkeypatch):
    file = tmp_path / "a.csv"
    file.write_text("품명,좌석\n볼트,A1\n너트,A2\n", "utf-8")
    monkeypatch.setenv("JANGBU_LANG", "ko")
    korean = run("map", str(file), "--schema", "invoice_line")
    assert "품명 → 품목명 (item)" in korean.stdout
    assert "맞는 항목이 없어요" in korean.stdout
    assert "수량" in korean.stderr
    monkeypatch.setenv("JANGBU_LANG", "en")
    english = run("map", str(file), "--schema", "invoice_line")
    assert "품명 → item" in english.stdout
    assert "no field fits" in english.stdout


def test_an_unknown_schema_and_a_missing_file_end_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("JANGBU_LANG", "ko")
    file = tmp_path / "a.csv"
    file.write_text("품명\n볼트\n", "utf-8")
    unknown = run("map", str(file), "--schema", "shoes", "--json")
    assert unknown.exit_code == 2
    assert "customer" in unknown.stderr
    assert unknown.stdout == ""
    missing = run("map", str(tmp_path / "없음.csv"), "--schema", "customer")
    assert missing.exit_code == 2
    assert "없음.csv" in missing.stderr
