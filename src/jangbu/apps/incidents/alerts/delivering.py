"""Sending what is due, by mail or through Apprise. A server that is down or a hook that hangs costs only this thread
a limited time; it is tried again, ever later, and then shown as undelivered."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jangbu.apps.base import sealing
from jangbu.apps.base.mail import is_set_up
from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions
from jangbu.apps.incidents.alerts.channels import USE, judged
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Message
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.engines import notify
from jangbu.engines.llm.addresses import Resolve, resolve
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WAITS = (60, 300, 1_800, 7_200, 21_600)  # seconds after each failed try; after the last it is undelivered
LEASE = timedelta(minutes=2)  # longer than one message may take
SHOWN = 10
LEVELS = {"urgent": "failure", "high": "warning", "normal": "info"}

Post = Callable[[Message, Sequence[Alert]], notify.Outcome]


@dataclass(frozen=True, slots=True)
class Delivered:
    sent: int
    failed: int


def deliver(
    *, actor: Actor | None = None, clock: Clock = system_clock, resolver: Resolve = resolve, limit: int = 50
) -> Delivered:
    """Send what is due, oldest first. Several workers may; each message is leased to one of them."""
    require(actor or Actor.system(), "alerts.watch")
    now, sent, failed = now_for(clock), 0, 0
    due = Message.objects.filter(state=Message.State.WAITING, next_at__lte=now).select_related("rule", "channel")
    for message in due.order_by("next_at", "pk")[:limit]:
        lease = Message.objects.filter(pk=message.pk, state=Message.State.WAITING, next_at=message.next_at)
        if not lease.update(next_at=now + LEASE):
            continue
        alerts = [each for each in message.alerts.select_related("rule").order_by("opened_at") if _counts(each, now)]
        if not alerts:
            Message.objects.filter(pk=message.pk).update(state=Message.State.DROPPED)
            continue
        outcome = _mail(message, alerts) if message.channel is None else _hook(message, alerts, resolver)
        if _noted(message, outcome, now_for(clock)):
            sent += 1
        else:
            failed += 1
    return Delivered(sent, failed)


def _counts(alert: Alert, now: datetime) -> bool:
    """Whether it is still news: not over, and not put off."""
    return alert.resolved_at is None and not (alert.snoozed_until and alert.snoozed_until > now)


def _noted(message: Message, outcome: notify.Outcome, now: datetime) -> bool:
    tries = message.tries + 1
    held = Message.objects.filter(pk=message.pk)
    if outcome.sent:
        held.update(state=Message.State.SENT, tries=tries, trouble="", sent_at=now)
        return True
    if tries <= len(WAITS):
        held.update(tries=tries, trouble=outcome.said, next_at=now + timedelta(seconds=WAITS[tries - 1]))
        return False
    with transaction.atomic():
        held.update(state=Message.State.UNDELIVERED, tries=tries, trouble=outcome.said)
        rule = message.rule
        to = message.channel.name if message.channel else ""
        record(
            actions.UNDELIVERED,
            actor=Actor.system(),
            where="알림",
            why=outcome.said or "닿지 않아서",
            subject=Subject("message", message.pk),
            after={
                "title_ko": rule.title_ko,
                "title_en": rule.title_en,
                "to_ko": to or "메일",
                "to_en": to or "mail",
                "rule": rule.key,
            },
        )
    return False


def _mail(message: Message, alerts: Sequence[Alert]) -> notify.Outcome:
    person = people.person(message.person)
    if person is None or not person.is_active or not person.email:
        return notify.Outcome(False, "no address")
    if not is_set_up():
        return notify.Outcome(False, "no mail server")
    with translation.override(person.language):
        title, body = words(message.rule, alerts, message.level, private=True)
    try:
        EmailMessage(title, body, to=[person.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        return notify.Outcome(False, type(error).__name__)
    return notify.Outcome(True)


def _hook(message: Message, alerts: Sequence[Alert], resolver: Resolve) -> notify.Outcome:
    channel = message.channel
    if channel is None or channel.stopped_at is not None:
        return notify.Outcome(False, "stopped")
    try:
        to, target = judged(
            channel.kind, sealing.unseal(channel.address, use=USE), inside=channel.inside, resolver=resolver
        )
    except Problem as problem:  # the name leads elsewhere now, or nowhere
        return notify.Outcome(False, problem.code)
    title, body = words(message.rule, alerts, message.level, private=False)
    return notify.send(to, target.ips, title, body, level=LEVELS.get(message.rule.severity, "info"))


def words(rule: AlertRule, alerts: Sequence[Alert], level: int, *, private: bool) -> tuple[str, str]:
    """Title and text in the language in force. Names and values go to our own people (`private`) only."""
    ko = translation.get_language() != "en"
    title = rule.title_ko if ko else rule.title_en
    if level:
        title = _("답이 없어요: %(title)s") % {"title": title}
    lines = [_("알림 %(n)d건이에요.") % {"n": len(alerts)}]
    if private:
        lines += [f"- {each.said_ko if ko else each.said_en}" for each in alerts[:SHOWN]]
        if len(alerts) > SHOWN:
            lines.append(_("- 그 밖에 %(n)d건") % {"n": len(alerts) - SHOWN})
    response = rule.response_ko if ko else rule.response_en
    if response:
        lines += ["", _("할 일"), *(f"{place}. {line}" for place, line in enumerate(response.splitlines(), start=1))]
    first = alerts[0]
    lines += ["", _("맡거나 미루기: %(url)s") % {"url": f"{settings.SITE_URL}{reverse('alert', args=[first.pk])}"}]
    return title, "\n".join(lines)
