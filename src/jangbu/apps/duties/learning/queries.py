"""Who has learned what they must, at any moment, and how that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from jangbu.apps.base.evidence import day_of
from jangbu.apps.duties.learning.models import Attempt, Course, Training
from jangbu.apps.duties.learning.registers import LITERACY, strength
from jangbu.apps.people import queries as people
from jangbu.apps.registers.rows import months_after
from jangbu.kernel.clock import SEOUL

State = Literal["done", "expired", "planned", "overdue", "missing"]


@dataclass(frozen=True, slots=True)
class Learned:
    """That somebody learned it: when, how that is known ("certificate", "quiz", "word"), and where it stands."""

    on: date
    how: str
    training: str = ""  # its id
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One person who must take one course."""

    person: Any
    course: Course
    state: State
    learned: Learned | None
    until: date | None  # when it must be taken again
    due: date | None
    training: str  # the record to open, "" where there is none

    @property
    def good(self) -> bool:
        return self.state == "done"


def courses(at: datetime, kind: str = "") -> list[Course]:
    held = Course.objects.filter(created_at__lte=at).exclude(archived_at__lte=at)
    return list(held.filter(kind=kind) if kind else held)


def plan(at: datetime, kind: str = "") -> list[Cell]:
    """Everybody who was here, with every course that their role must take. A fixed number of queries."""
    day, gone = day_of(at), people.away(at)
    held = [course for course in courses(at, kind) if course.roles]
    staff = [each for each in people.people_list(at).order_by("name", "pk") if each.pk not in gone]
    known = _records(at, day)
    return [
        _cell(person, course, known.get((person.pk, course.pk), []), _quizzes(known, person.pk, course), day)
        for course in held
        for person in staff
        if person.role in course.roles
    ]


def _records(at: datetime, day: date) -> dict[tuple[str, str], list[Any]]:
    """Trainings by person and course, and under ("person", "") the quizzes passed by then."""
    found: dict[tuple[str, str], list[Any]] = {}
    rows = Training.objects.filter(created_at__lte=at).exclude(archived_at__lte=at).select_related("course")
    for row in rows:
        found.setdefault((row.person, row.course_id), []).append(row)
    for attempt in Attempt.objects.filter(at__lte=at, passed=True):
        found.setdefault((attempt.person, ""), []).append(attempt)
    return found


def _quizzes(known: dict[tuple[str, str], list[Any]], person: str, course: Course) -> list[Attempt]:
    return known.get((person, ""), []) if course.kind == LITERACY else []


def _cell(person: Any, course: Course, rows: list[Training], quizzes: list[Attempt], day: date) -> Cell:
    learned = [
        Learned(row.done_on, strength(row), row.pk)
        for row in rows
        if row.state == "done" and row.done_on is not None and row.done_on <= day
    ]
    learned += [Learned(each.at.astimezone(SEOUL).date(), "quiz", entry=each.entry) for each in quizzes]
    last = max(learned, key=lambda each: (each.on, each.how != "word"), default=None)
    until = months_after(last.on, course.every_months) if last and course.every_months else None
    waiting = sorted((row for row in rows if row.state == "planned"), key=lambda row: row.due_on or date.max)
    due = waiting[0].due_on if waiting else None
    state: State = "missing"
    if last is not None and (until is None or until >= day):
        state = "done"
    elif waiting:
        state = "overdue" if due is not None and due < day else "planned"
    elif last is not None:
        state = "expired"
    opened = waiting[0].pk if waiting and state != "done" else last.training if last else ""
    return Cell(person, course, state, last, until, due, opened)
