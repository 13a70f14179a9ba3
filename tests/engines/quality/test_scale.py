"""The same contract on DuckDB, PostgreSQL and Spark: equal counts, equal examples, and nothing that differs unsaid."""

from __future__ import annotations

import json
import random
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import ibis
import psycopg
import pytest
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.quality import CheckResult, Contract, Rule, check, dump_contract, make_contract, sql
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.scale import address_on, check_on, checking, on_spark
from jangbu.engines.quality.scale.engine import Engine
from jangbu.engines.quality.scale.layers import Layers
from jangbu.engines.quality.scale.on_duckdb import DuckDB
from jangbu.engines.quality.scale.patterns import UnportableError, translate
from jangbu.kernel.errors import Problem
from tests.engines.quality.scale_samples import (
    AWKWARD,
    HEADER,
    PATTERNS,
    ROWS,
    RULES,
    TEXTS,
    load,
    made_rows,
    made_up,
    running_postgresql,
    running_spark,
    write_csv,
    write_parquet,
)

pytestmark = pytest.mark.xdist_group("scale")  # one Spark, one PostgreSQL
ENGINES = ("duckdb", "postgresql", "spark")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running_postgresql() as found:
        yield found


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    with running_spark() as session:
        yield session


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the table and the customers its reference rule looks into."""
    folder = tmp_path_factory.mktemp("scale")
    write_csv(folder / "orders.csv", HEADER, made_rows()[0])
    write_csv(folder / "customers.csv", ("code", "since"), [[f" C{number:04d} ", "2026"] for number in range(400)])
    return folder


@pytest.fixture
def on(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """`on(engine, header, rows)` puts a table there; what it gives goes to `check_on` as its first two arguments."""

    def put(engine: str, header: tuple[str, ...], rows: list[Any]) -> tuple[Any, str | None]:
        if engine == "postgresql":
            load(request.getfixturevalue("address"), "held", header, rows)
            return request.getfixturevalue("address"), "held"
        path = write_parquet(tmp_path / f"{engine}.parquet", header, rows)
        if engine == "spark":
            request.getfixturevalue("spark")
            return f"spark://{path}", None
        con = duckdb.connect()
        con.execute(f"CREATE TABLE held AS SELECT * FROM '{path}'")
        return ibis.duckdb.from_connection(con), "held"

    return put


def held(*rules: Rule) -> Contract:
    return make_contract("시험", [], rules)


def counts(result: CheckResult) -> dict[str, tuple[int, int]]:
    return {each.rule.id: (each.failing, each.total) for each in result.rules}


def examples(result: CheckResult) -> dict[str, tuple[Any, ...]]:
    return {each.rule.id: (each.sample_rows, each.samples) for each in result.rules}


@pytest.fixture(scope="session")
def outcomes(made: Path, address: str, spark: Any) -> dict[str, CheckResult]:
    """The contract on every engine, and on DuckDB as `check` does it, from the file and from rows it fetched."""
    contract, references = held(*RULES), {"customers": made / "customers.csv"}
    load(address, "orders", HEADER, made_rows()[0])
    con = duckdb.connect()
    con.execute(f"CREATE TABLE orders AS SELECT * FROM read_csv('{made / 'orders.csv'}', all_varchar = true)")
    return {
        "check": check(made / "orders.csv", contract, references=references),
        "fetched": check(address, contract, references=references, table="orders"),
        "duckdb": check_on(ibis.duckdb.from_connection(con), "orders", contract, references=references),
        "postgresql": check_on(address, "orders", contract, references=references),
        "spark": check_on(f"spark://{made / 'orders.csv'}", None, contract, references=references),
    }


@pytest.mark.parametrize("engine", ["check", "fetched", *ENGINES])
def test_every_kind_of_rule_counts_the_truth_on_every_engine(outcomes: dict[str, CheckResult], engine: str) -> None:
    truth = made_rows()[1]
    result = outcomes[engine]
    assert counts(result) == {rule: (len(rows), total) for rule, (rows, total) in truth.items()}
    assert (result.unchecked, result.passed) == ((), False)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_shows_the_first_failing_rows(outcomes: dict[str, CheckResult], engine: str) -> None:
    rows, truth = made_rows()
    for each in outcomes[engine].rules:
        assert each.sample_rows == tuple(sorted(truth[each.rule.id][0])[:20]), each.rule.id
    by_cell = {"amount", "business", "grade", "order", "region", "region of grade"}
    wanted = {rule: shown for rule, shown in examples(outcomes["check"]).items() if rule in by_cell}
    assert {rule: shown for rule, shown in examples(outcomes[engine]).items() if rule in by_cell} == wanted
    assert len(rows) == ROWS


@pytest.mark.parametrize("engine", ENGINES)
def test_awkward_cells_count_alike_on_every_engine(on: Any, tmp_path: Path, engine: str) -> None:
    header, rows = awkward()
    rules = awkward_rules(header)
    wanted = check(write_parquet(tmp_path / "awkward.parquet", header, rows), held(*rules))
    found = check_on(*on(engine, header, rows), held(*rules))
    assert counts(found) == counts(wanted)
    shown = {rule.id for rule in rules if rule.kind != "unique"}
    wanted_rows = {rule: row for rule, row in examples(wanted).items() if rule in shown}
    assert {rule: row for rule, row in examples(found).items() if rule in shown} == wanted_rows


def awkward() -> tuple[tuple[str, ...], list[Any]]:
    """Columns that each read as something else, with the same awkward cells below."""
    days = [(number % 12 + 1, number % 28 + 1) for number in range(600)]
    columns = {
        "num": [str(number * 7) for number in range(600)],
        "money": [f"{number * 1000:,}원" for number in range(600)],
        "price": [f"{number}.{number % 100:02d}" for number in range(600)],
        "iso_date": [f"2026-{month:02d}-{day:02d}" for month, day in days],
        "거래일자": [f"2026{month:02d}{day:02d}" for month, day in days],
        "등록일": [f"2026. {month}. {day}." for month, day in days],
        "us_date": [f"{month}/{day}/2026" for month, day in days],
        "excel_date": [str(45000 + number) for number in range(600)],
        "moment": [f"2026-{month:02d}-{day:02d} {day % 24:02d}:00:30.25" for month, day in days],
        "name": [f" 김{number % 7} " if number % 3 else f"이{number}" for number in range(600)],
    }
    return tuple(columns), list(zip(*(cells + list(AWKWARD) for cells in columns.values()), strict=True))


def awkward_rules(header: tuple[str, ...]) -> list[Rule]:
    formats = ("integer", "decimal", "date", "timestamp", "boolean", "email", "phone", "rrn", "business_number")
    rules = [Rule(f"required {name}", "required", (name,)) for name in header]
    rules += [
        Rule(f"number {name}", "range", (name,), minimum="-299", maximum="1000.5") for name in (*header[:3], "name")
    ]
    rules += [
        Rule(f"day {name}", "range", (name,), "2024-02-29", "2026-02-28 12:00", ("maximum",)) for name in header[3:]
    ]
    rules += [Rule(f"{form} name", "pattern", ("name",), format=form) for form in formats]
    rules += [
        Rule(f"{form} {name}", "pattern", (name,), format=form) for name, form in zip(header, formats, strict=False)
    ]
    rules += [
        Rule(f"order {name}", "order", ("moment", name)) for name in ("iso_date", "거래일자", "excel_date", "name")
    ]
    return [
        *rules,
        Rule("null", "required", ("name",), missing=()),
        Rule("words", "required", ("money",), missing=("", "x", "it's")),
        Rule("unique", "unique", ("name",)),
        Rule("pair", "unique", ("name", "num")),
        Rule("follows", "dependency", ("name", "num")),
        Rule("follows both", "dependency", ("name", "iso_date", "money")),
        Rule("follows a number", "dependency", ("거래일자", "price")),
        Rule("allowed", "allowed", ("name",), allowed=("이3", "김1", "it's", "a\\b", "１２")),
        Rule("numbers", "order", ("num", "price")),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pattern_finds_on_every_engine_what_re2_finds(on: Any, tmp_path: Path, engine: str) -> None:
    rules = [Rule(pattern, "pattern", ("text",), pattern=pattern) for pattern in PATTERNS]
    rows = [(text,) for text in TEXTS]
    wanted = check(write_parquet(tmp_path / "texts.parquet", ("text",), rows), held(*rules))
    found = check_on(*on(engine, ("text",), rows), held(*rules), samples=0)
    assert {each.what: each.en for each in found.unchecked} == {}
    assert counts(found) == counts(wanted)


@pytest.mark.parametrize(
    ("pattern", "flavours"),
    [
        (r"\Qa.b\E", ("java", "posix")),
        ("(?m)^a", ("java", "posix")),
        ("(?i)é", ("java", "posix")),
        ("a{256}", ("posix",)),
        ("^*a", ("java", "posix")),
    ],
)
def test_what_a_pattern_cannot_be_made_to_mean_is_refused(pattern: str, flavours: tuple[str, ...]) -> None:
    for flavour in ("java", "posix"):
        if flavour in flavours:
            with pytest.raises(UnportableError):
                translate(pattern, flavour)
        else:
            assert translate(pattern, flavour)
    assert translate(pattern, "re2") == pattern


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_that_engines_might_answer_differently_is_left_unchecked_and_says_why(on: Any, engine: str) -> None:
    numbers = [(str(number), f"2026-01-{number % 28 + 1:02d}") for number in range(300)]
    place = on(engine, ("num", "day"), [*numbers, ("1e3", "epoch"), ("1_000", "10000-01-01")])
    rules = (
        Rule("range", "range", ("num",), minimum="0"),
        Rule("order", "order", ("day", "day")),
        Rule("required", "required", ("num",)),
        Rule("pattern", "pattern", ("num",), pattern=r"(?m)^\d"),
    )
    result = check_on(*place, held(*rules))
    reasons = {each.what: each.ko for each in result.unchecked}
    assert {name: reasons[name] for name in ("range", "order")} == dict.fromkeys(
        ("range", "order"), "엔진마다 다르게 읽을 수 있는 값이 2개 있어요"
    )
    assert reasons.keys() - {"range", "order"} == (set() if engine == "duckdb" else {"pattern"})
    assert counts(result)["required"] == (0, 302)
    assert result.as_json()["not_checked"][0]["why"]["en"]


def test_numbers_and_moments_are_read_as_try_cast_reads_them_or_said_to_be_in_doubt() -> None:
    con = duckdb.connect()
    con.execute("CREATE TABLE held (v VARCHAR)")
    con.executemany("INSERT INTO held VALUES (?)", [(text,) for text in made_up(random.Random(3), 6_000)])
    engine: Engine = DuckDB(ibis.duckdb.from_connection(con), "held")
    layers = Layers("re2", {"v": 0})
    whole, exact = (Column("v", kind, scale=3, plain=plain) for kind, plain in (("integer", True), ("decimal", False)))
    dotted = Column("v", "date", styles=("iso", "dots", "month_first", "serial"))
    asked = [(layers.number(whole), sql.number(whole), "DECIMAL(38, 9)")]
    asked += [(layers.number(exact), sql.number(exact), "DECIMAL(38, 9)")]
    for column in (Column("v", "date"), Column("v", "timestamp"), dotted):
        moment = sql.moment(column)
        micros = f"CASE WHEN isfinite({moment}) THEN epoch_us(CAST({moment} AS TIMESTAMP))"
        asked.append((layers.moment(column), f"{micros} WHEN {moment} IS NOT NULL THEN 0 END", "BIGINT"))
    table = layers.build(engine)
    ours = engine.answer(
        table, table.table.select("c0", *(name for each, *_ in asked for name in (each.name, each.doubt)))
    )
    theirs = con.execute(f"SELECT v, {', '.join(f'CAST({text} AS {kind})' for _, text, kind in asked)} FROM held")
    sure = 0
    for mine, (text, *wanted) in zip(ours, theirs.fetchall(), strict=True):
        for place, value in enumerate(wanted):
            found, doubt = mine[1 + 2 * place], mine[2 + 2 * place]
            assert doubt or found == value, (text, place, found, value)
            sure += not doubt and value is not None
    assert sure > 1_500


def test_stored_types_count_alike_where_the_rows_lie_and_fetched(address: str, spark: Any, tmp_path: Path) -> None:
    values = "1, 1.50::numeric(9,2), 0.1::float8, '2026-01-02'::date, '2026-01-02 03:04:05.5'::timestamp, true"
    more = "(2, 2.25, 9.5, '2026-03-01', '2026-01-01', false)"
    path, con = tmp_path / "typed.parquet", duckdb.connect()
    rows = f"(VALUES ({values}), {more}, (2, NULL, NULL, NULL, NULL, NULL)) AS t(i, d, f, day, stamp, yes)"
    con.execute(f"COPY (SELECT * FROM {rows}) TO '{path}'")
    rules = (
        Rule("i", "unique", ("i",)),
        Rule("d", "range", ("d",), maximum="2"),
        Rule("d2", "allowed", ("d",), allowed=("1.50",)),
        Rule("f", "range", ("f",), maximum="9"),
        Rule("day", "range", ("day",), maximum="2026-02-01"),
        Rule("at", "order", ("day", "stamp")),
        Rule("at2", "pattern", ("stamp",), pattern=r"^2026-01-02 03:04:05\.5$"),
        Rule("yes", "allowed", ("yes",), allowed=("true",)),
        Rule("f2", "unique", ("f",)),
    )
    wanted = check(path, held(*rules))
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("DROP TABLE IF EXISTS typed")
        db.execute("CREATE TABLE typed (i int, d numeric(9,2), f float8, day date, stamp timestamp, yes boolean)")
        db.execute(f"INSERT INTO typed SELECT * FROM {rows}")
    for found in (check_on(address, "typed", held(*rules)), check_on(f"spark://{path}", None, held(*rules))):
        assert [each.what for each in found.unchecked] == ["f2"]
        assert counts(found) == {rule: count for rule, count in counts(wanted).items() if rule != "f2"}
    assert spark.conf.get("spark.sql.optimizer.excludedRules", "") == ""


def test_a_dependency_over_a_folder_counts_alike_and_shows_its_rows_in_the_order_of_their_values(
    tmp_path: Path, spark: Any
) -> None:
    for part in range(2):
        rows = [(f"C{number % 5}", f"회사{number % 5}") for number in range(50)] + [(f"C{part}", "다른 회사")]
        write_parquet(tmp_path / f"part{part}.parquet", ("code", "name"), rows)
    result = check_on(f"spark://{tmp_path}", None, held(Rule("named", "dependency", ("code", "name"))))
    assert (counts(result), examples(result)) == (
        {"named": (2, 102)},
        {"named": ((), ("C0 → 다른 회사", "C1 → 다른 회사"))},
    )


def test_references_are_found_in_the_same_database(address: str, spark: Any) -> None:
    rows = [(f"C{number:02d}",) for number in range(30)] + [("C99",), (" C01 ",), (None,)]
    load(address, "lines", ("code",), rows)
    load(address, "customers", ("code",), [(f" C{number:02d}",) for number in range(30)])
    rule = Rule("known", "reference", ("code",), target="customers.code")
    assert counts(check_on(address, "lines", held(rule))) == {"known": (1, 32)}
    texts = "code string"
    spark.createDataFrame(rows, texts).createOrReplaceTempView("lines")
    spark.createDataFrame([(f"C{number:02d} ",) for number in range(30)], texts).createOrReplaceTempView("customers")
    with on_spark.quiet():
        backend = ibis.pyspark.connect(spark)
    result = check_on(backend, "lines", held(rule))
    assert counts(result) == {"known": (1, 32)}
    assert examples(result) == {"known": ((), ("C99",))}  # a view has no order, so no row has a number
    with pytest.raises(Problem) as problem:
        check_on(address, "lines", held(Rule("known", "reference", ("code",), target="nowhere.code")))
    assert problem.value.code == "quality.reference_missing"


def test_a_folder_of_parquet_has_counts_and_examples_but_no_row_numbers(tmp_path: Path, spark: Any) -> None:
    for part in range(2):
        write_parquet(
            tmp_path / f"part{part}.parquet", ("n",), [(f"{part}{number}",) for number in range(9)] + [("x",)]
        )
    result = check_on(f"spark://{tmp_path}", None, held(Rule("whole", "pattern", ("n",), format="integer")))
    assert (counts(result), examples(result)) == ({"whole": (2, 20)}, {"whole": ((), ("x", "x"))})


def test_without_the_extra_postgresql_is_checked_from_fetched_rows_and_spark_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, address: str, tmp_path: Path
) -> None:
    load(address, "few", ("n",), [("1",), ("x",), ("2",)])
    monkeypatch.setattr(checking, "can_push_down", lambda: False)
    rule = Rule("there", "allowed", ("n",), allowed=("1", "2"))
    assert counts(check_on(address, "few", held(rule))) == {"there": (1, 3)}
    with pytest.raises(Problem) as problem:
        check_on(f"spark://{tmp_path}/t.parquet", None, held(rule))
    assert "jangbu[scale]" in problem.value.sentence("ko")


def test_a_missing_or_old_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem) as missing:
        on_spark.ready("t")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n")
    java.chmod(java.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Problem) as old:
        on_spark.ready("t")
    assert [missing.value.code, old.value.code] == ["quality.java_missing", "quality.java_too_old"]
    assert "8" in old.value.sentence("en")


def test_places_that_an_engine_cannot_read_are_refused_with_a_sentence(tmp_path: Path) -> None:
    assert address_on("spark", "t.csv").startswith("spark:///")
    for engine, place in (("postgresql", "t.csv"), ("spark", "postgresql://h/d"), ("duckdb", "spark:///t")):
        with pytest.raises(Problem, match="engine_unknown"):
            address_on(engine, place)
    with pytest.raises(Problem, match="spark_address"):
        check_on("spark://host/t.parquet", None, held(Rule("r", "required", ("a",))))


def test_the_command_checks_where_the_rows_lie(made: Path, address: str, spark: Any, tmp_path: Path) -> None:
    contract = tmp_path / "contract.yaml"
    contract.write_text(dump_contract(held(RULES[0], RULES[5], RULES[11])), "utf-8")
    load(address, "orders", HEADER, made_rows()[0])
    told = ["--contract", str(contract), "--reference", str(made / "customers.csv"), "--json"]
    places = [
        [str(made / "orders.csv")],
        [str(made / "orders.csv"), "--engine", "spark"],
        [f"spark://{made / 'orders.csv'}"],
        [address, "--table", "orders"],
        [address, "--table", "orders", "--engine", "postgresql"],
    ]
    answers = []
    for place in places:
        result = CliRunner().invoke(app, ["check", *place, *told])
        assert result.exit_code == 1, result.output
        rules = json.loads(result.stdout)["rules"]
        answers.append([(rule["id"], rule["failing"], rule["total"], rule["sample_rows"]) for rule in rules])
    assert answers == [answers[0]] * len(places)
    refused = CliRunner().invoke(app, ["check", str(made / "orders.csv"), "--engine", "postgresql", *told])
    assert refused.exit_code == 2
