"""Every write to every register: permission, checks, the row and its ledger entry in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.base.words import Words
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import problems, queries
from jangbu.apps.registers.declaring import COMMON_LABELS, Field, R, Register, Values
from jangbu.apps.registers.forms import broken, lacking, values_of
from jangbu.apps.registers.kinds import from_json, to_json
from jangbu.apps.registers.rows import months_after
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Personal
from jangbu.kernel.errors import Problem

NEEDED = Words("꼭 적어야 해요.", "This is needed.")


def add_row(
    register: Register[R],
    values: Values,
    *,
    actor: Actor,
    why: str,
    where: str = "",
    clock: Clock = system_clock,
) -> R:
    """A new row in the register's first state; `values` by field name, and `review_months` if not the usual.

    Raises Problem registers.refused (a required field or a rule), .key_taken, .no_why.
    """
    require(actor, register.needs("write"))
    _checked(register, values, None, why)
    now = clock()
    with transaction.atomic():
        _key_is_free(register, values, None)
        row = register.model(state=register.start.name, created_at=now, changed_at=now, created_by=actor.id)
        row.review_months = values.get("review_months") or register.review_months
        for field in register.fields:
            if values.get(field.name) is not None:
                setattr(row, field.attribute, values[field.name])
        _schedule(register, row, now.astimezone(SEOUL).date())
        row.save(force_insert=True)
        held = values_of(register, row)
        _tell(register, row, register.actions.added, actor, why, {}, held, where=where)
        if register.follow:
            register.follow(row, "added", actor)
    return row


def change_row(
    register: Register[R],
    row: R,
    values: Values,
    *,
    actor: Actor,
    why: str,
    revision: int | None = None,
    where: str = "",
    clock: Clock = system_clock,
) -> R:
    """Change the named fields; what is not named stays. Unchanged values write nothing.

    `revision` is the one the person saw. Raises Problem registers.refused, .key_taken, .changed_meanwhile, .no_why.
    """
    require(actor, register.needs("write"))
    with transaction.atomic():
        held = locked(register, row, revision)
        before = _told_values(register, held)
        after = {**before, **{name: value for name, value in values.items() if name in before}}
        _checked(register, after, held, why)
        changed = {name for name in before if before[name] != after[name]}
        if not changed:
            return held
        _key_is_free(register, after, held)
        _set(register, held, {name: after[name] for name in changed})
        _schedule(register, held, held.created_at.astimezone(SEOUL).date())
        _write(held, clock)
        old, new = ({name: each[name] for name in sorted(changed)} for each in (before, after))
        _tell(register, held, register.actions.changed, actor, why, old, new, where=where)
        if register.follow:
            register.follow(held, "changed", actor)
    return held


def move_row(
    register: Register[R], row: R, move_name: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> R:
    """To another state, by a declared move. Raises Problem registers.move_not_possible, .no_why, or the guard's own."""
    move = register.move(move_name)
    require(actor, register.needs(move.right if move else "write"))
    _said(why)
    with transaction.atomic():
        held = locked(register, row)
        now = register.state(held.state)
        if move is None or held.state not in move.sources:
            raise Problem(
                problems.MOVE_NOT_POSSIBLE,
                title=register.title_of(held),
                state_ko=now.label.ko,
                state_en=now.label.en,
            )
        if move.guard:
            move.guard(held, actor)
        there = register.state(move.target)
        held.state = there.name
        _schedule(register, held, held.created_at.astimezone(SEOUL).date())
        _write(held, clock)
        said = {"from_ko": now.label.ko, "from_en": now.label.en, "to_ko": there.label.ko, "to_en": there.label.en}
        old, new = {"state": now.name}, {"state": there.name}
        _tell(register, held, register.actions.moved, actor, why, old, new, more=said)
        if register.follow:
            register.follow(held, "moved", actor)
    return held


def review_row(
    register: Register[R], row: R, note: str, *, actor: Actor, on: date | None = None, clock: Clock = system_clock
) -> R:
    """Somebody looked at it `on` that day (today) and says what they saw; the next review is due a cycle later."""
    require(actor, register.needs("write"))
    _said(note)
    today = clock().astimezone(SEOUL).date()
    day = on or today
    if day > today:
        raise Problem(problems.REVIEW_IN_FUTURE)
    with transaction.atomic():
        held = locked(register, row)
        before = {"review_due": to_json(held.review_due), "reviewed_on": to_json(held.reviewed_on)}
        held.reviewed_on, held.reviewed_by = day, actor.id
        _schedule(register, held, day)
        _write(held, clock)
        after = {"review_due": to_json(held.review_due), "reviewed_on": day.isoformat()}
        due = after["review_due"] or "–"
        _tell(register, held, register.actions.reviewed, actor, note, before, after, more={"due": due})
    return held


def put_aside(register: Register[R], row: R, *, actor: Actor, why: str, clock: Clock = system_clock) -> R:
    """Out of the list, or back into it; nothing is deleted."""
    require(actor, register.needs("write"))
    _said(why)
    with transaction.atomic():
        held = locked(register, row)
        aside = held.archived_at is None
        if not aside:
            _key_is_free(register, values_of(register, held), held)
        held.archived_at = clock() if aside else None
        _write(held, clock)
        action = register.actions.aside if aside else register.actions.restored
        _tell(register, held, action, actor, why, {"archived": not aside}, {"archived": aside})
        if register.follow:
            register.follow(held, "changed", actor)
    return held


