"""The way back: exactly the original, or a refusal."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import (
    Recipe,
    Step,
    Undo,
    apply,
    dump_recipe,
    make_undo,
    parse_recipe,
    preview,
    recipe_for,
    table_fingerprint,
    undo,
)
from jangbu.kernel.errors import Problem
from tests.engines.quality.mending_tables import mended, step, table

NAMES = ("a", "b", "c")
CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "x", "X ", "010-1234-5678", "01012345678", "2026.1.5", "1,000원", "-", "a/b", "=1+1"]),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=6),
)
SIMPLE = st.sampled_from(
    [
        Step("", "trim"),
        Step("", "blank", ("a",)),
        Step("", "normalise", ("a",), {"kind": "phone"}),
        Step("", "cast", ("b",), {"to": "date"}),
        Step("", "cast", ("b",), {"to": "money", "form": "1,234,567원"}),
        Step("", "normalise", ("c",), {"kind": "company"}),
        Step("", "fill_missing", ("a",), {"column": "b"}),
        Step("", "fill_missing", ("c",), {"by": ["a"], "least": 1}),
        Step("", "fill_missing", ("c",), {"value": "?"}),
        Step("", "replace", ("a", "b"), {"from": "x", "to": None}),
        Step("", "case", ("a",), {"to": "lower"}),
        Step("", "drop_duplicates"),
        Step("", "drop_duplicates", ("b",)),
        Step("", "sort", ("c", "a"), {"descending": ["a"]}),
        Step("", "merge", (), {"by": ["a"], "rules": {"b": "concat_distinct", "c": "longest"}}),
        Step("", "rename", (), {"names": {"a": "b", "b": "a"}}),
        Step("", "replace", ("c",), {"pattern": "[0-9]", "to": ""}),
    ]
)
SHAPING = st.sampled_from(
    [
        Step("", "drop", ("c",)),
        Step("", "split", ("c",), {"into": ["d", "e"], "by": "/", "keep": "false"}),
        Step("", "join", ("a", "c"), {"into": "d", "keep": "false"}),
        Step("", "rename", (), {"names": {"c": "z"}}),
        Step("", "normalise", ("c",), {"kind": "phone", "parts": {"e164": "국제"}}),
    ]
)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    rows = draw(st.integers(0, 8))
    columns = tuple(draw(st.lists(CELLS, min_size=rows, max_size=rows)) for _name in NAMES)
    return Frame("t.csv", NAMES, columns)


@st.composite
def recipes(draw: st.DrawFn, frame: Frame) -> Recipe:
    steps = draw(st.lists(SIMPLE, max_size=5)) + draw(st.lists(SHAPING, max_size=1))
    if frame.rows > 2:
        rows = draw(st.permutations(range(frame.rows)))
        cells = [{"row": rows[0], "column": "a", "from": frame.column("a")[rows[0]], "to": "새 값"}]
        steps.insert(0, Step("", "set_cells", (), {"cells": cells}))
        steps.insert(draw(st.integers(0, 1)), Step("", "merge", (), {"clusters": [rows[:2]], "default": "longest"}))
    named = [replace(each, id=f"{each.what}-{at}") for at, each in enumerate(steps)]
    return recipe_for(frame, named, name="아무 순서")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_a_recipe_did_the_undo_gives_back_exactly_the_original(data: st.DataObject):
    frame = data.draw(frames())
    copy = Frame(frame.name, frame.names, tuple(column.copy() for column in frame.columns))
    asked = data.draw(recipes(frame))
    found = apply(frame, asked)
    assert frame == copy
    assert undo(found.frame, found.undo) == frame
    assert undo(found.frame, Undo.from_json(found.undo.to_json())) == frame
    assert preview(frame, asked).counts() == found.diff.counts()
    assert sorted(set(found.rows)) == sorted(found.rows)
    assert parse_recipe(dump_recipe(asked)) == asked


IDEMPOTENT = ("trim", "blank", "normalise", "cast", "fill_missing", "case", "drop_duplicates", "sort", "merge")


@settings(max_examples=150, deadline=None)
@given(frames(), SIMPLE.filter(lambda each: each.what in IDEMPOTENT))
def test_doing_a_step_again_changes_nothing_more(frame: Frame, each: Step):
    once = apply(frame, Recipe("한 번", NAMES, (replace(each, id="s"),)))
    twice = apply(once.frame, Recipe("두 번", NAMES, (replace(each, id="s"),)))
    assert twice.frame.columns == once.frame.columns
    assert twice.diff.steps[0].does_nothing


@settings(max_examples=100, deadline=None)
@given(frames(), frames())
def test_two_tables_have_one_fingerprint_only_if_they_are_the_same(one: Frame, other: Frame):
    assert (table_fingerprint(one) == table_fingerprint(other)) == (one.columns == other.columns)


@settings(max_examples=60, deadline=None)
@given(frames(), frames())
def test_an_undo_leads_back_even_from_a_table_it_says_nothing_about(one: Frame, other: Frame):
    assert undo(other, make_undo(one, other, range(0), [None, None, None])) == one


def test_an_undo_keeps_only_what_the_mended_table_lacks():
    frame = table(a=[f"{number}" for number in range(1000)], b=["x "] + ["y"] * 999)
    found = mended(frame, step("trim"), step("rename", names={"a": "번호"}))
    kept = {each.name: list(each.cells) for each in found.undo.columns}
    assert kept == {"a": [], "b": ["x "]}
    assert len(found.undo.to_json()) < 500


def test_an_undo_refuses_any_other_table():
    frame = table(a=[" x", "y"])
    found = mended(frame, step("trim"))
    for other in (frame, table(a=["x", "Y"]), table(b=["x", "y"]), table(a=["x"]), table(a=["xy", ""])):
        with pytest.raises(Problem) as caught:
            undo(other, found.undo)
        assert caught.value.code == "quality.undo_other_table"
        assert "고객.csv" in caught.value.sentence("ko")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.update(undo=2),
        lambda told: told.update(rows=-1),
        lambda told: told.update(rows=10**15),
        lambda told: told.update(order=[0, 0]),
        lambda told: told.update(order="x"),
        lambda told: told.pop("columns"),
        lambda told: told["columns"][0].update(cells=[1]),
        lambda told: told["columns"][0].update(rows=[99]),
        lambda told: told["columns"][0].update(rows=[0, 1]),
    ],
)
def test_a_broken_undo_is_named(spoil):
    told = mended(table(a=[" x", "y"]), step("trim")).undo.as_json()
    spoil(told)
    with pytest.raises(Problem) as caught:
        Undo.from_json(json.dumps(told), name="고객.csv.undo.json")
    assert caught.value.code == "quality.undo_broken"
    assert "고객.csv.undo.json" in caught.value.sentence("en")


def test_an_undo_that_was_tampered_with_does_not_pass_for_the_original():
    found = mended(table(a=[" x", "y"]), step("trim"))
    told = found.undo.as_json()
    told["columns"][0]["cells"] = ["다른 값"]
    with pytest.raises(Problem) as caught:
        undo(found.frame, Undo.from_json(json.dumps(told)))
    assert caught.value.code == "quality.undo_broken"
