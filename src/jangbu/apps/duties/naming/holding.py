"""Who answers for something now: by the matrix, by whoever steps in for a person that left, or by the part of the firm.

For whatever has to name somebody: steps of a plan, next actions of a checklist, figures, alerts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from jangbu.apps.duties import queries, ruling, subjects
from jangbu.apps.duties.areas import area_of
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Subject

How = Literal["holds", "deputy", "head"]
NOTHING = Subject("", "")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person's id, the letter it comes from, and of what. `instead_of` is the id of whoever held it and left."""

    person: str
    letter: str
    subject: Subject
    how: How = "holds"
    instead_of: str = ""


class Holding:
    """The matrix at one moment, read once and asked often."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._known: dict[str, Holder | None] = {}

    @cached_property
    def held(self) -> dict[Subject, list[queries.Held]]:
        return queries.held_at(self.at)

    @cached_property
    def gone(self) -> frozenset[str]:
        return people.away(self.at)

    @cached_property
    def standing_in(self) -> dict[str, str]:
        """{whoever is stood in for: the deputy}, of those who are here; the one named last."""
        return {each.stands_for: each.person for each in queries.deputies(self.at) if each.person not in self.gone}

    @cached_property
    def head(self) -> str:
        """The head of the firm, or its first owner where nobody was named."""
        named = queries.head(self.at)
        if named is not None:
            return named.person
        owners = people.here(self.at).filter(role="owner")
        return next((each.pk for each in owners), "")

    @cached_property
    def names(self) -> dict[Subject, str]:
        return {subject: thing.name for subject, thing in subjects.things(self.at)}

    def of(self, subject: Subject) -> Holder | None:
        """The accountable, else the responsible; a leaver's deputy, else the head. None where nobody was named."""
        cells = [each for each in self.held.get(subject, []) if each.letter in "AR"]
        here = [each for each in sorted(cells, key=lambda each: each.letter) if each.person not in self.gone]
        final = next((each for each in cells if each.letter == "A"), None)
        if final is not None and final.person in self.gone:
            return self.instead(final.person, final.letter, subject)
        if here:
            return Holder(here[0].person, here[0].letter, subject)
        return self.instead(cells[0].person, cells[0].letter, subject) if cells else None

    def instead(self, person: str, letter: str = "", subject: Subject = NOTHING) -> Holder | None:
        """Who steps in for somebody that left: their deputy while one is named, else the head of the firm."""
        deputy = self.standing_in.get(person, "")
        if deputy:
            return Holder(deputy, letter, subject, "deputy", person)
        return Holder(self.head, letter, subject, "head", person) if self.head else None

    def of_place(self, url: str) -> Holder | None:
        """Of the thing that an address leads to: /data/ID/, /work/runs/ID/ (of its process), /duties/KIND/ID/."""
        if url not in self._known:
            found = [self.of(subject) for subject in subjects_at(url)]
            self._known[url] = next((each for each in found if each is not None), None)
        return self._known[url]

    def of_area(self, url: str) -> Holder | None:
        """Of the part of the firm that the page belongs to: IT, operations, sales."""
        area = area_of(url)
        return self.of(Subject("area", area)) if area else None


def subjects_at(url: str) -> list[Subject]:
    """What of the matrix the page at an address of ours is about; nothing where it is about no single thing."""
    path = urlsplit(url).path
    try:
        given = resolve(path).kwargs if path.startswith("/") else {}
    except Resolver404:
        return []
    if {"subject_kind", "subject_id"} <= given.keys():
        return ruling.wholes(Subject(str(given["subject_kind"]), str(given["subject_id"])))
    named = [Subject(name.removesuffix("_id"), str(key)) for name, key in given.items() if name.endswith("_id")]
    return list(dict.fromkeys(whole for each in named for whole in ruling.wholes(each)))
