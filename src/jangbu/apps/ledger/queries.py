"""What others may ask of the ledger."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import actions, models, reading
from jangbu.apps.ledger.ahead import Ahead, look_ahead
from jangbu.apps.ledger.commands import export, verify
from jangbu.apps.ledger.guarding import Intent, looking_once, memo, refusal
from jangbu.apps.ledger.past.rows import Rows
from jangbu.apps.ledger.past.showing import as_it_was, began
from jangbu.apps.ledger.reading import EntryLine
from jangbu.apps.ledger.steadiness import SetBack, latest_moment, require_steady, set_back
from jangbu.kernel.checkpoint import Checkpoint, read_note
from jangbu.kernel.entry import Actor, Subject

__all__ = [
    "Act",
    "Ahead",
    "EntryLine",
    "Intent",
    "LedgerState",
    "Rows",
    "SetBack",
    "Told",
    "Verified",
    "acts",
    "acts_on",
    "as_it_was",
    "began",
    "between",
    "checkpoints",
    "count_of",
    "counts",
    "done",
    "entries_after",
    "entries_of",
    "export",
    "history",
    "is_empty",
    "last_entries",
    "last_verified",
    "latest_moment",
    "look_ahead",
    "looking_once",
    "memo",
    "refusal",
    "require_steady",
    "set_back",
    "state",
    "told",
    "verify",
]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the last "verify now" on the site said: when, at which length, and the status word."""

    at: datetime
    status: str
    entries: int
    anchored: int
    milliseconds: int
    entry: int = 0  # its own number in the ledger


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How long the ledger is, and up to where its newest anchor reaches (0 and None before the first)."""

    entries: int
    head: str
    anchored_up_to: int
    anchored_at: datetime | None
    last_verified: Verified | None


@dataclass(frozen=True, slots=True)
class Plain:
    """An entry without its content: what happened to what, and its hash; nothing that was said."""

    firm: str
    number: int
    action: str
    actor_kind: str
    subject_kind: str
    subject_id: str
    when: str
    hash: str


def entries_after(number: int, actions_: Sequence[str], *, limit: int) -> list[Plain]:
    """The first entries of these actions after that number, oldest first."""
    head = models.Head.objects.filter(pk=1).first()
    found = models.Entry.objects.filter(number__gt=number, action__in=list(actions_)).order_by("number")
    names = ("number", "action", "actor_kind", "subject_kind", "subject_id", "when", "hash")
    return [Plain(head.firm if head else "", *row) for row in found.values_list(*names)[:limit]]


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did to one thing, and the entry that says so."""

    number: int
    action: str
    person: str
    subject: Subject
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]


def acts(
    since: datetime,
    until: datetime,
    *,
    actions: Sequence[str] = (),
    person: str = "",
    subject_kind: str = "",
    subject_id: str = "",
    limit: int = 2_000,
) -> list[Act]:
    """The newest acts of people within that span, newest first: of these actions, by this person, about this thing."""
    found = models.Entry.objects.filter(actor_kind="person", when__gt=_iso(since), when__lte=_iso(until))
    if actions:
        found = found.filter(action__in=list(actions))
    asked = {"actor_id": person, "subject_kind": subject_kind, "subject_id": subject_id}
    rows = list(found.filter(**{name: value for name, value in asked.items() if value}).order_by("-number")[:limit])
    return [
        Act(
            row.number,
            row.action,
            row.actor_id,
            Subject(row.subject_kind, row.subject_id),
            reading.moment(row.when),
            told.content["before"] or {},
            told.content["after"] or {},
        )
        for row, told in zip(rows, reading.tell(rows, language()), strict=True)
    ]


def acts_on(
    people: Collection[str], kinds: Collection[str], until: datetime
) -> dict[tuple[str, str, str], list[datetime]]:
    """When each of these people did something to each thing of these kinds, by (person, kind, id)."""
    found = models.Entry.objects.filter(actor_kind="person", actor_id__in=list(people), when__lte=_iso(until))
    found = found.filter(subject_kind__in=list(kinds)).order_by("number")
    times: dict[tuple[str, str, str], list[datetime]] = {}
    for person, kind, key, when in found.values_list("actor_id", "subject_kind", "subject_id", "when"):
        times.setdefault((person, kind, key), []).append(reading.moment(when))
    return times


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def count_of(actions_: Sequence[str], *, since: datetime, until: datetime) -> int:
    """How many entries of these actions were written in that time, both ends included."""
    return sum(counts(since=since, until=until, actions_=actions_).values())


def counts(*, since: datetime, until: datetime, actions_: Sequence[str]) -> dict[str, int]:
    """How many entries of each of these actions were written in that time, both ends included."""
    found = models.Entry.objects.filter(action__in=list(actions_), when__gte=_iso(since), when__lte=_iso(until))
    return dict(found.values_list("action").annotate(n=Count("pk")).order_by())


