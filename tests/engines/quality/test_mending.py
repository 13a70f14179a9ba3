"""What each kind of step does to cells, columns and rows, and what it leaves for a person."""

from __future__ import annotations

import pytest

from jangbu.engines.quality.mending import STEP_KINDS, Change, Waiting, apply, preview, undo
from tests.engines.quality.mending_tables import customers, mended, recipe, step, table


def test_trimming_cleans_blanks_and_invisible_characters_and_keeps_line_breaks():
    frame = table(a=["  가  나 ", "\u200b", "줄1 \r\n 줄2", "Ａ１", "", None], b=["x"] * 6)
    found = mended(frame, step("trim"))
    assert found.frame.column("a") == ["가 나", None, "줄1\n줄2", "A1", "", None]
    assert found.diff.steps[0].changed == {"a": 4}
    assert mended(frame, step("trim", "a", lines="join")).frame.column("a")[2] == "줄1 줄2"


def test_words_for_nothing_become_empty_and_other_words_stay():
    frame = table(전화=["-", "없음", " N/A ", "02-345-6789", None])
    assert mended(frame, step("blank", "전화")).frame.column("전화") == [None, None, None, "02-345-6789", None]
    assert mended(frame, step("blank", "전화", words=["없음"])).frame.column("전화")[0] == "-"


def test_values_that_cannot_be_read_or_would_lose_something_stay_and_wait_for_a_person():
    frame = customers()
    found = mended(
        frame,
        step("normalise", "주소", kind="address"),
        step("cast", "등록일", to="date"),
    )
    address, dates = found.diff.steps[0], found.diff.steps[1]
    assert found.frame.column("주소")[1] == "서울특별시 강남구 테헤란로 152"
    assert found.frame.column("주소")[3] == "(06236) 서울 강남구 역삼로 1"
    assert address.waiting == (
        Waiting(3, "주소", "(06236) 서울 강남구 역삼로 1", "would_lose", "서울특별시 강남구 역삼로 1"),
    )
    assert found.frame.column("등록일") == [
        "2026-01-05",
        "2026-01-07",
        "2026-02-03",
        "2026-02-30",
        "03/04/2026",
        "2026-03-04 10:20",
    ]
    assert dates.queued == {("등록일", "unread"): 2}
    assert dates.says.ko == "‘등록일’ 열 3칸을 YYYY-MM-DD 꼴로 바꿔요"


def test_a_title_and_a_second_spelling_stay_behind_the_name():
    found = mended(customers(), step("normalise", "담당", kind="person"))
    assert found.frame.column("담당") == ["김민지 과장", "김민지", "박도윤", "이서준", None, "최하은 (崔夏恩)"]
    without = mended(customers(), step("normalise", "담당", kind="person", allow=["title"]))
    assert without.frame.column("담당")[0] == "김민지"


def test_parts_of_a_value_can_get_columns_of_their_own():
    found = mended(customers(), step("normalise", "주소", kind="address", parts={"zip": "우편번호", "city": "시군구"}))
    assert found.frame.names[4:7] == ("주소", "우편번호", "시군구")
    assert found.frame.column("우편번호") == [None, None, None, "06236", None, None]
    assert found.frame.column("주소")[3] == "서울특별시 강남구 역삼로 1"
    assert found.diff.steps[0].added == ("시군구", "우편번호")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("1234567", ["1200000", "1200000", "0", "USD 300", None, "-5000"]),
        ("1,234,567", ["1,200,000", "1,200,000", "0", "USD 300", None, "-5,000"]),
        ("1,234,567원", ["1,200,000원", "1,200,000원", "0원", "USD 300", None, "-5,000원"]),
    ],
)
def test_money_takes_one_form_and_another_currency_is_not_lost(form: str, expected: list[str | None]):
    found = mended(customers(), step("cast", "미수금", to="money", form=form))
    assert found.frame.column("미수금") == expected
    assert found.diff.steps[0].waiting[0].reason == "would_lose"


def test_what_is_read_with_doubt_is_asked_about():
    frame = table(날짜=["46027", "2026-01-05"])
    found = mended(frame, step("cast", "날짜", to="date", least="0.9"))
    assert found.frame.column("날짜")[0] == "46027"
    assert found.diff.steps[0].waiting == (Waiting(0, "날짜", "46027", "doubtful", "2026-01-05"),)


def test_empty_cells_are_filled_by_a_value_a_column_or_what_their_group_agrees_on():
    frame = table(
        지역=[None, " ", "부산", None, "서울", "서울", "대구"],
        코드=["02", "02", "051", "051", "02", "02", "99"],
        주소=["서울 강남구", None, "부산", "부산 해운대", "x", "y", "z"],
    )
    by_value = mended(frame, step("fill_missing", "지역", value="모름"))
    assert by_value.frame.column("지역")[:2] == ["모름", "모름"]
    by_column = mended(frame, step("fill_missing", "지역", column="주소"))
    assert by_column.frame.column("지역")[:4] == ["서울 강남구", " ", "부산", "부산 해운대"]
    by_group = mended(frame, step("fill_missing", "지역", by=["코드"]))
    assert by_group.frame.column("지역") == ["서울", "서울", "부산", None, "서울", "서울", "대구"]
    assert by_group.diff.steps[0].queued == {("지역", "no_share"): 1}


