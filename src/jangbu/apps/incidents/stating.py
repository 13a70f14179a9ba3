"""Telling of an incident, and what is known about it as it becomes known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.incidents import actions, problems
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.facts import FIRST, FIXED, NOTICED, Choosable, choosable, words_of
from jangbu.apps.incidents.models import Incident, Statement
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import services as registers
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel import text
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

WHERE = "사고"
MANY = 100_000_000


def tell_of_incident(
    values: Mapping[str, Any],
    *,
    known_at: datetime,
    known: Mapping[str, Any] | None = None,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Incident:
    """A new incident with its first statements; its clocks count from `known_at`. `known` holds further facts by name.

    Raises Problem incidents.in_future, .bad_value, registers.refused, .key_taken, .no_why.
    """
    require(actor, INCIDENTS.needs("write"))
    with transaction.atomic():
        made = registers.add_row(INCIDENTS, values, actor=actor, why=why, clock=clock)
        for name, value in (*FIRST.get(made.kind, NOTICED), *(known or {}).items()):
            state(made, name, value, known_at=known_at, actor=actor, why=why, clock=clock)
    return made


def state_fact(
    incident: Incident,
    key: str,
    said: str,
    *,
    known_at: datetime,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Statement:
    """State a line of the list (`facts.yaml`), with its value where it asks for one.

    Raises Problem incidents.not_for_kind, .bad_value, .in_future, .closed, registers.no_why.
    """
    require(actor, INCIDENTS.needs("write"))
    line = choosable(key)
    if line is None or not line.suits(incident.kind):
        raise Problem(problems.NOT_FOR_KIND)
    if not why.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        value = _value(line, said)
        return state(incident, line.name, value, known_at=known_at, actor=actor, why=why, clock=clock)


def state(
    incident: Incident,
    name: str,
    value: Any,
    *,
    known_at: datetime,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Statement:
    """The row and its entry, inside the caller's transaction and after its check of permission."""
    held = registers.locked(INCIDENTS, incident)
    if held.state == "closed":
        raise Problem(problems.CLOSED, title=held.title)
    now = now_for(clock, seen(held))
    if known_at > now:
        raise Problem(problems.IN_FUTURE, when=text.moment(known_at, language()))
    words = words_of(name, value)
    entry = record(
        actions.STATED,
        actor=actor,
        where=WHERE,
        why=why,
        subject=INCIDENTS.subject(held),
        after={
            "title": held.title,
            "fact": name,
            "value": value,
            "said_ko": words.ko,
            "said_en": words.en,
            "known_ko": text.moment(known_at, "ko"),
            "known_en": text.moment(known_at, "en"),
            "known_at": known_at.isoformat(),
        },
    )
    return Statement.objects.create(
        incident=held, name=name, value=value, known_at=known_at, recorded_at=now, by=actor.id, entry=entry.number
    )


def seen(incident: Incident) -> list[datetime]:
    """Moments already written down about it."""
    newest = incident.statements.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return [incident.created_at, *([newest] if newest else [])]


def _value(line: Choosable, said: str) -> bool | int | str:
    told = said.strip()
    if line.value == "number":
        digits = told.replace(",", "").removesuffix("명").strip()
        if not digits.isascii() or not digits.isdecimal() or int(digits) > MANY:
            raise Problem(problems.BAD_VALUE, what=line.said, value=told[:40])
        return int(digits)
    if line.value == "text":
        if not told:
            raise Problem(problems.BAD_VALUE, what=line.said, value="")
        return told[:2_000]
    return FIXED.get(line.value, line.value)