def between(actions_: Sequence[str], *, since: datetime, until: datetime, limit: int) -> list[EntryLine]:
    """Entries of these actions in that time, newest first, as their reader may see them."""
    found = models.Entry.objects.filter(action__in=list(actions_), when__gte=_iso(since), when__lte=_iso(until))
    return _lines(found.order_by("-number")[:limit], None)


def state() -> LedgerState:
    head = models.Head.objects.filter(pk=1).first()
    newest = next(iter(checkpoints(1)), None)
    return LedgerState(
        entries=head.number if head else 0,
        head=head.hash if head else "",
        anchored_up_to=newest.size if newest else 0,
        anchored_at=reading.moment(newest.at) if newest else None,
        last_verified=last_verified(),
    )


def first_entry_at() -> datetime | None:
    """When the ledger began; None while it is empty."""
    first = models.Entry.objects.order_by("number").values_list("when", flat=True).first()
    return reading.moment(first) if first else None


def last_entries(limit: int, *, reader: Actor | None = None) -> list[EntryLine]:
    """The newest entries, newest first. With `reader`, lines lead to their entries only if they may read the ledger."""
    return _lines(models.Entry.objects.order_by("-number")[:limit], reader)


def history(subject: Subject, limit: int, *, reader: Actor | None = None) -> list[EntryLine]:
    """The newest entries about one subject, newest first."""
    about = models.Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return _lines(about.order_by("-number")[:limit], reader)


def done(action: str, limit: int, *, reader: Actor | None = None) -> list[EntryLine]:
    """The newest entries of one action, newest first."""
    return _lines(models.Entry.objects.filter(action=action).order_by("-number")[:limit], reader)


def reasons() -> Iterator[str]:
    """The reason of each entry as it is kept; of one behind a commitment nothing."""
    for content in models.Entry.objects.order_by("number").values_list("content", flat=True).iterator(2_000):
        why = json.loads(content).get("why")
        yield why if isinstance(why, str) else ""


def checkpoints(limit: int) -> list[Checkpoint]:
    """The newest checkpoints, newest first."""
    notes = models.Checkpoint.objects.order_by("-size").values_list("note", flat=True)[:limit]
    return [read_note(note).checkpoint for note in notes]


def _lines(entries: QuerySet[models.Entry], reader: Actor | None) -> list[EntryLine]:
    linked = reader is None or allowed(reader, "ledger.read")
    return [told.line(language(), linked=linked) for told in reading.tell(entries, language())]


def last_verified(at: datetime | None = None) -> Verified | None:
    """What the newest recomputation said, of those told by `at`; None where there was none."""
    done = models.Entry.objects.filter(action=actions.VERIFIED.name).order_by("-number")
    entry = (done.filter(when__lte=at.astimezone(UTC).strftime(reading.WHEN)) if at else done).first()
    if entry is None:
        return None
    after = reading.tell([entry], "ko")[0].content["after"]
    return Verified(
        at=reading.moment(entry.when),
        status=after["status"],
        entries=after["entries"],
        anchored=after["anchored"],
        milliseconds=after["milliseconds"],
        entry=entry.number,
    )


def is_empty(at: datetime) -> bool:
    """Whether nothing had been told by then."""
    return not models.Entry.objects.filter(when__lte=at.astimezone(UTC).strftime(reading.WHEN)).exists()


def entries_of(ids: Collection[str], at: datetime) -> dict[str, int]:
    """The newest entry about each of these subjects by that moment: where its evidence stands in the ledger."""
    moment = at.astimezone(UTC).strftime(reading.WHEN)
    kinds = list(models.Entry.objects.order_by().values_list("subject_kind", flat=True).distinct())
    about = models.Entry.objects.filter(subject_kind__in=kinds, subject_id__in=list(ids), when__lte=moment)
    return dict(about.order_by().values_list("subject_id").annotate(newest=Max("number")))


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with what it holds: its line, its action, and `before` and `after` with personal values put back."""

    line: EntryLine
    action: str
    before: dict[str, Any]
    after: dict[str, Any]
    erased: bool  # a value of it is gone


def told(subject: Subject, limit: int, *, reader: Actor | None = None) -> list[Told]:
    """The newest entries about one subject with their contents, newest first."""
    about = models.Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("-number")[:limit]
    linked = reader is None or allowed(reader, "ledger.read")
    return [
        Told(
            found.line(language(), linked=linked),
            found.entry.action,
            found.content["before"] or {},
            found.content["after"] or {},
            found.erased,
        )
        for found in reading.tell(about, language())
    ]
