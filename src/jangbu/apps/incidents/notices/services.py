"""Writing, approving and sending notices. Sending states the act, which is what stops the clock."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.mail import is_set_up
from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.incidents import actions, problems
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.incidents.models import Incident, Notice
from jangbu.apps.incidents.notices.drafting import Stage, channels, draft, latest, offered, stages, unwritten
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.incidents.stating import seen, state
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import services as registers
from jangbu.kernel import text
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

MOST = 200  # addresses of one letter; more belongs into a mailing tool
FULL = ("items", "course")


def draft_notice(incident: Incident, stage_id: str, *, actor: Actor, clock: Clock = system_clock) -> Notice:
    """A first text of this stage from what is known now. Raises Problem incidents.no_stage, .closed."""
    require(actor, INCIDENTS.needs("write"))
    with transaction.atomic():
        held = _open(incident)
        now = now_for(clock, seen(held))
        stage = next((each.stage for each in offered(held, now) if each.stage.id == stage_id), None)
        if stage is None:
            raise Problem(problems.NO_STAGE)
        written = draft(held, stage, now)
        _tell(actions.DRAFTED, held, stage, actor, noop("기한 안에 알리려고"), {})
        return Notice.objects.create(
            incident=held,
            stage=stage.id,
            text_ko=written.ko,
            text_en=written.en,
            drafted_at=now,
            drafted_by=actor.id,
        )


def change_notice(notice: Notice, text_ko: str, text_en: str, *, actor: Actor) -> Notice:
    """Better words, before it is approved. Raises Problem incidents.notice_settled, .empty_text."""
    require(actor, INCIDENTS.needs("write"))
    if not text_ko.strip():
        raise Problem(problems.EMPTY_TEXT)
    with transaction.atomic():
        held = _unsettled(notice)
        held.text_ko, held.text_en = text_ko.strip(), text_en.strip()
        held.save(update_fields=["text_ko", "text_en"])
    return held


def approve_notice(notice: Notice, *, actor: Actor, why: str, clock: Clock = system_clock) -> Notice:
    """A person of weight has read it. Raises Problem incidents.notice_settled, .unwritten."""
    require(actor, INCIDENTS.needs("decide"))
    with transaction.atomic():
        held = _unsettled(notice)
        if unwritten(held.text_ko + held.text_en):
            raise Problem(problems.UNWRITTEN)
        held.approved_at, held.approved_by = now_for(clock), actor.id
        held.save(update_fields=["approved_at", "approved_by"])
        _tell(actions.APPROVED, held.incident, stages()[held.stage], actor, why or noop("읽고 맞아서"), {})
    return held


def discard_notice(notice: Notice, *, actor: Actor, why: str, clock: Clock = system_clock) -> Notice:
    """Not to be sent. Raises Problem incidents.notice_settled where it was sent."""
    require(actor, INCIDENTS.needs("write"))
    with transaction.atomic():
        held = Notice.objects.select_for_update(of=("self",)).select_related("incident").get(pk=notice.pk)
        if held.sent_at is not None or held.discarded_at is not None:
            raise Problem(problems.NOTICE_SETTLED)
        held.discarded_at = now_for(clock)
        held.save(update_fields=["discarded_at"])
        _tell(actions.DISCARDED, held.incident, stages()[held.stage], actor, why or noop("쓰지 않아서"), {})
    return held


def note_sent(
    notice: Notice,
    *,
    sent_at: datetime,
    channel: str,
    recipients: int,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Notice:
    """It went out at `sent_at` by that channel. The act is stated with that moment, which stops the clock.

    Raises Problem incidents.not_approved, .notice_settled, .in_future, .closed.
    """
    require(actor, INCIDENTS.needs("decide"))
    with transaction.atomic():
        held = _sendable(notice)
        now = now_for(clock, seen(held.incident))
        if sent_at > now:
            raise Problem(problems.IN_FUTURE, when=text.moment(sent_at, language()))
        return _sent(held, sent_at, now, channel, recipients, actor, why, clock)


def mail_notice(
    notice: Notice, addresses: str, *, tongue: str, actor: Actor, why: str, clock: Clock = system_clock
) -> tuple[Notice, list[str]]:
    """Mail it, each person a letter of their own, and note it as sent to those whom the server took.

    `addresses` is one a line; they are used and not kept. Returns the notice and the addresses that were refused.
    Raises Problem incidents.no_mail, .mail_down, .no_addresses, .not_approved, .notice_settled.
    """
    require(actor, INCIDENTS.needs("decide"))
    _sendable(notice)
    listed = _addresses(addresses)
    if not is_set_up():
        raise Problem(problems.NO_MAIL)
    body = notice.text_en if tongue == "en" and notice.text_en else notice.text_ko
    refused = _post(body, listed)
    if len(refused) == len(listed):
        raise Problem(problems.MAIL_DOWN, said="; ".join(refused.values())[:200])
    with transaction.atomic():
        held = _sendable(notice)
        now = now_for(clock, seen(held.incident))
        made = _sent(held, now, now, "mail", len(listed) - len(refused), actor, why, clock)
    return made, list(refused)


def _post(body: str, listed: Sequence[str]) -> dict[str, str]:
    """Letters over one connection; {address: what the server said} of those it did not take."""
    subject = body.splitlines()[0].strip("[] ")[:120] or "알림"
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise Problem(problems.MAIL_DOWN, said=type(error).__name__) from error
    refused: dict[str, str] = {}
    try:
        for address in listed:
            try:
                connection.send_messages([EmailMessage(subject, body, to=[address])])
            except (smtplib.SMTPException, OSError) as error:
                refused[address] = type(error).__name__
    finally:
        connection.close()
    return refused


def _addresses(told: str) -> list[str]:
    listed = list(dict.fromkeys(line.strip() for line in told.replace(",", "\n").splitlines() if line.strip()))
    if not listed or len(listed) > MOST:
        raise Problem(problems.NO_ADDRESSES, value=str(len(listed)))
    for address in listed:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Problem(problems.NO_ADDRESSES, value=address[:80]) from error
    return listed


def _sent(
    held: Notice,
    sent_at: datetime,
    now: datetime,
    channel: str,
    recipients: int,
    actor: Actor,
    why: str,
    clock: Clock,
) -> Notice:
    stage, incident = stages()[held.stage], held.incident
    known = channels()
    channel = channel if channel in known else "hand"
    told = {
        "sent": text.moment(sent_at),
        "sent_at": sent_at.isoformat(),
        "channel_ko": known[channel].ko,
        "channel_en": known[channel].en,
        "count": recipients,
    }
    entry = _tell(actions.SENT, incident, stage, actor, why or noop("기한 안에 알리려고"), told)
    held.sent_at, held.sent_recorded_at, held.sent_by = sent_at, now, actor.id
    held.channel, held.recipients, held.entry = channel, recipients, entry
    held.save(update_fields=["sent_at", "sent_recorded_at", "sent_by", "channel", "recipients", "entry"])
    value = _value(incident, stage)
    state(incident, stage.act, value, known_at=sent_at, actor=actor, why=why or noop("보내서"), clock=clock)
    return held


def _value(incident: Incident, stage: Stage) -> str:
    """A first word that tells everything is a full one; an automated decision is explained."""
    if stage.id == "reply_given" and incident.kind == "automated_request":
        return "explained"
    known = latest(incident)
    return "full" if stage.value == "first" and all(name in known for name in FULL) else stage.value


def _open(incident: Incident) -> Incident:
    held = registers.locked(INCIDENTS, incident)
    if held.state == "closed":
        raise Problem(problems.CLOSED, title=held.title)
    return held


def _unsettled(notice: Notice) -> Notice:
    held = Notice.objects.select_for_update(of=("self",)).select_related("incident").get(pk=notice.pk)
    if held.approved_at is not None or held.discarded_at is not None or held.sent_at is not None:
        raise Problem(problems.NOTICE_SETTLED)
    return held


def _sendable(notice: Notice) -> Notice:
    held = Notice.objects.select_related("incident").get(pk=notice.pk)
    if held.sent_at is not None or held.discarded_at is not None:
        raise Problem(problems.NOTICE_SETTLED)
    if held.approved_at is None:
        raise Problem(problems.NOT_APPROVED)
    return held


def _tell(action: Action, incident: Incident, stage: Stage, actor: Actor, why: str, after: Mapping[str, Any]) -> int:
    said = {"title": incident.title, "stage": stage.id, "stage_ko": stage.said.ko, "stage_en": stage.said.en}
    entry = record(
        action, actor=actor, where="사고", why=why, subject=INCIDENTS.subject(incident), after={**said, **after}
    )
    return entry.number
