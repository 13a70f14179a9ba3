"""Sending what is due: mail first, then every channel on a thread of its own, so that a hook that hangs delays nobody
else. What fails is tried again, ever later and not before the receiver wants, and then shown as undelivered; what will
never succeed is shown at once."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from jangbu.apps.base import sealing
from jangbu.apps.base.mail import is_set_up
from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions
from jangbu.apps.incidents.alerts.channels import USE, judged
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Message
from jangbu.apps.incidents.alerts.quiet import page
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.people.queries import Masker
from jangbu.engines import notify
from jangbu.engines.llm.addresses import Resolve, resolve
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WAITS = (60, 300, 1_800, 7_200, 21_600)  # seconds after each failed try; after the last it is undelivered
LEASE = timedelta(minutes=2)  # longer than the messages of one channel may take
OF_ONE = 8  # messages of one channel in one round
AT_ONCE = 4  # channels that are called side by side
SHOWN = 10
OWN_FAULT = frozenset({"HTTP 400", "HTTP 413"})  # of the one message, not of the channel
LEVELS = {"urgent": "failure", "high": "warning", "normal": "info"}


@dataclass(frozen=True, slots=True)
class Delivered:
    sent: int
    failed: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is leased and written, for a channel."""

    message: Message
    text: notify.Text


def deliver(
    *,
    actor: Actor | None = None,
    clock: Clock = system_clock,
    resolver: Resolve = resolve,
    limit: int = 50,
    only: Literal["mail", "channels", ""] = "",
) -> Delivered:
    """Send what is due, oldest first. Several workers may, each message is leased to one; `only` for one way."""
    require(actor or Actor.system(), "alerts.watch")
    results = [
        *(_mails(clock, limit) if only != "channels" else ()),
        *(_hooks(clock, limit, resolver) if only != "mail" else ()),
    ]
    return Delivered(sum(results), len(results) - sum(results))


def _due(now: datetime) -> QuerySet[Message]:
    due = Message.objects.filter(state=Message.State.WAITING, next_at__lte=now).select_related("rule", "channel")
    return due.order_by("next_at", "pk")


def _mails(clock: Clock, limit: int) -> list[bool]:
    now = now_for(clock)
    return [
        _noted(message, _mail(message, alerts), now_for(clock))
        for message in _due(now).filter(channel=None)[:limit]
        if (alerts := _leased(message, now))
    ]


def _hooks(clock: Clock, limit: int, resolver: Resolve) -> list[bool]:
    now = now_for(clock)
    letters: dict[str, list[Letter]] = {}
    for message in _due(now).exclude(channel=None)[:limit]:
        held = letters.setdefault(str(message.channel_id), [])
        if len(held) < OF_ONE and (alerts := _leased(message, now)):
            held.append(Letter(message, words(message.rule, alerts, message.level, private=False)))
    called = _called([each for each in letters.values() if each], resolver)
    return [_noted(message, outcome, now_for(clock)) for message, outcome in called]


def _leased(message: Message, now: datetime) -> list[Alert]:
    """The alerts it tells of, once it is ours; none where somebody else has it, or where it is no news any more."""
    held = Message.objects.filter(pk=message.pk, state=Message.State.WAITING, next_at=message.next_at)
    if not held.update(next_at=now + LEASE):
        return []
    alerts = [each for each in message.alerts.select_related("rule").order_by("opened_at") if _counts(each, now)]
    if not alerts:
        Message.objects.filter(pk=message.pk).update(state=Message.State.DROPPED)
    return alerts


def _called(batches: Sequence[Sequence[Letter]], resolver: Resolve) -> Iterator[tuple[Message, notify.Outcome]]:
    """Each channel's messages one after another, the channels side by side. The threads touch no database."""
    if not batches:
        return
    with ThreadPoolExecutor(min(AT_ONCE, len(batches)), "alerts") as pool:
        for done in as_completed([pool.submit(_to_channel, each, resolver) for each in batches]):
            yield from done.result()


def _to_channel(letters: Sequence[Letter], resolver: Resolve) -> list[tuple[Message, notify.Outcome]]:
    """Where one message does not get through the rest is not tried: it would wait as long, each on its own."""
    told: list[tuple[Message, notify.Outcome]] = []
    for letter in letters:
        if told and not told[-1][1].sent and told[-1][1].said[:8] not in OWN_FAULT:
            told.append((letter.message, told[-1][1]))
            continue
        told.append((letter.message, _hook(letter.message.channel, letter, resolver)))
    return told


