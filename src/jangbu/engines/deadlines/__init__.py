"""Clocks of the law over the facts of an incident: pure, and the same for any past moment.

`clocks(facts, now)` answers which duties run, from when to when, and what started and ended each. Statements recorded
after `now` are not seen, so any past moment is answered as it would have been then. A clock set back gains nothing:
`now` is never earlier than the newest statement (`steady`), and a later correction never makes a deadline later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from jangbu.engines.deadlines.breach import breach_clocks
from jangbu.engines.deadlines.counting import end_of_days, is_rest_day
from jangbu.engines.deadlines.model import BAD, OPEN, Clock, Fact, Rule, Words
from jangbu.engines.deadlines.reading import rules
from jangbu.engines.deadlines.requests import REQUESTS, request_clocks
from jangbu.engines.deadlines.said import Said

__all__ = [
    "BAD",
    "OPEN",
    "REQUESTS",
    "Clock",
    "Fact",
    "Rule",
    "Words",
    "clocks",
    "end_of_days",
    "is_rest_day",
    "rules",
    "steady",
]


def clocks(facts: Iterable[Fact], now: datetime, law: Mapping[str, Rule] | None = None) -> list[Clock]:
    """Every clock that these facts started, soonest end first, as at `now` (aware)."""
    said, law = Said(facts, now), law or rules()
    made = [*breach_clocks(law, said, now), *request_clocks(law, said, now)]
    return sorted(made, key=lambda clock: (not clock.open, clock.due_at, clock.rule.id))


def steady(now: datetime, seen: Iterable[datetime]) -> datetime:
    """`now`, or the latest moment already seen where the machine's clock was set back behind it."""
    return max([now, *seen])
