"""From what rules find to alerts and messages: opened once, grouped, quiet at night, escalated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.words import Words
from jangbu.apps.duties.naming import queries as naming
from jangbu.apps.incidents.alerts import actions
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Message
from jangbu.apps.incidents.alerts.quiet import quiet_until, settings
from jangbu.apps.incidents.duty.queries import in_line
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Actor, Subject

WHERE = noop("울린 알림")
LEVELS = 3  # how often a next person is told


@dataclass(frozen=True, slots=True)
class Found:
    """Something a rule found, by subject."""

    subject: str
    said: Words
    url: str


def ring(rule: AlertRule, found: Iterable[Found], now: datetime, *, over: bool = True) -> list[Alert]:
    """Open an alert for each new subject; with `over`, end those whose cause is gone. Returns the new ones."""
    wanted = {each.subject[:200]: each for each in found}
    with transaction.atomic():
        standing = {each.subject: each for each in rule.alerts.select_for_update().filter(resolved_at=None)}
        for subject, alert in standing.items():
            if subject in wanted:
                said = wanted[subject].said
                alert.seen_at, alert.said_ko, alert.said_en = now, said.ko[:300], said.en[:300]
                alert.count += 0 if over else 1
                alert.save(update_fields=["seen_at", "said_ko", "said_en", "count"])
            elif over:
                alert.resolved_at = now
                alert.save(update_fields=["resolved_at"])
                tell(actions.RESOLVED, alert, Actor.system(), noop("까닭이 사라져서"), {})
        fresh = [_open(rule, each, now) for subject, each in wanted.items() if subject not in standing]
        if fresh:
            _send_word(rule, fresh, now, level=0)
    return fresh


def _open(rule: AlertRule, found: Found, now: datetime) -> Alert:
    made = Alert(
        rule=rule,
        subject=found.subject[:200],
        said_ko=found.said.ko[:300],
        said_en=found.said.en[:300],
        url=found.url[:300],
        severity=rule.severity,
        opened_at=now,
        seen_at=now,
    )
    made.entry = tell(actions.OPENED, made, Actor.system(), noop("규칙에 걸려서"), {"severity": rule.severity})
    made.save(force_insert=True)
    return made


def _send_word(rule: AlertRule, alerts: list[Alert], now: datetime, *, level: int) -> None:
    """To each who answers for some of them, of those; and to the channels of all."""
    answers: dict[str, list[Alert]] = {}
    for alert in alerts:
        answers.setdefault(owner_of(rule, alert, now), []).append(alert)
    for owner, own in answers.items():
        _tell_of(rule, own, now, level, owner)


def owner_of(rule: AlertRule, alert: Alert, now: datetime) -> str:
    """Of a rule that rings whoever answers: whom it names, or else the matrix of duties for what the alert is about;
    once they left, their deputy or the head of the firm. "" where it rings whoever is on duty, or nobody is named."""
    if rule.to != AlertRule.To.OWNER:
        return ""
    matrix = naming.Owners(now)
    found = (matrix.named(rule.owner) if rule.owner else None) or matrix.of([alert.url], alert.url)
    return found.person if found else ""


def _tell_of(rule: AlertRule, alerts: list[Alert], now: datetime, level: int, owner: str) -> None:
    """A message to each who is to be told, or a place in the one that waits for the end of the window."""
    first: datetime | None = None
    for person, channel in targets(rule, now, level, owner):
        message = _message(rule, person, channel, now, level)
        message.alerts.add(*alerts)
        first = min(first or message.next_at, message.next_at)
    if rule.escalate_minutes:
        due = (first or now) + timedelta(minutes=rule.escalate_minutes)
        Alert.objects.filter(pk__in=[each.pk for each in alerts]).update(escalate_at=due)


def targets(rule: AlertRule, now: datetime, level: int, owner: str = "") -> list[tuple[str, Channel | None]]:
    """Who is told at this level: one person by mail, and at first the rule's channels too."""
    found: list[tuple[str, Channel | None]] = []
    person = _person(rule, now, level, owner)
    if person:
        found.append((person, None))
    if level == 0:
        found += [("", channel) for channel in rule.channels.filter(stopped_at=None)]
    return found


def _person(rule: AlertRule, now: datetime, level: int, owner: str) -> str:
    """The one at that place in line; after the last of them, and where nobody is on duty, the head of the firm."""
    if rule.to == AlertRule.To.NOBODY:
        return ""
    line = in_line(now)
    if owner:
        line = list(dict.fromkeys([owner, *line]))
    head = people.owner_actor()
    if head is not None and head.id not in line:
        line.append(head.id)
    return line[level] if level < len(line) else ""


def _message(rule: AlertRule, person: str, channel: Channel | None, now: datetime, level: int) -> Message:
    before = Message.objects.filter(rule=rule, person=person, channel=channel, level=level)
    last = before.exclude(state=Message.State.DROPPED).order_by("-created_at").first()
    waiting = last if last is not None and last.state == Message.State.WAITING and not last.tries else None
    if waiting is not None:
        return waiting
    window = timedelta(minutes=rule.window_minutes)
    at = now if last is None or last.created_at + window <= now else last.created_at + window
    if rule.severity != AlertRule.Severity.URGENT:
        at = quiet_until(at, settings())
    return Message.objects.create(rule=rule, person=person, channel=channel, level=level, next_at=at, created_at=now)


def escalate(now: datetime) -> int:
    """Tell the next in line of what nobody answered; how many alerts."""
    late = Alert.objects.filter(resolved_at=None, acknowledged_at=None, escalate_at__lte=now, level__lt=LEVELS)
    late = late.exclude(snoozed_until__gt=now).select_related("rule")
    count = 0
    for alert in late.order_by("escalate_at", "pk")[:200]:
        with transaction.atomic():
            mine = Alert.objects.filter(pk=alert.pk, level=alert.level, escalate_at=alert.escalate_at)
            if not mine.update(level=alert.level + 1, escalate_at=None):
                continue
            alert.level += 1
            if _person(alert.rule, now, alert.level, owner_of(alert.rule, alert, now)):
                tell(
                    actions.ESCALATED, alert, Actor.system(), noop("정한 시간 안에 답이 없어서"), {"level": alert.level}
                )
                _send_word(alert.rule, [alert], now, level=alert.level)
                count += 1
    return count


def tell(action: Action, alert: Alert, actor: Actor, why: str, more: dict[str, Any]) -> int:
    """The entry of an alert: the rule and the subject's id, and nothing that was said about it."""
    rule = alert.rule
    entry = record(
        action,
        actor=actor,
        where=WHERE,
        why=why,
        subject=Subject("alert", alert.pk),
        after={"title_ko": rule.title_ko, "title_en": rule.title_en, "rule": rule.key, "about": alert.subject, **more},
    )
    return entry.number
