"""What a changed file changes: items that came, went, or say something else now."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from jangbu.engines.checklist.model import Catalogue, Item


@dataclass(frozen=True, slots=True)
class Change:
    """One item, and the names of what changed in it with the words before and after."""

    kind: Literal["added", "removed", "changed"]
    item: Item
    parts: tuple[tuple[str, str, str], ...] = ()  # name, before, after


def diff(before: Catalogue, after: Catalogue) -> list[Change]:
    """Changes in the order of the newer catalogue, then what is gone."""
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    changes = []
    for item in after.items:
        if item.id not in old:
            changes.append(Change("added", item))
        elif parts := _parts(old[item.id], item):
            changes.append(Change("changed", item, parts))
    return changes + [Change("removed", item) for item in before.items if item.id not in new]


def _parts(old: Item, new: Item) -> tuple[tuple[str, str, str], ...]:
    flat_old, flat_new = _flat(old), _flat(new)
    names = sorted({*flat_old, *flat_new})
    return tuple(
        (name, flat_old.get(name, ""), flat_new.get(name, ""))
        for name in names
        if flat_old.get(name, "") != flat_new.get(name, "")
    )


def _flat(item: Item) -> dict[str, str]:
    """Every part of an item as text, those of its law by their own names."""
    found = {"ko": item.said.ko, "en": item.said.en}
    for part in fields(item):
        value = getattr(item, part.name)
        if part.name not in {"id", "said", "law"}:
            found[part.name] = _text(value)
    if item.law is not None:
        found |= {part.name: _text(getattr(item.law, part.name)) for part in fields(item.law)}
    return found


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
