"""Calendars in, and working hours: read into busy times, with a time stamp, an error kept beside old values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.work import actions
from jangbu.apps.work import problems as work_problems
from jangbu.apps.work.meeting import fetching, problems
from jangbu.apps.work.meeting.models import Calendar, WorkingTime
from jangbu.engines import scheduling
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

AHEAD = timedelta(days=400)  # how far a calendar is read
USE = "jangbu.work.calendar"  # what the sealed addresses and accounts open under
sealing.holds(
    "바깥 달력의 주소와 계정",
    "addresses and accounts of outside calendars",
    use=USE,
    values=lambda: chain.from_iterable(Calendar.objects.values_list("address", "account")),
)
BEHIND = timedelta(days=1)
STALE = timedelta(minutes=15)  # an outside calendar older than this is fetched again before times are proposed
SPAN = re.compile(r"\s*(\d{1,2}:\d{2})\s*[-–~]\s*(\d{1,2}:\d{2})\s*")
DAYS = ("월", "화", "수", "목", "금", "토", "일")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a calendar is fetched: an ICS address, or a CalDAV collection with its account. `inside` allows a server
    within the firm's own network."""

    url: str
    user: str = ""
    password: str = ""
    caldav: bool = False
    inside: bool = False


def add_calendar_file(
    person: str, name: str, chunks: Iterable[bytes], *, actor: Actor, why: str, clock: Clock = system_clock
) -> Calendar:
    """An ICS file. It is read and let go: what the events are about is nobody's business here.

    Raises Problem work.owner_missing, work.too_large and those of scheduling.
    """
    owner = _checked(person, actor)
    raw = bytearray()
    for chunk in chunks:
        raw += chunk
        if len(raw) > fetching.LARGEST:
            raise Problem(work_problems.TOO_LARGE, name=name, limit=fetching.LARGEST // 1_000_000)
    made = Calendar(person=person, kind=Calendar.Kind.FILE, name=name[-200:], created_at=clock())
    _read([bytes(raw)], made, owner, clock())
    with transaction.atomic():
        made.save(force_insert=True)
        _tell(actions.CALENDAR_ADDED, made, owner, actor, why)
    return made


def add_calendar_address(
    person: str, name: str, where: Address, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Calendar:
    """An address, fetched now and again later. Raises Problem work.calendar_fetch_failed, llm.address_refused."""
    owner = _checked(person, actor)
    kind = Calendar.Kind.CALDAV if where.caldav else Calendar.Kind.ADDRESS
    made = Calendar(
        person=person, kind=kind, name=name[:200] or str(kind.label), inside=where.inside, created_at=clock()
    )
    made.address = sealing.seal(where.url, use=USE)
    made.account = sealing.seal(json.dumps([where.user, where.password]), use=USE) if where.user else ""
    _read(_fetched(made, clock()), made, owner, clock())
    with transaction.atomic():
        made.save(force_insert=True)
        _tell(actions.CALENDAR_ADDED, made, owner, actor, why)
    return made


def refresh(calendar: Calendar, *, clock: Clock = system_clock) -> bool:
    """Fetch an outside calendar again. What fails is said beside the values that were read before."""
    if calendar.kind == Calendar.Kind.FILE:
        return True
    owner = people.person(calendar.person)
    try:
        _read(_fetched(calendar, clock()), calendar, owner.email if owner else "", clock())
    except Problem as problem:
        calendar.error_ko, calendar.error_en = problem.sentence("ko"), problem.sentence("en")
        calendar.save(update_fields=["error_ko", "error_en"])
        return False
    calendar.save()
    return True


def remove_calendar(calendar: Calendar, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Its busy times and its secrets go; that it was there stays in the ledger."""
    owner = _checked(calendar.person, actor)
    with transaction.atomic():
        calendar.removed_at, calendar.busy, calendar.address, calendar.account = clock(), [], "", ""
        calendar.save()
        _tell(actions.CALENDAR_REMOVED, calendar, owner, actor, why)


def set_working_time(
    person: str,
    hours: Mapping[int, str],
    lunch: str,
    minutes: Mapping[str, int],
    *,
    actor: Actor,
    why: str,
) -> WorkingTime:
    """Working hours by weekday ("09:00-18:00", empty where nobody works), lunch, and buffer, travel, notice, late.

    Raises Problem work.hours_wrong.
    """
    require(actor, "work.write")
    held = {str(day): _span(text, DAYS[day]) for day, text in hours.items() if text.strip()}
    told: dict[str, Any] = {"hours": held, "lunch": _span(lunch, "점심") if lunch.strip() else None, **minutes}
    name = (people.person(person) or "") if person else ""
    with transaction.atomic():
        made, _new = WorkingTime.objects.update_or_create(person=person, defaults=told)
        record(
            actions.WORKING_TIME_SET,
            actor=actor,
            where="일정",
            why=why,
            subject=Subject("person" if person else "firm", person or "1"),
            after={"name": str(name) or "회사", **told},
        )
    return made


def live() -> QuerySet[Calendar]:
    return Calendar.objects.filter(removed_at=None)


def working_time_of(person: str) -> WorkingTime:
    """Theirs, else the firm's, else nine to six with lunch at noon."""
    found = WorkingTime.objects.filter(person__in=[person, ""]).order_by("-person").first()
    return found or WorkingTime(hours={str(day): ["09:00", "18:00"] for day in range(5)}, lunch=["12:00", "13:00"])


def busy_of(person: str) -> tuple[tuple[scheduling.Busy, ...], list[Calendar]]:
    """When somebody is taken by all their calendars, and the calendars that say so."""
    calendars = list(live().filter(person=person))
    busy = [
        scheduling.Busy(datetime.fromisoformat(start), datetime.fromisoformat(end), place)
        for calendar in calendars
        for start, end, place in calendar.busy
    ]
    return tuple(sorted(busy, key=lambda each: each.start)), calendars


def refresh_stale(persons: Iterable[str], *, clock: Clock = system_clock) -> None:
    old = live().filter(person__in=list(persons)).exclude(kind=Calendar.Kind.FILE)
    for calendar in old.filter(refreshed_at__lt=clock() - STALE):
        refresh(calendar, clock=clock)


def hours_of(told: WorkingTime) -> dict[int, tuple[time, time]]:
    return {int(day): (_time(span[0]), _time(span[1])) for day, span in told.hours.items()}


def lunch_of(told: WorkingTime) -> tuple[time, time] | None:
    return (_time(told.lunch[0]), _time(told.lunch[1])) if told.lunch else None


def _time(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def _span(text: str, place: str) -> list[str]:
    found = SPAN.fullmatch(text)
    if found is None:
        raise Problem(problems.HOURS_WRONG, place=place, value=text[:40])
    low, high = (each.zfill(5) for each in found.groups())
    try:
        opens, closes = _time(low), _time(high)
    except ValueError as error:
        raise Problem(problems.HOURS_WRONG, place=place, value=text[:40]) from error
    if high != "24:00" and opens >= closes:
        raise Problem(problems.HOURS_WRONG, place=place, value=text[:40])
    return [low, high]


def _checked(person: str, actor: Actor) -> str:
    """The mail address of whose calendar it is. Everybody may keep their own; others' need the right to write."""
    if person != actor.id:
        require(actor, "work.write")
    require(actor, "work.submit")
    found = people.person(person)
    if found is None:
        raise Problem(work_problems.OWNER_MISSING)
    return found.email


def _fetched(calendar: Calendar, now: datetime) -> list[bytes]:
    url = sealing.unseal(calendar.address, use=USE)
    held = json.loads(sealing.unseal(calendar.account, use=USE)) if calendar.account else None
    account = (str(held[0]), str(held[1])) if held else None
    if calendar.kind == Calendar.Kind.CALDAV:
        window = (now - BEHIND, now + AHEAD)
        return fetching.fetch_caldav(
            url, *window, name=calendar.name, inside=calendar.inside, account=account or ("", "")
        )
    return [fetching.fetch_ics(url, name=calendar.name, inside=calendar.inside, account=account)]


def _read(texts: list[bytes], calendar: Calendar, owner: str, now: datetime) -> None:
    """Fill in the busy times; nothing else of the events is kept."""
    start, end = now - BEHIND, now + AHEAD
    found = [scheduling.read_calendar(text, start, end, name=calendar.name, owner=owner) for text in texts]
    busy = sorted((each for one in found for each in one.busy), key=lambda each: (each.start, each.end))
    calendar.busy = [[each.start.isoformat(), each.end.isoformat(), each.place] for each in busy]
    calendar.skipped = any(one.skipped for one in found)
    calendar.known_until, calendar.refreshed_at = end, now
    calendar.error_ko = calendar.error_en = ""


def _tell(action: Any, calendar: Calendar, owner: str, actor: Actor, why: str) -> None:
    named = people.person(calendar.person)
    record(
        action,
        actor=actor,
        where="일정",
        why=why,
        subject=Subject("person", calendar.person),
        after={
            "name": named.name if named else owner,
            "kind": calendar.kind,
            "count": len(calendar.busy),
            "calendar_id": calendar.pk,
        },
    )
