"""Recipes the product proposes, and steps from what detection, matching and mapping found, on Korean tables."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.mending import (
    apply,
    merge_step,
    preview,
    propose_recipe,
    recipe_for,
    rename_step,
    set_cells_step,
    undo,
)
from tests.engines.quality.mending_tables import customers, step, table
from tests.shared_data import DATA, needs_shared_data

COMPANIES = ["한빛정밀", "대성상사", "삼우테크", "누리상사", "동방기공", "새롬전자", "우진물산", "가온테크"]
ROADS = ["강남구 테헤란로", "서초구 서초대로", "영등포구 여의대로", "마포구 월드컵북로"]


def ledger(rows: int = 240) -> Frame:
    """A customer ledger kept by three people, each with their own habits."""
    forms = ("(주){}", "{} 주식회사", "㈜{}")
    phones = ("010{}{}", "010-{}-{}", "010.{}.{}")
    provinces = ("서울 {} {}", "서울특별시 {} {}", "서울시 {}{}")
    days = ("2026.{}.{}", "2026-{:02}-{:02}", "2026년 {}월 {}일")
    money = ("{:,}원", "{}", "₩{:,}")
    three = [row % 3 for row in range(rows)]
    return table(
        "거래처.xlsx",
        고객번호=[f"C{row:04}" for row in range(rows)],
        거래처명=[forms[who].format(COMPANIES[row % 8]) for row, who in enumerate(three)],
        휴대폰=[phones[who].format(1000 + row * 7, 2000 + row * 3) for row, who in enumerate(three)],
        소재지=[provinces[who].format(ROADS[row % 4], row + 1) for row, who in enumerate(three)],
        등록일=[days[who].format(row % 12 + 1, row % 28 + 1) for row, who in enumerate(three)],
        미수금=[money[who].format(row * 11_000) for row, who in enumerate(three)],
        등급=["A" if row % 2 else "B" for row in range(rows)],
        메모=[None if row % 5 else f" 전화  후 방문 {row}" for row in range(rows)],
    )


def test_a_ledger_of_three_hands_is_brought_to_one_form_and_back():
    frame = ledger()
    proposed = propose_recipe(frame)
    assert [(each.what, each.columns) for each in proposed.steps] == [
        ("trim", ("메모",)),
        ("normalise", ("거래처명",)),
        ("normalise", ("휴대폰",)),
        ("normalise", ("소재지",)),
        ("cast", ("등록일",)),
        ("cast", ("미수금",)),
    ]
    assert all(each.why for each in proposed.steps)
    found = apply(frame, proposed)
    assert set(found.frame.column("거래처명")) == {f"주식회사 {name}" for name in COMPANIES}
    assert all(len(cell or "") == 13 and (cell or "").count("-") == 2 for cell in found.frame.column("휴대폰"))
    assert found.frame.column("소재지")[2] == "서울특별시 영등포구 여의대로 3"
    assert found.frame.column("등록일")[:3] == ["2026-01-01", "2026-02-02", "2026-03-03"]
    assert found.frame.column("미수금")[:3] == ["0", "11000", "22000"]
    assert found.diff.totals()["queued"] == 0
    assert found.diff.steps[2].says.ko == "‘휴대폰’ 열 160칸을 010-0000-0000 꼴로 바꿔요"
    assert undo(found.frame, found.undo) == frame
    assert not propose_recipe(found.frame).steps


def test_a_table_typed_by_hand_is_mended_merged_and_taken_back():
    frame = customers()
    steps = list(propose_recipe(frame).steps)
    steps.append(merge_step([(0, 1), (3, 4)], {"등록일": "first"}, why="같은 거래처예요"))
    steps.append(
        rename_step({"번호": "customer_id", "상호": "company", "전화": "전화"}, why="청구 시스템의 이름이에요")
    )
    asked = recipe_for(frame, steps, name="고객 명부")
    found = apply(frame, asked)
    assert found.frame.names[:2] == ("customer_id", "company")
    assert found.frame.column("company") == ["주식회사 한빛정밀", "주식회사 대성상사", "삼우테크", "주식회사 누리상사"]
    assert found.frame.column("전화") == ["010-1234-5678", "02-345-6789", None, "031-765-4321"]
    assert list(found.rows) == [0, 2, 3, 5]
    assert undo(found.frame, found.undo) == frame
    assert preview(frame, asked).counts() == found.diff.counts()


@dataclass(frozen=True)
class Suspect:
    row: int
    column: str
    value: str | None
    proposed: str | None
    confidence: float = 0.9
    reason: str = "spelling"


def test_accepted_suspicions_become_cells_with_their_old_values():
    frame = table(도시=["서울", "서을", "부산", None], 우편=["06236", "06236", "48058", "48058"])
    accepted = [
        Suspect(0, "우편", "06236", None),
        Suspect(1, "도시", "서을", "서울"),
        Suspect(2, "우편", "48058", ""),
        Suspect(3, "도시", None, "부산"),
    ]
    asked = recipe_for(frame, [set_cells_step(accepted, why="맞춤법")], name="고침")
    found = apply(frame, asked)
    assert found.frame.column("도시") == ["서울", "서울", "부산", "부산"]
    assert found.frame.column("우편") == ["06236", "06236", None, "48058"]


def test_what_people_know_of_a_column_weighs_more_than_what_it_looks_like():
    frame = table(번호들=["01012345678", "010-2345-6789", "02)345-6789"])
    assert propose_recipe(frame, {"번호들": "phone"}).steps[0].options == {"kind": "phone"}
    assert not propose_recipe(frame, {"번호들": "free_text"}).steps


def test_nothing_is_proposed_for_an_empty_or_tidy_table():
    assert not propose_recipe(table(a=[], b=[])).steps
    assert not propose_recipe(
        table(전화=["010-1234-5678", "02-345-6789"], 상호=["주식회사 한빛", "주식회사 누리"])
    ).steps
    assert not propose_recipe(table(전화=["담당에게 물어볼 것", "문의", "02-345-6789"])).steps


def test_the_evidence_is_told_in_the_language_asked_for():
    english = propose_recipe(ledger(30), language="en")
    assert english.name == "Mending 거래처"
    assert english.steps[1].why == "Of 30 values looked at, 30 are written in another way"


@pytest.mark.shared_data
@needs_shared_data("matching", "korean_companies")
def test_thousands_of_real_companies_are_unified_merged_and_taken_back():
    frame = read_frame(next((DATA / "matching" / "korean_companies").glob("*.csv")))
    proposed = propose_recipe(frame)
    assert {each.options.get("kind") for each in proposed.steps} >= {"company", "phone", "address"}
    asked = recipe_for(frame, [*proposed.steps, step("merge", by=["cluster"], default="most_frequent")], name="거래처")
    found = apply(frame, asked)
    assert found.frame.rows == len(set(frame.column("cluster"))) < frame.rows
    assert undo(found.frame, found.undo) == frame
