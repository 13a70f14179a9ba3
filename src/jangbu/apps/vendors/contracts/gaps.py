"""Which clauses a contract should have, what was found, and what is left to negotiate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jangbu.apps.vendors.contracts.clauses import Clause, catalogue
from jangbu.apps.vendors.contracts.models import ClauseFinding, Contract
from jangbu.apps.vendors.models import Vendor

Stand = Literal["present", "weak", "missing", "na", "unread"]
SHAPES = {"present": "met", "weak": "partly", "missing": "unmet", "na": "na", "unread": "unknown"}


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of one contract."""

    clause: Clause
    stand: Stand
    finding: ClauseFinding | None

    @property
    def is_gap(self) -> bool:
        return self.stand in {"weak", "missing"}

    @property
    def shape(self) -> str:
        return SHAPES[self.stand]


@dataclass(frozen=True, slots=True)
class Checklist:
    lines: tuple[Line, ...]

    @property
    def gaps(self) -> tuple[Line, ...]:
        """What is missing or weak, the gravest first."""
        return tuple(sorted((line for line in self.lines if line.is_gap), key=lambda line: -line.clause.severity))

    @property
    def unread(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.stand == "unread")

    @property
    def present(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.stand == "present")

    def line(self, clause_id: str) -> Line | None:
        return next((line for line in self.lines if line.clause.id == clause_id), None)


def applies(clause: Clause, vendor: Vendor) -> bool:
    """Where nobody has said what the vendor handles, or where, the clause applies: not knowing is no exemption."""
    if clause.applies == "personal":
        return vendor.handles_personal is not False
    if clause.applies == "overseas":
        return vendor.handles_personal is not False and vendor.country != "KR"
    return True


def checklist(contract: Contract) -> Checklist:
    found = {each.clause: each for each in contract.findings.all()}
    lines = []
    for clause in catalogue().clauses:
        finding = found.get(clause.id)
        if applies(clause, contract.vendor) or finding is not None:
            lines.append(Line(clause, stand_of(clause, finding), finding))
    return Checklist(tuple(lines))


def stand_of(clause: Clause, finding: ClauseFinding | None) -> Stand:
    """A clause whose hours are more than they should be is weak, whatever the reader called it."""
    if finding is None:
        return "unread"
    late = clause.hours is not None and finding.hours is not None and finding.hours > clause.hours
    if finding.state == "present" and late:
        return "weak"
    stands: dict[str, Stand] = {"present": "present", "weak": "weak", "missing": "missing", "na": "na"}
    return stands[finding.state]


def notice_by(contract: Contract) -> date | None:
    """The last day to say that the contract shall not go on."""
    if contract.ends_on is None or contract.state != "in_force":
        return None
    return contract.ends_on - timedelta(days=contract.notice_days or 0)


def has_expired(contract: Contract, today: date) -> bool:
    """Past its end, and not said to go on by itself."""
    ended = contract.ends_on is not None and contract.ends_on < today
    return contract.state == "in_force" and ended and contract.renews != "automatic"
