"""Which decisions of the ledger the matrix rules, and which it leaves. Every declared decision is one or the other.

An app says so once, in its `answering.py`: `rule(deed, *actions)`, and `belongs(kind, find)` for what is part of
something in the matrix (a run of its process, a contract of its vendor). The ledger asks `keep` before it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fnmatch import fnmatchcase

from jangbu.apps.duties.actions import SET
from jangbu.apps.duties.exemptions import EXEMPT
from jangbu.apps.duties.queries import outside
from jangbu.apps.duties.subjects import Deed, kind_named
from jangbu.apps.ledger.actions import Action, all_declared
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.ledger.queries import refusal as refused
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

Which = Callable[[Intent], Deed | None]  # None: not ruled in this case
Find = Callable[[Intent, str], Iterable[Subject]]
_ruled: dict[str, Which] = {}
_parts: dict[str, Find] = {}
_follows: ContextVar[bool] = ContextVar("duties_follows", default=False)
DEEPEST = 4  # a run of an automation of a process; a ring of parts must end too


def rule(deed: Deed | Which, *actions: Action | str) -> None:
    """These decisions are made by whom the letters of `deed` name; or of the deed that a function picks. A name stands
    for an action that its register declares later."""
    which: Which = (lambda _intent: deed) if isinstance(deed, Deed) else deed
    for action in actions:
        _ruled[action if isinstance(action, str) else action.name] = which


def belongs(kind: str, find: Find) -> None:
    """What of the matrix a subject of this kind is part of: `find(intent, id)`; nothing where it belongs to none."""
    _parts[kind] = find


def ruled() -> list[str]:
    return sorted(_ruled)


def is_ruled(name: str) -> bool:
    return name in _ruled


def exempt_why(name: str) -> str:
    """Why a decision asks nobody; "" where it stands in no list."""
    return next((why for pattern, why in EXEMPT.items() if fnmatchcase(name, pattern)), "")


def unsettled() -> list[str]:
    """Declared decisions that are neither ruled nor exempt with a reason, or both. Empty, or somebody forgot one."""
    decisions = [name for name, action in all_declared().items() if action.decision or name in _ruled]
    return sorted(name for name in decisions if is_ruled(name) == bool(exempt_why(name)))


def subjects_of(intent: Intent, subject: Subject | None = None, depth: int = 0) -> list[Subject]:
    """What of the matrix the decision is about."""
    asked = subject or intent.subject
    if kind_named(asked.kind) is not None:
        return [asked]
    find = _parts.get(asked.kind)
    if find is None or depth >= DEEPEST:
        return []
    found = [each for part in find(intent, asked.id) for each in subjects_of(intent, part, depth + 1)]
    return list(dict.fromkeys(found))


def wholes(subject: Subject) -> list[Subject]:
    """What of the matrix something is, or is part of, whoever asks."""
    return subjects_of(Intent(SET, Actor.system(), subject))


def deed_of(intent: Intent) -> Deed | None:
    """What of the matrix the decision is; None where the matrix leaves it."""
    which = _ruled.get(intent.action.name)
    return which(intent) if which else None


def keep(intent: Intent) -> Problem | None:
    """The guard of the ledger: why the matrix keeps this person from the decision, or None."""
    if intent.actor.kind != "person" or _follows.get():
        return None
    deed = deed_of(intent)
    if deed is None:
        return None
    found = (outside(intent.actor, subject, deed.name) for subject in subjects_of(intent))
    return next((problem for problem in found if problem is not None), None)


def kept_out(actor: Actor, action: Action, subject: Subject) -> Problem | None:
    """The look-ahead of a page: why `actor` would be refused, or None."""
    return refused(Intent(action, actor, subject))


@contextmanager
def consequences() -> Iterator[None]:
    """What follows of itself from a decision that the matrix was asked about is not asked about again."""
    token = _follows.set(True)
    try:
        yield
    finally:
        _follows.reset(token)


def moved_to(intent: Intent) -> str:
    """The state that a move or an undoing of a register leads to; "" where it changes none."""
    fields = intent.after.get("fields")
    return str(fields.get("state", "")) if isinstance(fields, dict) else ""


def moved_from(intent: Intent) -> str:
    fields = intent.before.get("fields")
    return str(fields.get("state", "")) if isinstance(fields, dict) else ""
