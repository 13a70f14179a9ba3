"""Writing to the ledger. `record` is called by every service that changes anything, inside its own transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import actions, guarding, models
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.past.noting import quiet
from jangbu.apps.ledger.problems import DAMAGED, WHY_TOO_LONG
from jangbu.kernel import chain, merkle
from jangbu.kernel.canonical import clean
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.ids import new_id

LONGEST_WHY = 4000  # characters

__all__ = [
    "Handler",
    "Told",
    "bind_clock",
    "erase_person",
    "iso",
    "lock_head",
    "now",
    "quiet",
    "record",
    "record_many",
    "subscribe",
]
Handler = Callable[[chain.Entry], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What one of many entries tells; the rest is as in `record`."""

    action: Action
    subject: Subject
    after: Mapping[str, Any]


_clock: list[Clock] = [system_clock]  # one clock, bound in web/wiring or by a test
_handlers: dict[str, list[Handler]] = {}


def bind_clock(clock: Clock) -> None:
    """The clock that entries are dated by. Entries take the time as it is, even if it was set back; verify says so."""
    _clock[:] = [clock]


def now() -> datetime:
    return _clock[0]().astimezone(UTC)


def subscribe(action: Action, handler: Handler) -> None:
    """Call `handler(entry)` after each commit of such an entry; subscribing the same handler again changes nothing.

    By then the entry stands. A handler that fails is logged and undoes nothing, neither the entry nor other handlers;
    one that dies with the process is not called again. So a handler only passes news on or schedules work.
    """
    handlers = _handlers.setdefault(actions.declared(action).name, [])
    if handler not in handlers:
        handlers.append(handler)


def record(
    action: Action,
    *,
    actor: Actor,
    where: str | Personal,
    why: str | Personal,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    dedupe_key: str | None = None,
) -> chain.Entry:
    """Append one entry in the caller's transaction: the change and its entry are committed together, or neither is.

    `before` and `after` hold integers, strings, booleans, null, lists and objects (no floats); `Personal` anywhere in
    them, or as `where` or `why`, leaves a commitment in the entry and the value in a table of its own. A person's name
    always does. A `dedupe_key` that was recorded before writes nothing and returns the first entry.

    Raises RuntimeError outside a transaction, UndeclaredActionError, NotCanonicalError for a value of another type,
    ValueError for an id over 200 characters, Problem(DAMAGED) if the ledger does not end where it should,
    Problem(WHY_TOO_LONG) for a reason that is an essay (what is appended is never taken out again), and the Problem of
    whoever keeps this actor from the decision (see `guarding`).
    """
    _is_brief(why)
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction.atomic() of the change it tells of")
    action = actions.declared(action)
    head = lock_head()
    if dedupe_key is not None:
        first = models.Entry.objects.filter(dedupe_key=_id(dedupe_key)).first()
        if first is not None:
            return chain.Entry(head.firm, *first.row())
    guarding.ask(action, actor, subject, before, after)
    values: list[models.EntryValue] = []
    told = {"after": after, "before": before, "name": _name(actor), "where": where, "why": why}
    row = _row(head.firm, head.number + 1, head.hash, action, actor, subject, iso(now()), dedupe_key, told, values)
    _append([row], values)
    _advance(head, [row])
    return _entry(head.firm, row)


def _is_brief(why: str | Personal) -> None:
    if isinstance(why, str) and len(why) > LONGEST_WHY:
        raise Problem(WHY_TOO_LONG, length=f"{len(why):,}", most=f"{LONGEST_WHY:,}")


def record_many(told: Sequence[Told], *, actor: Actor, where: str, why: str) -> list[chain.Entry]:
    """Append one entry for each, in their order, in the caller's transaction: as `record` would one by one, but the
    head is locked and advanced once, which is what lets a thousand a second through. Raises as `record` does."""
    if not connection.in_atomic_block:
        raise RuntimeError("record_many() belongs inside the transaction.atomic() of the change it tells of")
    if not told:
        return []
    _is_brief(why)
    head, moment = lock_head(), iso(now())
    name, previous = _name(actor), head.hash
    values: list[models.EntryValue] = []
    rows: list[chain.Row] = []
    for number, each in enumerate(told, start=head.number + 1):
        content = {"after": each.after, "before": None, "name": name, "where": where, "why": why}
        action = actions.declared(each.action)
        guarding.ask(action, actor, each.subject, None, each.after)
        row = _row(head.firm, number, previous, action, actor, each.subject, moment, None, content, values)
        rows.append(row)
        previous = row[9]
    _append(rows, values)
    _advance(head, rows)
    return [_entry(head.firm, row) for row in rows]


def erase_person(person_id: str, *, actor: Actor, why: str | Personal) -> chain.Entry:
    """Delete every personal value of a person, with its salt, and say so in an entry. No hash changes."""
    require(actor, "people.manage")
    if not person_id:
        raise ValueError("an empty person id would erase nobody")
    with transaction.atomic():
        lock_head()  # no entry may gain a value of this person in between
        count, _by_model = models.EntryValue.objects.filter(person=person_id).delete()
        subject = Subject("person", person_id)
        return record(actions.ERASED, actor=actor, where="장부", why=why, subject=subject, after={"values": count})