def test_cells_are_replaced_whole_by_a_list_or_by_what_a_pattern_finds():
    frame = table(상태=["진행", "진행중", None, "완료"], 코드=["A-01", "B02", None, "--"])
    assert (
        mended(frame, step("replace", "상태", **{"from": "진행", "to": "진행중"})).frame.column("상태")[0] == "진행중"
    )
    many = step("replace", "상태", values={"진행": "진행중", "완료": None})
    assert mended(frame, many).frame.column("상태") == ["진행중", "진행중", None, None]
    pattern = step("replace", "코드", pattern="^([A-Z])-?0*([0-9]+)$|^-+$", to=r"\1\2")
    assert mended(frame, pattern).frame.column("코드") == ["A1", "B2", None, None]


def test_a_pattern_that_would_take_for_ever_elsewhere_ends_at_once():
    frame = table(글=["a" * 4000 + "!"])
    assert mended(frame, step("replace", "글", pattern="(a+)+$", to="")).diff.totals()["changed"] == 0


def test_accepted_cells_are_set_only_where_the_old_value_still_stands():
    frame = customers()
    cells = [
        {"row": 2, "column": "상호", "from": "㈜ 대성상사", "to": "주식회사 대성상사"},
        {"row": 3, "column": "상호", "from": "다른 값", "to": "삼우"},
        {"key": {"번호": "C006"}, "column": "전화", "from": "031 765 4321", "to": "031-765-4321"},
        {"key": {"번호": "C999"}, "column": "전화", "from": None, "to": "x"},
        {"key": {"상호": "없는 곳"}, "column": "전화", "from": None, "to": "x"},
    ]
    found = mended(frame, step("set_cells", cells=cells))
    assert found.frame.column("상호")[2:4] == ["주식회사 대성상사", "삼우테크\u200b"]
    assert found.frame.column("전화")[5] == "031-765-4321"
    did = found.diff.steps[0]
    assert did.queued == {("상호", "conflict"): 1, ("전화", "no_row"): 2}
    assert Waiting(3, "상호", "삼우테크\u200b", "conflict", "삼우") in did.waiting
    assert did.says.ko == "‘상호’, ‘전화’ 열 2칸을 사람이 정한 값으로 바꿔요"


def test_a_key_that_several_rows_share_changes_none_of_them():
    frame = table(키=["a", "a"], 값=["1", "1"])
    cells = [{"key": {"키": "a"}, "column": "값", "from": "1", "to": "2"}]
    found = mended(frame, step("set_cells", cells=cells))
    assert found.frame == frame
    assert found.diff.steps[0].queued == {("값", "many_rows"): 1}


def test_letters_change_their_case_and_hangul_stays():
    frame = table(a=["hong GIL-dong's 가", None])
    for to, expected in (
        ("upper", "HONG GIL-DONG'S 가"),
        ("lower", "hong gil-dong's 가"),
        ("title", "Hong Gil-Dong's 가"),
    ):
        assert mended(frame, step("case", "a", to=to)).frame.column("a") == [expected, None]


def test_splitting_loses_nothing_and_names_cells_with_too_few_parts():
    frame = table(담당=["김민지 / 02-1 / 팀", "박도윤", None], 비고=["x", "y", "z"])
    found = mended(frame, step("split", "담당", into=["이름", "연락처"], by="/", keep=False))
    assert found.frame.names == ("이름", "연락처", "비고")
    assert found.frame.column("이름") == ["김민지", "박도윤", None]
    assert found.frame.column("연락처") == ["02-1 / 팀", None, None]
    assert found.diff.steps[0].queued == {("담당", "too_few_parts"): 1}
    assert undo(found.frame, found.undo) == frame


def test_joining_renaming_and_dropping_change_the_columns():
    frame = table(시=["서울", None], 구=["강남구", "해운대구"], 비고=["x", "y"])
    found = mended(
        frame,
        step("join", "시", "구", into="주소", keep=False),
        step("rename", names={"주소": "address", "비고": "memo"}),
        step("drop", "memo"),
    )
    assert found.frame.names == ("address",)
    assert found.frame.column("address") == ["서울 강남구", "해운대구"]
    assert [each.says.ko for each in found.diff.steps] == [
        "‘시’, ‘구’ 열을 이어 ‘주소’ 열을 만들어요. 원래 열은 빼요",
        "열 이름 2개를 바꿔요",
        "‘memo’ 열을 빼요",
    ]


