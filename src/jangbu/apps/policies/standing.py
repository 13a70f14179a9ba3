"""How a policy stands on a day: which version counts, what it is held to, and who still has to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.policies.bindings import Finding, evaluate, predicate_of
from jangbu.apps.policies.models import Policy, PolicyVersion

WORST_FIRST = ("unmet", "partly", "unknown", "met")


@dataclass(frozen=True, slots=True)
class Held:
    """A clause, and what the facts say about it; None where it is bound to none."""

    clause: Mapping[str, Any]
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Reader:
    id: str
    name: str


def version_of(policy: Policy) -> PolicyVersion | None:
    """The version that counts: the one in force, else the newest."""
    return policy.in_force or policy.current


def held_clauses(version: PolicyVersion, day: date) -> list[Held]:
    found = []
    for clause in version.clauses:
        predicate = predicate_of(clause.get("binding"))
        found.append(Held(clause, evaluate(predicate, day) if predicate else None))
    return found


def broken(version: PolicyVersion, day: date) -> list[Held]:
    """Clauses that the facts contradict, wholly or partly."""
    return [each for each in held_clauses(version, day) if each.finding and each.finding.status in {"unmet", "partly"}]


def worst(held: list[Held]) -> str:
    """The worst status of the bound clauses; unknown where none is bound."""
    seen = {each.finding.status for each in held if each.finding}
    return next((status for status in WORST_FIRST if status in seen), "unknown")


def readers() -> list[Reader]:
    """Everybody who works here: outside guests and auditors need not follow the firm's policies."""
    return [
        Reader(person.pk, person.name)
        for person in people.by_role("today.read")
        if person.role not in {"guest", "auditor"}
    ]


def unread_by(policy: Policy) -> list[Reader]:
    """Who has not read the version in force; nobody where none is."""
    if policy.in_force is None or policy.state == "retired":
        return []
    read = set(policy.in_force.acknowledgements.values_list("person", flat=True))
    return [reader for reader in readers() if reader.id not in read]