def undo_last(register: Register[R], row: R, *, actor: Actor, why: str, clock: Clock = system_clock) -> R:
    """Take back the newest change, move or putting aside, if nothing came after it.

    Raises Problem registers.nothing_to_undo where the row is no longer as that entry left it, where a value was erased,
    or where the move cannot be taken back; and .refused where the old values break a rule today.
    """
    require(actor, register.needs("write"))
    with transaction.atomic():
        held = locked(register, row)
        found = queries.undoable(register, held)
        if found is None:
            raise Problem(problems.NOTHING_TO_UNDO, title=register.title_of(held))
        values = {name: from_json(register, name, value) for name, value in found.before.items()}
        now = {name: _held(register, held, name) for name in values}
        _checked(register, {**values_of(register, held), **values}, held, why)
        _set(register, held, values)
        held.archived_at = held.archived_at if "archived" not in values else clock() if values["archived"] else None
        _schedule(register, held, held.created_at.astimezone(SEOUL).date())
        _write(held, clock)
        _tell(register, held, register.actions.undone, actor, why, now, values)
        if register.follow:
            register.follow(held, "changed", actor)
    return held


def locked(register: Register[R], row: R, revision: int | None = None) -> R:
    """The row as it stands, held until the transaction ends; what the caller read may be old."""
    held = register.model._default_manager.select_for_update().get(pk=row.pk)
    if revision and held.revision != revision:
        raise Problem(problems.CHANGED_MEANWHILE, title=register.title_of(held))
    return held


def refused(faults: list[tuple[str, Words]], labels: Mapping[str, Words]) -> Problem:
    """One Problem from many faults: each field's label and sentence."""
    ko = " ".join(f"{labels[name].ko}: {says.ko}" for name, says in faults)
    en = " ".join(f"{labels[name].en}: {says.en}" for name, says in faults)
    return Problem(problems.REFUSED, faults_ko=ko, faults_en=en)


def _checked(register: Register[R], values: Values, row: R | None, why: str) -> None:
    _said(why)
    faults = [(field.name, NEEDED) for field in lacking(register, values)]
    faults = faults or [(field.name, says) for field, says in broken(register, values, row)]
    if faults:
        raise refused(faults, {field.name: field.label for field in register.fields})


def _said(why: str) -> None:
    if not why.strip():
        raise Problem(problems.NO_WHY)


def _key_is_free(register: Register[R], values: Values, row: R | None) -> None:
    same = queries.same_key(register, values)
    if same is not None and (row is None or same.pk != row.pk):
        raise Problem(problems.KEY_TAKEN, title=register.title_of(same))


def _field(register: Register[R], name: str) -> Field | None:
    return next((field for field in register.fields if field.name == name), None)


def _held(register: Register[R], row: R, name: str) -> Any:
    if name == "archived":
        return row.archived_at is not None
    found = _field(register, name)
    return getattr(row, found.attribute if found else name)


def _told_values(register: Register[R], row: R) -> dict[str, Any]:
    cycle = {"review_months": row.review_months} if register.review_months is not None else {}
    return {**values_of(register, row), **cycle}


def _set(register: Register[R], row: R, values: Values) -> None:
    for name, value in values.items():
        if name == "archived":
            continue
        found = _field(register, name)
        setattr(row, found.attribute if found else name, value)


def _schedule(register: Register[R], row: R, since: date) -> None:
    """When the next review is due: a cycle after the last one, or after the row was made; never where none runs."""
    runs = row.review_months and register.state(row.state).reviewed
    row.review_due = months_after(row.reviewed_on or since, row.review_months or 0) if runs else None


def _write(row: Any, clock: Clock) -> None:
    row.revision += 1
    row.changed_at = clock()
    row.save(force_update=True)


def _tell(
    register: Register[R],
    row: R,
    action: Action,
    actor: Actor,
    why: str,
    before: Values,
    after: Values,
    *,
    where: str = "",
    more: Mapping[str, Any] | None = None,
) -> None:
    labels = [_label(register, name) for name in after]
    said = {"said_ko": ", ".join(each.ko for each in labels), "said_en": ", ".join(each.en for each in labels)}
    keep = _keeper(register, row)
    title: str | Personal = register.title_of(row)
    if register.field(register.key[0]).guarded:
        title = Personal(str(title), f"{register.kind}:{row.pk}")
    record(
        action,
        actor=actor,
        where=where or register.title.ko,
        why=why,
        subject=register.subject(row),
        before={"fields": {name: keep(name, value) for name, value in before.items()}} if before else None,
        after={
            "title": title,
            **said,
            **(more or {}),
            "fields": {name: keep(name, value) for name, value in after.items()},
            "revision": row.revision,
        },
    )


def _keeper(register: Register[R], row: R) -> Callable[[str, Any], Any]:
    """How a value goes into the ledger: a guarded one as a commitment, so that erasing it later is possible."""

    def keep(name: str, value: Any) -> Any:
        field = _field(register, name)
        told = to_json(value)
        if field is not None and field.guarded and isinstance(told, str) and told:
            return Personal(told, told if field.kind == "person" else f"{register.kind}:{row.pk}")
        return told

    return keep


def _label(register: Register[R], name: str) -> Words:
    found = _field(register, name)
    return found.label if found else COMMON_LABELS.get(name, Words(name, name))
