"""Changing the matrix. Whatever the way in, one function checks the whole result and writes it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from jangbu.apps.base.permission import allowed, require
from jangbu.apps.duties import actions, problems, queries, subjects
from jangbu.apps.duties.models import Change, Duty
from jangbu.apps.ledger import services as ledger
from jangbu.apps.people import queries as people
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

WHERE = "책임표"
CYCLE = ("", "R", "A", "C", "I")
RANK = ("A", "R", "C", "I", "")
SAID = {"R": ("담당(R)", "responsible (R)"), "A": ("최종(A)", "accountable (A)")}
SAID |= {"C": ("의논(C)", "consulted (C)"), "I": ("알림(I)", "informed (I)"), "": ("빼기", "removed")}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shall be: a letter of R, A, C, I, or "" for empty."""

    subject: Subject
    person: str
    letter: str


@dataclass(slots=True)
class Row:
    """One subject while it is changed: `before` and `after` are {person: letter}, `names` those of touched people."""

    subject: Subject
    name: str
    before: dict[str, str]
    after: dict[str, str]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> list[str]:
        people_ids = dict.fromkeys([*self.after, *self.before])
        return [each for each in people_ids if self.before.get(each, "") != self.after.get(each, "")]

    def holders(self, side: dict[str, str]) -> list[str]:
        return [person for person, letter in side.items() if letter == "A"]


def set_cells(
    cells: Sequence[Cell], *, how: str = Change.How.CLICK, actor: Actor, why: str, clock: Clock = system_clock
) -> Change | None:
    """All of these cells, in one change, or none. None where everything is so already.

    Raises Problem duties.two_accountables, .not_yours_to_take, .person_not_here, .guest, .no_such_subject,
    .no_such_letter, .reason_missing.
    """
    require(actor, "duties.write")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        ledger.lock_head()  # whoever writes the matrix waits here, so that what is checked is what is written
        now = clock()
        rows = [row for row in _rows(cells, now) if row.touched]
        for row in rows:
            _check(row, actor, now)
        return _write(rows, how, actor, why.strip(), now) if rows else None


