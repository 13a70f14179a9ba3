"""Choosing to get the letter or not, and sending those that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base import mail
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import require
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import record
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.digest import queries
from jangbu.apps.reports.digest.writing import letter
from jangbu.apps.reports.models import DigestChoice, DigestLetter, DigestNames
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "주간 편지"
AGAIN = timedelta(hours=1)  # after a letter that did not go
LOST = timedelta(minutes=15)  # a sending that was begun and never ended: its process was killed
MOST_TRIES = 24

Needs = Callable[[Actor, datetime], Sequence[Need]]


def choose_digest(*, wanted: bool, actor: Actor, clock: Clock = system_clock) -> DigestChoice:
    """Whether the actor gets the weekly letter from now on; the same again changes nothing."""
    require(actor, "today.read")
    now = clock()
    with transaction.atomic():
        newest = DigestChoice.objects.filter(person=actor.id).first()
        if newest is not None and newest.wanted == wanted:
            return newest
        made = DigestChoice.objects.create(person=actor.id, wanted=wanted, chosen_at=now)
        told = {"wanted_ko": "받기로" if wanted else "받지 않기로", "wanted_en": "to get" if wanted else "not to get"}
        about = Subject("person", actor.id)
        record(actions.DIGEST_CHOSEN, actor=actor, where=WHERE, why=noop("스스로 정해서"), subject=about, after=told)
    return made


def set_names(*, shown: bool, why: str, actor: Actor, clock: Clock = system_clock) -> DigestNames | None:
    """Whether letters name people outside from now on; None where it is so already. Raises Problem reports.no_why."""
    require(actor, "reports.publish")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        if queries.shows_names() == shown:
            return None
        told = {"shown_ko": "적기로" if shown else "가리기로", "shown_en": "to show" if shown else "to hide"}
        about = Subject("digest", "names")
        entry = record(
            actions.DIGEST_NAMES,
            actor=actor,
            where=WHERE,
            why=why.strip(),
            subject=about,
            after={**told, "shown": shown},
        )
        return DigestNames.objects.create(
            shown=shown, why=why.strip()[:300], by=actor.id, chosen_at=clock(), entry=entry.number
        )


def send_digests(needs: Needs, *, actor: Actor, clock: Clock = system_clock) -> int:
    """Letters that are due and have not gone; how many went. One that fails is tried again each hour of the week.

    A row is written before the letter goes, so that two workers never send the same one; a letter whose process died
    in between may come twice, and is never lost.
    """
    require(actor, "reports.keep")
    ledger.require_steady(clock)
    now = clock()
    if not mail.is_set_up() or not queries.is_due(now):
        return 0
    week, sent, failed = queries.week_of(now), 0, 0
    for person in queries.readers():
        held = _taken(person.pk, week, now) if queries.wants(person.pk) else None
        if held is None:
            continue
        reader = Actor.person(person.pk, person.name)
        with translation.override(person.language):
            written = letter(reader, needs(reader, now), now)
        trouble = _send(written.subject, written.body, person.email)
        held.state = DigestLetter.State.FAILED if trouble else DigestLetter.State.SENT
        held.trouble, held.sent_at = trouble, None if trouble else clock()
        held.save(update_fields=["state", "trouble", "sent_at"])
        sent, failed = sent + (not trouble), failed + bool(trouble)
    if sent or failed:
        with transaction.atomic():
            about = Subject("digest", week)
            after = {"week": week, "sent": sent, "failed": failed}
            record(actions.DIGEST_SENT, actor=actor, where=WHERE, why=noop("주마다 보내요"), subject=about, after=after)
    return sent


def _taken(person: str, week: str, now: datetime) -> DigestLetter | None:
    """The row of a letter that this process may send now, or None."""
    with transaction.atomic():
        held = DigestLetter.objects.select_for_update().filter(person=person, week=week).first()
        if held is None:
            held, fresh = DigestLetter.objects.get_or_create(
                person=person, week=week, defaults={"state": DigestLetter.State.SENDING, "tried_at": now}
            )
            return held if fresh else None
        wait = {DigestLetter.State.FAILED: AGAIN, DigestLetter.State.SENDING: LOST}.get(DigestLetter.State(held.state))
        if wait is None or now - held.tried_at < wait or held.tries >= MOST_TRIES:
            return None
        held.state, held.tries, held.tried_at = DigestLetter.State.SENDING, held.tries + 1, now
        held.save(update_fields=["state", "tries", "tried_at"])
        return held


def _send(subject: str, body: str, address: str) -> str:
    """Empty where it went, else the class of what went wrong; the server's own words may hold the address."""
    try:
        send_mail(subject, body, None, [address])
    except (SMTPException, OSError) as error:
        return type(error).__name__
    return ""
