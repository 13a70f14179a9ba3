"""What a changed file changes: items that came, went, or say something else now."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from jangbu.engines.checklist.model import Catalogue, Item, Next, Words

Topic = Literal["dates", "duty", "weight", "evidence", "grounds"]
TOPICS: dict[Topic, frozenset[str]] = {
    "dates": frozenset({"in_force_from", "until"}),
    "duty": frozenset({"ko", "en", "article.ko", "article.en", "why.ko", "why.en", "next.ko", "next.en"}),
    "weight": frozenset({"severity"}),
    "evidence": frozenset({"needs", "leans_on", "applies_when", "may_be_claimed", "next.url"}),
    "grounds": frozenset(
        {"source.ko", "source.en", "source_url", "as_of", "certainty", "contested.ko", "contested.en"}
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One item, and the names of what changed in it with the words before and after."""

    kind: Literal["added", "removed", "changed"]
    item: Item
    parts: tuple[tuple[str, str, str], ...] = ()  # name, before, after

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What the changed parts are about, the weightiest first."""
        there = {topic for name, _old, _new in self.parts for topic, names in TOPICS.items() if name in names}
        return tuple(topic for topic in TOPICS if topic in there)


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
    """Every part of an item as text, those of its law by their own names, words by language."""
    found = {"ko": item.said.ko, "en": item.said.en}
    for part in fields(item):
        if part.name not in {"id", "said", "law"}:
            found |= _named(part.name, getattr(item, part.name))
    if item.law is not None:
        for part in fields(item.law):
            found |= _named(part.name, getattr(item.law, part.name))
    return found


def _named(name: str, value: object) -> dict[str, str]:
    if isinstance(value, Words):
        return {f"{name}.ko": value.ko, f"{name}.en": value.en}
    if isinstance(value, Next):
        return {f"{name}.ko": value.said.ko, f"{name}.en": value.said.en, f"{name}.url": value.url}
    if isinstance(value, tuple):
        return {name: ", ".join(map(str, value))}
    return {name: "" if value is None else str(value)}
