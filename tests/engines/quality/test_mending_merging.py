"""Merging rows: which value survives, and every merge undone by itself."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import MergeLog, apply, keep_apart, merge_rows, unmerge
from jangbu.kernel.errors import Problem
from tests.engines.quality.mending_tables import mended, recipe, step, table

RULES = {
    "상호": "longest",
    "전화": {"most_recent": {"by": "수정일"}},
    "주소": {"source_priority": {"by": "출처", "order": ["ERP", "엑셀"]}},
    "등급": "most_frequent",
    "비고": {"concat_distinct": {"separator": " / "}},
    "번호": "first",
}


def duplicates() -> Frame:
    return table(
        번호=[None, "C2", "C3", "C4"],
        상호=["한빛", "주식회사 한빛정밀", "한빛정밀", "대성"],
        전화=["02-1", "02-2", None, "02-9"],
        주소=["엑셀 주소", None, "ERP 주소", "부산"],
        등급=["B", "A", "A", "C"],
        비고=["급함", "외상 / 급함", None, None],
        수정일=["2026.1.9", "2026-01-10", "20260301", "2025-01-01"],
        출처=["엑셀", "ERP", "ERP", "ERP"],
    )


def test_each_column_follows_its_own_rule():
    merged = merge_rows(duplicates(), [[2, 0, 1]], RULES)
    assert merged.frame.rows == 2
    assert merged.frame.row(0) == {
        "번호": None,
        "상호": "주식회사 한빛정밀",
        "전화": "02-2",
        "주소": "ERP 주소",
        "등급": "A",
        "비고": "급함 / 외상",
        "수정일": "2026.1.9",
        "출처": "엑셀",
    }
    assert merged.log.merges[0].rows == (0, 1, 2)


def test_a_merging_step_says_what_it_does_and_by_column_needs_no_rows():
    frame = table(키=["가", "나", "가", None, None, "가"], 값=[None, "1", "2", "3", "4", "5"])
    found = mended(frame, step("merge", by=["키"]))
    assert found.frame.column("키") == ["가", "나", None, None]
    assert found.frame.column("값") == ["2", "1", "3", "4"]
    did = found.diff.steps[0]
    assert (did.merged, did.removed, did.changed) == (1, 2, {"값": 1})
    assert did.says.ko == "같은 것으로 본 3행을 1행으로 합쳐요 (남는 행에서 1칸 바뀜)"
    assert did.merged_rows[0].rows == (0, 2, 5)
    assert dict(did.merged_rows[0].after) == {"키": "가", "값": "2"}


def test_rows_that_an_earlier_step_took_out_are_not_merged():
    frame = table(a=["x", "x", "y"], b=["1", "1", "2"])
    found = mended(frame, step("drop_duplicates"), step("merge", clusters=[[0, 1]]))
    assert found.frame.rows == 2
    assert found.diff.steps[1].merged == 0


def test_one_merge_of_a_recipe_is_undone_by_keeping_its_rows_apart():
    frame = duplicates()
    asked = recipe(frame, step("merge", clusters=[[0, 1], [2, 3]]), step("trim"))
    assert apply(frame, asked).frame.rows == 2
    apart = keep_apart(asked, "merge", [2, 3], frame)
    found = apply(frame, apart)
    assert found.frame.rows == 3
    assert found.frame.column("상호")[1:] == ["한빛정밀", "대성"]
    by_key = recipe(frame, step("merge", by=["출처"]))
    assert apply(frame, keep_apart(by_key, "merge", [3], frame)).frame.column("번호") == [None, "C2", "C4"]


@settings(max_examples=120, deadline=None)
@given(st.integers(2, 14), st.randoms(use_true_random=False), st.sampled_from(["longest", "most_frequent", "first"]))
def test_merges_are_undone_in_any_order_and_leave_no_trace(rows: int, chance: random.Random, rule: str):
    frame = table(
        a=[chance.choice(["x", "xx", None, ""]) for _row in range(rows)],
        b=[str(row) for row in range(rows)],
    )
    left = list(range(rows))
    chance.shuffle(left)
    merged, log = frame, None
    while len(left) > 1 and chance.random() < 0.8:
        size = chance.randint(2, len(left))
        found = merge_rows(merged, [left[:size]], {"a": rule, "b": "longest"}, log=log)
        merged, log, left = found.frame, found.log, left[size:]
    if log is None:
        return
    log = MergeLog.from_json(json.loads(json.dumps(log.as_json())))
    numbers = [merge.number for merge in log.merges]
    chance.shuffle(numbers)
    for number in numbers:
        back = unmerge(merged, log, number)
        assert back.edited == {}
        merged, log = back.frame, back.log
    assert merged == frame
    assert list(log.rows) == list(range(rows))


def test_a_merge_is_undone_after_later_merges_of_other_rows():
    frame = table(a=["1", "2", "3", "4", "5", "6"])
    first = merge_rows(frame, [[1, 4]])
    second = merge_rows(first.frame, [[0, 5], [2, 3]], log=first.log)
    back = unmerge(second.frame, second.log, 1)
    assert back.frame.column("a") == ["1", "2", "3", "5"]
    assert [merge.number for merge in back.log.merges] == [2, 3]


def test_a_row_merged_again_is_freed_from_the_outside_in():
    frame = table(a=["1", "2", "3"])
    first = merge_rows(frame, [[0, 1]])
    second = merge_rows(first.frame, [[0, 2]], log=first.log)
    with pytest.raises(Problem) as caught:
        unmerge(second.frame, second.log, 1)
    assert caught.value.code == "quality.merge_buried"
    assert "2번을 먼저" in caught.value.sentence("ko")
    back = unmerge(second.frame, second.log, 2)
    assert unmerge(back.frame, back.log, 1).frame == frame


def test_what_was_edited_after_a_merge_stays_and_is_named():
    merged = merge_rows(duplicates(), [[0, 1]], RULES)
    edited = [column.copy() for column in merged.frame.columns]
    edited[2][0] = "02-777"
    back = unmerge(Frame("고객.csv", merged.frame.names, tuple(edited)), merged.log, 1)
    assert back.edited == {"전화": "02-777"}
    assert back.frame.row(0)["상호"] == "한빛"
    assert back.frame.row(1) == duplicates().row(1)


@pytest.mark.parametrize(
    ("clusters", "code"),
    [
        ([[0]], "quality.merge_rows_wrong"),
        ([[0, 0]], "quality.merge_rows_wrong"),
        ([[0, 1], [1, 2]], "quality.merge_rows_wrong"),
        ([[0, 99]], "quality.merge_rows_wrong"),
    ],
)
def test_clusters_that_are_none_are_refused(clusters: list[list[int]], code: str):
    with pytest.raises(Problem) as caught:
        merge_rows(duplicates(), clusters)
    assert caught.value.code == code


def test_rules_for_columns_that_are_not_there_are_refused():
    for rules in ({"없음": "first"}, {"상호": {"most_recent": {"by": "없음"}}}, {"상호": "best"}):
        with pytest.raises(Problem) as caught:
            merge_rows(duplicates(), [[0, 1]], rules)
        assert caught.value.code == "quality.merge_rule_broken"


def test_a_record_of_merges_fits_its_own_table_only():
    merged = merge_rows(duplicates(), [[0, 1]])
    with pytest.raises(Problem) as caught:
        unmerge(duplicates(), merged.log, 1)
    assert caught.value.code == "quality.merge_other_table"
    with pytest.raises(Problem) as caught:
        unmerge(merged.frame, merged.log, 7)
    assert caught.value.code == "quality.merge_unknown"
    for spoilt in ({}, {"names": [], "rows": 0, "merges": [{}], "made": 0}, None):
        with pytest.raises(Problem) as caught:
            MergeLog.from_json(spoilt)
        assert caught.value.code == "quality.undo_broken"
