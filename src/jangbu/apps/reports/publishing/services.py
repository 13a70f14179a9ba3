"""Switching the public page on, publishing a decision, changing its words, and taking it back."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.models import PublicSetting, Published, PublishedText
from jangbu.apps.reports.publishing import queries
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "공개하는 결정"
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Wording:
    """What strangers read, in both languages."""

    what_ko: str
    what_en: str
    grounds_ko: str
    grounds_en: str

    @property
    def all(self) -> tuple[str, str, str, str]:
        return self.what_ko, self.what_en, self.grounds_ko, self.grounds_en


def set_page(
    *,
    on: bool,
    slug: str = "",
    intro_ko: str = "",
    intro_en: str = "",
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> PublicSetting:
    """Switch the page on or off and name its address; without one, an address that nobody can guess is made once.

    Raises Problem reports.no_why, .slug_wrong, .names_somebody.
    """
    require(actor, "reports.publish")
    reason, now = _reason(why), clock()
    before = queries.setting()
    wanted = slug.strip().lower() or (before.slug if before else "") or secrets.token_hex(12)
    if not SLUG.fullmatch(wanted):
        raise Problem(problems.SLUG_WRONG, slug=slug[:60])
    _nobody(f"{intro_ko}\n{intro_en}", clock)
    with transaction.atomic():
        told = {"on_ko": "켰어요" if on else "껐어요", "on_en": "on" if on else "off", "on": on, "slug": wanted}
        about = Subject("public_page", "firm")
        entry = record(actions.PAGE_SET, actor=actor, where=WHERE, why=reason, subject=about, after=told)
        return PublicSetting.objects.create(
            on=on, slug=wanted, intro_ko=intro_ko.strip(), intro_en=intro_en.strip(), why=reason, set_by=actor.id,
            set_at=now, entry=entry.number,
        )  # fmt: skip


def publish(number: int, wording: Wording, *, actor: Actor, why: str, clock: Clock = system_clock) -> Published:
    """Put a decision of the ledger on the page, or write the next version of it. The same words again change nothing.

    Raises Problem reports.no_decision, .no_why, .words_missing, .names_somebody.
    """
    require(actor, "reports.publish")
    reason, now = _reason(why), clock()
    found = queries.candidate(number, now)
    if found is None:
        raise Problem(problems.NO_DECISION, number=number)
    if not all(each.strip() for each in wording.all):
        raise Problem(problems.WORDS_MISSING)
    _nobody("\n".join(wording.all), clock)
    with transaction.atomic():
        held, fresh = Published.objects.select_for_update().get_or_create(
            number=number,
            defaults={"action": found.action, "decided_on": found.on, "published_at": now},
        )
        last = held.texts.first()
        if last is not None and held.withdrawn_at is None and wording == _wording(last):
            return held
        if held.withdrawn_at is not None:
            held.withdrawn_at, held.withdrawn_why, held.published_at = None, "", now
            held.save()
        if not held.spans.filter(until=None).exists():
            held.spans.create(since=now)
        version = last.version + 1 if last else 1
        told = {"number": number, "version": version, "what_ko": wording.what_ko, "what_en": wording.what_en}
        action = actions.PUBLISHED if fresh else actions.REWORDED
        about = Subject("published_decision", held.pk)
        entry = record(action, actor=actor, where=WHERE, why=reason, subject=about, after=told)
        PublishedText.objects.create(
            published=held, version=version, why=reason, written_by=actor.id, written_at=now, entry=entry.number,
            what_ko=wording.what_ko.strip()[:300], what_en=wording.what_en.strip()[:300],
            grounds_ko=wording.grounds_ko.strip(), grounds_en=wording.grounds_en.strip(),
        )  # fmt: skip
    return held


def withdraw(published: Published, *, actor: Actor, why: str, clock: Clock = system_clock) -> Published:
    """Off the page at once; its words stay in our records. Twice is as once. Raises Problem reports.no_why."""
    require(actor, "reports.publish")
    reason = _reason(why)
    with transaction.atomic():
        held = Published.objects.select_for_update().get(pk=published.pk)
        if held.withdrawn_at is None:
            held.withdrawn_at, held.withdrawn_why = clock(), reason
            held.save(update_fields=["withdrawn_at", "withdrawn_why"])
            held.spans.filter(until=None).update(until=held.withdrawn_at, why_ended=reason)
            about = Subject("published_decision", held.pk)
            told = {"number": held.number}
            record(actions.UNPUBLISHED, actor=actor, where=WHERE, why=reason, subject=about, after=told)
    return held


def _wording(text: PublishedText) -> Wording:
    return Wording(text.what_ko, text.what_en, text.grounds_ko, text.grounds_en)


def _reason(why: str) -> str:
    if not why.strip():
        raise Problem(problems.NO_WHY)
    return why.strip()[:300]


def _nobody(said: str, clock: Clock) -> None:
    found = queries.names_somebody(said, clock().astimezone(SEOUL))
    if found:
        raise Problem(problems.NAMES_SOMEBODY, found=found[:40])
