"""Profile: what a table holds, in one scan, with a bounded sample looked at value by value before it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality import dates
from jangbu.engines.quality.dependencies import Dependency, find_dependencies
from jangbu.engines.quality.inference import Sampled, format_shares, gather, meaning, personal_kind, typed
from jangbu.engines.quality.model import MOMENTS, Column, ColumnProfile, FormatShare, Pair, Profile, Type, Value
from jangbu.engines.quality.proposing import propose_rules
from jangbu.engines.quality.reading import Note, Table
from jangbu.engines.quality.sampling import Sample, hold_sample, take
from jangbu.engines.quality.scan import Answers, Progress, Question, scan
from jangbu.engines.quality.shapes import shape
from jangbu.engines.quality.sources import MEMORY_LIMIT, Source, with_source
from jangbu.engines.quality.totals import note_of, note_of_large

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READ_CELLS = 40_000  # values that settle how columns are read, where nothing else is asked
TOP = 10
SHAPES = 8
FEW = 100  # distinct values in the sample up to which every value is counted
KEYED = 2  # columns of a big file that are looked at for repeated values, at 16 bytes a row each
PAIRED = 8  # date columns compared with each other
STORED: dict[str, Type] = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "decimal",
    "FLOAT": "decimal",
    "TINYINT": "integer",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "UTINYINT": "integer",
    "USMALLINT": "integer",
    "UINTEGER": "integer",
    "UBIGINT": "integer",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The sample of an opened table, understood: how to read each column, and what its sampled values are like."""

    sample: Sample
    columns: tuple[Column, ...]
    sampled: tuple[Sampled, ...]
    formats: tuple[Mapping[str, FormatShare], ...]
    semantics: tuple[str, ...]
    pairs: tuple[Pair, ...]
    dependencies: tuple[Dependency, ...]
    notes: tuple[Note, ...] = ()

    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def profile(
    source: Source,
    *,
    connection: DuckDBPyConnection | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
    memory_limit: str = MEMORY_LIMIT,
) -> Profile:
    """Profile a file (CSV, XLSX, Parquet, JSON lines, SQLite) or an opened table.

    One scan; counts are of all rows; shapes, semantic types, dependencies and proposed rules come from a bounded sample
    (`check` counts rules on all rows). `as_of` lets date columns say their newest value not after it. Raises Problem
    for a file that cannot be read.
    """
    tell = progress or _ignore

    def work(con: DuckDBPyConnection, table: Table) -> Profile:
        seen = look(con, table)
        sketched = sketch(con, table, seen, as_of)
        rules = tuple(propose_rules(sketched, as_of=as_of))
        tell(0.1)
        return replace(measure(con, table, seen, sketched, as_of, lambda p: tell(0.1 + 0.9 * p)), rules=rules)

    return with_source(source, work, connection=connection, memory_limit=memory_limit)


def sketch(connection: DuckDBPyConnection, table: Table, seen: Look, as_of: date | None) -> Profile:
    """The profile of the sample alone, exact in itself: what rules are proposed from before the scan."""
    relation = hold_sample(connection, seen.sample)
    return assemble(table, seen, scan(connection, relation, questions(seen, sketched=True), as_of=as_of))


def measure(
    connection: DuckDBPyConnection,
    table: Table,
    seen: Look,
    sketched: Profile | None,
    as_of: date | None,
    progress: Progress | None = None,
) -> Profile:
    """The profile of the whole table; the sketch is that already where the sample was everything."""
    if sketched is not None and seen.sample.whole:
        if progress is not None:
            progress(1.0)
        return sketched
    answers = scan(connection, seen.sample.relation, questions(seen), as_of=as_of, progress=progress)
    return assemble(table, seen, answers)


def _ignore(_share: float) -> None:
    """No one asked for progress."""


def read_columns(connection: DuckDBPyConnection, table: Table, numbers: Collection[str] = ()) -> tuple[Column, ...]:
    """How each column is read, without asking what it means; `numbers` are columns whose digits are checked as one."""
    sample = take(connection, table, READ_CELLS)
    gathered = [gather([row[place] for row in sample.rows]) for place in range(len(sample.names))]
    columns = (
        _column(name, stored, values)
        for name, stored, values in zip(sample.names, sample.stored, gathered, strict=True)
    )
    return tuple(replace(column, digits=column.name in numbers) for column in columns)


def look(connection: DuckDBPyConnection, table: Table) -> Look:
    """Sample the table and decide how each column is read."""
    sample = take(connection, table)
    gathered = [gather([row[place] for row in sample.rows]) for place in range(len(sample.names))]
    columns = tuple(
        _column(name, stored, values)
        for name, stored, values in zip(sample.names, sample.stored, gathered, strict=True)
    )
    formats = tuple(
        format_shares(values) if column.type in ("text", "integer") else {}
        for column, values in zip(columns, gathered, strict=True)
    )
    semantics = tuple(
        meaning(column, values, shares) for column, values, shares in zip(columns, gathered, formats, strict=True)
    )
    columns = tuple(
        replace(column, digits=semantic == "business_number")
        for column, semantic in zip(columns, semantics, strict=True)
    )
    dependencies = find_dependencies(sample.names, sample.rows)
    if sample.whole:
        totals = note_of(connection, sample.relation, sample.names)
    else:
        path = Path(table.path)
        size = path.stat().st_size if path.is_file() else None
        totals = note_of_large(connection, sample.relation, sample.names, size)
    told = (totals,) if totals is not None else ()
    return Look(sample, columns, tuple(gathered), formats, semantics, _pairs(sample, columns), dependencies, told)


