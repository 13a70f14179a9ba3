"""Check: a table held to rules. Counts and first failing rows in one scan, all rows of a finding on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from jangbu.engines.quality import depending, problems, sql
from jangbu.engines.quality.compiling import Compiled, compile_rule
from jangbu.engines.quality.contract import Contract
from jangbu.engines.quality.marking import TOGETHER, Marked, mark, values_of
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.odcs import Unchecked
from jangbu.engines.quality.profiling import read_columns
from jangbu.engines.quality.reading import Table
from jangbu.engines.quality.rules import Rule
from jangbu.engines.quality.scan import Progress
from jangbu.engines.quality.sources import MEMORY_LIMIT, Source, with_source
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLES = 20


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How a rule fared. `total` rows it speaks about, `failing` of them break it; `sample_rows` are the first of these,
    counted from 0, with their `samples` (the value, or values, as text)."""

    rule: Rule
    failing: int
    total: int
    sample_rows: tuple[int, ...] = ()
    samples: tuple[str | None, ...] = ()

    @property
    def passed(self) -> bool:
        return self.rule.limit.holds(self.failing, self.total)

    def as_json(self) -> dict[str, Any]:
        rule = self.rule
        return {
            "id": rule.id,
            "column": rule.column,
            "columns": list(rule.columns),
            "kind": rule.kind,
            "dimension": rule.measures,
            "severity": rule.severity,
            "failing": self.failing,
            "total": self.total,
            "passed": self.passed,
            "sample_rows": list(self.sample_rows),
            "samples": list(self.samples),
            "says": rule.says(),
            "why": rule.reasons(),
        }


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A table against a contract. `passed` says that every checked rule holds; `unchecked` rules say nothing."""

    path: str
    rules: tuple[RuleResult, ...]
    unchecked: tuple[Unchecked, ...]
    passed: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "rules": [result.as_json() for result in self.rules],
            "passed": self.passed,
            "not_checked": unchecked_json(self.unchecked),
        }


@dataclass(frozen=True, slots=True)
class FailingRows:
    """Whole rows that break a rule: (row number from 0, values in the order of `columns`)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


def unchecked_json(unchecked: Sequence[Unchecked]) -> list[dict[str, Any]]:
    return [{"place": each.place, "what": each.what, "why": {"ko": each.ko, "en": each.en}} for each in unchecked]


def check(
    source: Source,
    contract: Contract,
    *,
    references: Mapping[str, Source] | None = None,
    connection: DuckDBPyConnection | None = None,
    progress: Progress | None = None,
    memory_limit: str = MEMORY_LIMIT,
    table: str | None = None,
) -> CheckResult:
    """Hold a file or opened table to a contract; `references` gives the tables its references name.

    Raises Problem for unreadable files, columns or tables that are not there, and patterns that RE2 does not know.
    """

    def work(con: DuckDBPyConnection, opened: Table) -> CheckResult:
        numbers = [rule.column for rule in contract.rules if rule.format == "business_number"]
        columns = {column.name: column for column in read_columns(con, opened, numbers)}
        fitting(contract.rules, columns, contract.name, opened)
        results = run(con, opened.sql, tuple(columns.values()), contract.rules, references or {}, progress)
        return CheckResult(opened.path, results, contract.unchecked, all(result.passed for result in results))

    return with_source(source, work, connection=connection, memory_limit=memory_limit, table=table)


def run(
    connection: DuckDBPyConnection,
    relation: str,
    columns: Sequence[Column],
    rules: Sequence[Rule],
    references: Mapping[str, Source],
    progress: Progress | None = None,
) -> tuple[RuleResult, ...]:
    """Every rule in one pass, then the values of the first failing rows."""
    joined, known = with_references(connection, relation, columns, rules, references)
    marked: dict[str, Marked] = {}
    for part in _parts(rules):
        used = {name for rule in part for name in rule.columns}
        prepared, ready = sql.prepare(joined, [column for column in columns if column.name in used])
        for rule, found in mark(connection, prepared, compile_all(part, ready, known), SAMPLES):
            marked[rule.rule.id] = found
            if progress is not None:
                progress(len(marked) / len(rules))
    told = {rule.id: (_shown(rule), marked[rule.id].rows) for rule in rules if rule.kind != "unique"}
    values = values_of(connection, relation, {rule: asked for rule, asked in told.items() if asked[1]})
    return tuple(_result(rule, marked[rule.id], values.get(rule.id, ())) for rule in rules)


