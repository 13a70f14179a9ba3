"""Looking: rules over facts and measures on their schedule, and over entries of the ledger as they come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from jangbu.apps.base.evidence import Status, ask, day_of
from jangbu.apps.base.permission import require
from jangbu.apps.base.words import Words
from jangbu.apps.incidents.alerts.measures import MEASURES
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Cursor, RuleDay
from jangbu.apps.incidents.alerts.ringing import Found, escalate, ring
from jangbu.apps.incidents.alerts.rules import install_defaults
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import subscribe
from jangbu.apps.people import queries as people
from jangbu.engines.checklist import Call
from jangbu.kernel import chain
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

AT_ONCE = 500


def watch(*, actor: Actor | None = None, clock: Clock = system_clock, force: bool = False) -> int:
    """One round: entries, then rules that are due (all with `force`), then escalation. How many alerts are new."""
    require(actor or Actor.system(), "alerts.watch")
    now = now_for(clock)
    if people.firm() is not None and not AlertRule.objects.exists():
        install_defaults(actor=Actor.system(), clock=clock)
    made = look_at_entries(now)
    for rule in live().exclude(source=AlertRule.Source.EVENT):
        if force or _due(rule, now):
            made += len(look(rule, now))
    escalate(now)
    return made


def live() -> QuerySet[AlertRule]:
    return AlertRule.objects.filter(stopped_at=None)


def _due(rule: AlertRule, now: datetime) -> bool:
    """Also where the machine's clock was set back: then it is looked at at once."""
    last = rule.looked_at
    return last is None or not now - timedelta(minutes=rule.every_minutes) < last <= now


def look(rule: AlertRule, now: datetime) -> list[Alert]:
    """Ask a rule now and ring for what it finds. A fact that nobody can tell rings nothing and ends nothing."""
    try:
        found = findings(rule, now)
    except Problem:  # a record that cannot be read is told where it is read; the other rules go on
        found = None
    made = [] if found is None else ring(rule, found, now)
    noted(rule, now)
    return made


def noted(rule: AlertRule, now: datetime) -> None:
    with transaction.atomic():
        AlertRule.objects.filter(pk=rule.pk).update(looked_at=now)
        day, fresh = RuleDay.objects.get_or_create(
            rule=rule, day=day_of(now), defaults={"first_at": now, "last_at": now}
        )
        if not fresh and now > day.last_at:
            RuleDay.objects.filter(pk=day.pk).update(last_at=now)


def findings(rule: AlertRule, now: datetime) -> list[Found] | None:
    """What a rule finds; None where the records cannot tell."""
    if rule.source == AlertRule.Source.MEASURE:
        measure = MEASURES.get(rule.name)
        if measure is None or rule.threshold is None:
            return None
        readings = measure[0](now)
        over = [each for each in readings if _beyond(each.value, rule.op, rule.threshold)]
        return [Found(each.subject, each.said, each.url) for each in over]
    answer = ask(Call.of(rule.name, rule.params), now)
    if answer.honest is Status.UNKNOWN:
        return [] if answer.evidence == () and answer.next is None else None
    if answer.status not in {Status.UNMET, Status.PARTLY}:
        return []
    bad = [each for each in answer.evidence if not each.good]
    if not bad:
        url = answer.next.url if answer.next else ""
        return [Found("", Words(answer.said.ko, answer.said.en), url)]
    return [Found(each.id, Words(each.said.ko, each.said.en), each.url) for each in bad]


def _beyond(value: int, op: str, threshold: int) -> bool:
    return value <= threshold if op == "<=" else value >= threshold


# ---- entries of the ledger


def look_at_entries(now: datetime) -> int:
    """Ring for entries written since the last look, each looked at once. How many alerts are new."""
    rules = list(live().filter(source=AlertRule.Source.EVENT))
    made = 0
    while True:
        with transaction.atomic():
            cursor = _cursor()
            end = ledger.state().entries
            names = sorted({name for rule in rules for name in rule.name.split()})
            found = ledger.entries_after(cursor.read_up_to, names, limit=AT_ONCE) if names else []
            for entry in found:
                for rule in rules:
                    if entry.action in rule.name.split():
                        made += _heard(rule, entry, now)
            more = len(found) == AT_ONCE
            cursor.read_up_to = found[-1].number if more else max(end, cursor.read_up_to)
            cursor.save()
        if not more:
            break
    for rule in rules:
        if _due(rule, now):
            noted(rule, now)
    return made


def _cursor() -> Cursor:
    """Begins at the end of the ledger: what happened before there were rules is no news."""
    Cursor.objects.get_or_create(pk=1, defaults={"read_up_to": ledger.state().entries})
    return Cursor.objects.select_for_update().get(pk=1)


def _heard(rule: AlertRule, entry: ledger.Plain, now: datetime) -> int:
    window = timedelta(minutes=rule.window_minutes)
    if (rule.threshold or 1) > 1:
        count = ledger.count_of(rule.name.split(), since=now - window, until=now)
        if count < (rule.threshold or 1):
            return 0
        said = Words(f"{rule.window_minutes}분 동안 {count}번", f"{count} times within {rule.window_minutes} minutes")
        return len(ring(rule, [Found("", said, f"/ledger/{entry.number}/")], now, over=False))
    said = Words(f"장부 {entry.number}번의 기록", f"Entry {entry.number} of the ledger")
    subject = f"{entry.subject_kind}:{entry.subject_id}"
    return len(ring(rule, [Found(subject, said, f"/ledger/{entry.number}/")], now, over=False))


def listen(action: Action) -> None:
    """Hear of such entries as soon as they are committed. What a dying process missed, the next round finds."""
    subscribe(action, _at_once)


def _at_once(_entry: chain.Entry) -> None:
    look_at_entries(now_for())
