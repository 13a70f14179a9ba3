"""Recipes as files: read back as they were written, and refused in a sentence that names the step."""

from __future__ import annotations

from pathlib import Path

import pytest

from jangbu.engines.quality.mending import (
    Recipe,
    Step,
    apply,
    dump_recipe,
    keep_apart,
    load_recipe,
    parse_recipe,
    preview,
    recipe_for,
)
from jangbu.kernel.errors import Problem
from tests.engines.quality.mending_tables import customers, recipe, step, table

HEAD = "recipe: 1\nname: 시험\nfor: {columns: [a, b]}\n"


def refused(text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        parse_recipe(text, name="순서.yaml")
    assert "순서.yaml" in caught.value.sentence("ko")
    assert "순서.yaml" in caught.value.sentence("en")
    return caught.value


def test_cells_keep_their_text_where_yaml_would_read_numbers_and_truth():
    text = HEAD + "steps:\n- what: replace\n  columns: [a]\n  options: {from: 010, to: no}\n"
    found = apply(table(a=["010", "8"], b=["", ""]), parse_recipe(text))
    assert found.frame.column("a") == ["no", "8"]
    empty = HEAD + "steps:\n- what: replace\n  columns: [a]\n  options: {from: 1_000, to: ~}\n"
    assert apply(table(a=["1_000"], b=[None]), parse_recipe(empty)).frame.column("a") == [None]


@pytest.mark.parametrize(
    "value",
    [
        "010",
        "1e3",
        "no",
        "null",
        "~",
        "",
        " x ",
        "2026-01-05",
        "a: b",
        "#",
        "줄\n바꿈",
        "\u200b\ufeff",
        "\x85",
        "a\u2028b",
        "true",
    ],
)
def test_any_cell_text_survives_the_file(value: str):
    asked = Recipe("r", ("a",), (Step("1", "replace", ("a",), {"from": value, "to": None}),))
    assert parse_recipe(dump_recipe(asked)) == asked


def test_a_recipe_written_by_hand_needs_little(tmp_path: Path):
    path = tmp_path / "순서.yaml"
    path.write_text(HEAD + "steps:\n- what: trim\n", "utf-8-sig")
    assert load_recipe(path) == Recipe("시험", ("a", "b"), (Step("1", "trim"),))


def test_the_dump_reads_like_one_written_by_hand():
    asked = Recipe(
        "r", ("a",), (step("merge", clusters=[[0, 3]]), step("split", "a", into=["x", "y"], by="/", keep=False))
    )
    text = dump_recipe(asked)
    assert "clusters:\n    - [0, 3]" in text
    assert "keep: false" in text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quality.recipe_foreign"),
        ("a: [1", "quality.recipe_unreadable"),
        ("recipe: 2", "quality.recipe_foreign"),
        ("kind: DataContract", "quality.recipe_foreign"),
        ("recipe: 1\nsteps: []", "quality.recipe_foreign"),
        ("recipe: 1\nfor: {columns: a}\nsteps: []", "quality.recipe_foreign"),
        (HEAD + "steps: {what: trim}", "quality.recipe_foreign"),
        (HEAD + "more: 1\nsteps: []", "quality.recipe_foreign"),
        (HEAD + "steps: [&x {what: trim}, *x]", "quality.recipe_unreadable"),
        ("[" * 5000, "quality.recipe_unreadable"),
        ("? [a]\n: b", "quality.recipe_unreadable"),
    ],
)
def test_what_is_no_recipe_is_refused(text: str, code: str):
    assert refused(text).code == code


@pytest.mark.parametrize(
    "broken",
    [
        "{columns: [a]}",
        "{what: trim, colums: [a]}",
        "{what: trim, columns: a}",
        "{what: trim, options: [x]}",
        "{what: trim, options: {line: keep}}",
        "{what: trim, columns: [a, a]}",
        "{what: normalise, columns: [a]}",
        "{what: normalise, options: {kind: phone}}",
        "{what: normalise, columns: [a], options: {kind: phon}}",
        "{what: normalise, columns: [a], options: {kind: phone, least: 2}}",
        "{what: normalise, columns: [a, b], options: {kind: phone, parts: {area: 지역}}}",
        "{what: cast, columns: [a], options: {to: phone}}",
        "{what: cast, columns: [a], options: {to: date, form: DD/MM}}",
        "{what: fill_missing, columns: [a]}",
        "{what: fill_missing, columns: [a], options: {value: x, column: b}}",
        "{what: fill_missing, columns: [a], options: {column: a}}",
        "{what: fill_missing, columns: [a], options: {by: [b], share: 0.3}}",
        "{what: replace, columns: [a], options: {from: x}}",
        "{what: replace, columns: [a], options: {pattern: '(?=x)', to: y}}",
        "{what: replace, columns: [a], options: {pattern: 'x', to: '\\7'}}",
        "{what: replace, columns: [a], options: {values: {}}}",
        "{what: set_cells, options: {cells: []}}",
        "{what: set_cells, options: {cells: [{row: x, column: a, from: 1, to: 2}]}}",
        "{what: set_cells, options: {cells: [{row: 1, column: a, to: 2}]}}",
        "{what: set_cells, options: {cells: [{column: a, from: 1, to: 2}]}}",
        "{what: case, columns: [a], options: {to: camel}}",
        "{what: split, columns: [a], options: {into: [x], by: /}}",
        "{what: split, columns: [a], options: {into: [x, x], by: /}}",
        "{what: join, columns: [a], options: {into: x}}",
        "{what: rename, options: {names: {}}}",
        "{what: drop}",
        "{what: sort, columns: [a], options: {descending: [b]}}",
        "{what: sort, columns: [a], options: {as: {a: money}}}",
        "{what: merge}",
        "{what: merge, options: {clusters: [[1]]}}",
        "{what: merge, options: {clusters: [[1, 2], [2, 3]]}}",
        "{what: merge, options: {by: [a], rules: {b: newest}}}",
        "{what: merge, options: {by: [a], rules: {b: most_recent}}}",
        "{what: merge, options: {by: [a], rules: {b: {source_priority: {by: a}}}}}",
    ],
)
def test_a_step_that_cannot_be_understood_is_named_by_its_number(broken: str):
    found = refused(HEAD + f"steps:\n- what: trim\n- {broken}\n")
    assert found.code == "quality.step_broken"
    assert "2번째 단계" in found.sentence("ko")
    assert "Step 2" in found.sentence("en")