def _parts(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that are checked in one pass: as many as there are, unless they speak of very many columns."""
    part: list[Rule] = []
    names: set[str] = set()
    for rule in rules:
        if part and (len(names | set(rule.columns)) > sql.WIDE or len(part) == TOGETHER):
            yield part
            part, names = [], set()
        part.append(rule)
        names |= set(rule.columns)
    if part:
        yield part


def _result(rule: Rule, marked: Marked, values: Sequence[str | None]) -> RuleResult:
    return RuleResult(rule, marked.failing, marked.total, marked.rows, marked.keys or tuple(values))


def _shown(rule: Rule) -> str:
    """What an example shows: the cells as they are written."""
    names = [f"CAST({sql.identifier(name)} AS VARCHAR)" for name in rule.columns]
    return names[0] if len(names) == 1 else " || ' → ' || ".join(f"coalesce({name}, '')" for name in names)


def fitting(rules: Sequence[Rule], columns: Mapping[str, Column], contract: str, table: Table) -> None:
    """Raises Problem for the first rule about a column that the table does not have, or with a pattern RE2 refuses."""
    for rule in rules:
        for column in rule.columns:
            if column not in columns:
                raise Problem(
                    problems.COLUMN_MISSING,
                    contract=contract,
                    rule=rule.id,
                    column=column,
                    file=Path(table.path).name,
                    columns=", ".join(list(columns)[:12]) + (" …" if len(columns) > 12 else ""),
                )
    for rule in rules:
        if rule.pattern is not None:
            _try_pattern(rule)


def _try_pattern(rule: Rule) -> None:
    with duckdb.connect() as probe:
        try:
            probe.execute(f"SELECT regexp_matches('', {sql.literal(rule.pattern or '')})")
        except duckdb.Error as error:
            detail = str(error).partition(":")[2].strip().splitlines()[0][:120]
            raise Problem(problems.PATTERN_BROKEN, rule=rule.id, detail=detail) from error


def compile_all(rules: Sequence[Rule], columns: Sequence[Column], known: Mapping[str, str]) -> list[Compiled]:
    by_name = {column.name: column for column in columns}
    return [compile_rule(rule, by_name, known) for rule in rules]


def with_references(
    connection: DuckDBPyConnection,
    relation: str,
    columns: Sequence[Column],
    rules: Sequence[Rule],
    references: Mapping[str, Source],
) -> tuple[str, dict[str, str]]:
    """The relation with a boolean beside each row for every reference rule: was its value found in the other table."""
    by_name = {column.name: column for column in columns}
    added, known = [], {}
    for place, rule in enumerate(rule for rule in rules if rule.kind == "reference"):
        held = _hold_reference(connection, rule, references, place)
        value = sql.text(by_name[rule.column])
        added.append(f"{value} IN (SELECT value FROM {held}) AS jangbu_r{place}")
        known[f"{rule.column}->{rule.target}"] = f"jangbu_r{place}"
    return (f"(SELECT {', '.join(['*', *added])} FROM {relation})" if added else relation), known


def _hold_reference(connection: DuckDBPyConnection, rule: Rule, references: Mapping[str, Source], place: int) -> str:
    table, _dot, column = (rule.target or "").rpartition(".")
    if table not in references:
        raise Problem(problems.REFERENCE_MISSING, rule=rule.id, table=table)

    def work(con: DuckDBPyConnection, opened: Table) -> str:
        if column not in opened.columns:
            raise Problem(problems.REFERENCE_COLUMN_MISSING, rule=rule.id, column=column, table=table)
        name, value = f"jangbu_reference_{place}", f"trim(CAST({sql.identifier(column)} AS VARCHAR), {sql.WHITE})"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT DISTINCT {value} AS value FROM {opened.sql}"
            f" WHERE {sql.identifier(column)} IS NOT NULL"
        )
        return name

    return with_source(references[table], work, connection=connection)


def failing_rows(
    source: Source,
    rule: Rule,
    *,
    limit: int = 100,
    offset: int = 0,
    references: Mapping[str, Source] | None = None,
    connection: DuckDBPyConnection | None = None,
    memory_limit: str = MEMORY_LIMIT,
    table: str | None = None,
) -> FailingRows:
    """The rows that break a rule, whole and in the order of the file; for a unique rule those that repeat a row."""

    def work(con: DuckDBPyConnection, opened: Table) -> FailingRows:
        columns = read_columns(con, opened)
        fitting([rule], {column.name: column for column in columns}, rule.id, opened)
        relation, known = with_references(con, opened.sql, columns, [rule], references or {})
        (compiled,) = compile_all([rule], columns, known)
        names = ", ".join(sql.identifier(column.name) for column in columns)
        numbered = sql.numbered(relation)
        breaks = compiled.breaks
        if compiled.follows is not None:
            left = f"row({compiled.key})"
            strays = depending.strays(numbered, left, compiled.follows, sql.ROW, compiled.looks)
            breaks = f"{sql.ROW} IN {strays}"
        elif compiled.key is not None:
            again = f"row_number() OVER (PARTITION BY {compiled.key} ORDER BY {sql.ROW}) > 1"
            breaks = f"{sql.ROW} IN (SELECT {sql.ROW} FROM {numbered} WHERE {compiled.looks} QUALIFY {again})"
        rows = con.execute(
            f"SELECT {sql.ROW}, {names} FROM {numbered} WHERE {breaks} ORDER BY {sql.ROW}"
            f" LIMIT {int(limit)} OFFSET {int(offset)}"
        ).fetchall()
        return FailingRows(tuple(column.name for column in columns), tuple((row[0], tuple(row[1:])) for row in rows))

    return with_source(source, work, connection=connection, memory_limit=memory_limit, table=table)
