"""Who answers for what, as rows and people of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.people import queries as people
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor

FINAL, DOES, ASKED, TOLD, NONE = "final", "does", "asked", "told", ""


@dataclass(frozen=True, slots=True)
class Duties:
    """`rows` are (what, one mark per person): final, does, asked, told or nothing."""

    people: Sequence[str]
    rows: Sequence[tuple[str, tuple[str, ...]]]


def duties(actor: Actor, now: datetime) -> Duties:
    """From the owners of processes and whoever answers for their automations."""
    names = {each.pk: each.name for each in people.people_list(now).filter(is_active=True)}
    marks: dict[str, dict[str, str]] = {}
    for process in work.processes(actor):
        marks[process.name] = {process.owner: FINAL}
    for each in work.automations(actor):
        if each.current is not None:
            marks.setdefault(each.process.name, {}).setdefault(each.current.who, DOES)
    seen = {person for row in marks.values() for person in row}
    shown = [key for key in sorted(names, key=lambda key: names[key]) if key in seen]
    rows = [(name, tuple(row.get(key, NONE) for key in shown)) for name, row in sorted(marks.items())]
    return Duties([names[key] for key in shown], rows)
