"""Reading any register: rows, who is overdue, and each row's history from the ledger with old and new values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.words import Words
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.registers.declaring import COMMON_LABELS, R, Register, Values, declared
from jangbu.apps.registers.kinds import UNTOLD, Names, is_empty, shown, to_json
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

HISTORY = 30


def rows(register: Register[R], actor: Actor, *, aside: bool = False) -> QuerySet[R]:
    """The rows that `actor` may see; with `aside` those that were put aside instead."""
    everything = register.model._default_manager.all()
    if not allowed(actor, register.needs("read")):
        return everything.none()
    return everything.filter(archived_at__isnull=not aside)


def search(register: Register[R], actor: Actor, q: str) -> QuerySet[R]:
    """Rows in which every word of `q` is found in a searched field, in a steady order."""
    found = rows(register, actor)
    searched = [field.attribute for field in register.fields if field.searched and not field.sensitive]
    for word in q.replace("\0", "").split() if searched else []:
        anywhere = Q()
        for name in searched:
            anywhere |= Q(**{f"{name}__icontains": word})
        found = found.filter(anywhere)
    return found.order_by("pk")


def find(register: Register[R], actor: Actor, row_id: str) -> R | None:
    """Put aside or not; None where there is none or `actor` may not see it."""
    if not allowed(actor, register.needs("read")):
        return None
    return register.model._default_manager.filter(pk=row_id).first()


def overdue(register: Register[R], today: date) -> QuerySet[R]:
    """Rows whose review should have been before `today`, the longest overdue first."""
    found = register.model._default_manager.filter(archived_at=None, review_due__lt=today)
    return found.order_by("review_due", "pk")


def overdue_by_day(register: Register[R], days: Sequence[tuple[date, datetime]]) -> list[int | None]:
    """How many rows were overdue at the end of each day (the day, its end), from the rows as they stood then; None
    where there was no row. A fixed number of queries."""
    held = ledger.Rows(register.model, ("review_due", "archived_at", "created_at"), days[0][1])
    counts: list[int | None] = []
    for day, end in days:
        there = [row for row in held.at(end).values() if _moment(row["created_at"]) <= end]
        late = [row for row in there if not row["archived_at"] and _is_before(row["review_due"], day)]
        counts.append(len(late) if there else None)
    return counts


def _is_before(due: Any, day: date) -> bool:
    return bool(due) and (due if isinstance(due, date) else date.fromisoformat(str(due)[:10])) < day


def _moment(told: Any) -> datetime:
    return told if isinstance(told, datetime) else datetime.fromisoformat(str(told))


def same_key(register: Register[R], values: Values) -> R | None:
    """The row, not put aside, with the same key, ignoring case and outer spaces."""
    wanted: dict[str, Any] = {}
    for name in register.key:
        field, value = register.field(name), values.get(name)
        if isinstance(value, str) and field.kind in {"text", "long", "email", "url"}:
            wanted[f"{field.attribute}__iexact"] = value.strip()
        else:
            wanted[field.attribute] = value
    return register.model._default_manager.filter(archived_at=None, **wanted).first()


@dataclass(frozen=True, slots=True)
class Undoable:
    before: dict[str, Any]  # by field, as the ledger keeps them
    what: str  # the sentence of what would be taken back


def undoable(register: Register[R], row: R) -> Undoable | None:
    """What `undo_last` would take back, or None: only the newest entry, and only while the row is as it left it."""
    newest = next(iter(ledger.told(register.subject(row), 1)), None)
    if newest is None or newest.erased or newest.after.get("revision") != row.revision:
        return None
    words = register.actions
    known = (words.changed, words.moved, words.reviewed, words.aside, words.undone)
    if newest.action not in {action.name for action in known}:
        return None
    before, after = newest.before.get("fields", {}), newest.after.get("fields", {})
    if newest.action == words.moved.name and not _may_go_back(register, before["state"], after["state"]):
        return None
    return Undoable(before, newest.line.what)


def _may_go_back(register: Register[R], source: str, target: str) -> bool:
    moves = [move for move in register.moves if source in move.sources and move.target == target]
    return bool(moves) and all(move.undoable for move in moves)


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Past:
    """One entry of a row's history: the 5W line, and what changed from what to what."""

    line: ledger.EntryLine
    changes: tuple[Changed, ...]


def history(register: Register[R], row: R, *, reader: Actor, limit: int = HISTORY) -> list[Past]:
    """Newest first. Sensitive values only to who may see personal values."""
    names, may_see = Names(), allowed(reader, "personal.read")
    return [
        Past(
            found.line, changes(register, found.before.get("fields", {}), found.after.get("fields", {}), names, may_see)
        )
        for found in ledger.told(register.subject(row), limit, reader=reader)
    ]


def changes(
    register: Register[R], before: Mapping[str, Any], after: Mapping[str, Any], names: Names, may_see: bool
) -> tuple[Changed, ...]:
    found = []
    for name in dict.fromkeys([*before, *after]):
        label, old, new = _read(register, name, before.get(name), after.get(name), names, may_see)
        if (is_empty(before.get(name)) and is_empty(after.get(name))) or before.get(name) == after.get(name):
            continue
        found.append(Changed(label, old, new))
    return tuple(found)


def _read(register: Register[R], name: str, old: Any, new: Any, names: Names, may_see: bool) -> tuple[str, str, str]:
    field = next((each for each in register.fields if each.name == name), None)
    if field is not None:
        return str(field.label), shown(field, old, names, may_see=may_see), shown(field, new, names, may_see=may_see)
    if name == "state":
        labels = {each.name: str(each.label) for each in register.states}
        return str(COMMON_LABELS[name]), labels.get(old or "", UNTOLD), labels.get(new or "", UNTOLD)
    return str(COMMON_LABELS.get(name, name)), _plain(old), _plain(new)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(Words("예", "yes") if value else Words("아니요", "no"))
    return UNTOLD if is_empty(value) else str(to_json(value))


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Overdue reviews of every register that `actor` may write, one line for each register."""
    today = now.astimezone(SEOUL).date()
    found = []
    for register in declared():
        if register.review_months is None or not allowed(actor, register.needs("write")):
            continue
        late = overdue(register, today)
        count = late.count()
        first = late.first()
        if first is None:
            continue
        said = ngettext("%(what)s %(n)d건이 검토 기한을 넘겼어요", "%(what)s %(n)d건이 검토 기한을 넘겼어요", count)
        url = reverse(f"{register.name}-detail", args=[first.pk]) + "#review"
        if count > 1:
            url = f"{reverse(register.name)}?review=overdue&sort=review_due"
        detail = _("가장 오래된 것은 '%(title)s' 항목이에요.") % {"title": register.title_of(first)}
        title = said % {"what": register.noun, "n": count}
        found.append(Need(title, detail, first.review_due, url, _("살펴보기"), urgent=False))
    return found
