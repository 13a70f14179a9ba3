"""What goes out as CSV opens in Excel as text, whatever the cells begin with."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.quality.reading import csv_bytes, safe_cell, write_csv
from jangbu.engines.quality.reading.export import FIGURE

RISKY = [
    "=1+1",
    "+82-10-1234-5678",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "　＝1",
    "＋1",
    "－1",
    "＠a",
    "\ufeff=1",
    "\u200b=1",
    "\n=1",
    "--1",
    "=",
    "+",
    "\0=1",
]


@pytest.mark.parametrize("text", RISKY)
def test_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-3.5", "+1,234", "-12%", "-1e-5", "1=1", "a@b.kr", "010-1234-5678", "-", "김=이", " 7"]
)
def test_plain_text_and_figures_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_no_text_that_leaves_can_start_a_formula(text: str) -> None:
    out = safe_cell(text)
    start = out.strip().lstrip("\u200b\ufeff\u2060")[:1]
    assert start not in tuple("=+-@＝＋－＠") or FIGURE.fullmatch(out) or out == "-"
    assert out.removeprefix("'") == text or out == text


def test_csv_carries_the_mark_that_excel_needs_and_safe_names(tmp_path: Path) -> None:
    rows = [["김", -3, Decimal("-1.5"), None], ["=A1", 2, "-2", 'x,\n"y"']]
    write_csv(tmp_path / "out.csv", ["이름", "=수", "b", "c"], rows)
    content = (tmp_path / "out.csv").read_bytes()
    assert content == csv_bytes(["이름", "=수", "b", "c"], rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["이름", "'=수", "b", "c"],
        ["김", "-3", "-1.5", ""],
        ["'=A1", "2", "-2", 'x,\n"y"'],
    ]
