"""What an engine is to a check: a table as Ibis sees it, with its columns by number, and answers as rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from jangbu.engines.quality.scale.patterns import Flavour
from jangbu.engines.quality.sql import ROW

if TYPE_CHECKING:
    import ibis.expr.types as ir

WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
PLAIN = ("VARCHAR", "BOOLEAN", "DATE", "FLOAT", "DOUBLE")


def native(name: str, returns: str) -> Callable[[Any], Any]:
    """A function of one text that the engine has under this name."""

    def function(text: Any) -> None:
        """Ibis takes the name and the types; the engine does the work."""

    made: Callable[[Any], Any] = ibis.udf.scalar.builtin(function, name=name, signature=(("string",), returns))
    return made


MD5 = native("md5", "string")  # it only scatters the rows


@dataclass(frozen=True, slots=True)
class Stored:
    """A column by its name and DuckDB's name for its type; "OTHER" for types that engines write differently."""

    name: str
    type: str

    @property
    def numeric(self) -> str | None:
        """The Ibis type in which the base relation has it, or None where it has the text."""
        if self.type in WHOLE_NUMBERS:
            return "int64"
        if self.type in ("FLOAT", "DOUBLE"):
            return "float64"
        return self.type.lower() if self.type.startswith("DECIMAL") else None


def known_type(duckdb_type: str) -> str:
    """DuckDB's name for a type, where every engine writes its values alike."""
    if duckdb_type in WHOLE_NUMBERS or duckdb_type in PLAIN or duckdb_type.startswith("DECIMAL"):
        return duckdb_type
    return "TIMESTAMP" if duckdb_type.startswith("TIMESTAMP") else "OTHER"


@dataclass(frozen=True, slots=True)
class Relation:
    """A table expression by name, and the parts of the WITH clause that give it that name."""

    parts: tuple[str, ...]
    table: ir.Table


class Engine(ABC):
    """One table of one database. `shown` is its place as people may see it; `ordered` says that its rows have an order.

    Moments with a zone are on the clock of Seoul, dates and truths are ISO text and "true" and "false".
    """

    title: str
    flavour: Flavour
    shown: str
    ordered: bool
    columns: tuple[Stored, ...]
    backend: Any
    barrier = ""  # SQL behind a relation that keeps it from being worked out again at every use of its columns
    others: list[str]  # parts of the WITH clause: tables that reference rules look into

    def relation(self, *, numbered: bool = False, as_text: bool = False) -> Relation:
        """The base relation: c0, c1, ... as text or stored number; with `numbered` also the row number, from 0."""
        schema: dict[str, str] = {
            f"c{place}": "string" if as_text else column.numeric or "string"
            for place, column in enumerate(self.columns)
        }
        if numbered:
            schema[ROW] = "int64"
        return _named("jangbu_0", self.base(numbered=numbered, as_text=as_text), schema, ())

    def above(self, relation: Relation, table: ir.Table) -> Relation:
        """`table`, an expression over `relation`, as a relation of its own, worked out before what is asked of it."""
        compiled = self.backend.compile(table) + self.barrier
        return _named(f"jangbu_{len(relation.parts)}", compiled, table.schema(), relation.parts)

    def answer(self, relation: Relation, table: ir.Table) -> list[tuple[Any, ...]]:
        """The rows of an expression over `relation`. Raises Problem quality.engine_failed."""
        parts = ", ".join((*self.others, *relation.parts))
        return self.rows(f"WITH {parts} SELECT * FROM ({self.backend.compile(table)}) AS jangbu_answer")

    def beside(self, table: str, column: str, trimmed: Callable[[ir.Value], ir.Value]) -> ir.Table | None:
        """The values of a column of another table of the same database, trimmed, each once, in a column `value`.

        None where there is no such table. Raises KeyError where it has no such column.
        """
        found = self.other(table, column)
        if found is None:
            return None
        raw = _named(f"jangbu_other_{len(self.others)}", found, {"value": "string"}, ())
        present = raw.table.filter(raw.table.value.notnull())
        distinct = present.select(value=trimmed(present.value)).distinct()
        made = _named(f"jangbu_values_{len(self.others)}", self.backend.compile(distinct), distinct.schema(), ())
        self.others += [*raw.parts, *made.parts]
        return made.table

    @abstractmethod
    def base(self, *, numbered: bool, as_text: bool) -> str:
        """The SQL of the base relation."""

    @abstractmethod
    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...

    @abstractmethod
    def other(self, table: str, column: str) -> str | None:
        """The SQL of another table of the same database as one text column `value`; None where there is none.

        Raises KeyError where the table has no such column.
        """


def _named(name: str, sql: str, schema: Any, below: tuple[str, ...]) -> Relation:
    return Relation((*below, f"{name} AS ({sql})"), ibis.table(schema, name=name))


def sample(engine: Engine, limit: int) -> list[tuple[str | None, ...]]:
    """Up to `limit` rows as text, chosen by their own content, so that every engine chooses the same."""
    relation = engine.relation(as_text=True)
    table = relation.table
    whole: Any = ibis.literal("")
    for name in table.columns:
        whole = whole + ibis.literal("|") + table[name].fill_null("")
    return engine.answer(relation, table.order_by([MD5(whole), *table.columns]).limit(limit))


def list_sql(parts: Sequence[str], source: str) -> str:
    return f"SELECT {', '.join(parts)} FROM {source}"
