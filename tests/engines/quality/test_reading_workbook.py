"""Workbooks: what a person sees in Excel is what is read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from jangbu.engines.quality.reading import list_tables
from jangbu.engines.quality.reading.workbook import text_of
from tests.engines.quality.reading_samples import codes, problem, read, workbook


def test_the_first_sheet_with_values_is_read_and_the_choice_is_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx", {"표지": [], "자료": [["이름", "금액"], ["김", 1234567]], "끝": [["x"], ["y"]]}
    )
    table, rows = read(path)
    assert (table.format, table.sheet, table.columns) == ("xlsx", "자료", ("이름", "금액"))
    assert rows == [("김", "1234567")]
    assert "sheet_chosen" in codes(table)
    assert list_tables(path) == ("표지", "자료", "끝")
    assert read(path, sheet="끝")[1] == [("y",)]


def test_titles_blank_rows_and_unused_columns_are_left_out(tmp_path: Path) -> None:
    rows = [
        [None],
        [None, "2026년 매출 현황"],
        [None],
        [None, "번호", "거래처", None, "금액"],
        [None, 1, "한빛", None, 10],
        [None],
        [None, 2, "대한", None, 20],
    ]
    table, found = read(workbook(tmp_path / "t.xlsx", {"표": rows}))
    assert table.columns == ("번호", "거래처", "금액")
    assert found == [("1", "한빛", "10"), ("2", "대한", "20")]
    assert codes(table) == {"title_rows"}


def test_a_nameless_column_with_values_is_kept(tmp_path: Path) -> None:
    table, found = read(
        workbook(tmp_path / "t.xlsx", {"표": [["이름", None, "금액"], ["김", "x", 1], ["이", None, 2]]})
    )
    assert table.columns == ("이름", "열 2", "금액")
    assert found[0] == ("김", "x", "1")
    assert "names_changed" in codes(table)


def test_figures_and_dates_read_as_a_person_sees_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["수", "날짜", "시각"],
        [0.1 + 0.2, "day:45293", "moment:45293.4375"],
        [1e20, None, None],
    ]
    _, found = read(workbook(tmp_path / "t.xlsx", {"표": rows}))
    assert found == [("0.3", "2024-01-02", "2024-01-02 10:30:00"), ("100000000000000000000", None, None)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567.0, "1234567"),
        (-0.5, "-0.5"),
        (1e-7, "0.0000001"),
        (123456789012345678.0, "123456789012346000"),
        (True, "TRUE"),
        (7, "7"),
        (datetime.date(2026, 11, 23), "2026-11-23"),
        (datetime.datetime.fromisoformat("2026-11-23"), "2026-11-23"),
        (datetime.datetime.fromisoformat("2026-11-23T09:05"), "2026-11-23 09:05:00"),
        (datetime.time(9, 5), "09:05:00"),
        (datetime.timedelta(hours=27, minutes=3), "27:03:00"),
        (datetime.timedelta(hours=-1), "-01:00:00"),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert text_of(value) == text


def test_formulas_are_read_as_stored_values_and_counted(tmp_path: Path) -> None:
    rows: list[list[object]] = [["이름", "금액"], ["김", ("1+1", 2)], ["이", "=HYPERLINK(1)"], ["박", "#N/A"]]
    table, found = read(workbook(tmp_path / "t.xlsx", {"표": rows}))
    assert found == [("김", "2"), ("이", None), ("박", None)]
    said = {note.code: note.en for note in table.notes}
    assert said["formulas"].startswith("2 ")
    assert said["formulas_unstored"].startswith("1 ")
    assert said["error_cells"].startswith("1 ")


def test_formulas_of_another_sheet_are_not_counted(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]] | str] = {"표": [["이름", "금액"], ["김", 1]], "딴": [["a"], [("1", 1)]]}
    assert codes(read(workbook(tmp_path / "t.xlsx", sheets), sheet="표")[0]) == set()


def test_macros_are_ignored_and_told(tmp_path: Path) -> None:
    table, found = read(workbook(tmp_path / "t.xlsm", {"표": [["이름", "금액"], ["김", 1]]}, macros=True))
    assert (codes(table), found) == ({"macros"}, [("김", "1")])


def test_many_rows_keep_their_order_and_every_formula_is_counted(tmp_path: Path) -> None:
    rows: list[list[object]] = [["번호", "이름", "두배"]] + [
        [n, f"이름 {n}", (f"A{n}*2", 2 * n)] for n in range(30_000)
    ]
    table, found = read(workbook(tmp_path / "t.xlsx", {"표": rows}))
    assert [row[0] for row in found] == [str(n) for n in range(30_000)]
    assert next(note.en for note in table.notes if note.code == "formulas").startswith("30,000 ")


def test_a_sheet_name_cannot_reach_into_sql_or_paths(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"a'; DROP--": [["x\"]') y", "금액"], ["김", 1]]})
    table, found = read(path)
    assert table.columns == ("x\"]') y", "금액")
    assert found == [("김", "1")]
    assert problem(path, sheet="../../etc/passwd").code == "quality.sheet_missing"
