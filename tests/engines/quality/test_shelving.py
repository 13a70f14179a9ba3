"""Rows put aside come back as they were, and are found by what they hold."""

from __future__ import annotations

from jangbu.engines.quality import Frame, Shelf, keep_rows

TABLE = Frame("t", ("row", "이름"), (["1", None, "c3", "A"], ["김'민", "%", None, "zz"]))


def test_rows_come_back_by_their_numbers_with_names_and_blanks(tmp_path):
    keep_rows(TABLE, [2, 0, 2, 1], tmp_path / "rows.parquet")
    shelf = Shelf(tmp_path / "rows.parquet", TABLE.names)
    assert shelf.rows([2, 1, 3]) == {2: {"row": "c3", "이름": None}, 1: {"row": None, "이름": "%"}}
    assert shelf.rows([]) == {}


def test_a_search_takes_its_text_literally_and_in_any_case(tmp_path):
    keep_rows(TABLE, range(4), tmp_path / "it's.parquet")
    shelf = Shelf(tmp_path / "it's.parquet", TABLE.names)
    assert shelf.holding("a", ["row"]) == {3}
    assert shelf.holding("%", ["row", "이름"]) == {1}
    assert shelf.holding("'", ["이름"]) == {0}


def test_nothing_is_kept_of_nothing(tmp_path):
    keep_rows(Frame("t", ("a",), ([],)), [], tmp_path / "rows.parquet")
    assert Shelf(tmp_path / "rows.parquet", ("a",)).holding("x", ["a"]) == set()
