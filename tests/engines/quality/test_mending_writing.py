"""Mended tables as files, and `jangbu mend`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from jangbu.cli import mending as command
from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.mending import apply, propose_recipe, read_undo, undo, write_frame, write_mended
from jangbu.kernel.errors import Problem
from tests.engines.quality.mending_tables import customers, mended, step, table

app = typer.Typer()
command.add_to(app)
ODD = st.one_of(
    st.none(), st.sampled_from(["", " ", "=1+1", "'=1", "0010", "줄\n둘", "_x0041_", "\x01"]), st.text(max_size=5)
)


def run(*words: str | Path):
    return CliRunner().invoke(app, [str(word) for word in words])


def cells(frame: Frame) -> tuple[object, ...]:
    return frame.names, frame.columns


@settings(max_examples=30, deadline=None)
@given(st.lists(ODD.filter(lambda cell: cell is None or not any("\ud800" <= x <= "\udfff" for x in cell)), min_size=1))
def test_parquet_keeps_every_cell_as_it_is(tmp_path_factory: pytest.TempPathFactory, column: list[str | None]):
    frame = table(글=column, 줄=[str(row) for row in range(len(column))])
    path = tmp_path_factory.mktemp("parquet") / "표.parquet"
    assert write_frame(frame, path) == 0
    assert cells(read_frame(path)) == cells(frame)


def test_a_version_keeps_real_values_and_only_what_people_open_is_guarded(tmp_path: Path):
    frame = table(값=["=1+1", "-3", None], 이름=["가", "나", "다"])
    assert write_frame(frame, tmp_path / "version.csv") == 0
    assert (tmp_path / "version.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert cells(read_frame(tmp_path / "version.csv")) == cells(frame)
    assert write_frame(frame, tmp_path / "people.csv", for_people=True) == 1
    assert "'=1+1" in (tmp_path / "people.csv").read_text("utf-8-sig")


def test_excel_gets_text_in_every_cell_so_zeros_stay_and_nothing_is_computed(tmp_path: Path):
    frame = table(번호=["0010", "=1+1", None], 글=['a<b&"c"', "_x0041_ 줄\n둘", " 앞뒤 "])
    assert write_frame(frame, tmp_path / "표.xlsx", for_people=True) == 0
    found = read_frame(tmp_path / "표.xlsx")
    assert found.column("번호") == ["0010", "=1+1", None]
    assert found.column("글")[0] == 'a<b&"c"'


def test_what_does_not_fit_or_cannot_be_written_leaves_no_file(tmp_path: Path):
    with pytest.raises(Problem) as caught:
        write_frame(table(a=["x" * 40_000]), tmp_path / "긴.xlsx")
    assert caught.value.code == "quality.write_too_large"
    with pytest.raises(Problem) as caught:
        write_frame(table(a=["x"]), tmp_path / "표.hwp")
    assert caught.value.code == "quality.write_format_unknown"
    with pytest.raises(Problem) as caught:
        write_frame(table(a=["x"]), tmp_path / "없는 폴더" / "표.csv")
    assert caught.value.code == "quality.write_failed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_written_table_is_taken_back_from_its_file_however_the_format_bent_it(tmp_path: Path, ending: str):
    frame = table(
        값=["=1+1", "'=2", "", None, " x "], 글=["줄\n둘", None, "", "_x0041_", "가"], 수=["1", "2", "3", "4", "5"]
    )
    found = mended(frame, step("trim"), step("sort", "수", descending=["수"]))
    path = tmp_path / f"손질.{ending}"
    write_mended(frame, found, path)
    assert undo(read_frame(path), read_undo(path)) == frame


def test_blank_lines_that_fall_away_in_a_file_come_back_too(tmp_path: Path):
    frame = table(값=["x", None, "y"])
    found = mended(frame, step("trim"))
    write_mended(frame, found, tmp_path / "손질.xlsx")
    assert read_frame(tmp_path / "손질.xlsx").rows == 2
    assert undo(read_frame(tmp_path / "손질.xlsx"), read_undo(tmp_path / "손질.xlsx")) == frame


def test_a_table_that_a_format_would_swallow_is_not_written_in_it(tmp_path: Path):
    frame = table(a=[None, None])
    with pytest.raises(Problem) as caught:
        write_mended(frame, mended(frame, step("trim")), tmp_path / "빈.xlsx")
    assert caught.value.code == "quality.write_unreadable"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "고객.csv"
    write_frame(customers(), path)
    return path


def test_the_command_proposes_previews_mends_and_takes_back(source: Path, tmp_path: Path):
    proposed = run(source)
    assert proposed.exit_code == 0, proposed.output
    (tmp_path / "순서.yaml").write_text(proposed.stdout, "utf-8")
    original = source.read_bytes()

    shown = run(source, "--recipe", tmp_path / "순서.yaml", "--json")
    document = json.loads(shown.stdout)
    assert document["files"] == []
    assert document["totals"] == apply(source, propose_recipe(read_frame(source))).diff.totals()
    assert {"id", "what", "columns", "says", "changed", "cells", "queued", "waiting"} <= set(document["steps"][0])
    assert document["lineage"]["columns"][0] == {"to": "번호", "from": ["번호"], "how": "", "subtype": "IDENTITY"}

    out = tmp_path / "손질.csv"
    done = run(source, "--recipe", tmp_path / "순서.yaml", "--out", out, "--json")
    assert json.loads(done.stdout)["files"] == [str(out), f"{out}.undo.json"]
    assert json.loads(done.stdout)["totals"] == document["totals"]
    assert read_frame(out).column("상호")[0] == "주식회사 한빛정밀"
    assert source.read_bytes() == original

    back = run(out, "--undo", "--out", tmp_path / "원래.csv", "--json")
    assert json.loads(back.stdout)["rows"] == {"before": 6, "after": 6}
    assert read_frame(tmp_path / "원래.csv").columns == read_frame(source).columns


def test_the_command_says_in_words_what_it_would_do(source: Path, tmp_path: Path):
    (tmp_path / "순서.yaml").write_text(run(source).stdout, "utf-8")
    shown = run(source, "--recipe", tmp_path / "순서.yaml")
    assert "‘전화’ 열 3칸을 010-0000-0000 꼴로 바꿔요" in shown.stdout
    assert "확인을 기다려요" in shown.stdout
    run(source, "--recipe", tmp_path / "순서.yaml", "--out", tmp_path / "손질.xlsx")
    assert "원래 표가 돼요" in run(tmp_path / "손질.xlsx", "--undo").stdout


def test_the_command_refuses_in_one_sentence(source: Path, tmp_path: Path):
    recipe = tmp_path / "순서.yaml"
    recipe.write_text("recipe: 1\nfor: {columns: [없는 열]}\nsteps: []\n", "utf-8")
    for words, said in (
        ((source, "--recipe", recipe), "없는 열"),
        ((source, "--recipe", tmp_path / "없음.yaml"), "없음.yaml"),
        ((source, "--recipe", recipe, "--out", source), "원본"),
        ((source, "--undo"), "고객.csv.undo.json"),
    ):
        found = run(*words)
        assert found.exit_code == 2
        assert said in found.stderr
        assert found.stdout == ""