def test_a_step_nobody_knows_is_answered_with_those_there_are():
    found = refused(HEAD + "steps: [{what: fix_everything}]")
    assert found.code == "quality.step_unknown"
    assert "fill_missing" in found.sentence("en")


def test_two_steps_of_one_name_are_refused():
    assert refused(HEAD + "steps: [{id: x, what: trim}, {id: x, what: trim}]").code == "quality.step_broken"


def problem_with(frame, *steps, **changed) -> Problem:
    asked = recipe_for(frame, steps, name="시험")
    if changed:
        asked = Recipe(asked.name, changed.get("columns", asked.columns), asked.steps, changed.get("fingerprint"))
    with pytest.raises(Problem) as caught:
        preview(frame, asked)
    with pytest.raises(Problem):
        apply(frame, asked)
    return caught.value


def test_a_recipe_for_another_schema_says_which_columns_are_missing():
    found = problem_with(table(a=["1"]), step("trim"), columns=("상호", "전화"))
    assert found.code == "quality.recipe_other_schema"
    assert "'상호', '전화'" in found.sentence("ko")


def test_a_column_that_an_earlier_step_renamed_is_unknown_and_nothing_is_half_applied():
    frame = customers()
    found = problem_with(frame, step("rename", names={"상호": "company"}), step("trim", "상호"))
    assert found.code == "quality.step_column_unknown"
    assert "2번째 단계" in found.sentence("ko")
    assert frame == customers()


@pytest.mark.parametrize(
    "steps",
    [
        [step("rename", names={"a": "b"})],
        [step("join", "a", "b", into="a")],
        [step("split", "a", into=["b", "c"], by="/")],
    ],
)
def test_a_new_column_may_not_take_the_name_of_another(steps):
    assert problem_with(table(a=["1"], b=["2"]), *steps).code == "quality.step_column_exists"


def test_dropping_every_column_is_refused():
    assert problem_with(table(a=["1"]), step("drop", "a")).code == "quality.step_broken"


def test_steps_that_name_rows_run_on_their_table_only():
    merge = step("merge", clusters=[[0, 1]])
    missing = problem_with(table(a=["1", "1"]), merge, fingerprint=None)
    assert missing.code == "quality.recipe_fingerprint_needed"
    assert recipe(table(a=["1", "1"]), merge).fingerprint in missing.sentence("ko")
    assert problem_with(table(a=["1", "1"]), merge, fingerprint="0" * 64).code == "quality.recipe_other_table"
    assert problem_with(table(a=["1"]), merge).code == "quality.step_row_unknown"


def test_a_table_with_two_columns_of_one_name_is_not_guessed_at():
    frame = table(a=["1"])
    twice = type(frame)("t.csv", ("a", "a"), (["1"], ["2"]))
    with pytest.raises(Problem) as caught:
        preview(twice, Recipe("r", ("a",), (step("trim", "a"),)))
    assert caught.value.code == "quality.headers_repeat"


def test_a_recipe_file_that_is_not_there_or_not_text_is_named(tmp_path: Path):
    with pytest.raises(Problem) as caught:
        load_recipe(tmp_path / "없음.yaml")
    assert caught.value.code == "quality.recipe_missing"
    (tmp_path / "그림.yaml").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(Problem) as caught:
        load_recipe(tmp_path / "그림.yaml")
    assert caught.value.code == "quality.recipe_unreadable"


def test_only_a_merging_step_can_keep_rows_apart():
    frame = table(a=["1"])
    with pytest.raises(Problem) as caught:
        keep_apart(recipe(frame, step("trim")), "trim", [0], frame)
    assert caught.value.code == "quality.step_not_there"


def test_what_no_file_can_hold_is_a_programming_error():
    with pytest.raises(ValueError, match="cannot hold"):
        Step("1", "trim", (), {"lines": object()})
