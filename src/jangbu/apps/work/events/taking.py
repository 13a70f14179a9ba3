"""Taking events in: each once, however often and in whichever order they come; and counting what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from jangbu.apps.base.content import keep
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import Told, record_many
from jangbu.apps.work import actions
from jangbu.apps.work.events.models import EventSource, OutsideEvent, OutsideRun, RefusedDelivery
from jangbu.engines.events import SAID, Phase, RunEvent, RunState, fold
from jangbu.kernel.canonical import canonical
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

STATE_FIELDS = (
    "workflow", "state", "started_at", "ended_at", "first_at", "last_at", "number", "retry_of", "error_class", "error",
    "retries", "steps", "events", "weight", "named",
)  # fmt: skip
WORDS: dict[Phase, tuple[str, str]] = {
    "started": ("시작", "started"),
    "step": ("단계", "step"),
    "waiting": SAID["waiting"],
    "approved": ("승인", "approved"),
    "rejected": SAID["rejected"],
    "failed": SAID["failed"],
    "finished": SAID["done"],
    "cancelled": SAID["cancelled"],
    "retried": ("다시 시도", "retried"),
    "unknown": ("모르는 종류", "unknown kind"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a delivery were new, had come before, and, of the new ones, were of a kind we do not know."""

    taken: int
    repeated: int
    unknown: int


