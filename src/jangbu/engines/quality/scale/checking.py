"""Check where the data lies: the rules of a contract as one aggregate statement, on DuckDB, PostgreSQL or Spark."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality import checking, problems, sql
from jangbu.engines.quality.checking import SAMPLES, CheckResult, RuleResult, fitting
from jangbu.engines.quality.contract import Contract
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.odcs import Unchecked
from jangbu.engines.quality.profiling import READ_CELLS, read_columns
from jangbu.engines.quality.reading import Table, open_table
from jangbu.engines.quality.rules import Rule
from jangbu.engines.quality.scale import problems as own_problems
from jangbu.engines.quality.sources import Source, own_connection, with_source
from jangbu.engines.quality.sql import ROW
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jangbu.engines.quality.scale.depending import Dependent
    from jangbu.engines.quality.scale.engine import Engine
    from jangbu.engines.quality.scale.expressions import Compiled
    from jangbu.engines.quality.scale.layers import Expression, Layers

EXAMPLES = 40  # rules whose examples one statement asks for
AGGREGATES = 400  # in one statement, as in `scan`; PostgreSQL takes 1,664
SENT = 50_000  # values of a reference file that are sent along with the statement
POSTGRESQL = ("postgresql://", "postgres://")
SPARK = "spark://"


def can_push_down() -> bool:
    """Whether the extra `scale` is installed."""
    return find_spec("ibis") is not None


def address_on(engine: str, place: str) -> str:
    """The address under which `check_on` checks a file or database on "duckdb", "postgresql" or "spark".

    Raises Problem quality.engine_unknown where that engine cannot read that place.
    """
    database, spark = place.startswith(POSTGRESQL), place.startswith(SPARK)
    if engine == "spark" and not database:
        return place if spark else f"{SPARK}{Path(place).absolute()}"
    if (engine == "postgresql" and database) or (engine == "duckdb" and not spark):
        return place
    raise Problem(own_problems.ENGINE_UNKNOWN, engine=engine, place=place)


def check_on(
    backend_or_url: Any,
    table: str | None,
    contract: Contract,
    *,
    references: Mapping[str, Source] | None = None,
    samples: int = SAMPLES,
) -> CheckResult:
    """Hold a table to a contract where it lies; counts and examples are those of `check`.

    `backend_or_url` is an Ibis backend (DuckDB, PostgreSQL, PySpark) with the name of a `table` in it, a postgresql://
    address, or spark:///path of a Parquet file or folder (or of any file that `check` reads). Anything else, and a
    postgresql:// address where the extra `scale` is not installed, goes to `check`, with the same outcome. A reference
    that `references` does not name is looked for among the tables of the same database.

    Rules that this engine cannot answer as DuckDB does are `unchecked`, each with the reason. Rows of a folder of files
    have no order: then `sample_rows` is empty and `samples` are the smallest failing values.
    Raises Problem as `check` does, and quality.scale_extra_missing, .java_missing, .java_too_old, .engine_failed.
    """
    if isinstance(backend_or_url, str | Path):
        address = str(backend_or_url)
        if not address.startswith((*POSTGRESQL, SPARK)) or (address.startswith(POSTGRESQL) and not can_push_down()):
            return checking.check(backend_or_url, contract, references=references, table=table)
        if not can_push_down():
            raise Problem(own_problems.EXTRA_MISSING, place=address, engine="Spark", package="ibis-framework")
    with _engine(backend_or_url, table) as engine:
        if engine is None:  # a database whose text is not in UTF-8
            return checking.check(backend_or_url, contract, references=references, table=table)
        return _Check(engine, contract, references or {}, samples).result()


@contextmanager
def _engine(backend_or_url: Any, table: str | None) -> Iterator[Engine | None]:
    from jangbu.engines.quality.scale import on_duckdb, on_postgresql, on_spark  # noqa: PLC0415  # they need the extra

    if isinstance(backend_or_url, str | Path):
        if str(backend_or_url).startswith(SPARK):
            with on_spark.open_spark(str(backend_or_url)) as spark:
                yield spark
        else:
            with on_postgresql.open_postgresql(str(backend_or_url), table) as database:
                yield database if database.utf8() else None
        return
    match backend_or_url.name:
        case "duckdb":
            yield on_duckdb.DuckDB(backend_or_url, table or "")
        case "postgres":
            with on_postgresql.of_backend(backend_or_url, table) as database:
                yield database
        case "pyspark":
            with on_spark.of_backend(backend_or_url, table or "") as spark:
                yield spark
        case other:
            raise Problem(own_problems.ENGINE_UNKNOWN, engine=other, place=table or "")


def understood(engine: Engine) -> dict[str, Column]:
    """How each column is read, decided by `read_columns` over a sample, as for a file.

    Raises Problem quality.scale_no_rows.
    """
    from jangbu.engines.quality.scale.engine import sample  # noqa: PLC0415

    names = [column.name for column in engine.columns]
    rows = sample(engine, max(200, READ_CELLS // len(names)))
    if not rows:
        raise Problem(own_problems.NO_ROWS, place=engine.shown, columns=len(names))
    types = ["VARCHAR" if column.type == "OTHER" else column.type for column in engine.columns]
    typed = ", ".join(
        f"TRY_CAST(unnest(CAST(? AS VARCHAR[])) AS {kind}) AS {sql.identifier(name)}"
        for name, kind in zip(names, types, strict=True)
    )
    with tempfile.TemporaryDirectory(prefix="jangbu-sample-") as folder, own_connection() as con:
        path = Path(folder) / "sample.parquet"
        con.execute(
            f"CREATE TEMP TABLE jangbu_sampled AS SELECT {typed}", [list(cells) for cells in zip(*rows, strict=True)]
        )
        con.execute(f"COPY jangbu_sampled TO {sql.literal(str(path))} (FORMAT parquet)")
        with open_table(path, connection=con) as opened:
            columns = {column.name: column for column in read_columns(con, opened)}
    return {
        name: replace(columns[name], texts=False, stored=True, type="text") if stored.type == "OTHER" else columns[name]
        for name, stored in zip(names, engine.columns, strict=True)
    }


@dataclass
class _Check:
    engine: Engine
    contract: Contract
    references: Mapping[str, Source]
    samples: int

    def result(self) -> CheckResult:
        from jangbu.engines.quality.scale.depending import Dependent  # noqa: PLC0415
        from jangbu.engines.quality.scale.layers import Layers  # noqa: PLC0415

        engine = self.engine
        columns = understood(engine)
        fitting(self.contract.rules, columns, self.contract.name, self._named())
        layers = Layers(engine.flavour, self._places())
        every, unchecked = self._compiled(columns, layers)
        compiled = [each.compiled if isinstance(each, Dependent) else each for each in every]
        alone = {each.compiled.rule.id: each for each in every if isinstance(each, Dependent)}
        counts = self._counts([each for each in compiled if each.rule.id not in alone], layers)
        counts |= {name: each.counts(engine) for name, each in alone.items()}
        sure = [each for each in compiled if not counts[each.rule.id][2]]
        unchecked += [_doubted(each.rule, counts[each.rule.id][2]) for each in compiled if counts[each.rule.id][2]]
        failed = [each for each in sure if counts[each.rule.id][0]]
        found = self._examples([each for each in failed if each.rule.id not in alone], layers)
        if self.samples > 0:
            found |= {name: each.examples(engine, self.samples) for name, each in alone.items() if counts[name][0]}
        rules = tuple(
            RuleResult(
                each.rule,
                *counts[each.rule.id][:2],
                tuple(row for row, _value in found.get(each.rule.id, ()) if row is not None),
                tuple(value for _row, value in found.get(each.rule.id, ())),
            )
            for each in sure
        )
        passed = all(rule.passed for rule in rules)
        return CheckResult(engine.shown, rules, (*self.contract.unchecked, *unchecked), passed)

    def _places(self) -> dict[str, int]:
        return {column.name: place for place, column in enumerate(self.engine.columns)}

    def _named(self) -> Table:
        """What `fitting` needs to say which table lacks a column."""
        names = tuple(column.name for column in self.engine.columns)
        shown = self.engine.shown
        return Table(shown, "postgresql", names, "", True, None, None, None, (), True, digest=lambda: "")

    def _compiled(
        self, columns: Mapping[str, Column], layers: Layers
    ) -> tuple[list[Compiled | Dependent], list[Unchecked]]:
        """The rules in their order; a dependency with layers of its own, as it is asked apart from the others."""
        from jangbu.engines.quality.scale.depending import Dependent  # noqa: PLC0415
        from jangbu.engines.quality.scale.expressions import NotHereError, compile_rule  # noqa: PLC0415
        from jangbu.engines.quality.scale.layers import Layers  # noqa: PLC0415

        stored = {column.name: column.type for column in self.engine.columns}
        compiled: list[Compiled | Dependent] = []
        unchecked = []
        for rule in self.contract.rules:
            try:
                if rule.kind == "dependency":
                    own = Layers(self.engine.flavour, self._places())
                    compiled.append(Dependent(compile_rule(rule, columns, stored, own, self._known(own)), own))
                else:
                    compiled.append(compile_rule(rule, columns, stored, layers, self._known(layers)))
            except NotHereError as error:
                unchecked.append(Unchecked(", ".join(rule.columns), rule.id, error.ko, error.en))
        return compiled, unchecked

    def _known(self, layers: Layers) -> Callable[[Rule, str], Expression]:
        """For a reference rule and a text column: whether its value is found in the other table."""
        from jangbu.engines.quality.scale.expressions import NotHereError  # noqa: PLC0415

        def known(rule: Rule, text: str) -> Expression:
            table, _dot, column = (rule.target or "").rpartition(".")
            values: Any
            if table in self.references:
                values = held(rule, table, column, self.references[table])
                if len(values) > SENT:
                    raise NotHereError(
                        f"'{table}'의 값이 {len(values):,}개라 함께 보낼 수 없어요. 같은 데이터베이스에 표로 두세요",
                        f"'{table}' has {len(values):,} values, too many to send; keep it in the same database",
                    )
            else:
                try:
                    other = self.engine.beside(table, column, layers.trimmed)
                except KeyError:
                    raise Problem(problems.REFERENCE_COLUMN_MISSING, rule=rule.id, column=column, table=table) from None
                if other is None:
                    raise Problem(problems.REFERENCE_MISSING, rule=rule.id, table=table)
                values = other.value
            name = layers.derived(f"r_{text}_{len(layers.stages[-1])}", lambda t: t[text].isin(values).fill_null(False))
            return lambda t: t[name]

        return known

    def _counts(self, compiled: Sequence[Compiled], layers: Layers) -> dict[str, tuple[int, int, int]]:
        """Per rule: failing rows, rows it speaks about, and values that engines might read differently."""
        if not compiled:
            return {}
        relation = layers.build(self.engine)
        table = relation.table
        asked = [
            (each.rule.id, part, expression)
            for each in compiled
            for part, expression in enumerate((each.failing(table), each.total(table), each.doubtful(table)))
        ]
        counts: dict[str, list[int]] = {each.rule.id: [0, 0, 0] for each in compiled}
        for start in range(0, len(asked), AGGREGATES):
            chunk = asked[start : start + AGGREGATES]
            named = {f"a{place}": expression for place, (_rule, _part, expression) in enumerate(chunk)}
            (row,) = self.engine.answer(relation, table.aggregate(**named))
            for (rule, part, _expression), value in zip(chunk, row, strict=True):
                counts[rule][part] = int(value or 0)
        return {rule: (failing, total, doubt) for rule, (failing, total, doubt) in counts.items()}

    def _examples(self, failed: Sequence[Compiled], layers: Layers) -> dict[str, list[tuple[int | None, str | None]]]:
        """The first failing rows of every rule, in one statement unless there are very many rules."""
        found: dict[str, list[tuple[int | None, str | None]]] = {}
        if self.samples > 0:
            for start in range(0, len(failed), EXAMPLES):
                found |= self._first_failing(failed[start : start + EXAMPLES], layers)
        return found

    def _first_failing(
        self, failed: Sequence[Compiled], layers: Layers
    ) -> dict[str, list[tuple[int | None, str | None]]]:
        import ibis  # noqa: PLC0415

        relation = layers.build(self.engine, numbered=self.engine.ordered)
        table = relation.table
        if not self.engine.ordered:
            table = table.mutate(**{ROW: ibis.null("int64")})
        flags = {f"jangbu_b{place}": _breaks(each, table) for place, each in enumerate(failed)}
        relation = self.engine.above(relation, table.mutate(**flags))
        table = relation.table
        # one row for every rule that a row breaks, then the first of each rule
        broken = [ibis.ifelse(table[flag], place, ibis.null("int64")) for place, flag in enumerate(flags)]
        single = table.mutate(jangbu_rule=ibis.array(broken).unnest())
        single = single.filter(single.jangbu_rule.notnull())
        values = [(single.jangbu_rule == place, _value(each, single, layers)) for place, each in enumerate(failed)]
        told = single.select("jangbu_rule", ROW, value=ibis.cases(*values))
        order = [told[ROW]] if self.engine.ordered else [told.value]
        place = ibis.row_number().over(ibis.window(group_by=told.jangbu_rule, order_by=order))
        told = told.mutate(jangbu_place=place)
        told = told.filter(told.jangbu_place < self.samples).order_by(["jangbu_rule", "jangbu_place"])
        found: dict[str, list[tuple[int | None, str | None]]] = {each.rule.id: [] for each in failed}
        for rule, row, value, _place in self.engine.answer(relation, told):
            found[failed[rule].rule.id].append((row, value))
        return found


def _breaks(each: Compiled, table: ir.Table) -> ir.Value:
    """Whether a row breaks the rule; of rows that share what must be unique, all but the first do."""
    import ibis  # noqa: PLC0415

    if each.breaks is not None:
        return each.breaks(table)
    assert each.key is not None
    looks = each.looks(table)
    again = ibis.row_number().over(ibis.window(group_by=[looks, each.key(table)], order_by=table[ROW]))
    return looks & (again > 0)


def _value(each: Compiled, table: ir.Table, layers: Layers) -> ir.Value:
    """What the row holds, as text: the key of a unique rule, else the cells as they are written."""
    import ibis  # noqa: PLC0415

    if each.key is not None:
        cells, between = [table[layers.text(column)] for column in each.columns], ", "
    else:
        cells, between = [table[layers.raw(column)].cast("string") for column in each.columns], " → "
    value = cells[0] if len(cells) == 1 else cells[0].fill_null("")
    for cell in cells[1:]:
        value = value + ibis.literal(between) + cell.fill_null("")
    return value


def held(rule: Rule, table: str, column: str, source: Source) -> list[str]:
    """The distinct values of a reference file, trimmed; one more than may be sent where there are too many."""

    def work(con: Any, opened: Table) -> list[str]:
        if column not in opened.columns:
            raise Problem(problems.REFERENCE_COLUMN_MISSING, rule=rule.id, column=column, table=table)
        name = sql.identifier(column)
        rows = con.execute(
            f"SELECT DISTINCT trim(CAST({name} AS VARCHAR), {sql.WHITE}) FROM {opened.sql}"
            f" WHERE {name} IS NOT NULL LIMIT {SENT + 1}"
        ).fetchall()
        return [value for (value,) in rows]

    return with_source(source, work)


def _doubted(rule: Rule, count: int) -> Unchecked:
    return Unchecked(
        ", ".join(rule.columns),
        rule.id,
        f"엔진마다 다르게 읽을 수 있는 값이 {count:,}개 있어요",
        f"{count:,} values are written in a way that engines may read differently",
    )
