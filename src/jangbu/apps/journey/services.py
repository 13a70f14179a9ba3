"""A person's word, what does not concern the firm, and the snapshot of each day. Nobody can tick an item."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.journey import actions, problems, queries
from jangbu.apps.journey.catalogues import item_of, keep_text
from jangbu.apps.journey.models import CalendarLink, ItemClaim, ItemExemption, Snapshot
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.engines.checklist import Item, Report, Status
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "점검표"


def _said(name: str, item: Item) -> dict[str, str]:
    return {"catalogue": name, "item": item.id, "said_ko": item.said.ko, "said_en": item.said.en}


def _about(name: str, item_id: str) -> Subject:
    return Subject("checklist_item", f"{name}:{item_id}")


def _reason(why: str) -> str:
    if not why.strip():
        raise Problem(problems.NO_WHY)
    return why.strip()[:500]


def claim_item(name: str, item_id: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> ItemClaim:
    """A word for an item on which the records are silent; it takes the place of the one before, for 90 days.

    Raises Problem journey.no_catalogue, .no_item, .no_why, .records_tell.
    """
    require(actor, "journey.write")
    item, reason, now = item_of(name, item_id), _reason(why), clock()
    result = queries.report(name, now).result(item_id)
    if not queries.may_be_claimed(item, result):
        raise Problem(problems.RECORDS_TELL, item=item.id)
    with transaction.atomic():
        ItemClaim.objects.filter(catalogue=name, item=item_id, withdrawn_at=None).update(withdrawn_at=now)
        entry = record(
            actions.CLAIMED,
            actor=actor,
            where=WHERE,
            why=reason,
            subject=_about(name, item_id),
            after=_said(name, item),
        )
        return ItemClaim.objects.create(
            catalogue=name, item=item_id, person=actor.id, why=reason, said_at=now, entry=entry.number
        )


def withdraw_claim(name: str, item_id: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Raises Problem journey.no_item, .not_open."""
    require(actor, "journey.write")
    item = item_of(name, item_id)
    with transaction.atomic():
        held = ItemClaim.objects.filter(catalogue=name, item=item_id, withdrawn_at=None)
        if not held.update(withdrawn_at=clock()):
            raise Problem(problems.NOT_OPEN)
        about = _about(name, item_id)
        record(actions.CLAIM_WITHDRAWN, actor=actor, where=WHERE, why=why, subject=about, after=_said(name, item))