def set_letter(
    subject: Subject,
    person: str,
    letter: str,
    *,
    replace: bool = False,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Change | None:
    """One cell. With `replace` an A is handed over: whoever was accountable no longer is."""
    cells = [Cell(subject, person, letter)]
    if letter == "A" and replace:
        holders = Duty.objects.now().of(subject).filter(letter="A").exclude(person=person)
        cells += [Cell(subject, other, "") for other in holders.values_list("person", flat=True)]
    return set_cells(cells, actor=actor, why=why, clock=clock)


def cycle(subject: Subject, person: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Change | None:
    """The next letter of the cell: empty, R, A, C, I. A taken A is passed over, and what a guest cannot be."""
    held = dict(Duty.objects.now().of(subject).values_list("person", "letter"))
    now = held.get(person, "")
    taken = any(letter == "A" for other, letter in held.items() if other != person)
    barred = ("R", "A") if _is_guest(person) else ("A",) if taken else ()
    order = [letter for letter in CYCLE if letter == now or letter not in barred]
    following = order[(order.index(now) + 1) % len(order)]
    return set_cells([Cell(subject, person, following)], actor=actor, why=why, clock=clock)


def accept_proposals(kind: str = "", *, actor: Actor, why: str, clock: Clock = system_clock) -> Change:
    """Whoever seems to answer for what nobody is accountable for becomes so, for all at once.

    Raises Problem duties.nothing_proposed.
    """
    require(actor, "duties.write")
    cells = [Cell(subject, thing.proposed, "A") for subject, thing in proposals(clock(), kind)]
    made = set_cells(cells, how=Change.How.ACCEPTED, actor=actor, why=why, clock=clock)
    if made is None:
        raise Problem(problems.NOTHING_PROPOSED)
    return made


def proposals(at: datetime, kind: str = "") -> list[tuple[Subject, subjects.Thing]]:
    """What nobody was named accountable for, with somebody who may be; in a firm of one, that one."""
    held, eligible = queries.held_at(at), set(_eligible())
    alone = next(iter(eligible)) if len(eligible) == 1 else ""
    found = (
        (subject, replace(thing, proposed=thing.proposed or alone)) for subject, thing in subjects.things(at, kind)
    )
    return [
        (subject, thing)
        for subject, thing in found
        if thing.proposed in eligible and not any(each.letter == "A" for each in held.get(subject, []))
    ]


def hand_over(giver: str, taker: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Change:
    """Everything that one person answers for or does goes to another, in one change.

    Raises Problem duties.same_person, .nothing_held, and what `set_cells` raises.
    """
    require(actor, "duties.write")
    if giver == taker:
        raise Problem(problems.SAME_PERSON)
    held = list(Duty.objects.now().filter(person=giver).order_by("pk"))
    if not any(each.letter in "AR" for each in held):
        raise Problem(problems.NOTHING_HELD, name=_name(giver))
    has = {each.subject: each.letter for each in Duty.objects.now().filter(person=taker)}
    cells = []
    for each in held:
        cells.append(Cell(each.subject, giver, ""))
        if each.letter == "A" or (each.letter == "R" and has.get(each.subject) != "A"):
            cells.append(Cell(each.subject, taker, each.letter))
    made = set_cells(cells, how=Change.How.HANDED_OVER, actor=actor, why=why, clock=clock)
    if made is None:
        raise Problem(problems.NOTHING_HELD, name=_name(giver))
    return made


def undo(change: Change, *, actor: Actor, why: str, clock: Clock = system_clock) -> Change:
    """Take one change back whole, if nothing touched its cells since. Raises Problem duties.nothing_to_undo."""
    require(actor, "duties.write")
    with transaction.atomic():
        ledger.lock_head()
        held = Change.objects.select_for_update().get(pk=change.pk)
        opened, closed = list(held.opened.all()), list(held.closed.all())
        live = {(each.subject, each.person): each.pk for each in Duty.objects.now()}
        ours = {(each.subject, each.person): each.pk for each in opened}
        cells = {(each.subject, each.person) for each in [*opened, *closed]}
        if held.undone_at is not None or any(live.get(cell) != ours.get(cell) for cell in cells):
            raise Problem(problems.NOTHING_TO_UNDO)
        wanted = {(each.subject, each.person): "" for each in opened}
        wanted |= {(each.subject, each.person): each.letter for each in closed}
        now = clock()
        rows = [row for row in _rows([Cell(*cell, letter) for cell, letter in wanted.items()], now) if row.touched]
        for row in rows:
            _check_one_accountable(row)
            _check_taking(row, actor, now)
        made = _write(rows, Change.How.UNDO, actor, why, now)
        held.undone_at = now
        held.save(update_fields=["undone_at"])
    return made


def _rows(cells: Sequence[Cell], now: datetime) -> list[Row]:
    """The touched subjects with what they were and shall be. Raises for a letter or a subject that is not known."""
    known = {subject: thing.name for subject, thing in subjects.things(now)}
    rows: dict[Subject, Row] = {}
    for cell in cells:
        if cell.letter not in CYCLE:
            raise Problem(problems.NO_SUCH_LETTER, letter=cell.letter)
        row = rows.get(cell.subject)
        if row is None:
            held = dict(Duty.objects.now().of(cell.subject).order_by("since", "pk").values_list("person", "letter"))
            if cell.subject not in known and not held:
                raise Problem(problems.NO_SUCH_SUBJECT, subject=f"{cell.subject.kind} {cell.subject.id}")
            row = rows[cell.subject] = Row(cell.subject, known.get(cell.subject, cell.subject.id), held, dict(held))
        row.after.pop(cell.person, None)
        if cell.letter:
            row.after[cell.person] = cell.letter
    touched = {person for row in rows.values() for person in [*row.after, *row.before]}
    names = dict(people.people_list().filter(pk__in=touched).values_list("pk", "name")) if touched else {}
    for row in rows.values():
        row.names = names
    return list(rows.values())


def _check(row: Row, actor: Actor, now: datetime) -> None:
    here = {person.pk: person for person in people.people_list(now).filter(pk__in=row.touched, is_active=True)}
    for person in row.touched:
        letter = row.after.get(person, "")
        if letter and person not in here:
            raise Problem(problems.PERSON_NOT_HERE)
        if letter in ("A", "R") and here[person].role in OUTSIDERS:
            ko, en = OUTSIDERS[here[person].role]
            raise Problem(problems.GUEST, name=here[person].name, role_ko=ko, role_en=en)
    _check_one_accountable(row)
    _check_taking(row, actor, now)


OUTSIDERS = {"guest": ("외부 손님", "an outside guest"), "auditor": ("감사자", "an auditor")}


def _check_one_accountable(row: Row) -> None:
    if len(row.holders(row.after)) > 1:
        known = row.holders(row.before)
        holder = next((each for each in row.holders(row.after) if each in known), row.holders(row.after)[0])
        raise Problem(problems.TWO_ACCOUNTABLES, subject=row.name, holder=row.names.get(holder, "–"))


def _check_taking(row: Row, actor: Actor, now: datetime) -> None:
    """Nobody takes away another's accountability but the owner: or an approver would make themself the one who may."""
    lost = [each for each in row.holders(row.before) if row.after.get(each) != "A"]
    if not lost or actor.kind != "person" or actor.id in lost or allowed(actor, "people.manage"):
        return
    if not set(lost) <= people.away(now):
        raise Problem(problems.NOT_YOURS_TO_TAKE, subject=row.name, holder=row.names.get(lost[0], "–"))


def _write(rows: Sequence[Row], how: str, actor: Actor, why: str, now: datetime) -> Change:
    made = Change.objects.create(how=how, made_by=actor.id, made_at=now)
    for row in rows:
        entry = _tell(row, how, actor, why)
        touched = row.touched
        Duty.objects.now().of(row.subject).filter(person__in=touched).update(until=now, closed=made, end_entry=entry)
        for person in touched:
            if letter := row.after.get(person, ""):
                _open(row, person, letter, made, entry, now)
    return made


def _open(row: Row, person: str, letter: str, change: Change, entry: int, now: datetime) -> None:
    kind, key = row.subject.kind, row.subject.id
    try:
        with transaction.atomic():
            Duty.objects.create(
                subject_kind=kind, subject_id=key, person=person, letter=letter, since=now, opened=change, entry=entry
            )
    except IntegrityError:  # the database's own word on it, should two processes ever pass the check together
        holder = Duty.objects.now().of(row.subject).filter(letter="A").values_list("person", flat=True).first() or ""
        raise Problem(problems.TWO_ACCOUNTABLES, subject=row.name, holder=_name(holder)) from None


def _tell(row: Row, how: str, actor: Actor, why: str) -> int:
    """One entry for each subject. Names are personal values; the sentence names whoever gained most by it."""
    touched = sorted(row.touched, key=lambda person: RANK.index(row.after.get(person, "")))
    first = touched[0]
    ko, en = SAID[row.after.get(first, "")]
    others = len(touched) - 1
    after = {
        "subject": row.name,
        "name": Personal(row.names.get(first) or "–", first),
        "said_ko": ko + (f" 외 {others}칸" if others else ""),
        "said_en": en + (f" and {others} more" if others else ""),
        "how": str(how),
        "cells": [{"person": person, "letter": row.after.get(person, "")} for person in touched],
    }
    before = {"cells": [{"person": person, "letter": row.before.get(person, "")} for person in touched]}
    action = actions.UNDONE if how == Change.How.UNDO else actions.SET
    return ledger.record(
        action, actor=actor, where=WHERE, why=why, subject=row.subject, before=before, after=after
    ).number


def _eligible() -> list[str]:
    """Ids of those who may answer for something: who works here and is neither a guest nor an auditor."""
    return list(people.people_list().filter(is_active=True).exclude(role__in=OUTSIDERS).values_list("pk", flat=True))


def _is_guest(person: str) -> bool:
    found = people.person(person)
    return found is not None and found.role in OUTSIDERS


def _name(person: str) -> str:
    found = people.person(person)
    return found.name if found and found.name else "–"
