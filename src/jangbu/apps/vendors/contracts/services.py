"""Writing: what the clauses of a contract say, and that the gaps were sent to the vendor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.services import locked
from jangbu.apps.vendors import actions, problems
from jangbu.apps.vendors.contracts.clauses import Clause, catalogue
from jangbu.apps.vendors.contracts.gaps import checklist
from jangbu.apps.vendors.contracts.models import ClauseFinding, Contract
from jangbu.apps.vendors.contracts.register import CONTRACTS
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody found on one clause. `state` is present, weak, missing, na, or empty for not read."""

    clause: str
    state: str
    place: str = ""
    quote: str = ""
    hours: int | None = None

    def told(self) -> dict[str, Any]:
        return {"state": self.state, "place": self.place, "quote": self.quote, "hours": self.hours}


def read_clauses(
    contract: Contract, readings: Iterable[Reading], *, actor: Actor, why: str, clock: Clock = system_clock
) -> Contract:
    """Keep what was found; clauses that are not named, or are as they were, stay. All readings or none.

    Raises Problem contracts.clause_unknown, .clause_without_place, .clause_without_number, .clause_not_applicable.
    """
    require(actor, "vendors.write")
    given = [_checked(reading) for reading in readings]
    with transaction.atomic():
        held = locked(CONTRACTS, contract)
        old = {each.clause: each for each in held.findings.all()}
        before, after = {}, {}
        for reading in given:
            standing = old.get(reading.clause)
            was = _told(standing)
            if was == (reading.told() if reading.state else None):
                continue
            before[reading.clause], after[reading.clause] = was, reading.told() if reading.state else None
            _keep(held, reading, actor, clock)
        if after:
            found = checklist(held)
            record(
                actions.CLAUSES_READ,
                actor=actor,
                where=CONTRACTS.title.ko,
                why=why,
                subject=CONTRACTS.subject(held),
                before={"clauses": before},
                after={"title": held.title, "count": len(after), "gaps": len(found.gaps), "clauses": after},
            )
    return held


def note_terms_asked(contract: Contract, *, actor: Actor, why: str, clock: Clock = system_clock) -> Contract:
    """The proposed wording went to the vendor. Raises Problem contracts.nothing_to_ask."""
    require(actor, "vendors.write")
    with transaction.atomic():
        held = locked(CONTRACTS, contract)
        gaps = checklist(held).gaps
        if not gaps:
            raise Problem(problems.NOTHING_TO_ASK, contract=held.title)
        before = held.asked_on
        held.asked_on = clock().astimezone(SEOUL).date()
        held.save(update_fields=["asked_on"])
        record(
            actions.TERMS_ASKED,
            actor=actor,
            where=CONTRACTS.title.ko,
            why=why,
            subject=CONTRACTS.subject(held),
            before={"asked_on": before.isoformat()} if before else None,
            after={
                "title": held.title,
                "count": len(gaps),
                "clauses": [line.clause.id for line in gaps],
                "asked_on": held.asked_on.isoformat(),
            },
        )
    return held


def _checked(reading: Reading) -> Reading:
    clause = catalogue().clause(reading.clause)
    if clause is None or reading.state not in {"", *ClauseFinding.State.values}:
        raise Problem(problems.CLAUSE_UNKNOWN, clause=reading.clause)
    kept = Reading(clause.id, reading.state, reading.place.strip(), reading.quote.strip(), reading.hours)
    kind = _fault(clause, kept)
    if kind is not None:
        raise Problem(kind, ko=clause.label.ko, en=clause.label.en)
    return kept


def _fault(clause: Clause, reading: Reading) -> Any:
    if reading.state in {"present", "weak"} and not (reading.place or reading.quote):
        return problems.CLAUSE_WITHOUT_PLACE
    if reading.state == "present" and clause.hours is not None and reading.hours is None:
        return problems.CLAUSE_WITHOUT_NUMBER
    if reading.state == "na" and not reading.quote:
        return problems.CLAUSE_NOT_APPLICABLE
    return None


def _keep(contract: Contract, reading: Reading, actor: Actor, clock: Clock) -> None:
    if not reading.state:
        contract.findings.filter(clause=reading.clause).delete()
        return
    values = {**reading.told(), "read_by": actor.id, "read_at": clock()}
    contract.findings.update_or_create(clause=reading.clause, defaults=values)


def _told(finding: ClauseFinding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return Reading(finding.clause, finding.state, finding.place, finding.quote, finding.hours).told()