def ask_exemption(name: str, item_id: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> ItemExemption:
    """That an item does not concern the firm; without effect until somebody else approves.

    Raises Problem journey.no_catalogue, .no_item, .no_why, .asked_already.
    """
    require(actor, "journey.write")
    item, reason = item_of(name, item_id), _reason(why)
    with transaction.atomic():
        held = ItemExemption.objects.select_for_update().filter(catalogue=name, item=item_id, withdrawn_at=None)
        if held.exists():
            raise Problem(problems.ASKED_ALREADY, item=item_id)
        asked = ItemExemption.objects.create(
            catalogue=name, item=item_id, person=actor.id, why=reason, asked_at=clock()
        )
        about = _about(name, item_id)
        record(actions.EXEMPTION_ASKED, actor=actor, where=WHERE, why=reason, subject=about, after=_said(name, item))
    return asked


def approve_exemption(name: str, item_id: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> ItemExemption:
    """Raises Problem journey.not_open, .own_request."""
    require(actor, "journey.decide")
    item = item_of(name, item_id)
    with transaction.atomic():
        held = ItemExemption.objects.select_for_update().filter(
            catalogue=name, item=item_id, withdrawn_at=None, approved_at=None
        )
        asked = held.first()
        if asked is None:
            raise Problem(problems.NOT_OPEN)
        if asked.person == actor.id:
            raise Problem(problems.OWN_REQUEST)
        about = _about(name, item_id)
        entry = record(
            actions.EXEMPTION_APPROVED, actor=actor, where=WHERE, why=why, subject=about, after=_said(name, item)
        )
        asked.approved_by, asked.approved_at, asked.entry = actor.id, clock(), entry.number
        asked.save()
    return asked


def end_exemption(name: str, item_id: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Refuse a request, take one back, or end what was approved. Raises Problem journey.not_open."""
    require(actor, "journey.write")
    item = item_of(name, item_id)
    with transaction.atomic():
        held = ItemExemption.objects.filter(catalogue=name, item=item_id, withdrawn_at=None)
        if not held.update(withdrawn_at=clock()):
            raise Problem(problems.NOT_OPEN)
        about = _about(name, item_id)
        record(actions.EXEMPTION_ENDED, actor=actor, where=WHERE, why=why, subject=about, after=_said(name, item))


def take_snapshots(*, actor: Actor, clock: Clock = system_clock) -> list[Snapshot]:
    """How every catalogue stands, once a day; none for a day that has one, or where there is no firm yet."""
    require(actor, "journey.snapshot")
    ledger.require_steady(clock)
    now = clock()
    if people.firm() is None:
        return []
    day = now.astimezone(SEOUL).date()
    there = set(Snapshot.objects.filter(day=day).values_list("catalogue", flat=True))
    found = {name: each for name, each in queries.reports(now).items() if name not in there}
    return [_snapshot(each, now, actor) for each in found.values()]


def make_calendar(*, actor: Actor, why: str, clock: Clock = system_clock) -> str:
    """A new address of the actor's tasks for a calendar program, shown once; the one before stops working.

    Whoever has it sees the titles and days of these tasks and nothing else. Returns the token.
    """
    require(actor, "journey.read")
    token, now = secrets.token_urlsafe(32), clock()
    with transaction.atomic():
        CalendarLink.objects.filter(person=actor.id, revoked_at=None).update(revoked_at=now)
        CalendarLink.objects.create(person=actor.id, digest=queries.digest_of(token), created_at=now)
        record(actions.CALENDAR_MADE, actor=actor, where=WHERE, why=why, subject=Subject("person", actor.id))
    return token


def revoke_calendar(*, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Raises Problem journey.not_open where there is none."""
    require(actor, "journey.read")
    with transaction.atomic():
        if not CalendarLink.objects.filter(person=actor.id, revoked_at=None).update(revoked_at=clock()):
            raise Problem(problems.NOT_OPEN)
        record(actions.CALENDAR_REVOKED, actor=actor, where=WHERE, why=why, subject=Subject("person", actor.id))


def _snapshot(found: Report, now: datetime, actor: Actor) -> Snapshot:
    name, day = found.catalogue.name, now.astimezone(SEOUL).date()
    evidence = {result.item.id: [each.id for each in result.evidence] for result in found.results}
    counts = {"total": len(found.results), "met": found.count(Status.MET)}
    plan = [step.as_json() for step in queries.steps(found)] if found.catalogue.kind == "roadmap" else None
    after = {
        "catalogue": name,
        "day": day.isoformat(),
        **counts,
        "statuses": found.statuses(),
        "evidence": evidence,
        "fingerprint": found.catalogue.fingerprint,
        "plan": plan,
    }
    with transaction.atomic():
        keep_text(found.catalogue)
        about = Subject("checklist", name)
        key = f"journey.snapshot:{name}:{day}"
        why = "날마다 남겨요"
        entry = record(actions.SNAPSHOT, actor=actor, where=WHERE, why=why, subject=about, after=after, dedupe_key=key)
        kept, _made = Snapshot.objects.get_or_create(
            catalogue=name,
            day=day,
            defaults={
                "statuses": found.statuses(),
                "evidence": evidence,
                "version": found.catalogue.version,
                "fingerprint": found.catalogue.fingerprint,
                "plan": plan,
                "made_at": now,
                "entry": entry.number,
            },
        )
    return kept
