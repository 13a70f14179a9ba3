"""Rules, contracts, scores: counted exactly, explained, carried through YAML and back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.engines import quality
from jangbu.engines.quality import Evidence, Limit, Rule
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.proposing import mistyped
from jangbu.kernel.errors import Problem

TODAY = date(2026, 1, 15)


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def held(rules: Sequence[Rule], columns: Sequence[str] = ()) -> quality.Contract:
    return quality.make_contract("시험", [Column(name, "text") for name in columns], rules)


ORDERS = [
    ["1", "a@x.kr", "100", "2026-01-01", "2026-01-03", "접수"],
    ["2", "b#x.kr", "-5", "2026-01-05", "2026-01-03", "접수"],
    ["2", "", "1,000원", "2026-01-05", "", "배송"],
    ["4", "-", "많음", "2026-02-30", "2026-03-01", "접 수"],
]
HEADER = ["id", "email", "amount", "ordered", "shipped", "status"]


@pytest.mark.parametrize(
    ("rule", "failing", "total", "rows"),
    [
        (Rule("r", "required", ("email",)), 2, 4, (2, 3)),
        (Rule("r", "required", ("email",), missing=()), 1, 4, (2,)),
        (Rule("r", "unique", ("id",)), 1, 4, (2,)),
        (Rule("r", "unique", ("id", "status")), 0, 4, ()),
        (Rule("r", "pattern", ("email",), format="email"), 1, 2, (1,)),
        (Rule("r", "pattern", ("email",), pattern="@"), 1, 2, (1,)),
        (Rule("r", "pattern", ("amount",), format="integer"), 1, 4, (3,)),
        (Rule("r", "pattern", ("ordered",), format="date"), 1, 4, (3,)),
        (Rule("r", "range", ("amount",), minimum="0"), 1, 4, (1,)),
        (Rule("r", "range", ("amount",), minimum="0", maximum="100", exclusive=("maximum",)), 3, 4, (0, 1, 2)),
        (Rule("r", "range", ("ordered",), maximum="2026-01-02"), 2, 4, (1, 2)),
        (Rule("r", "allowed", ("status",), allowed=("접수", "배송")), 1, 4, (3,)),
        (Rule("r", "order", ("ordered", "shipped")), 1, 2, (1,)),
        (Rule("r", "dependency", ("ordered", "status")), 1, 4, (2,)),
        (Rule("r", "dependency", ("id", "status", "ordered")), 0, 4, ()),
    ],
)
def test_each_kind_of_rule_counts_its_rows(
    tmp_path: Path, rule: Rule, failing: int, total: int, rows: tuple[int, ...]
) -> None:
    path = write(tmp_path / "t.csv", HEADER, ORDERS)
    (result,) = quality.check(path, held([rule])).rules
    assert (result.failing, result.total, result.sample_rows) == (failing, total, rows)
    opened = quality.failing_rows(path, rule)
    assert tuple(number for number, _values in opened.rows) == rows
    assert opened.columns == tuple(HEADER)


@given(
    st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "가"])] * 3), min_size=1, max_size=40),
    st.sampled_from([("x", "z"), ("x", "y", "z")]),
)
@settings(max_examples=60, deadline=None)
def test_a_dependency_fails_in_the_rows_that_differ_from_most_of_their_group(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]], columns: tuple[str, ...]
) -> None:
    names = ["x", "y", "z"]
    rows = [["r", *row] for row in cells]
    path = write(tmp_path_factory.mktemp("dependency") / "t.csv", ["id", *names], rows)
    groups: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for number, row in enumerate(cells):
        *left, right = (row[names.index(name)] for name in columns)
        if all((*left, right)):
            groups.setdefault(tuple(left), []).append((number, right))
    failing = []
    for group in groups.values():
        values = [right for _number, right in group]
        usual = max(dict.fromkeys(values), key=values.count)  # of equally frequent ones the first
        failing += [number for number, right in group if right != usual]
    rule = Rule("r", "dependency", columns)
    (result,) = quality.check(path, held([rule])).rules
    assert (result.failing, result.total) == (len(failing), sum(map(len, groups.values())))
    assert result.sample_rows == tuple(sorted(failing)[:20])
    assert [number for number, _values in quality.failing_rows(path, rule).rows] == sorted(failing)


def test_a_code_that_names_a_firm_is_proposed_as_a_rule_and_its_strays_are_found(tmp_path: Path) -> None:
    firms = {f"C{number:03d}": f"{'한빛대한세종미래동양'[2 * (number % 5) :][:2]}산업{number}" for number in range(12)}
    rows = [[str(n), (code := list(firms)[n * 7 % 12]), firms[code]] for n in range(300)]
    rows[100][2] = "다른상사"
    path = write(tmp_path / "t.csv", ["순번", "거래처코드", "거래처명"], rows)
    profiled = quality.profile(path)
    assert "dependency:거래처코드:거래처명" in {rule.id for rule in profiled.rules}
    found = quality.diagnose_file(path, as_of=TODAY)
    (told,) = [each for each in found.rules if each.rule.kind == "dependency"]
    assert (told.failing, told.total, told.sample_rows) == (1, 300, (100,))
    assert told.samples == (f"{rows[100][1]} → 다른상사",)
    assert told.rule.evidence == Evidence(299, 300, sampled=False)


def test_a_reference_is_looked_up_in_the_other_table(tmp_path: Path) -> None:
    orders = write(tmp_path / "orders.csv", ["id", "customer"], [["1", "A"], ["2", "B"], ["3", "X"]])
    customers = write(tmp_path / "customers.csv", ["code", "name"], [["A", "가"], ["B", "나"]])
    rule = Rule("r", "reference", ("customer",), target="customers.code")
    result = quality.check(orders, held([rule]), references={"customers": customers})
    assert (result.rules[0].failing, result.rules[0].sample_rows, result.rules[0].samples) == (1, (2,), ("X",))
    with pytest.raises(Problem) as raised:
        quality.check(orders, held([rule]))
    assert raised.value.code == "quality.reference_missing"
    with pytest.raises(Problem) as raised:
        quality.check(orders, held([Rule("r", "reference", ("customer",), target="c.no")]), references={"c": customers})
    assert raised.value.code == "quality.reference_column_missing"


def test_failing_rows_come_in_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "b"], [[n, ""] for n in range(50)])
    page = quality.failing_rows(path, Rule("r", "required", ("b",)), limit=10, offset=20)
    assert [number for number, _values in page.rows] == list(range(20, 30))


def test_a_column_that_is_not_there_is_named_with_the_contract(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "b"], [[1, 2]])
    with pytest.raises(Problem) as raised:
        quality.check(path, held([Rule("r", "required", ("없는열",))]))
    assert raised.value.code == "quality.column_missing"
    assert "시험" in raised.value.what("ko")
    assert "없는열" in raised.value.what("ko")


def test_a_pattern_that_re2_does_not_know_is_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "b"], [[1, 2]])
    with pytest.raises(Problem) as raised:
        quality.check(path, held([Rule("r", "pattern", ("a",), pattern="(?=x)y")]))
    assert raised.value.code == "quality.pattern_broken"


def test_a_limit_accepts_what_it_says(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["a", "b"], [[n, "" if n < 3 else "x"] for n in range(10)])
    for limit, passed in (
        (Limit(), False),
        (Limit("mustBeLessThan", (4,)), True),
        (Limit("mustBeLessThan", (30,), "percent"), False),
    ):
        assert quality.check(path, held([Rule("r", "required", ("b",), limit=limit)])).passed is passed


EVERY_KIND = [
    Rule("required:a", "required", ("a",), evidence=Evidence(99, 100, sampled=False)),
    Rule("nulls:a", "required", ("a",), missing=()),
    Rule("unique:a", "unique", ("a",)),
    Rule("unique:a:b", "unique", ("a", "b"), limit=Limit("mustBeLessThan", (1.5,), "percent")),
    Rule("range:b", "range", ("b",), minimum="0", maximum="9.5", exclusive=("maximum",)),
    Rule("pattern:a", "pattern", ("a",), pattern=r"^\d+$", shown="99", dimension="consistency"),
    Rule("pattern:b:date", "pattern", ("b",), format="date"),
    Rule("allowed:b", "allowed", ("b",), allowed=("가", "나", "no", "1")),
    Rule("order:a:b", "order", ("a", "b"), evidence=Evidence(1, 2, sampled=True)),
    Rule("reference:a", "reference", ("a",), target="other.id"),
    Rule("dependency:a:b", "dependency", ("a", "b"), evidence=Evidence(98, 100, sampled=True)),
]


def test_a_contract_survives_yaml_whole() -> None:
    written = quality.dump_contract(held(EVERY_KIND, ["a", "b"]))
    again = quality.parse_contract(written)
    assert {rule.id: rule for rule in again.rules} == {rule.id: rule for rule in EVERY_KIND}
    assert again.unchecked == ()
    assert quality.dump_contract(again) == written


@given(
    st.lists(
        st.builds(
            lambda place, values, low: Rule(
                f"r{place}", "allowed", ("a",), allowed=tuple(values), limit=Limit("mustBeLessOrEqualTo", (low,))
            ),
            st.integers(0, 5),
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
                min_size=1,
                max_size=4,
                unique=True,
            ),
            st.integers(0, 100),
        ),
        max_size=4,
        unique_by=lambda rule: rule.id,
    )
)
@settings(max_examples=40, deadline=None)
def test_allowed_values_of_any_text_survive_yaml(rules: list[Rule]) -> None:
    assert list(quality.parse_contract(quality.dump_contract(held(rules, ["a"]))).rules) == rules


FOREIGN = """
apiVersion: v3.0.2
kind: DataContract
id: 53581432-6c55-4ba2-a65f-72344a91553a
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - name: id
        logicalType: integer
        primaryKey: true
      - name: status
        logicalType: string
        logicalTypeOptions: {maxLength: 4, format: uuid}
        quality:
          - metric: invalidValues
            arguments: {validValues: [접수, 배송]}
            mustBeLessThan: 2
          - type: sql
            query: SELECT 1
            mustBe: 1
          - type: custom
            engine: soda
            implementation: "row_count > 0"
          - type: text
            description: 사람이 확인해요
      - name: amount
        logicalType: number
        logicalTypeOptions: {minimum: 0}
        required: true
    quality:
      - metric: rowCount
        mustBeGreaterThan: 1
