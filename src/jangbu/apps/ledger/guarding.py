"""The port of whoever may keep a person from a decision: asked inside the transaction, before the entry is written.

So no way in can forget it: page, API, command, file or workflow, whatever records a decision is asked about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody is about to do, as its entry will tell it."""

    action: Action
    actor: Actor
    subject: Subject
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


_memo: ContextVar[dict[str, Any] | None] = ContextVar("ledger_guarding_memo", default=None)
Guard = Callable[[Intent], Problem | None]
_guards: list[Guard] = []  # one, bound once in web/wiring


def bind_guard(guard: Guard) -> None:
    _guards[:] = [guard]


def refusal(intent: Intent) -> Problem | None:
    """Why it would be refused, for a page that shall not offer it; None where it would not be."""
    return next((found for guard in _guards if (found := guard(intent)) is not None), None)


@contextmanager
def looking_once() -> Iterator[None]:
    """Inside, a guard may keep what it read: for a page that asks about many things at one moment. Not for writing."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


def memo() -> dict[str, Any] | None:
    """What a guard may keep things in; None outside `looking_once`."""
    return _memo.get()


def ask(
    action: Action,
    actor: Actor,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Raises the Problem of whoever keeps `actor` from it."""
    found = refusal(Intent(action, actor, subject, before or {}, after or {}))
    if found is not None:
        raise found
