"""Doing one thing inside a transaction that is undone, and what the checklists said before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

RED = frozenset({"unmet", "partly"})


@dataclass(frozen=True, slots=True)
class Violation:
    """`do` breaks something; `later` days pass before it is looked at. `asked` is the predicate that must show it."""

    name: str
    asked: str
    do: Callable[[Any], object] | None = None
    mend: Callable[[Any], object] | None = None  # first, where the sample firm is already red
    later: float = 0
    params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """red: an item that leans on the predicate is unmet or partly, and shows a record that it did not show before."""

    violation: Violation
    red: bool
    items: tuple[str, ...]
    said: str
    seconds: float


def judge(violation: Violation, world: Any) -> Found:
    """Put right what this is about, break it, look, undo. `before` is how it stood once it was right."""
    import time  # noqa: PLC0415

    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        if violation.mend is not None:
            violation.mend(world)
        before = _answers(violation, world.now())
        if violation.do is not None:
            violation.do(world)
        began = time.perf_counter()
        at = world.now() + timedelta(days=violation.later)
        after = _answers(violation, at)
        items = tuple(sorted({item for call in after for item in _items(call, at)}))
        seconds = time.perf_counter() - began
        transaction.set_rollback(True)
    turned = [
        call
        for call, answer in after.items()
        if answer.honest.value in RED and (before[call].honest.value not in RED or _bad(answer) - _bad(before[call]))
    ]
    told = (f"{before[call].honest.value} -> {each.honest.value}: {each.said.en}" for call, each in after.items())
    return Found(violation, bool(items and turned), items, " / ".join(told), seconds)


def _answers(violation: Violation, at: datetime) -> dict[Any, Any]:
    """What the predicate says, for each way in which the catalogues ask it."""
    from jangbu.apps.base.evidence import ask  # noqa: PLC0415
    from jangbu.apps.journey import queries  # noqa: PLC0415

    calls = {
        call
        for each in queries.catalogues().values()
        for item in each.items
        for call in item.needs
        if call.name == violation.asked and set(violation.params) <= set(call.params)
    }
    return {call: ask(call, at) for call in calls}


def _bad(answer: Any) -> set[str]:
    return {each.id for each in answer.evidence if not each.good}


def _items(call: Any, at: datetime) -> tuple[str, ...]:
    """Ids of the items that lean on this call and are red at that moment."""
    from jangbu.apps.journey import queries  # noqa: PLC0415

    found = []
    for name, each in queries.catalogues().items():
        if any(call in item.needs for item in each.items):
            results = [one for one in queries.report(name, at).results if call in one.item.needs]
            found += [f"{name}:{one.item.id}" for one in results if one.status.value in RED]
    return tuple(found)
