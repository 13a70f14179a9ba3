"""`jangbu errors`, as other programs call it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from jangbu.cli.detecting import add_to

ROWS = "번호,양\n" + "".join(f"{at},{at % 9}.0 kg\n" for at in range(60))


def run(*words):
    app = typer.Typer()
    add_to(app)
    app.callback()(lambda: None)
    return CliRunner().invoke(app, ["errors", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "표.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_it_prints_one_document_of_cells_and_questions(file):
    told = run(file, "--json")
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    assert document["cells"] == []
    (question,) = document["questions"]
    assert question["column"] == "양"
    assert question["ask"].keys() == {"ko", "en"}
    assert [option["id"] for option in question["options"]][-1] == "both"


def test_it_takes_answers_and_labels_from_files(file, tmp_path):
    answers, labels = tmp_path / "answers.json", tmp_path / "labels.json"
    answers.write_text(json.dumps({"양": "7"}), encoding="utf-8")
    labels.write_text(json.dumps([{"row": 5, "column": "양", "clean": "6"}]), encoding="utf-8")
    cells = json.loads(run(file, "--answers", answers, "--labels", labels, "--json").stdout)["cells"]
    assert len(cells) == 60
    assert {(cell["row"], cell["value"], cell["proposed"]) for cell in cells} >= {
        (5, "5.0 kg", "6"),
        (7, "7.0 kg", "7"),
    }
    assert cells[0].keys() >= {"row", "column", "value", "proposed", "confidence", "reason"}


def test_it_says_in_lines_what_it_found(file, tmp_path, monkeypatch):
    monkeypatch.setenv("JANGBU_LANG", "ko")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"양": "7"}), encoding="utf-8")
    told = run(file, "--answers", answers)
    assert "60행에서 60칸이 틀린 것 같아요." in told.stdout
    assert "더 있어요" in told.stdout


@pytest.mark.parametrize("content", ["{", "3", '{"양": "파랑"}'])
def test_answers_that_cannot_be_used_are_a_sentence_and_exit_2(file, tmp_path, content):
    answers = tmp_path / "answers.json"
    answers.write_text(content, encoding="utf-8")
    told = run(file, "--answers", answers, "--json")
    assert told.exit_code == 2
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_missing_file_is_a_sentence_and_exit_2(tmp_path):
    assert run(tmp_path / "없는.csv").exit_code == 2
