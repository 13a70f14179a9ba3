"""The one scan: every aggregate that a profile and its rules need, asked in a single SELECT.

A SELECT of more than about 400 aggregates costs DuckDB more in planning than a second look at the rows, so very wide
tables are asked in groups of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality import sql
from jangbu.engines.quality.compiling import Compiled
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AGGREGATES = 400
THINNED = 16  # quartiles of a big relation are taken from one row in so many
QUARTILES = "[0.25, 0.5, 0.75]"
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about one column besides the counts that every column gets."""

    column: Column
    exact: bool  # distinct values and quartiles exactly: for relations that are held whole
    keyed: bool  # may be a key: look whether any value occurs twice
    listed: bool  # few values: count every one
    variety: int  # distinct values in the sample


@dataclass(slots=True)
class Answers:
    """`rows` of the relation; per column name and fact, the value; per rule id, (failing, total)."""

    rows: int = 0
    facts: dict[tuple[str, str], Any] = field(default_factory=dict)
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, column: str, fact: str, default: Any = None) -> Any:
        found = self.facts.get((column, fact))
        return default if found is None else found


def scan(
    connection: DuckDBPyConnection,
    relation: str,
    questions: Sequence[Question],
    rules: Sequence[Compiled] = (),
    *,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Ask everything of `relation` (what stands after FROM), in one SELECT unless there are very many columns.

    The columns of the questions and of the rules are those that `sql.prepare` gave with the relation.
    """
    asked: list[tuple[Any, str]] = [("rows", "count(*)")]
    thin = _thinned(questions)
    for question in questions:
        name = question.column.name
        asked += [((name, fact), expression) for fact, expression in _facts(question, thin, as_of)]
    for rule in rules:
        asked += [((rule.rule.id, True), rule.failing()), ((rule.rule.id, False), rule.total())]
    answers = Answers()
    rule_ids = {rule.rule.id for rule in rules}
    counts: dict[tuple[str, bool], int] = {}
    for start in range(0, len(asked), AGGREGATES):
        part = asked[start : start + AGGREGATES]
        selected = ", ".join(f"{expression} AS a{place}" for place, (_key, expression) in enumerate(part))
        found = connection.execute(f"SELECT {selected} FROM {relation}").fetchone()
        for (key, _expression), value in zip(part, found or (), strict=True):
            if key == "rows":
                answers.rows = value
            elif isinstance(key[1], bool):
                counts[key] = value
            else:
                answers.facts[key] = value
        if progress is not None:
            progress(min(1.0, (start + len(part)) / len(asked)))
    answers.rules = {name: (counts[name, True], counts[name, False]) for name in rule_ids}
    return answers


def _thinned(questions: Sequence[Question]) -> str:
    """A condition that keeps about one row in 16 of a big relation, by the hash of the column with most values."""
    if not questions or questions[0].exact:
        return "true"
    widest = max(questions, key=lambda question: question.variety)
    return f"hash({sql.identifier(widest.column.name)}) % {THINNED} = 0"


def _facts(question: Question, thin: str, as_of: date | None) -> Iterator[tuple[str, str]]:
    column = question.column
    text, present = sql.text(column), sql.present(column)
    yield "nulls", f"count(*) FILTER (WHERE {sql.null(column)})"
    if column.texts:
        yield "null_like", f"count(*) FILTER (WHERE {sql.null_like(column)})"
    if question.listed:
        yield "counts", f"histogram({text}) FILTER (WHERE {present})"
    elif question.exact:
        yield "distinct", f"count(DISTINCT {text}) FILTER (WHERE {present})"
    elif question.keyed:
        yield "hashes", f"count(DISTINCT hash({text})) FILTER (WHERE {present})"
    else:
        yield "distinct", f"approx_count_distinct({sql.identifier(column.name)})"
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
