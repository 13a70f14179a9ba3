"""Sheets as offices make them: names in two rows, totals among the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jangbu.engines import quality
from jangbu.engines.quality import mending
from jangbu.engines.quality.totals import total_rows

FIRST = ["번호", "거래처", None, "금액", None, "비고"]
SECOND = [None, "상호", "대표자", "공급가액", "세액", None]
ROWS = [[n, f"한빛{n}상사", f"김민{n}", n * 1000, n * 100, "메모" if n == 2 else None] for n in range(1, 13)]
NAMES = ("번호", "거래처 상호", "거래처 대표자", "금액 공급가액", "금액 세액", "비고")


def workbook(path: Path, rows: list[list[object]], merges: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for each in merges:
        sheet.merge_cells(each)
    book.save(path)
    return path


def test_names_in_two_merged_rows_become_one_name_each(tmp_path: Path) -> None:
    merges = ("A1:A2", "B1:C1", "D1:E1", "F1:F2")
    frame = quality.read_frame(workbook(tmp_path / "t.xlsx", [FIRST, SECOND, *ROWS], merges))
    assert (frame.names, frame.rows) == (NAMES, 12)
    assert frame.column("금액 공급가액")[0] == "1000"


def test_two_rows_of_names_are_found_below_a_title_and_told(tmp_path: Path) -> None:
    title = [["2026년 11월 매출 현황", *[None] * 5], [None] * 6]
    path = workbook(tmp_path / "t.xlsx", [*title, FIRST, SECOND, *ROWS])
    profiled = quality.profile(path)
    assert tuple(column.name for column in profiled.columns) == NAMES
    assert {note.code for note in profiled.notes} == {"title_rows", "header_rows"}


def test_two_rows_of_names_in_a_csv(tmp_path: Path) -> None:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in [FIRST, SECOND, *ROWS]]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines), "cp949")
    assert quality.read_frame(path).names == NAMES


def test_months_above_names_that_repeat(tmp_path: Path) -> None:
    first = [None, "1월", None, "2월", None]
    second = ["품목", "수량", "금액", "수량", "금액"]
    rows = [[f"품목{n}", n, n * 10, n + 1, n * 20] for n in range(10)]
    frame = quality.read_frame(workbook(tmp_path / "t.xlsx", [first, second, *rows]))
    assert (frame.names, frame.rows) == (("품목", "1월 수량", "1월 금액", "2월 수량", "2월 금액"), 10)


def test_years_below_a_group(tmp_path: Path) -> None:
    rows = [[f"지역{n}", n * 11, n * 12, n * 13] for n in range(10)]
    frame = quality.read_frame(
        workbook(tmp_path / "t.xlsx", [["지역", "매출", None, None], [None, "2023", "2024", "2025"], *rows])
    )
    assert (frame.names, frame.rows) == (("지역", "매출 2023", "매출 2024", "매출 2025"), 10)


@pytest.mark.parametrize(
    ("header", "first"),
    [
        (["이름", None, "도시"], ["김민지", "영업", "서울"]),
        (["이름", None, "나이"], ["김민지", "영업", 31]),
        (["지역", "매출", None], [None, 100, 200]),
        (["이름", "부서", "도시"], ["김민지", None, "서울"]),
    ],
)
def test_a_first_row_of_values_is_not_taken_for_names(
    tmp_path: Path, header: list[object], first: list[object]
) -> None:
    rows = [[f"{value}{n}" if isinstance(value, str) else value for value in first] for n in range(9)]
    assert quality.read_frame(workbook(tmp_path / "t.xlsx", [header, first, *rows])).rows == 10


def with_totals() -> list[list[object]]:
    half = [["소계", None, None, 21000, 2100, None]]
    return [*ROWS[:6], *half, *ROWS[6:], ["합 계", None, None, 78000, 7800, None]]


def test_totals_stay_in_the_table_are_told_and_can_be_set_apart_and_put_back(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [FIRST, SECOND, *with_totals()])
    found = quality.diagnose_file(path, as_of=date(2026, 11, 30))
    assert found.profile.rows == 14
    assert [note.ko for note in found.profile.notes if note.code == "total_rows"] == [
        "합계로 보이는 2행이 값 사이에 있어요 (행 번호 6, 13). 그대로 두었고, 손질에서 떼어 낼 수 있어요."
    ]
    frame = quality.read_frame(path)
    recipe = mending.propose_recipe(frame)
    assert recipe.steps[0].what == "drop_totals"
    made = mending.apply(frame, recipe)
    assert made.frame.rows == 12
    assert made.diff.steps[0].removed == 2
    assert mending.undo(made.frame, made.undo).columns == frame.columns


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["사과", "10"], ["배", "20"], ["합계", "30"]], [2]),
        ([["사과", "10"], ["배", "20"], ["합계", "31"]], []),
        ([["사과", "10", "x"], ["배", "20", "y"], ["Total", "31", None]], [2]),
        ([["합계상사", "10"], ["배", "20"]], []),
        ([["계", "10"], ["배", "20"]], []),
        ([["김계", "10"], ["이계", "20"]], []),
    ],
)
def test_a_label_alone_makes_no_total(rows: list[list[str | None]], found: list[int]) -> None:
    assert total_rows([list(column) for column in zip(*rows, strict=True)]) == found