def _column(name: str, stored: str, values: Sampled) -> Column:
    if stored == "VARCHAR":
        return typed(name, values)
    if stored.startswith("TIMESTAMP"):
        return Column(name, "timestamp", stored=True, texts=False)
    if stored.startswith("DECIMAL"):
        return Column(name, "decimal", stored=True, texts=False)
    known = STORED.get(stored)
    return Column(name, known or "text", stored=True, texts=False)


def _pairs(sample: Sample, columns: Sequence[Column]) -> tuple[Pair, ...]:
    """For every two date columns, how often the first is not later than the second, the likelier way round."""
    places = [place for place, column in enumerate(columns) if column.type in MOMENTS][:PAIRED]
    days = {place: [_day(row[place], columns[place]) for row in sample.rows] for place in places}
    found = []
    for one, other in combinations(places, 2):
        both = [(a, b) for a, b in zip(days[one], days[other], strict=True) if a is not None and b is not None]
        forth, back = sum(a <= b for a, b in both), sum(b <= a for a, b in both)
        first, second, holding = (one, other, forth) if forth >= back else (other, one, back)
        if both and forth != back:
            found.append(Pair(columns[first].name, columns[second].name, holding, len(both)))
    return tuple(found)


def _day(text: str | None, column: Column) -> date | None:
    if text is None:
        return None
    styles = column.styles or ("iso",)
    return next((day for style in styles if (day := dates.parse(text.strip(), style)) is not None), None)


def questions(seen: Look, *, sketched: bool = False) -> list[Question]:
    """What to ask about each column, from what its sample looks like."""
    keyed = 0
    asked = []
    for place, (column, values) in enumerate(zip(seen.columns, seen.sampled, strict=True)):
        distinct = len(values.values)
        named = not place or seen.semantics[place] in ("identifier", "code")
        exact = seen.sample.whole or sketched
        may_be_key = exact or (named and keyed < KEYED and distinct >= 0.99 * values.present >= 100)
        keyed += may_be_key and not exact
        listed = tuple(values.values) if distinct <= min(FEW, max(20, values.present // 5)) else ()
        asked.append(Question(column, exact, may_be_key, listed, distinct))
    return asked


def assemble(table: Table, seen: Look, answers: Answers, fingerprint: str | None = None) -> Profile:
    """The profile from the sample and the answers of the scan."""
    columns = tuple(_profile_column(seen, place, answers) for place in range(len(seen.columns)))
    keys = tuple(column.name for column in columns if column.unique and column.present(answers.rows) == answers.rows)
    return Profile(
        path=table.path,
        format=table.format,
        rows=answers.rows,
        columns=columns,
        keys=keys if answers.rows > 1 else (),
        pairs=seen.pairs,
        dependencies=seen.dependencies,
        sampled=len(seen.sample.rows),
        whole=len(seen.sample.rows) >= answers.rows,
        notes=(*table.notes, *seen.notes),
        fingerprint=fingerprint,
    )


def _profile_column(seen: Look, place: int, answers: Answers) -> ColumnProfile:
    column, values = seen.columns[place], seen.sampled[place]
    name, whole = column.name, seen.sample.whole
    of: Callable[..., Any] = answers.of
    nulls, null_like = of(name, "nulls", 0), of(name, "null_like", 0)
    present = answers.rows - nulls - null_like
    counts = of(name, "counts")
    distinct, exact = _distinct(of(name, "distinct", 0), counts, of(name, "hashes"), present, whole=whole)
    top = sorted((values.values if counts is None else counts).items(), key=lambda each: (-each[1], each[0]))[:TOP]
    drawn: dict[str, int] = {}
    for value, count in values.values.items():
        key = shape(value)
        drawn[key] = drawn.get(key, 0) + count
    return ColumnProfile(
        name=name,
        type=column.type,
        semantic=seen.semantics[place],
        personal=personal_kind(seen.semantics[place], name, seen.formats[place], seen.semantics),
        nulls=nulls,
        null_like=null_like,
        null_words=values.null_words,
        misfits=of(name, "misfits", 0),
        distinct=distinct,
        distinct_exact=exact,
        unique=distinct == present if exact and present else None,
        minimum=_value(of(name, "minimum")),
        maximum=_value(of(name, "maximum")),
        quartiles=tuple(found for each in of(name, "quartiles", ()) if (found := _value(each)) is not None),
        top=tuple(top),
        top_of=answers.rows if counts is not None else len(seen.sample.rows),
        counts=counts,
        shapes=tuple(sorted(drawn.items(), key=lambda each: (-each[1], each[0]))[:SHAPES]),
        sampled=values.present,
        formats=seen.formats[place],
        newest=of(name, "newest"),
        column=column,
    )


def _distinct(
    asked: int, counts: Mapping[str, int] | None, hashes: int | None, present: int, *, whole: bool
) -> tuple[int, bool]:
    if counts is not None:
        return len(counts), True
    if hashes is not None:
        return hashes, True
    return min(asked, present), whole


def _value(found: Any) -> Value | None:
    """Money and other decimals stay exact; DOUBLE columns of a typed file keep what they are written as."""
    if isinstance(found, float):
        return Decimal(repr(found)) if isfinite(found) else None
    return found if isinstance(found, int | Decimal | date | datetime | str) else None
