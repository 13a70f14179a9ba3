"""What a profile says of small tables whose answers are known."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines import quality
from jangbu.engines.quality.formats import FORMATS, business_number_fits, card_fits, phone_fits, rrn_fits
from jangbu.engines.quality.shapes import shape
from jangbu.kernel.errors import Problem


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def test_blanks_and_null_words_are_counted_apart(tmp_path: Path) -> None:
    values = ["서울", "", "   ", "-", "N/A", "없음", "부산", "서울", "nananana"]
    path = write(tmp_path / "t.csv", ["번호", "도시"], list(enumerate(values)))
    city = quality.profile(path).column("도시")
    assert (city.nulls, city.null_like, city.distinct) == (2, 3, 3)
    assert set(city.null_words) == {"-", "N/A", "없음"}
    assert city.top[0] == ("서울", 2)


def test_money_with_separators_and_units_is_a_number(tmp_path: Path) -> None:
    amounts = ["1,200원", "(300)", "△5,000", "₩70", "100"] * 20 + ["많음"]
    path = write(tmp_path / "t.csv", ["순번", "금액"], list(enumerate(amounts)))
    money = quality.profile(path).column("금액")
    assert (money.type, money.semantic, money.misfits) == ("integer", "money", 1)
    assert (money.minimum, money.maximum) == (-5000, 1200)


def test_dates_in_korean_spellings_are_dates_and_impossible_ones_are_misfits(tmp_path: Path) -> None:
    days = ["2026.1.5", "2026-01-06", "2026년 1월 7일", "2026. 1. 8."] * 10 + ["2026-02-30"]
    path = write(tmp_path / "t.csv", ["번호", "거래일"], list(enumerate(days)))
    column = quality.profile(path, as_of=date(2026, 1, 7)).column("거래일")
    assert (column.type, column.misfits) == ("date", 1)
    assert (column.minimum, column.maximum, column.newest) == (date(2026, 1, 5), date(2026, 1, 8), date(2026, 1, 7))


def test_eight_digits_and_excel_serials_are_dates_only_under_a_header_that_says_so(tmp_path: Path) -> None:
    rows = [[f"202601{day:02d}", f"202601{day:02d}", 45_990 + day, 45_990 + day] for day in range(1, 29)]
    path = write(tmp_path / "t.csv", ["작업코드", "등록일자", "납품일자", "수량"], rows)
    found = {column.name: column.type for column in quality.profile(path).columns}
    assert found == {"작업코드": "integer", "등록일자": "date", "납품일자": "date", "수량": "integer"}
    assert quality.profile(path).column("납품일자").minimum == date(2025, 11, 30)


def test_leading_zeros_make_a_code_not_a_number(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "우편번호"], [[n, f"{n:05d}"] for n in range(50)])
    assert quality.profile(path).column("우편번호").type == "text"


def test_meanings_and_personal_columns_of_a_customer_list(tmp_path: Path) -> None:
    surnames, given_names = "김이박최정강조윤장임", ["민지", "서준", "도윤", "하은", "우진"]
    rows = [
        [
            f"C{n:05d}",
            f"{'가나다라마바사'[n % 7]}온금속(주)",
            surnames[n % 10] + given_names[n % 5],
            f"032-815-{n:04d}",
            f"user{n}@example.com",
            f"인천광역시 남동구 은봉로 {n}",
            "1208147521" if n % 2 else "220-81-62517",
            f"90010{n % 9 + 1}-1234567",
            n * 1000,
        ]
        for n in range(60)
    ]
    header = ["거래처코드", "상호", "담당자", "전화", "이메일", "주소", "사업자등록번호", "주민등록번호", "미수금"]
    columns = quality.profile(write(tmp_path / "t.csv", header, rows)).columns
    assert [column.semantic for column in columns] == [
        "identifier", "company", "name", "phone", "email", "address", "business_number", "rrn", "money",
    ]  # fmt: skip
    assert [column.personal for column in columns] == [None, None, "name", "phone", "email", None, None, "rrn", None]


def test_a_persons_address_is_personal_where_no_company_stands_beside_it(tmp_path: Path) -> None:
    rows = [[f"{'김이박최정'[n % 5]}민지", f"서울특별시 중구 세종대로 {n}"] for n in range(40)]
    address = quality.profile(write(tmp_path / "t.csv", ["이름", "주소"], rows)).column("주소")
    assert (address.semantic, address.personal) == ("address", "address")


def test_keys_are_columns_without_gaps_or_repeats(tmp_path: Path) -> None:
    rows = [[n, n // 2, n if n else ""] for n in range(30)]
    found = quality.profile(write(tmp_path / "t.csv", ["a", "b", "c"], rows))
    assert found.keys == ("a",)
    assert found.column("b").unique is False


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        ("익월 10일", "가가 99가"),
        ("010-1234-5678", "999-9999-9999"),
        ("C0012", "a9999"),
        ("다온금속공업사(주)", "가가가가(가)"),
    ],
)
def test_shapes_keep_digits_and_punctuation(value: str, drawn: str) -> None:
    assert shape(value) == drawn


def test_formats_know_real_numbers_from_wrong_ones() -> None:
    assert business_number_fits("220-81-62517")
    assert not business_number_fits("220-81-62518")
    assert rrn_fits("900101-1234567")
    assert not rrn_fits("900231-1234567")
    assert card_fits("4111-1111-1111-1111")
    assert not card_fits("4111-1111-1111-1112")
    assert phone_fits("010-1234-5678")
    assert phone_fits("02-123-4567")
    assert phone_fits("+82 10 1234 5678")
    assert phone_fits("1588-1234")
    assert not phone_fits("123")


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
@settings(max_examples=60, deadline=None)
def test_the_check_digit_is_the_same_in_python_and_in_sql(digits: list[int]) -> None:
    text = "".join(map(str, digits))
    asked = FORMATS["business_number"].sql("v", "TRY_CAST(v AS BIGINT)")
    (found,) = duckdb.execute(f"SELECT {asked} FROM (SELECT '{text}' AS v)").fetchone()
    assert found == business_number_fits(text)


@given(
    st.lists(st.one_of(st.none(), st.text(alphabet=" -0123456789.,가나aN/\n\"'", max_size=6)), min_size=1, max_size=30)
)
@settings(max_examples=25, deadline=None)
def test_every_row_is_counted_once_whatever_the_cells_hold(cells: list[str | None]) -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (a VARCHAR)")
    connection.executemany("INSERT INTO t VALUES (?)", [[cell] for cell in cells])
    table = quality.Table(
        path="memory", format="csv", columns=("a",), sql="t", typed=False, encoding="utf-8", delimiter=",",
        sheet=None, notes=(), checked=True, digest=lambda: "0" * 64,
    )  # fmt: skip
    connection.execute("CREATE OR REPLACE TEMP TABLE held AS SELECT * FROM t")
    column = quality.profile(table, connection=connection).column("a")
    assert column.nulls + column.null_like + column.present(len(cells)) == len(cells)
    assert 0 <= column.misfits <= column.present(len(cells))
    blank = sum(cell is None or not cell.strip(" \n") for cell in cells)
    assert column.nulls == blank


def test_one_row_and_empty_columns_profile_without_fuss(tmp_path: Path) -> None:
    found = quality.profile(write(tmp_path / "t.csv", ["a", "b"], [["x", ""]]))
    assert (found.rows, found.column("b").nulls, found.column("b").distinct) == (1, 1, 0)
    assert found.keys == ()


def test_two_thousand_columns_are_profiled(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv", [f"c{n}" for n in range(2000)], [[n * row for n in range(2000)] for row in range(3)]
    )
    found = quality.profile(path)
    assert len(found.columns) == 2000
    assert found.column("c1999").maximum == 3998


def test_a_typed_file_keeps_its_types_and_exact_decimals(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.execute(
        f"COPY (SELECT range AS id, (range * 1.25)::DECIMAL(18, 2) AS amount, DATE '2026-01-01' + range::INT AS day,"
        f" CASE WHEN range = 3 THEN NULL ELSE 'x' END AS note FROM range(10)) TO '{path}' (FORMAT parquet)"
    )
    found = quality.profile(path)
    assert [column.type for column in found.columns] == ["integer", "decimal", "date", "text"]
    assert str(found.column("amount").maximum) == "11.25"
    assert found.column("note").nulls == 1


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        quality.profile(tmp_path / "none.csv")
    assert raised.value.code == "quality.file_missing"


def test_progress_only_grows_and_ends_at_one(tmp_path: Path) -> None:
    told: list[float] = []
    quality.profile(write(tmp_path / "t.csv", ["a"], [[1], [2]]), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
