"""Diagnosis: proposed rules find what was put in, scores add up, bad files do not stop good ones."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from jangbu.engines import quality
from jangbu.engines.quality import scoring
from jangbu.engines.quality.formats import business_number_fits
from jangbu.engines.quality.scoring import Weights
from tests.shared_data import DATA, needs_shared_data

TODAY = date(2026, 1, 15)
STATES = ["접수", "결제완료", "배송중", "배송완료", "취소"]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def business_number(chance: random.Random) -> str:
    while True:
        text = "".join(str(chance.randrange(10)) for _place in range(10))
        if business_number_fits(text):
            return f"{text[:3]}-{text[3:5]}-{text[5:]}"


def sales(path: Path, rows: int, seed: int) -> tuple[Path, dict[str, int]]:
    """A table of sales with counted defects: {rule id: failing rows}."""
    chance = random.Random(seed)
    made, truth = [], dict.fromkeys(DEFECTS, 0)
    for number in range(rows):
        ordered = date(2025, 1, 1) + timedelta(days=chance.randrange(350))
        row = {
            "전표번호": f"S{number:07d}",
            "담당자 이메일": f"u{chance.randrange(900)}@example.co.kr",
            "사업자번호": business_number(chance),
            "공급가액": chance.randrange(1, 10**7),
            "주문일": ordered.isoformat(),
            "출고일": (ordered + timedelta(days=chance.randrange(9))).isoformat(),
            "상태": chance.choice(STATES),
            "연락처": f"010-{chance.randrange(10**4):04d}-{chance.randrange(10**4):04d}",
        }
        if chance.random() < 0.08:
            truth[rule := chance.choice(list(DEFECTS))] += 1
            column, spoil = DEFECTS[rule]
            row[column] = spoil(row, made)
            if rule == "unique:전표번호" and not made:
                truth[rule] -= 1
        made.append(row)
    return write(path, list(made[0]), [list(row.values()) for row in made]), truth


DEFECTS = {
    "required:공급가액": ("공급가액", lambda row, made: ""),
    "pattern:담당자 이메일:email": ("담당자 이메일", lambda row, made: row["담당자 이메일"].replace("@", " ")),
    "pattern:사업자번호:business_number": (
        "사업자번호",
        lambda row, made: row["사업자번호"][:-1] + str((int(row["사업자번호"][-1]) + 1) % 10),
    ),
    "range:공급가액:not_negative": ("공급가액", lambda row, made: -row["공급가액"]),
    "order:주문일:출고일": ("출고일", lambda row, made: "2024-12-30"),
    "allowed:상태": (
        "상태",
        lambda row, made: row["상태"] + " "[:0] + "료" if False else row["상태"][0] + " " + row["상태"][1:],
    ),
    "pattern:연락처:shape": ("연락처", lambda row, made: row["연락처"].replace("-", "")),
    "unique:전표번호": ("전표번호", lambda row, made: made[-1]["전표번호"] if made else row["전표번호"]),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_proposed_rules_find_every_defect_and_no_other(tmp_path: Path, seed: int) -> None:
    path, truth = sales(tmp_path / "매출.csv", 3000, seed)
    found = quality.diagnose_file(path, as_of=TODAY)
    assert {result.rule.id: result.failing for result in found.rules if result.failing} == truth


def test_a_big_file_is_sampled_and_counted_to_the_same_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, truth = sales(tmp_path / "매출.csv", 6000, 5)
    monkeypatch.setattr("jangbu.engines.quality.sampling.SMALL_BYTES", 1000)
    monkeypatch.setattr("jangbu.engines.quality.sampling.CELLS", 24_000)
    found = quality.diagnose_file(path, as_of=TODAY)
    assert not found.profile.whole
    assert {result.rule.id: result.failing for result in found.rules if result.failing} == truth
    assert found.profile.column("상태").counts is not None
    assert sum(found.profile.column("상태").counts.values()) == 6000


def test_lost_points_explain_every_score_exactly(tmp_path: Path) -> None:
    path, _truth = sales(tmp_path / "매출.csv", 2000, 7)
    score = quality.diagnose_file(path, as_of=TODAY).score
    told = [found for found in score.dimensions.values() if found.value is not None]
    assert len(told) == 5
    for found in told:
        assert found.value == pytest.approx(100 - sum(part.points_lost for part in found.components), abs=1e-9)
    rows = math.prod(found.value for name, found in score.dimensions.items() if name != "timeliness") ** (1 / 4)
    assert score.overall == pytest.approx((4 * rows + score.timeliness) / 5, abs=1e-9)
    assert score.overall < 100


@pytest.mark.parametrize(("valid", "least", "most"), [(100, 100, 100), (96, 99, 99.2), (1, 40, 46), (0, 20, 20)])
def test_a_bad_dimension_is_not_hidden_by_good_ones(valid: float, least: float, most: float) -> None:
    values = {"completeness": 100.0, "uniqueness": 100.0, "validity": valid, "consistency": 100.0, "timeliness": 100.0}
    made = {name: scoring.DimensionScore(value, 1.0, ()) for name, value in values.items()}
    overall = scoring._overall(made)
    assert least <= overall <= most
    assert scoring._overall({"validity": made["validity"]}) == pytest.approx(valid)
    assert scoring._overall({"timeliness": made["timeliness"]}) == 100


def test_without_evidence_there_is_no_score(tmp_path: Path) -> None:
    found = quality.diagnose_file(write(tmp_path / "t.csv", ["a", "b"], [["x", "y"]]), as_of=TODAY)
    assert found.score.overall is None
    assert set(found.as_json()["score"]) == {
        "overall", "completeness", "uniqueness", "validity", "consistency", "timeliness", "dimensions",
    }  # fmt: skip


def test_timeliness_falls_with_the_age_of_the_newest_row(tmp_path: Path) -> None:
    rows = [[n, (date(2025, 1, 1) + timedelta(days=n)).isoformat()] for n in range(60)]
    path = write(tmp_path / "t.csv", ["번호", "거래일"], rows)
    fresh = quality.diagnose_file(path, as_of=date(2025, 3, 10)).score.timeliness
    older = quality.diagnose_file(path, as_of=date(2025, 8, 1)).score.timeliness
    lenient = quality.diagnose_file(path, as_of=date(2025, 8, 1), weights=Weights(fresh=200)).score.timeliness
    assert fresh == 100.0
    assert older is not None
    assert older < 100.0
    assert lenient == 100.0
    assert quality.diagnose_file(path, as_of=date(2020, 1, 1)).score.timeliness is None


def test_a_file_that_cannot_be_read_leaves_the_others_alone(tmp_path: Path) -> None:
    good = write(tmp_path / "good.csv", ["a", "b"], [[1, 2], [3, 4]])
    empty = tmp_path / "empty.csv"
    empty.touch()
    bad, fine = quality.diagnose([empty, good], as_of=TODAY).as_json()["files"]
    assert bad["path"] == str(empty)
    assert set(bad["error"]) >= {"class", "message", "next"}
    assert fine["rows"] == 2


def test_a_contract_for_another_table_is_an_error_of_that_file(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "b"], [[1, 2]])
    contract = quality.make_contract("다른 표", [], [quality.Rule("r", "required", ("c",))])
    (file,) = quality.diagnose([path], contract=contract, as_of=TODAY).as_json()["files"]
    assert file["error"]["class"] == "quality.column_missing"


def test_the_json_has_the_promised_shape(tmp_path: Path) -> None:
    path, _truth = sales(tmp_path / "매출.csv", 300, 11)
    (file,) = quality.diagnose([path], as_of=TODAY).as_json()["files"]
    assert set(file) >= {"path", "fingerprint", "rows", "columns", "rules", "score"}
    assert set(file["columns"][0]) >= {"name", "type", "semantic", "nulls", "distinct", "top", "shapes", "personal"}
    assert set(file["columns"][0]["top"][0]) == {"value", "count"}
    assert set(file["rules"][0]) >= {"id", "column", "kind", "failing", "total", "sample_rows"}
    assert len(file["fingerprint"]) == 64


def test_the_proposed_contract_checks_to_the_same_counts(tmp_path: Path) -> None:
    path, _truth = sales(tmp_path / "매출.csv", 1500, 13)
    found = quality.diagnose_file(path, as_of=TODAY)
    again = quality.check(path, quality.parse_contract(quality.dump_contract(found.contract)))
    assert {r.rule.id: (r.failing, r.total) for r in again.rules} == {
        r.rule.id: (r.failing, r.total) for r in found.rules
    }


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_report_is_one_page_that_escapes_what_files_say(tmp_path: Path, language: str) -> None:
    header = ["<script>alert(1)</script>", "b"]
    path = write(tmp_path / "<b>.csv", header, [[f"<i>{n}</i>", ""] for n in range(40)])
    page = quality.diagnosis_html(quality.diagnose([path, tmp_path / "none.csv"], as_of=TODAY), language)
    assert "<script" not in page
    assert "<i>1" not in page
    assert "<b>.csv" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert f'<html lang="{language}">' in page


@needs_shared_data("tables", "hospital", "dirty.csv")
@pytest.mark.shared_data
def test_a_public_benchmark_table_is_diagnosed() -> None:
    found = quality.diagnose_file(DATA / "tables" / "hospital" / "dirty.csv", as_of=TODAY)
    assert found.profile.rows == 1000
    assert any(result.failing for result in found.rules)