slaProperties:
  - property: latency
    value: 4
"""


def test_a_foreign_contract_is_checked_where_it_can_be_and_says_where_not(tmp_path: Path) -> None:
    contract = quality.parse_contract(FOREIGN)
    assert {rule.id for rule in contract.rules} == {
        "required:id", "unique:id", "pattern:id:integer", "allowed:status", "pattern:status:length",
        "required:amount", "range:amount:0..", "pattern:amount:decimal",
    }  # fmt: skip
    assert [each.what for each in contract.unchecked] == ["format", "sql", "custom", "text", "rowCount", "latency"] or {
        each.what for each in contract.unchecked
    } == {"format", "sql", "custom", "text", "rowCount", "latency"}
    assert yaml.safe_load(quality.dump_contract(contract)) == yaml.safe_load(FOREIGN)
    path = write(tmp_path / "t.csv", ["id", "status", "amount"], [[1, "접수", 5], [2, "없던값이다", -1]])
    found = quality.check(path, contract)
    assert not found.passed
    assert {result.rule.id for result in found.rules if not result.passed} == {
        "pattern:status:length",
        "range:amount:0..",
    }
    assert len(found.as_json()["not_checked"]) == 6


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "quality.contract_unreadable"),
        ("[]", "quality.contract_foreign"),
        ("kind: Table", "quality.contract_foreign"),
        ("kind: DataContract\napiVersion: v2.2.2", "quality.contract_foreign"),
        ("kind: DataContract\napiVersion: v3.0.0\nschema: {}", "quality.contract_foreign"),
        (
            "kind: DataContract\napiVersion: v3.0.0\n"
            "schema: [{name: t, properties: [{name: a, quality: [{metric: nullValues, mustBe: x}]}]}]",
            "quality.contract_rule_broken",
        ),
    ],
)
def test_what_is_no_contract_says_why(text: str, code: str) -> None:
    with pytest.raises(Problem) as raised:
        quality.parse_contract(text)
    assert raised.value.code == code


def test_rare_misspellings_are_told_from_rare_values() -> None:
    counts = {"결제완료": 500, "배송완료": 400, "배송 완료": 3, "결재완료": 2, "취소": 5, "1급": 300, "2급": 4}
    assert {value for value in counts if mistyped(value, counts, sum(counts.values()))} == {"배송 완료", "결재완료"}


def test_every_rule_speaks_both_languages() -> None:
    for rule in EVERY_KIND:
        for language in ("ko", "en"):
            assert rule.describe(language)
            assert rule.why(language).endswith(".")
            assert "None" not in rule.describe(language) + rule.why(language)
    nearly = Rule("r", "unique", ("a",), evidence=Evidence(4_999_900, 5_000_000, sampled=False))
    assert "100%" not in nearly.why("ko")
