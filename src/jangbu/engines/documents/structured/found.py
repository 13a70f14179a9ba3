"""What a structured reader hands back, before checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jangbu.engines.documents.document import Field, Item, Totals


@dataclass(frozen=True, slots=True)
class Found:
    """One invoice read from data: its source, the fields it has, its lines and the totals between them."""

    source: str
    fields: dict[str, Field]
    lines: tuple[Item, ...]
    totals: Totals
    profile: str | None = None


def keep(values: Mapping[str, str | None]) -> dict[str, Field]:
    """The values that are there, as structured fields."""
    return {name: Field(value) for name, value in values.items() if value}