def actor_of(source: EventSource) -> Actor:
    """Whoever sends through a source acts as it, and may do nothing else."""
    return Actor("rule", source.pk, source.name)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one sender brought at one moment. `events` come from the engine, so each id is in it once."""

    source: EventSource
    events: Sequence[RunEvent]
    now: datetime
    why: str = "도구가 보내서"


def take_in(source: EventSource, events: Sequence[RunEvent], *, now: datetime, why: str = "도구가 보내서") -> Taken:
    """Keep the events that are new, one ledger entry each, and bring their runs up to date, in one transaction.

    Calling again with the same events changes nothing.
    """
    return take_in_all([Delivery(source, events, now, why)])[0]


def take_in_all(deliveries: Sequence[Delivery]) -> list[Taken]:
    """Several deliveries in one transaction, as if one after the other: all of them stand, or none does."""
    for source in {each.source for each in deliveries}:
        require(actor_of(source), "work.ingest")
    fresh = _unseen(deliveries)  # before anything is locked: most of a replay ends here
    if any(fresh):
        with transaction.atomic():
            touched = sorted({each.source.pk for each, new in zip(deliveries, fresh, strict=True) if new})
            list(EventSource.objects.select_for_update().filter(pk__in=touched).order_by("pk"))  # each takes its turn
            fresh = _unseen([replace(each, events=new) for each, new in zip(deliveries, fresh, strict=True)])
            for key in touched:
                _keep([(each, new) for each, new in zip(deliveries, fresh, strict=True) if each.source.pk == key])
    return [
        Taken(len(new), len(each.events) - len(new), sum(1 for event in new if not event.known))
        for each, new in zip(deliveries, fresh, strict=True)
    ]


def _keep(taken: Sequence[tuple[Delivery, list[RunEvent]]]) -> None:
    """The new events of one source: rows, runs, entries."""
    first = taken[0][0]
    source, events = first.source, [event for _each, new in taken for event in new]
    if not events:
        return
    _keep_events(taken)
    _fold_runs(source, events)
    told = [Told(actions.EVENT_TAKEN, _subject(source, event), _after(source, event)) for event in events]
    record_many(told, actor=actor_of(source), where="바깥 도구", why=first.why)
    seen = max(each.now for each, new in taken if new)
    EventSource.objects.filter(pk=source.pk).update(last_seen_at=seen, refused=0)


def refuse(source: EventSource | None, problem: Problem, *, body: bytes, vouched: bool, now: datetime) -> None:
    """Count a delivery that was turned away. Its original is kept only if its sender was proven (`vouched`)."""
    fingerprint = keep(Path(settings.CONTENT_STORE), [body]).fingerprint if vouched and body else ""
    slot = f"{source.pk if source else '-'}:{problem.code}:{now.astimezone(UTC):%Y%m%d%H}"
    said = {"ko": problem.sentence("ko"), "en": problem.sentence("en"), "last_at": now, "size": len(body)}
    if fingerprint:
        said["fingerprint"] = fingerprint
    with transaction.atomic():
        if not RefusedDelivery.objects.filter(slot=slot).update(count=F("count") + 1, **said):
            _first_refusal(slot, source, problem, said)
        if source is not None:
            EventSource.objects.filter(pk=source.pk).update(refused=F("refused") + 1)


def _first_refusal(slot: str, source: EventSource | None, problem: Problem, said: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            RefusedDelivery.objects.create(
                slot=slot, source=source, code=problem.code, count=1, first_at=said["last_at"], **said
            )
    except IntegrityError:  # another delivery was first
        RefusedDelivery.objects.filter(slot=slot).update(count=F("count") + 1, **said)


def _unseen(deliveries: Sequence[Delivery]) -> list[list[RunEvent]]:
    """Of each delivery the events that are neither stored nor in a delivery before it."""
    ids: dict[str, list[str]] = {}
    for each in deliveries:
        ids.setdefault(each.source.pk, []).extend(event.id for event in each.events)
    seen = {
        key: set(OutsideEvent.objects.filter(source=key, event_id__in=held).values_list("event_id", flat=True))
        for key, held in ids.items()
    }
    found = []
    for each in deliveries:
        new = [event for event in each.events if event.id not in seen[each.source.pk]]
        seen[each.source.pk].update(event.id for event in new)
        found.append(new)
    return found


def _keep_events(taken: Iterable[tuple[Delivery, list[RunEvent]]]) -> None:
    OutsideEvent.objects.bulk_create(
        OutsideEvent(
            source=each.source,
            event_id=event.id,
            type=event.type,
            phase=event.phase,
            known=event.known,
            run_key=event.run,
            step=event.step,
            at=event.at,
            received_at=each.now,
            content=_content(event),
        )
        for each, new in taken
        for event in new
    )


def _content(event: RunEvent) -> dict[str, Any]:
    """What the columns do not hold; empty fields are left out."""
    told = {
        "workflow": event.workflow,
        "started_at": event.started_at.isoformat() if event.started_at else "",
        "ended_at": event.ended_at.isoformat() if event.ended_at else "",
        "number": event.number,
        "attempt": event.attempt if event.attempt > 1 else None,
        "retry_of": event.retry_of,
        "error_class": event.error_class,
        "error": event.error,
        "documents": list(event.documents),
        "person": event.person,
        "untimed": not event.timed or None,
    }
    return {"raw": event.raw, **{key: value for key, value in told.items() if value not in ("", None, [])}}


def _fold_runs(source: EventSource, events: Sequence[RunEvent]) -> None:
    keys = {event.run for event in events if event.known}
    held = {run.key: _state(run) for run in OutsideRun.objects.filter(source=source, key__in=keys)}
    states = fold(events, onto=held)
    rows = [
        OutsideRun(
            source=source, key=key, complete=state.complete, **{name: getattr(state, name) for name in STATE_FIELDS}
        )
        for key, state in states.items()
    ]
    OutsideRun.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "key"], update_fields=[*STATE_FIELDS, "complete"]
    )


def _state(run: OutsideRun) -> RunState:
    return replace(RunState(run.key), **{name: getattr(run, name) for name in STATE_FIELDS})


def _subject(source: EventSource, event: RunEvent) -> Subject:
    if event.known and len(event.run) <= 170:
        return Subject("outside_run", f"{source.pk}:{event.run}")
    return Subject("event_source", source.pk)


def _after(source: EventSource, event: RunEvent) -> dict[str, Any]:
    """What the entry tells: which event, of what, when; not what the payload says, which may be personal. The
    fingerprint holds the payload to what came."""
    ko, en = WORDS[event.phase]
    of = event.workflow or event.run or event.type
    return {
        "source": source.name,
        "source_id": source.pk,
        "event": event.id,
        "type": event.type,
        "phase": event.phase,
        "run": event.run,
        "at": event.at.astimezone(UTC).isoformat(),
        "content": fingerprint_of(event.raw),
        "said_ko": f"{of} {ko}",
        "said_en": f"{of} {en}",
    }


def fingerprint_of(raw: Any) -> str:
    """SHA-256 over the payload's canonical text, floats as they are written."""
    return sha256(canonical(_without_floats(raw)).encode()).hexdigest()


def _without_floats(value: Any) -> Any:
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: _without_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_floats(item) for item in value]
    return value


def as_json(taken: Taken) -> dict[str, int]:
    return asdict(taken)
