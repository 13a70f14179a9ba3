"""Bad input through every command: an answer or one sentence in Korean, no trace-back, nothing changed."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines import quality
from tests.engines.quality.test_bad_tables import TABLES

COMMANDS = (("diagnose",), ("errors",), ("match",), ("map", "--schema", "customer"), ("mend",))
WIDE = [[f"c{n}" for n in range(2_000)], *[[str(n * row % 97) for n in range(2_000)] for row in range(1, 21)]]
LABEL = '{"row":1,"column":"시","clean":"서울"}'
OTHER = "recipe: 1\nname: 남\nfor: {columns: [상호]}\nsteps:\n- {id: t, what: trim, columns: [상호]}\n"
UNREADABLE = {"empty.csv": b"", "header.csv": "이름,전화\n".encode(), "binary.csv": bytes(range(256)) * 50}


def run(*words: str | Path) -> Any:
    result = CliRunner(env={"LANG": "ko_KR.UTF-8", "LC_ALL": "ko_KR.UTF-8"}).invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def written(path: Path, rows: list[list[Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def a_sentence(said: str) -> bool:
    """Korean, with an end and a next step, and nothing that only a programmer reads."""
    return bool(re.search(r"[가-힣].*[.요]", said)) and not re.search(r"Traceback|Errno|Error|Expecting|None\b", said)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("name", TABLES)
def test_odd_tables_are_answered(tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    path = written(tmp_path / "표.csv", TABLES[name])
    before = path.read_bytes()
    result = run(command[0], path, *command[1:])
    assert result.exit_code in (0, 1) or a_sentence(result.stderr), result.output
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_table_is_a_sentence(tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    path = tmp_path / name
    path.write_bytes(UNREADABLE[name])
    result = run(command[0], path, *command[1:])
    assert (result.exit_code, a_sentence(result.stderr)) == (2, True), result.output
    assert path.read_bytes() == UNREADABLE[name]


def test_two_thousand_columns_are_looked_at_whole(tmp_path: Path) -> None:
    found = json.loads(run("errors", written(tmp_path / "t.csv", WIDE), "--json").stdout)
    assert found["cells"] == []
    mapped = json.loads(run("map", tmp_path / "t.csv", "--schema", "customer", "--json").stdout)
    assert len(mapped["mapping"]) == 2_000
    assert a_sentence(run("match", tmp_path / "t.csv").stderr)  # numbers alone say nothing of who a row is


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        (
            "--labels",
            '[{"row":1,"column":"시","clean":"서울"},{"row":1,"column":"시","clean":"부산"}]',
            "둘 가운데 하나",
        ),
        ("--labels", '[{"row":999,"column":"시","clean":"서울"}]', "999행이 표에 없어요"),
        ("--labels", '[{"row":1,"column":"군","clean":"서울"}]', "'군' 열이 표에 없어요"),
        ("--labels", '{"row":1', "1번째 줄"),
        ("--labels", '{"row":1}', "모양이 달라요"),
        ("--labels", None, "파일이 없어요"),
        ("--answers", '{"시":"아무거나"}', "물어본 것이 없어요"),
    ],
)
def test_labels_and_answers_that_do_not_do_are_told(tmp_path: Path, option: str, text: str | None, told: str) -> None:
    path = written(tmp_path / "t.csv", [["이름", "시"], *[[f"김{n}", "서울"] for n in range(30)]])
    if text is not None:
        (tmp_path / "given.json").write_text(text, "utf-8")
    result = run("errors", path, option, tmp_path / "given.json")
    assert (result.exit_code, told in result.stderr, a_sentence(result.stderr)) == (2, True, True), result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OTHER, "표는 바뀌지 않았어요"),
        ("recipe: [1", "1번째 줄"),
        (None, "파일이 없어요"),
    ],
)
def test_a_recipe_for_another_schema_leaves_everything(tmp_path: Path, text: str | None, told: str) -> None:
    path = written(tmp_path / "t.csv", [["이름"], ["김민지 "]])
    if text is not None:
        (tmp_path / "recipe.yaml").write_text(text, "utf-8")
    before = sorted(tmp_path.iterdir())
    result = run("mend", path, "--recipe", tmp_path / "recipe.yaml", "--out", tmp_path / "out.csv")
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_reference_table_that_is_missing_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", [["시"], ["서울"], ["부산"]])
    contract = quality.make_contract("t", [], [quality.Rule("r", "reference", ("시",), target="도시.이름")])
    (tmp_path / "c.yaml").write_text(quality.dump_contract(contract), "utf-8")
    told = ["check", path, "--contract", tmp_path / "c.yaml"]
    for more, said in (([], "'도시'"), (["--reference", "도시=none.csv"], "'none.csv' 파일이 없어요")):
        result = run(*told, *more)
        assert (result.exit_code, said in result.stderr, a_sentence(result.stderr)) == (2, True, True), result.stderr
