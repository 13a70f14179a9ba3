"""The next steps of the ninety days, for the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.journey import queries as journey
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """An open step of the plan: how it stands, who does it and until when."""

    said: str
    state: str
    owner: str
    due: date
    url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`number` is which day of the ninety it is, None once they are over; `left` counts the open steps."""

    number: int | None
    lines: Sequence[Line]
    left: int
    of: int


def plan(actor: Actor, now: datetime) -> Plan | None:
    """None for those who may not read it, and before there is a firm."""
    day, start = now.astimezone(SEOUL).date(), journey.start_of(journey.ROADMAP)
    if start is None or not allowed(actor, "journey.read"):
        return None
    found = journey.report(journey.ROADMAP, now)
    held, said = journey.planned(found), language()
    where = reverse("checklist-of", args=[journey.ROADMAP])
    lines = [
        Line(
            each.result.item.said.said(said),
            each.result.status.value,
            each.owner,
            each.due,
            f"{where}?open={each.result.item.id}#{each.result.item.id}",
        )
        for each in held[:SHOWN]
    ]
    number = (day - start).days + 1
    return Plan(number if number <= 90 else None, lines, len(held), len(found.results))