def _counts(alert: Alert, now: datetime) -> bool:
    """Whether it is still news: not over, and not put off."""
    return alert.resolved_at is None and not (alert.snoozed_until and alert.snoozed_until > now)


def _noted(message: Message, outcome: notify.Outcome, now: datetime) -> bool:
    tries = message.tries + 1
    held = Message.objects.filter(pk=message.pk)
    if outcome.sent:
        held.update(state=Message.State.SENT, tries=tries, trouble="", sent_at=now)
        return True
    if tries <= len(WAITS) and not outcome.final:
        wait = max(WAITS[tries - 1], outcome.wait)
        held.update(tries=tries, trouble=outcome.said, next_at=now + timedelta(seconds=wait))
        return False
    with transaction.atomic():
        held.update(state=Message.State.UNDELIVERED, tries=tries, trouble=outcome.said, gave_up_at=now)
        rule = message.rule
        to = message.channel.name if message.channel else ""
        record(
            actions.UNDELIVERED,
            actor=Actor.system(),
            where=noop("울린 알림"),
            why=outcome.said or noop("닿지 않아서"),
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
        text = words(message.rule, alerts, message.level, private=True)
    body = "\n".join([*text.lines, "", ": ".join(part for part in text.link if part)])
    try:
        EmailMessage(text.title, body, to=[person.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        return notify.Outcome(False, type(error).__name__)
    return notify.Outcome(True)


def _hook(channel: Channel | None, letter: Letter, resolver: Resolve) -> notify.Outcome:
    if channel is None or channel.stopped_at is not None:
        return notify.Outcome(False, "stopped")
    try:
        to, target = judged(
            channel.kind, sealing.unseal(channel.address, use=USE), inside=channel.inside, resolver=resolver
        )
    except Problem as problem:  # the name leads elsewhere now, or nowhere
        return notify.Outcome(False, problem.code)
    level = LEVELS.get(letter.message.rule.severity, "info")
    return notify.send(to, target.ips, letter.text, level=level)


def words(rule: AlertRule, alerts: Sequence[Alert], level: int, *, private: bool) -> notify.Text:
    """What is told, in the language in force. Names and values go to our own people (`private`) only."""
    ko = translation.get_language() != "en"
    title = rule.title_ko if ko else rule.title_en
    if level:
        title = _("답이 없어요: %(title)s") % {"title": title}
    lines = [how_many(rule, len(alerts))]
    if private:
        lines += [f"- {each.said_ko if ko else each.said_en}" for each in alerts[:SHOWN]]
        if len(alerts) > SHOWN:
            lines.append(_("- 그 밖에 %(n)d건") % {"n": len(alerts) - SHOWN})
    response = rule.response_ko if ko else rule.response_en
    if response:
        lines += ["", _("할 일"), *(f"{place}. {line}" for place, line in enumerate(response.splitlines(), start=1))]
    one = len(alerts) == 1
    address = page("alert", alerts[0].pk) if one else page("alert-list")
    link = _("장부에서 보고 맡기") if address else _("장부의 '울린 알림'에서 보고 맡아 주세요.")
    if not private:
        hidden = Masker(now_for()).hidden
        title, lines = hidden(title), [hidden(line) for line in lines]
    return notify.Text(title, tuple(lines), (link, address))


def how_many(rule: AlertRule, count: int) -> str:
    """The first line: how many, and how soon they want somebody."""
    if rule.severity == AlertRule.Severity.URGENT:
        said = ngettext("바로 봐야 할 알림이 %(n)d건 있어요.", "바로 봐야 할 알림이 %(n)d건 있어요.", count)
    elif rule.severity == AlertRule.Severity.HIGH:
        said = ngettext("오늘 안에 볼 알림이 %(n)d건 있어요.", "오늘 안에 볼 알림이 %(n)d건 있어요.", count)
    else:
        said = ngettext("알아 둘 알림이 %(n)d건 있어요.", "알아 둘 알림이 %(n)d건 있어요.", count)
    return said % {"n": count}
