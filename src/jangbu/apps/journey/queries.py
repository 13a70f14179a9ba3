"""How the checklists stand now or stood at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from jangbu.apps.base.evidence import ask, end_of
from jangbu.apps.journey.catalogues import GOVERNANCE, ROADMAP, as_of, catalogue, catalogues, item_of
from jangbu.apps.journey.entries import told_where
from jangbu.apps.journey.models import ItemClaim, ItemExemption, Snapshot
from jangbu.apps.ledger.queries import as_it_was
from jangbu.apps.people import queries as people
from jangbu.engines.checklist import Catalogue, Claim, Exemption, Item, Report, Result, judge
from jangbu.kernel.clock import SEOUL

__all__ = [
    "GOVERNANCE",
    "ROADMAP",
    "Planned",
    "asked_exemptions",
    "catalogue",
    "catalogues",
    "first_day",
    "item_of",
    "moment_of",
    "planned",
    "report",
    "reports",
    "snapshot",
    "told_otherwise",
    "was_kept",
]
OWNERS = {"owner": "firm.manage", "approver": "work.approve"}


@dataclass(frozen=True, slots=True)
class Planned:
    """An item of the roadmap: how it stands, who does it and by which day."""

    result: Result
    owner: str
    due: date | None
    late: bool


def report(name: str, at: datetime, by: Catalogue | None = None) -> Report:
    """The catalogue (or `by`, as it was then) judged at a moment, from records, claims and exemptions as they stood.

    Records are read as they were after the last ledger entry of that moment, whatever changed since.
    """
    with as_it_was(at):
        return _judged(by or catalogue(name), at)


def reports(at: datetime) -> dict[str, Report]:
    """Every catalogue at one moment, by name."""
    with as_it_was(at):
        return {name: _judged(each, at) for name, each in catalogues().items()}


def _judged(by: Catalogue, at: datetime) -> Report:
    found = judge(by, ask, at=at, claims=_claims(by.name, at), exemptions=_exemptions(by.name, at))
    return told_where(found, at)


def moment_of(day: date, now: datetime) -> datetime:
    """The end of a past day; now, for today."""
    return min(end_of(day), now)


def snapshot(name: str, day: date) -> Snapshot | None:
    return Snapshot.objects.filter(catalogue=name, day=day).first()


def was_kept(name: str) -> bool:
    """Whether any day of it was kept."""
    return Snapshot.objects.filter(catalogue=name).exists()


def told_otherwise(name: str, day: date) -> dict[str, str]:
    """Items that, worked out again for the moment of that day's snapshot, differ from it; with the status it kept."""
    kept = snapshot(name, day)
    if kept is None:
        return {}
    again = report(name, kept.made_at, as_of(name, kept.fingerprint)).statuses()
    return {item: status for item, status in kept.statuses.items() if again.get(item) != status}


def asked_exemptions(name: str) -> dict[str, ItemExemption]:
    """Requests that wait for somebody else, and those in effect, by item."""
    return {each.item: each for each in ItemExemption.objects.filter(catalogue=name, withdrawn_at=None)}


def first_day() -> date | None:
    """The day the firm began here: day 1 of the roadmap."""
    firm = people.firm()
    return firm.created_at.astimezone(SEOUL).date() if firm else None


def planned(found: Report) -> list[Planned]:
    """The roadmap's items with whoever does them by role and the last day of each."""
    start, today, names = first_day(), found.at.astimezone(SEOUL).date(), {}
    for role, permission in OWNERS.items():
        held = people.by_role(permission)
        names[role] = next((each.name for each in held if each.role == role), "")
    lines = []
    for result in found.results:
        days = result.item.days
        due = start + timedelta(days=days[1] - 1) if start and days else None
        late = due is not None and due < today and result.status.value not in {"met", "na"}
        lines.append(Planned(result, names.get(result.item.owner_role, ""), due, late))
    return lines


def _claims(name: str, at: datetime) -> list[Claim]:
    held = ItemClaim.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), catalogue=name, said_at__lte=at)
    return [Claim(each.item, each.person, each.why, each.said_at, each.entry) for each in held]


def _exemptions(name: str, at: datetime) -> list[Exemption]:
    held = ItemExemption.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), catalogue=name, approved_at__lte=at
    )
    return [
        Exemption(each.item, each.person, each.approved_by, each.why, each.approved_at, each.entry)
        for each in held
        if each.approved_at is not None
    ]


def may_be_claimed(item: Item, result: Result) -> bool:
    """Only where the records say nothing."""
    return item.may_be_claimed and result.status.value in {"unknown", "claimed"}
