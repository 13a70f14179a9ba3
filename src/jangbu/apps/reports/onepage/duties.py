"""Who answers for what, as rows and people of a table: the matrix of duties, as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.base.permission import allowed
from jangbu.apps.duties import queries as matrix
from jangbu.apps.duties.services import things
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Actor

FINAL, DOES, ASKED, TOLD, NONE = "final", "does", "asked", "told", ""
MARKS = {"A": FINAL, "R": DOES, "C": ASKED, "I": TOLD}
SHOWN = ("process", "area")  # what people do; who answers for data, models and vendors is the lane of their box


@dataclass(frozen=True, slots=True)
class Duties:
    """`rows` are (what, one mark per person): final, does, asked, told or nothing."""

    people: Sequence[str]
    rows: Sequence[tuple[str, tuple[str, ...]]]


def duties(actor: Actor, now: datetime, codes: Mapping[str, str] | None = None) -> Duties:
    """Rows in which somebody was named, and those people; empty for whoever may not see the matrix."""
    if not allowed(actor, "duties.read"):
        return Duties((), ())
    active = people.people_list(now).filter(is_active=True)
    names = {each.pk: codes[each.pk] if codes else each.name for each in active}
    held = matrix.held_at(now)
    marks = [
        (thing.name, {cell.person: MARKS[cell.letter] for cell in held.get(subject, ()) if cell.person in names})
        for kind in SHOWN
        for subject, thing in things(now, kind)
    ]
    seen = {person for _name, row in marks for person in row}
    shown = [key for key in sorted(names, key=lambda key: names[key]) if key in seen]
    rows = [(name, tuple(row.get(key, NONE) for key in shown)) for name, row in marks if row]
    return Duties([names[key] for key in shown], rows)


def accountable(now: datetime) -> dict[tuple[str, str], str]:
    """By kind and id of a thing: the person who is accountable for it."""
    return {
        (subject.kind, subject.id): cell.person
        for subject, cells in matrix.held_at(now).items()
        for cell in cells
        if cell.letter == "A"
    }
