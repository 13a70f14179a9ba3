"""What the firm had said by a moment: the standing value of each fact, and since when it was known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from jangbu.engines.deadlines.model import Fact

Holds = Callable[[bool | int | str], bool]


def truthy(value: bool | int | str) -> bool:
    return value is not False and value not in ("", 0)


class Said:
    """Facts recorded up to a moment, in the order they were recorded."""

    def __init__(self, facts: Iterable[Fact], now: datetime) -> None:
        known = sorted(facts, key=lambda fact: fact.recorded_at)
        self.facts = [fact for fact in known if fact.recorded_at <= now]

    def all(self, name: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.name == name]

    def standing(self, name: str, holds: Holds = truthy) -> Fact | None:
        """The statement from which on it was known, if the newest statement holds.

        Of several statements that hold the earliest moment counts: a correction never makes a deadline later.
        """
        told = self.all(name)
        if not told or not holds(told[-1].value):
            return None
        return min((fact for fact in told if holds(fact.value)), key=lambda fact: fact.since)

    def anew(self, name: str, end: str) -> Fact | None:
        """The statement of `name` made after the newest of `end`: the matter was closed and has begun again."""
        closed = [fact.recorded_at for fact in self.all(end) if truthy(fact.value)]
        later = [fact for fact in self.all(name) if truthy(fact.value) and closed and fact.recorded_at > max(closed)]
        return min(later, key=lambda fact: fact.since, default=None)

    def first(self, name: str, values: frozenset[str], since: datetime | None = None) -> Fact | None:
        """The first act of one of these kinds, done at `since` or later, that was not taken back."""
        acts = [fact for fact in self.all(name) if fact.value in values and (since is None or fact.since >= since)]
        return min(acts, key=lambda fact: fact.since, default=None)
