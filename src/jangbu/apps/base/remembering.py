"""Which tables and columns evidence reads. Declared beside the predicates, in an app's `evidence.py`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Remembered:
    """A table, its key column, and the columns whose earlier values are kept. Names of people are none of them."""

    table: str
    key: str
    columns: tuple[str, ...]
    json: frozenset[str] = frozenset()  # those of the columns that hold JSON

    @property
    def mark(self) -> str:
        """Changes whenever the declaration does, so that its triggers are made anew."""
        said = "|".join((self.table, self.key, *self.columns))
        return hashlib.sha256(said.encode()).hexdigest()[:8]


_remembered: dict[str, Remembered] = {}


def remember(model: type[models.Model], *names: str) -> None:
    """Keep what these fields of a model held before each change, and when its rows came and went.

    Without names only that: rows that are never edited. Fields that hold a person's words about a person, secrets and
    large texts do not belong here. Raises FieldDoesNotExist for a name the model has not.
    """
    meta = model._meta
    fields = [meta.get_field(name) for name in names]
    columns = tuple(str(field.column) for field in fields)  # type: ignore[union-attr]
    json = frozenset(str(field.column) for field in fields if isinstance(field, models.JSONField))
    _remembered[meta.db_table] = Remembered(meta.db_table, str(meta.pk.column), columns, json)


def remembered() -> list[Remembered]:
    """All of them, in the order of their tables."""
    return [_remembered[table] for table in sorted(_remembered)]
