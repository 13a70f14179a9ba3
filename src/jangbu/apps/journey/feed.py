"""A person's tasks as a calendar that programs subscribe to (RFC 5545): whole days, one event a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from jangbu.apps.journey.queries import Planned
from jangbu.engines.checklist import Catalogue
from jangbu.kernel.errors import Language

TYPE = "text/calendar; charset=utf-8"
TITLE: dict[Language, str] = {"ko": "장부 할 일", "en": "Jangbu tasks"}
HOURS: dict[Language, str] = {"ko": "{n}시간쯤 걸려요.", "en": "Takes about {n} hours."}
FIRST: dict[Language, str] = {"ko": "처음 정한 날은 {day}이에요.", "en": "First planned for {day}."}


def feed(tasks: Sequence[tuple[Catalogue, Planned]], *, firm: str, said: Language, site: str, now: datetime) -> bytes:
    """The calendar. `site` is the address of this installation without a path; `firm` makes ids of events its own.

    An id stays the same while the day moves, and its SEQUENCE counts the moves, so programs move the event.
    """
    import icalendar  # noqa: PLC0415  # a third of a second, for calendars only

    made = icalendar.Calendar()
    made.add("prodid", "-//Jangbu//tasks//KO")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", TITLE[said])
    made.add("x-wr-timezone", "Asia/Seoul")
    made.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    for catalogue, task in tasks:
        item, step = task.result.item, task.step
        event = icalendar.Event()
        event.add("uid", f"{catalogue.name}-{item.id}-{firm}@jangbu.invalid")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", step.due)
        event.add("dtend", step.due + timedelta(days=1))
        event.add("sequence", len(step.moves))
        event.add("summary", item.said.said(said))
        event.add("description", "\n".join(_about(task, said)))
        event.add("url", f"{site}/checklist/of/{catalogue.name}/?open={item.id}")
        event.add("categories", [catalogue.title.said(said)])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def _about(task: Planned, said: Language) -> list[str]:
    item, step = task.result.item, task.step
    lines = [task.result.next.said.said(said)] if task.result.next else []
    if item.effort_hours:
        lines.append(HOURS[said].format(n=f"{item.effort_hours:g}"))
    if step.moves:
        lines += [FIRST[said].format(day=step.first_due.isoformat()), step.moves[-1].said.said(said)]
    return lines
