"""How the checklists stand now or stood at a moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import Q

from jangbu.apps.base.evidence import ask, end_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.journey.catalogues import GOVERNANCE, ROADMAP, as_of, catalogue, catalogues, item_of
from jangbu.apps.journey.entries import told_where
from jangbu.apps.journey.models import CalendarLink, ItemClaim, ItemExemption, Snapshot
from jangbu.apps.journey.owners import Owner, Owners
from jangbu.apps.ledger.queries import as_it_was, began
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import queries as pilots
from jangbu.engines.checklist import Ask, Catalogue, Claim, Exemption, Item, Report, Result, Step, judge, replan
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.holidays import holidays_kr

__all__ = [
    "GOVERNANCE",
    "ROADMAP",
    "Planned",
    "as_of",
    "asked_exemptions",
    "before_ledger",
    "calendar_of",
    "catalogue",
    "catalogues",
    "digest_of",
    "first_day",
    "has_calendar",
    "item_of",
    "judged",
    "kept_steps",
    "moment_of",
    "planned",
    "report",
    "reports",
    "snapshot",
    "start_of",
    "steps",
    "tasks_of",
    "told_otherwise",
    "was_kept",
]
FROM_PILOT = {"roadmap_2w": timedelta(0), "roadmap_8w": timedelta(days=13)}  # days before it begins that a plan starts


@dataclass(frozen=True, slots=True)
class Planned:
    """An open item of a roadmap: how it stands, who does it and why they, first and present last day, why it moved."""

    result: Result
    by: Owner
    step: Step

    @property
    def person(self) -> str:
        return self.by.person

    @property
    def owner(self) -> str:
        return self.by.name

    @property
    def due(self) -> date:
        return self.step.due


def report(name: str, at: datetime, by: Catalogue | None = None) -> Report:
    """The catalogue (or `by`, as it was then) judged at a moment, from records, claims and exemptions as they stood.

    Records are read as they were after the last ledger entry of that moment, whatever changed since.
    """
    with as_it_was(at):
        return _judged(by or catalogue(name), at)


def reports(at: datetime) -> dict[str, Report]:
    """Every catalogue at one moment, by name; what several of them ask is asked once."""
    once = cache(ask)
    with as_it_was(at):
        return {name: _judged(each, at, once) for name, each in catalogues().items()}


def judged(name: str, at: datetime) -> Report:
    """As `report`, for callers that are inside `as_it_was` themselves."""
    return _judged(catalogue(name), at)


def _judged(by: Catalogue, at: datetime, asked: Ask = ask) -> Report:
    found = judge(by, asked, at=at, claims=_claims(by.name, at), exemptions=_exemptions(by.name, at))
    return told_where(found, at)


def moment_of(day: date, now: datetime) -> datetime:
    """The end of a past day; now, for today."""
    return min(end_of(day), now)


def before_ledger(at: datetime) -> bool:
    """Whether that moment lies before the ledger, so that only the dates in the records speak of it."""
    start = began()
    return start is not None and at < start


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


def start_of(name: str) -> date | None:
    """Day 1 of a roadmap: the firm's first day here, or for the weeks of a pilot the newest that began."""
    begun = pilots.visible(Actor.system()).exclude(state="draft").first() if name in FROM_PILOT else None
    return begun.starts_on - FROM_PILOT[name] if begun else first_day()


def steps(found: Report) -> list[Step]:
    """The roadmap re-planned for the day of the report, from the plan that was kept last before it."""
    name, today = found.catalogue.name, found.at.astimezone(SEOUL).date()
    start = start_of(name)
    if start is None:
        return []
    last = Snapshot.objects.filter(catalogue=name, day__lt=today, plan__isnull=False).first()
    before = {step.item: step for step in map(Step.of, last.plan or [])} if last else {}
    return replan(found, start=start, today=today, before=before, works=_is_workday)


def kept_steps(name: str, day: date) -> list[Step] | None:
    """The plan as it was kept on that day; None where none was."""
    kept = snapshot(name, day)
    return [Step.of(each) for each in kept.plan] if kept is not None and kept.plan is not None else None


def planned(found: Report, plan: list[Step] | None = None) -> list[Planned]:
    """The open items with whoever does them, in the order of the plan (or of `plan`, kept on a past day)."""
    owners = Owners(found.at)
    return [
        Planned(result, owners.of(result), step)
        for step in (steps(found) if plan is None else plan)
        for result in found.results
        if result.item.id == step.item
    ]


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_of(token: str) -> str | None:
    """Whose calendar this address is; None for one that never was, was revoked, or whose person left."""
    link = CalendarLink.objects.filter(digest=digest_of(token), revoked_at=None).first()
    found = people.person(link.person) if link else None
    may = found is not None and found.is_active and allowed(Actor.person(found.pk, found.name), "journey.read")
    return found.pk if found is not None and may else None


def has_calendar(person: str) -> bool:
    return CalendarLink.objects.filter(person=person, revoked_at=None).exists()


def tasks_of(person: str, at: datetime) -> list[tuple[Catalogue, Planned]]:
    """What a person has to do by every roadmap, the same thing once: where two ask for it, by the nearer day."""
    found: dict[tuple[object, ...], tuple[Catalogue, Planned]] = {}
    for each in reports(at).values():
        if each.catalogue.kind != "roadmap":
            continue
        for line in planned(each):
            if line.person != person:
                continue
            key = (line.result.item.needs, line.result.item.leans_on)
            if key not in found or line.due < found[key][1].due:
                found[key] = (each.catalogue, line)
    return sorted(found.values(), key=lambda pair: (pair[1].due, pair[1].result.item.id))


def _is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays_kr()


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
