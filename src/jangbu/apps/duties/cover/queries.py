"""For each process: who did it lately, by its runs, and who is said to be able to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from jangbu.apps.duties import subjects
from jangbu.apps.duties.cover.models import Skill
from jangbu.apps.duties.subjects import Thing
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Subject

LATELY = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Able:
    """One person who can do it: `times` they did it lately (0 where only a note says so)."""

    person: str
    name: str
    times: int
    how: str  # "records", "practice" or "word"
    skill: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    subject: Subject
    thing: Thing
    able: tuple[Able, ...]

    @property
    def single(self) -> bool:
        """One person or none: the work stops when they do."""
        return len(self.able) < 2

    @property
    def by_word(self) -> bool:
        """Two people only if a word is believed."""
        return not self.single and sum(1 for each in self.able if each.how != "word") < 2


def covers(at: datetime) -> list[Cover]:
    """Every process that was there. Whoever had left, and whoever is from outside, covers nothing."""
    gone = people.away(at)
    staff = {
        each.pk: each.name
        for each in people.people_list(at).exclude(role__in=("guest", "auditor"))
        if each.pk not in gone
    }
    noted: dict[Subject, list[Skill]] = {}
    for skill in Skill.objects.filter(since__lte=at).filter(Q(until=None) | Q(until__gt=at)).order_by("since", "pk"):
        noted.setdefault(Subject(skill.subject_kind, skill.subject_id), []).append(skill)
    found = []
    for kind in subjects.kinds():
        if kind.doers is not None:
            for subject, thing in subjects.things(at, kind.kind):
                did = kind.doers(subject.id, at - LATELY, at)
                found.append(Cover(subject, thing, _able(did, noted.get(subject, []), staff)))
    return found


def _able(did: dict[str, int], noted: Iterable[Skill], staff: dict[str, str]) -> tuple[Able, ...]:
    made = {
        person: Able(person, staff[person], times, "records")
        for person, times in sorted(did.items(), key=lambda pair: (-pair[1], pair[0]))
        if person in staff
    }
    for skill in noted:
        if skill.person in staff and skill.person not in made:
            made[skill.person] = Able(skill.person, staff[skill.person], 0, skill.how, skill.pk, skill.entry)
    return tuple(made.values())
