"""The one scan: every aggregate that a profile needs, asked in a single SELECT.

A SELECT of more than about 400 aggregates costs DuckDB more in planning than a second look at the rows, so very wide
tables are asked in groups of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality import sql
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AGGREGATES = 400
LISTED = 1_000  # values of a column up to which each is counted
THINNED = 16  # quartiles of a big relation are taken from one row in so many
QUARTILES = "[0.25, 0.5, 0.75]"
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about one column besides the counts that every column gets."""

    column: Column
    exact: bool  # distinct values and quartiles exactly: for relations that are held whole
    keyed: bool  # may be a key: look whether any value occurs twice
    listed: tuple[str, ...]  # the sampled values, where they are few: count each
    variety: int  # distinct values in the sample


@dataclass(slots=True)
class Answers:
    """`rows` of the relation; per column name and fact, the value."""

    rows: int = 0
    facts: dict[tuple[str, str], Any] = field(default_factory=dict)

    def of(self, column: str, fact: str, default: Any = None) -> Any:
        found = self.facts.get((column, fact))
        return default if found is None else found


def scan(
    connection: DuckDBPyConnection,
    relation: str,
    questions: Sequence[Question],
    *,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Ask everything of `relation` (what stands after FROM), in one SELECT unless there are very many columns."""
    answers, thin = Answers(), _thinned(questions)
    for start in range(0, len(questions), sql.WIDE):
        group = questions[start : start + sql.WIDE]
        prepared, columns = sql.prepare(relation, [question.column for question in group])
        ready = [replace(question, column=column) for question, column in zip(group, columns, strict=True)]
        _ask(connection, prepared, ready, answers, thin, as_of)
        if progress is not None:
            progress(min(1.0, (start + len(group)) / len(questions)))
    return answers


def _ask(
    connection: DuckDBPyConnection,
    relation: str,
    questions: Sequence[Question],
    answers: Answers,
    thin: str,
    as_of: date | None,
) -> None:
    asked: list[tuple[Any, str]] = [("rows", "count(*)")]
    for question in questions:
        name = question.column.name
        asked += [((name, fact), expression) for fact, expression in _facts(question, thin, as_of)]
    for start in range(0, len(asked), AGGREGATES):
        part = asked[start : start + AGGREGATES]
        selected = ", ".join(f"{expression} AS a{place}" for place, (_key, expression) in enumerate(part))
        with _for_aggregates(connection):
            found = connection.execute(f"SELECT {selected} FROM {relation}").fetchone()
        for (key, _expression), value in zip(part, found or (), strict=True):
            if key == "rows":
                answers.rows = value
            else:
                answers.facts[key] = value
    for question in questions:
        if question.listed:
            _complete(connection, relation, question, answers)


def _complete(connection: DuckDBPyConnection, relation: str, question: Question, answers: Answers) -> None:
    """Where the whole holds values that the sample did not, look again at that column; give up where they are many."""
    name, column = question.column.name, question.column
    present = answers.rows - answers.of(name, "nulls", 0) - answers.of(name, "null_like", 0)
    found = {
        value: count for value, count in answers.of(name, "counts", {}).items() if value in question.listed and count
    }
    if sum(found.values()) != present:
        text = sql.text(column)
        rows = connection.execute(
            f"SELECT {text}, count(*) FROM {relation} WHERE {sql.present(column)} GROUP BY 1"
            f" ORDER BY 2 DESC, 1 LIMIT {LISTED + 1}"
        ).fetchall()
        found = dict(rows) if len(rows) <= LISTED else {}
    answers.facts[name, "counts"] = found or None
    if not found and present:
        value = f"approx_count_distinct({sql.text(column)})"
        answers.facts[name, "distinct"] = (connection.execute(f"SELECT {value} FROM {relation}").fetchone() or (0,))[0]


@contextmanager
def _for_aggregates(connection: DuckDBPyConnection) -> Iterator[None]:
    """Aggregates do not ask for the order of rows, and a sixth of the scan's time would go into keeping it; nor do they
    gain from the rewriting of DISTINCT, which copies every row for a second operator and doubles the time."""
    settings = {"preserve_insertion_order": "false", "disabled_optimizers": "distinct_aggregate_rewrite"}
    kept = {name: connection.execute(f"SELECT current_setting('{name}')").fetchone() for name in settings}
    try:
        for name, value in settings.items():
            connection.execute(f"SET {name} = '{value}'")
        yield
    finally:
        for name, found in kept.items():
            connection.execute(f"SET {name} = '{found[0] if found else ''}'")


def _thinned(questions: Sequence[Question]) -> str:
    """A condition that keeps about one row in 16 of a big relation, by the hash of the column with most values."""
    if not questions or questions[0].exact:
        return "true"
    widest = max(questions, key=lambda question: question.variety)
    return f"hash({sql.identifier(widest.column.name)}) % {THINNED} = 0"


def _facts(question: Question, thin: str, as_of: date | None) -> Iterator[tuple[str, str]]:
    column = question.column
    text, present = sql.text(column), sql.present(column)
    yield "nulls", f"count_if({sql.null(column)})"
    if column.texts:
        yield "null_like", f"count_if({sql.null_like(column)})"
    if question.listed:
        values = ", ".join(sql.literal(value) for value in question.listed)
        # plain histogram() makes DuckDB copy every row for a second operator; this one counts in passing
        yield "counts", f"histogram_exact({text}, [{values}]::VARCHAR[]) FILTER (WHERE {present})"
    elif question.exact:
        yield "distinct", f"count(DISTINCT {text}) FILTER (WHERE {present})"
    elif question.keyed:
        yield "hashes", f"count(DISTINCT hash({text})) FILTER (WHERE {present})"
    else:
        value = sql.number(column) if column.type in NUMBERS else sql.identifier(column.name)
        yield "distinct", f"approx_count_distinct({value})"
    if not column.stored and column.type != "text":
        yield "misfits", f"count(*) FILTER (WHERE {present} AND NOT {sql.readable(column)})"
    if column.type in NUMBERS | MOMENTS:
        yield from _spread(question, thin, as_of)


def _spread(question: Question, thin: str, as_of: date | None) -> Iterator[tuple[str, str]]:
    column = question.column
    value = sql.number(column) if column.type in NUMBERS else sql.moment(column)
    yield "minimum", f"min({value})"
    yield "maximum", f"max({value})"
    if question.exact:
        yield "quartiles", f"quantile_disc({value}, {QUARTILES})"
    else:
        yield "quartiles", f"approx_quantile({value}, {QUARTILES}) FILTER (WHERE {thin})"
    if column.type in MOMENTS and as_of is not None:
        day = sql.day(column)
        yield "newest", f"max({day}) FILTER (WHERE {day} <= DATE '{as_of.isoformat()}')"
