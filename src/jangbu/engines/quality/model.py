"""What a profile says: values, counts and where each of them comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from jangbu.engines.quality.dependencies import Dependency
from jangbu.engines.quality.rules import Rule

Type = Literal["integer", "decimal", "date", "timestamp", "boolean", "text"]
Value = int | Decimal | date | datetime | str
NUMBERS: frozenset[Type] = frozenset({"integer", "decimal"})
MOMENTS: frozenset[Type] = frozenset({"date", "timestamp"})


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a relation is read: its name, the type of its values, and how they are written.

    `stored` is True where DuckDB already holds that type. `styles` are names of date spellings seen in the sample (see
    `dates.STYLES`). `scale` is the number of decimal digits kept, 0 to 9.
    """

    name: str
    type: Type
    stored: bool = False
    scale: int = 0
    styles: tuple[str, ...] = ()
    texts: bool = True  # the stored type is VARCHAR, so blanks and null-like words can occur
    plain: bool = True  # numbers are bare digits, without separators or units
    padded: bool = False  # some values have blanks around them, so every value is trimmed
    digits: bool = False  # its digits are checked as one number, so that is worked out once as well
    prepared: int | None = None  # its number among the columns that `sql.prepare` put beside the others


@dataclass(frozen=True, slots=True)
class FormatShare:
    """Of `seen` sampled values (with repetition), `fitting` have a format."""

    fitting: int
    seen: int

    @property
    def share(self) -> float:
        return self.fitting / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column. Counts are of rows of the whole table unless the name says `sampled`."""

    name: str
    type: Type
    semantic: str
    personal: str | None
    nulls: int  # NULL and blank cells
    null_like: int  # "-", "N/A", "없음" ...: written, but meaning nothing
    null_words: tuple[str, ...]  # which of them the sample holds
    misfits: int  # values that are there but cannot be read as `type`
    distinct: int
    distinct_exact: bool  # otherwise within a few percent (HyperLogLog)
    unique: bool | None  # no value twice, confirmed exactly; None: not looked at
    minimum: Value | None
    maximum: Value | None
    quartiles: tuple[Value, ...]  # 25, 50, 75 %; approximate above `exact` sizes (t-digest)
    top: tuple[tuple[str, int], ...]  # the most frequent values with their counts
    top_of: int  # in so many rows: all, or those of the sample where values are many
    counts: Mapping[str, int] | None  # every value with its count, where there are few
    shapes: tuple[tuple[str, int], ...]  # character shapes with their counts among the sampled values
    sampled: int  # present values that were sampled
    formats: Mapping[str, FormatShare]  # of the sampled values
    newest: date | None = None  # latest date not after `as_of`
    column: Column = field(default_factory=lambda: Column("", "text"), repr=False)

    def present(self, rows: int) -> int:
        return rows - self.nulls - self.null_like


@dataclass(frozen=True, slots=True)
class Pair:
    """Two date columns: in `holding` of `seen` sampled rows with both, `before` is not later than `after`."""

    before: str
    after: str
    holding: int
    seen: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A table as one scan saw it.

    `sampled` rows were looked at value by value (shapes, formats, semantic types); `whole` says that these were all.
    """

    path: str
    format: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    keys: tuple[str, ...]  # columns without a missing or repeated value, confirmed exactly
    pairs: tuple[Pair, ...]
    sampled: int
    whole: bool
    notes: tuple[Any, ...]  # reading.Note: code, ko, en
    dependencies: tuple[Dependency, ...] = ()  # among the sampled rows
    fingerprint: str | None = None
    rules: tuple[Rule, ...] = ()  # proposed from the sampled rows, each with its evidence; not counted on all rows

    def column(self, name: str) -> ColumnProfile:
        return next(column for column in self.columns if column.name == name)
