"""The clocks of an incident, from its statements; and a `now` that a machine's clock set back cannot move back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from jangbu.apps.incidents.models import Incident, Statement
from jangbu.apps.ledger import queries as ledger
from jangbu.engines.deadlines import Clock, Fact, clocks, steady
from jangbu.kernel.clock import Clock as Now
from jangbu.kernel.clock import system_clock

__all__ = ["clocks_of", "facts_of", "now_for", "open_clocks"]


def facts_of(incident: Incident) -> list[Fact]:
    return [_fact(each) for each in incident.statements.all()]


def _fact(statement: Statement) -> Fact:
    return Fact(statement.name, statement.value, statement.known_at, statement.recorded_at, statement.entry)


def clocks_of(incident: Incident, at: datetime) -> list[Clock]:
    """As at that moment: later statements are not seen."""
    return clocks(facts_of(incident), at)


def now_for(clock: Now = system_clock, seen: Iterable[datetime] = ()) -> datetime:
    """The machine's time, but never earlier than what was already written down. A clock handed in is believed."""
    moments = list(seen)
    if clock is system_clock and (newest := ledger.latest_moment()) is not None:
        moments.append(newest)
    return steady(clock(), moments)


def open_clocks(incidents: Iterable[Incident], at: datetime) -> list[tuple[Incident, Clock]]:
    """Every clock that runs or is past its time, the most urgent first."""
    found = [(incident, clock) for incident in incidents for clock in clocks_of(incident, at) if clock.open]
    return sorted(found, key=lambda pair: pair[1].due_at)


def titles(clocks_: Sequence[Clock], language: str) -> str:
    return ", ".join(clock.rule.title[language] for clock in clocks_)