def test_two_columns_may_swap_their_names():
    frame = table(a=["1"], b=["2"])
    found = mended(frame, step("rename", names={"a": "b", "b": "a"}))
    assert (found.frame.names, found.frame.column("b")) == (("b", "a"), ["1"])


def test_exact_duplicates_go_and_are_named_by_their_rows_in_the_source():
    frame = table(a=["3", "1", "3", "2", "1"], b=["x", "y", "x", None, "z"])
    found = mended(frame, step("sort", "a"), step("drop_duplicates"))
    assert found.frame.column("a") == ["1", "1", "2", "3"]
    removed = found.diff.steps[1].removed_rows[0]
    assert (removed.row, removed.like, dict(removed.cells)) == (2, 0, {"a": "3", "b": "x"})
    assert mended(frame, step("drop_duplicates", "a")).frame.column("b") == ["x", "y", None]


def test_sorting_reads_numbers_and_dates_and_puts_empty_cells_last():
    frame = table(n=["10", "9", None, "1,000", "x"], d=["2026.1.10", "2026-01-09", "x", None, "2025.12.31"])
    assert mended(frame, step("sort", "n", **{"as": {"n": "number"}})).frame.column("n") == [
        "9",
        "10",
        "1,000",
        None,
        "x",
    ]
    down = step("sort", "d", descending=["d"], **{"as": {"d": "date"}})
    assert mended(frame, down).frame.column("d") == ["2026.1.10", "2026-01-09", "2025.12.31", "x", None]


def test_the_preview_shows_rows_of_the_source_and_holds_no_more_than_its_limit():
    frame = table(a=[f" {number} " for number in range(100)] + ["  b"] * 50)
    diff = preview(frame, recipe(frame, step("sort", "a", descending=["a"]), step("trim", "a")), limit=3)
    assert diff.steps[1].changed == {"a": 150}
    assert len(diff.steps[1].cells) == 3
    assert diff.steps[1].cells[0] == Change(99, "a", " 99 ", "99")
    everything = preview(frame, recipe(frame, step("trim", "a")), limit=None)
    assert len(everything.steps[0].cells) == 150


def test_a_preview_and_the_run_it_previews_count_the_same_and_the_source_stays():
    frame, copy = customers(), customers()
    asked = recipe(frame, step("trim"), step("normalise", "상호", kind="company"), step("drop_duplicates", "상호"))
    assert preview(frame, asked).counts() == apply(frame, asked).diff.counts()
    assert frame == copy


def test_lineage_follows_columns_through_names_and_parts():
    frame = table(시=["서울"], 구=["강남구"], 전화=["1"], 일자=["2026-01-01"])
    found = mended(
        frame,
        step("join", "시", "구", into="주소", keep=False),
        step("rename", names={"주소": "address"}),
        step("fill_missing", "전화", column="address"),
        step("sort", "일자"),
    )
    told = found.lineage.as_json()
    assert told["columns"] == [
        {"to": "address", "from": ["시", "구"], "how": "join, rename", "subtype": "AGGREGATION"},
        {
            "to": "전화",
            "from": ["전화", "시", "구"],
            "how": "join, rename, fill_missing",
            "subtype": "AGGREGATION",
        },
        {"to": "일자", "from": ["일자"], "how": "", "subtype": "IDENTITY"},
    ]
    assert told["rows"] == [{"column": "일자", "subtype": "SORT"}]
    assert told["steps"][0]["dropped"] == ["시", "구"]


def test_every_kind_of_step_speaks_both_languages():
    frame = table(a=["1", "1", "2"], b=["x", "x", "y"])
    options = {
        "normalise": {"kind": "phone"},
        "cast": {"to": "date"},
        "fill_missing": {"value": "0"},
        "replace": {"from": "1", "to": "2"},
        "case": {"to": "upper"},
        "split": {"into": ["c", "d"], "by": "/"},
    }
    special = {
        "set_cells": step("set_cells", cells=[{"row": 0, "column": "a", "from": "1", "to": "5"}]),
        "rename": step("rename", names={"a": "z"}),
        "merge": step("merge", clusters=[[0, 1]]),
        "join": step("join", "a", "b", into="z"),
        "drop_totals": step("drop_totals"),
    }
    for what in STEP_KINDS:
        found = mended(frame, special.get(what) or step(what, "a", **options.get(what, {})))
        says = found.diff.steps[0].says
        assert says.ko.endswith(("요", ")"))
        assert says.en[0].isupper()
        assert not any("가" <= letter <= "힣" for letter in says.en)


def test_a_table_without_rows_is_mended_into_one_without_rows():
    frame = table(a=[], b=[])
    found = mended(
        frame, step("trim"), step("normalise", "a", kind="phone"), step("drop_duplicates"), step("sort", "b")
    )
    assert found.frame == frame
    assert undo(found.frame, found.undo) == frame
