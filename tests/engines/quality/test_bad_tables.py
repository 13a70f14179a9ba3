"""Tables as they should not be: every part of the engine answers with a result or a sentence, and loses nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jangbu.engines import quality
from jangbu.engines.quality import mending
from jangbu.kernel.errors import Problem

TODAY = date(2026, 11, 30)
DAYS = [f"202602{number % 28 + 1:02d}" for number in range(60)]
TABLES: dict[str, list[list[Any]]] = {
    "columns all null": [["a", "b", "c"], *[[str(n), "", ""] for n in range(40)]],
    "one row": [["이름", "전화"], ["김민지", "010-1234-5678"]],
    "three hundred columns": [[f"c{n}" for n in range(300)], *[[str(n * r % 97) for n in range(300)] for r in (1, 2)]],
    "duplicate headers": [["이름", "이름", "전화"], *[[f"김{n}", f"이{n}", f"010-1111-{n:04d}"] for n in range(30)]],
    "a day that never was": [["id", "거래일자"], *map(list, enumerate(DAYS)), ["99", "20260230"]],
    "serial days": [["id", "거래일자"], *[[str(n), str(46000 + n)] for n in range(60)]],
    "won": [["id", "금액"], *[[str(n), f"{n * 1234567:,}원"] for n in range(60)]],
}  # fmt: skip
SAY_NOTHING_OF_WHO = ("columns all null", "serial days", "won", "three hundred columns")
PARTS: dict[str, Callable[[Path], Any]] = {
    "diagnose": lambda path: quality.diagnose_file(path, as_of=TODAY),
    "errors": quality.detect_errors,
    "match": quality.match,
    "map": lambda path: quality.map_fields(path, "customer"),
    "classify": quality.classify_columns,
}


@pytest.fixture(params=TABLES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    made = tmp_path / "t.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(TABLES[request.param])
    return made


@pytest.mark.parametrize("part", PARTS)
def test_every_part_answers_or_says_in_both_languages_why_not(
    request: pytest.FixtureRequest, path: Path, part: str
) -> None:
    before = path.read_bytes()
    if part == "match" and request.node.callspec.params["path"] in SAY_NOTHING_OF_WHO:
        with pytest.raises(Problem, match="nothing_to_compare") as raised:
            PARTS[part](path)
        assert raised.value.what("ko") != raised.value.what("en")
    else:
        PARTS[part](path)
    assert path.read_bytes() == before


def test_a_mend_leaves_what_it_cannot_read_and_can_be_taken_back(path: Path) -> None:
    frame = quality.read_frame(path)
    made = mending.apply(frame, mending.propose_recipe(frame))
    if "20260230" in frame.columns[1]:
        assert made.frame.columns[1][-1] == "20260230"
        assert made.diff.steps[0].queued == {("거래일자", "unread"): 1}
    assert mending.undo(made.frame, made.undo) == frame


def test_numbers_with_separators_and_won_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(TABLES["won"])
    amount = quality.profile(path).column("금액")
    assert (amount.type, amount.semantic, amount.minimum, amount.maximum) == ("integer", "money", 0, 59 * 1234567)


def test_serial_days_are_read_as_days_and_written_as_such_by_the_proposed_mend(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in TABLES["serial days"]:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.save(tmp_path / "t.xlsx")
    day = quality.profile(tmp_path / "t.xlsx").column("거래일자")
    assert (day.type, day.minimum, day.maximum) == ("date", date(2025, 12, 9), date(2026, 2, 6))
    frame = quality.read_frame(tmp_path / "t.xlsx")
    made = mending.apply(frame, mending.propose_recipe(frame))
    assert made.frame.column("거래일자")[0] == "2025-12-09"


def test_lines_in_two_encodings_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("이름,수\n".encode() + "한글,1\n".encode() * 40 + "서울시,2\n".encode("cp949") * 3)
    assert quality.read_frame(path).column("이름")[-1] == "서울시"
    assert [note.code for note in quality.profile(path).notes] == ["encoding_mixed"]


def test_contradicting_labels_and_a_missing_reference_are_sentences(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("이름,시\n" + "\n".join(f"김{n},서울" for n in range(30)), "utf-8")
    labels = [{"row": 1, "column": "시", "clean": "서울"}, {"row": 1, "column": "시", "clean": "부산"}]
    with pytest.raises(Problem) as raised:
        quality.detect_errors(path, labels)
    assert "1" in raised.value.what("ko")
    rule = quality.Rule("r", "reference", ("시",), target="도시.이름")
    with pytest.raises(Problem, match="reference_missing"):
        quality.check(path, quality.make_contract("t", [], [rule]))


def test_a_recipe_for_another_schema_changes_nothing(tmp_path: Path) -> None:
    frame = quality.Frame("t", ("이름",), (["김민지 ", "이서준"],))
    recipe = mending.Recipe("다른 표", ("상호",), (mending.Step("trim", "trim", ("상호",)),))
    with pytest.raises(Problem, match="quality"):
        mending.apply(frame, recipe)
    assert frame.columns == (["김민지 ", "이서준"],)


def test_totals_of_a_table_too_large_to_hold_are_told_or_said_not_to_have_been_sought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["상호,지역,금액", *(f"한계산업{n},서울,{n}" for n in range(900)), "소 계,,404550"]
    lines += [*(f"합성기계{n},부산,{n}" for n in range(900)), "[합계],,809100"]
    path = tmp_path / "매출.csv"
    path.write_text("\n".join(lines), "utf-8")
    held = quality.profile(path)
    monkeypatch.setattr("jangbu.engines.quality.sampling.SMALL_BYTES", 1000)
    large = quality.profile(path)
    assert [note.ko for note in large.notes] == [note.ko for note in held.notes]
    assert "2행" in large.notes[-1].ko
    monkeypatch.setattr("jangbu.engines.quality.totals.SOUGHT_BYTES", 10)
    assert quality.profile(path).notes[-1].code == "totals_not_sought"


def test_a_business_number_of_far_too_many_digits_is_only_wrong(tmp_path: Path) -> None:
    rows = ["220-81-62517"] * 40 + ["207862393299999", "999999999999999999", "-999999999999999999", "2208162517"]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["사업자번호", *rows]), "utf-8")
    rule = quality.Rule("r", "pattern", ("사업자번호",), format="business_number")
    (found,) = quality.check(path, quality.make_contract("t", [], [rule])).rules
    assert (found.failing, found.sample_rows) == (3, (40, 41, 42))
