"""Schemas with their fields, and what mapping a table to one of them answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Repeat = Literal["unique", "often", "few", "cases"]
Heads = Literal["read", "absent", "data"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a schema.

    `words` are heads of columns that mean it, each with a weight from 0 to 1. `kinds` are the shares of its values by
    form (forms.KINDS). `repeat` says how values recur: never, often, a few values only, or once a step of a case.
    `values` are texts that its values hold. `prior` is added to the log-odds: below 0 for a field that few tables have.
    `role` is the party it belongs to, where a schema has the same thing of two parties.
    """

    id: str
    ko: str
    en: str
    required: bool = False
    words: tuple[tuple[str, float], ...] = ()
    kinds: Mapping[str, float] = field(default_factory=dict)
    repeat: Repeat | None = None
    values: tuple[str, ...] = ()
    prior: float = 0.0
    role: str | None = None
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with one value of the field `key` have one value of each in `same`, and another in each row of `other`."""

    key: str
    same: tuple[str, ...]
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relations:
    """What holds between fields, by their ids.

    sum: a + b = c. rate: the second is a tenth of the first. product: a x b = c. ordered: days from early to late.
    """

    sum: tuple[str, ...] = ()
    rate: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, eq=False)
class Schema:
    """A table as the product wants it. `foreign` are heads that are known to mean none of the fields, with weights.
    `roles` are the words of each party, the longest first."""

    id: str
    ko: str
    en: str
    fields: tuple[Field, ...]
    relations: Relations = Relations()
    foreign: tuple[tuple[str, float], ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def field(self, name: str) -> Field:
        """Raises KeyError for a field that the schema does not have."""
        found = next((each for each in self.fields if each.id == name), None)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may be, with the probability that it is."""

    target: str
    confidence: float

    def as_json(self) -> dict[str, Any]:
        return {"target": self.target, "confidence": round(self.confidence, 4)}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of the table: the field it holds, or None. `confidence` is the probability that this is right."""

    column: str
    target: str | None
    confidence: float
    alternatives: tuple[Candidate, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "target": self.target,
            "confidence": round(self.confidence, 4),
            "alternatives": [each.as_json() for each in self.alternatives],
        }


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """`columns` are those of the table, in its order; a field is the target of one column at most.

    `missing` are required fields without a column. `heads`: "read" where the columns have names, "absent" where they
    have none, "data" where the first row was taken for names.
    """

    schema: str
    columns: tuple[ColumnMapping, ...]
    missing: tuple[str, ...]
    heads: Heads

    @property
    def targets(self) -> dict[str, str]:
        """Column to field, of the columns that have one."""
        return {each.column: each.target for each in self.columns if each.target is not None}

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": self.schema,
            "mapping": {each.column: each.as_json() for each in self.columns},
            "missing": list(self.missing),
            "heads": self.heads,
        }
