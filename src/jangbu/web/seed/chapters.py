"""The sample firm's story in order: each chapter happens so many days before the day the story is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jangbu.apps.people import queries as people
from jangbu.kernel.clock import SEOUL, Clock, fixed, story_at, system_clock
from jangbu.kernel.entry import Actor

MORNING, EVENING = time(10), time(19)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happened `ago` days before, at an hour of that day in Seoul."""

    ago: int
    tell: Callable[[], object]
    hour: time = MORNING


def tell_all(chapters: Iterable[Chapter], today: date) -> None:
    """One after the other, from the oldest. Those of the same hour keep their order, and no clock goes back."""
    last = datetime.min.replace(tzinfo=SEOUL)
    for chapter in sorted(chapters, key=lambda each: (-each.ago, each.hour)):
        then = datetime.combine(today - timedelta(days=chapter.ago), chapter.hour, tzinfo=SEOUL)
        with story_at(max(then, last)):
            chapter.tell()
            last = system_clock()


def at(today: date, days: int) -> Clock:
    """A clock so many days before today, at ten in the morning in Seoul."""
    return fixed(datetime.combine(today - timedelta(days=days), MORNING, tzinfo=SEOUL))


def actor_of(name: str) -> Actor:
    """One of the cast, by name."""
    found = people.people_list().get(name=name)
    return Actor.person(found.pk, found.name)
