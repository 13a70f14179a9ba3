"""Filling gaps: the tool's own list of runs, read over HTTP, and what it tells taken in like any other event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.work import problems
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events import outside as web
from jangbu.apps.work.events import problems as trouble
from jangbu.apps.work.events.models import EventSource, OutsideRun
from jangbu.apps.work.events.sources import PULL_USE, tool_of
from jangbu.apps.work.events.taking import take_in
from jangbu.engines import events
from jangbu.engines.events.intake import parsed
from jangbu.engines.llm import Outside
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

EVERY = timedelta(hours=1)
FIRST = timedelta(days=28)  # Power Automate keeps runs no longer by default
OVERLAP = timedelta(days=2)  # read again: a run that was open last time has ended since
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Pulled:
    """Runs the list told of, and how many events of them were new to us."""

    listed: int
    taken: int


def pull_due(*, outside: Outside | None = None, clock: Clock = system_clock) -> int:
    """Pull every source whose turn has come; how many. A source that fails is noted and tried again next hour."""
    now, count = clock(), 0
    due = Q(pull_tried_at=None) | Q(pull_tried_at__lte=now - EVERY)
    for source in EventSource.objects.exclude(pull_url="").filter(due, revoked_at=None):
        mine = EventSource.objects.filter(pk=source.pk, pull_tried_at=source.pull_tried_at).update(pull_tried_at=now)
        if mine:  # of several workers one is first
            count += 1
            try:
                pull(source, actor=Actor.system(), why="빠진 실행을 채우려고", outside=outside, clock=clock)
            except Problem:
                continue  # noted in the source, where its page shows it
    return count


def pull(
    source: EventSource, *, actor: Actor, why: str, outside: Outside | None = None, clock: Clock = system_clock
) -> Pulled:
    """Read the list back to the last pull and take in what is missing. Raises Problem, which the source also keeps."""
    require(actor, "work.run" if actor.kind == "system" else "work.write")
    if not source.pull_url or source.revoked_at:
        raise Problem(problems.NOTHING_TO_DO)
    now = clock()
    try:
        pulled = _pull(source, now, outside or Outside())
    except Problem as problem:
        said = {"class": problem.code, "ko": problem.sentence("ko"), "en": problem.sentence("en")}
        EventSource.objects.filter(pk=source.pk).update(pull_tried_at=now, pull_error=said)
        raise
    with transaction.atomic():
        EventSource.objects.filter(pk=source.pk).update(pull_tried_at=now, pulled_at=now, pull_error=None)
        if pulled.taken:
            told = {"source": source.name, "source_id": source.pk, "taken": pulled.taken, "listed": pulled.listed}
            about = Subject("event_source", source.pk)
            record(news.PULLED, actor=actor, where="바깥 도구", why=why, subject=about, after=told)
    return pulled


def _pull(source: EventSource, now: datetime, outside: Outside) -> Pulled:
    tool = tool_of(source)
    since = (source.pulled_at - OVERLAP) if source.pulled_at else now - FIRST
    names = events.names_of(_fetch(source, events.NAMES_PATH[tool], outside)) if tool in events.NAMES_PATH else {}
    path, listed, taken = events.first_path(tool, since), 0, 0
    for _page in range(MOST_PAGES):
        page = events.read_page(tool, _fetch(source, path, outside), path, names)
        listed += len(page.events)
        wanted = _lacking(source, page.events)
        taken += take_in(source, wanted, now=now, why=noop("실행 목록에서 가져와서")).taken if wanted else 0
        if not page.next or page.next == path or (page.oldest is not None and page.oldest < since):
            break
        path = page.next
    return Pulled(listed, taken)


def _lacking(source: EventSource, listed: tuple[events.RunEvent, ...]) -> list[events.RunEvent]:
    """What would change something: not the end of a run whose both ends we saw, under whatever id it was pushed."""
    once = {event.id: event for event in listed if event.known}
    states = events.fold(once.values())
    settled = OutsideRun.objects.filter(source=source, key__in=states, complete=True).values_list("key", "state")
    done = {key for key, state in settled if states[key].state == state}
    return [event for event in once.values() if event.run not in done]


def _fetch(source: EventSource, path: str, outside: Outside) -> object:
    """The JSON at a path below the source's address. Raises Problem PULL_FAILED, events.not_json."""
    key = sealing.unseal(source.pull_key, use=PULL_USE)
    headers = {**events.headers(tool_of(source), key), "accept": "application/json", "accept-encoding": "identity"}
    got = web.ask("GET", source.pull_url + path, inside=source.pull_inside, headers=headers, outside=outside)
    if got.ending != "answered" or got.status != 200:
        detail = f"HTTP {got.status}" if got.ending == "answered" else got.ending
        raise Problem(trouble.PULL_FAILED, source=source.name, detail=detail)
    return parsed(got.data)