def lock_head() -> models.Head:
    """The head, locked until the transaction ends (a row lock on PostgreSQL, the whole file on SQLite).

    The chain goes on only where it really ends. A lost or shortened tail stops all writing: an entry after it would
    hide the loss, and starting over from nothing would fork the chain.
    """
    head = models.Head.objects.select_for_update().filter(pk=1).first()
    if head is None:  # the first entry ever; of two first writers one makes the row and the other waits for it
        fresh = models.Head(pk=1, firm=new_id(now()), hash=chain.GENESIS)
        models.Head.objects.bulk_create([fresh], ignore_conflicts=True)
        head = models.Head.objects.select_for_update().get(pk=1)
    last, last_hash = _last()
    if (head.number, head.hash) != (last, last_hash) or (not last and models.Checkpoint.objects.exists()):
        raise Problem(DAMAGED, head=max(head.number, _anchored()), last=last)
    return head


def _call(handler: Handler, entry: chain.Entry) -> Callable[[], None]:
    return lambda: handler(entry)  # not functools.partial: Django wants a name when it logs a failure


def _last() -> tuple[int, str]:
    return models.Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, chain.GENESIS)


def _anchored() -> int:
    return models.Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def _name(actor: Actor) -> str | Personal:
    return Personal(actor.name, actor.id) if actor.kind == "person" and actor.name else actor.name


def _row(
    firm: str,
    number: int,
    previous: str,
    action: Action,
    actor: Actor,
    subject: Subject,
    moment: str,
    dedupe_key: str | None,
    told: Mapping[str, Any],
    values: list[models.EntryValue],
) -> chain.Row:
    """The row after `previous`, hashed; personal values it commits to are added to `values`."""
    content = chain.told_text(_commit_personal(told, number, "", values))
    who, about = (actor.kind, _id(actor.id)), (_id(subject.kind, 40), _id(subject.id))
    key = None if dedupe_key is None else _id(dedupe_key)
    row: chain.Row = (number, action.name, *who, *about, moment, key, content, "")
    return (*row[:9], chain.entry_hash(firm, row, previous))


def _entry(firm: str, row: chain.Row) -> chain.Entry:
    """The entry, and whoever subscribed to it called once it is committed."""
    entry = chain.Entry(firm, *row)
    for handler in _handlers.get(entry.action, ()):
        transaction.on_commit(_call(handler, entry), robust=True)
    return entry


def _append(rows: list[chain.Row], values: list[models.EntryValue]) -> None:
    models.Entry.objects.bulk_create(map(models.Entry.of, rows))  # INSERTs; save() would first try an UPDATE
    if values:
        models.EntryValue.objects.bulk_create(values)
    number, moment = rows[-1][0], rows[-1][6]
    _belongs(number, moment)
    transaction.on_commit(lambda: _belongs(number, moment), robust=True)  # what the service changed after telling


def _belongs(number: int, moment: str) -> None:
    """The changes that no entry claimed yet are those this entry tells of."""
    unclaimed = models.Past.objects.filter(entry=None)
    if unclaimed.exists():
        unclaimed.update(entry=number, moment=moment)


def _advance(head: models.Head, rows: list[chain.Row]) -> None:
    tree = merkle.Frontier(head.number, bytes.fromhex(head.frontier))
    tree.extend([bytes.fromhex(row[9]) for row in rows])
    models.Head.objects.filter(pk=1).update(number=rows[-1][0], hash=rows[-1][9], frontier=tree.pack().hex())


def _commit_personal(value: Any, number: int, path: str, values: list[models.EntryValue]) -> Any:
    """`value` with each Personal replaced by its commitment; what it held is added to `values`."""
    if isinstance(value, Personal):
        return {chain.PERSONAL: _commitment(value, number, path, values)}
    if isinstance(value, Mapping):
        if chain.PERSONAL in value:
            raise ValueError(f"{chain.PERSONAL} is the ledger's own key")
        below = f"{path}." if path else ""
        return {key: _commit_personal(item, number, f"{below}{key}", values) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_commit_personal(item, number, f"{path}.{place}", values) for place, item in enumerate(value)]
    return value


def _commitment(personal: Personal, number: int, path: str, values: list[models.EntryValue]) -> str:
    """A fresh commitment; only a name keeps the one it has, since the id beside it tells as much."""
    text = clean(personal.value)
    person = _id(personal.person)
    if path == "name":
        known = models.EntryValue.objects.filter(person=person, path=path, value=text).values_list(
            "commitment", flat=True
        )
        if found := known.first():
            return found
    salt = chain.new_salt()
    commitment = chain.commit(text, salt)
    values.append(
        models.EntryValue(
            commitment=commitment, number=number, path=path[:200], person=person, salt=salt.hex(), value=text
        )
    )
    return commitment


def _id(text: str, longest: int = models.ID_LENGTH) -> str:
    if len(text) > longest:
        raise ValueError(f"an id of {len(text)} characters, at most {longest}: {text[:40]}…")
    return clean(text)


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
