"""Alert rules: the defaults from `rules.yaml`, new ones, changes, on and off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.evidence import known
from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions, problems
from jangbu.apps.incidents.alerts.measures import MEASURES
from jangbu.apps.incidents.alerts.models import AlertRule, Channel, Quiet, RuleSpell
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger.actions import Action, all_declared
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

FILE = Path(__file__).with_name("rules.yaml")
AREAS = ("incidents", "data", "kpi", "cost", "security", "reviews")
OWN = "alerts."
NUMBERS = ("threshold", "every_minutes", "window_minutes", "escalate_minutes")


@lru_cache(maxsize=1)
def defaults() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load(FILE.read_text("utf-8")))


def install_defaults(*, actor: Actor, why: str = noop("처음 규칙을 갖추려고"), clock: Clock = system_clock) -> int:
    """Rules of the file that are not there yet; how many were made. Changed ones stay as the firm changed them."""
    require(actor, "alerts.watch" if actor.kind == "system" else "alerts.manage")
    there = set(AlertRule.objects.values_list("key", flat=True))
    lacking = [each for each in defaults() if each["key"] not in there]
    if not lacking:
        return 0
    with transaction.atomic():
        now = now_for(clock)
        subject, after = Subject("alert_rule", "defaults"), {"count": len(lacking)}
        entry = record(actions.RULES_MADE, actor=actor, where=noop("울린 알림"), why=why, subject=subject, after=after)
        for each in lacking:
            response = each.get("response", {})
            made = AlertRule.objects.create(
                key=each["key"],
                area=each["area"],
                title_ko=each["ko"],
                title_en=each["en"],
                source=each["source"],
                name=each["name"],
                params=each.get("params", {}),
                op=each.get("op", ""),
                severity=each["severity"],
                to=each["to"],
                response_ko=response.get("ko", ""),
                response_en=response.get("en", ""),
                created_at=now,
                entry=entry.number,
                **{name: each[name] for name in NUMBERS if name in each},
            )
            RuleSpell.objects.create(rule=made, since=now)
    return len(lacking)


def add_rule(
    values: Mapping[str, Any],
    channels: Sequence[Channel],
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
    key: str = "",
) -> AlertRule:
    """`values` are fields of AlertRule; `key` is that of a file.

    Raises Problem alerts.unknown_source, .own_events, .no_threshold, registers.no_why.
    """
    require(actor, "alerts.manage")
    checked(values, why)
    with transaction.atomic():
        now = now_for(clock)
        made = AlertRule(created_at=now, **values)
        made.key = key or made.pk
        made.entry = _tell(actions.RULE_ADDED, made, actor, why)
        made.save(force_insert=True)
        made.channels.set(channels)
        RuleSpell.objects.create(rule=made, since=now)
    return made


def change_rule(
    rule: AlertRule, values: Mapping[str, Any], channels: Sequence[Channel], *, actor: Actor, why: str
) -> AlertRule:
    """Raises as `add_rule`."""
    require(actor, "alerts.manage")
    checked({**{name: getattr(rule, name) for name in ("source", "name", "threshold")}, **values}, why)
    with transaction.atomic():
        held = AlertRule.objects.select_for_update().get(pk=rule.pk)
        old = {name: getattr(held, name) for name in values if getattr(held, name) != values[name]}
        for name, value in values.items():
            setattr(held, name, value)
        held.looked_at = None  # it is looked at anew at the next round
        held.save()
        held.channels.set(channels)
        _tell(actions.RULE_CHANGED, held, actor, why, before=old, after={name: values[name] for name in old})
    return held


def switch(rule: AlertRule, *, on: bool, actor: Actor, why: str, clock: Clock = system_clock) -> AlertRule:
    """On or off; what rang while it was on stays until it is settled. Raises registers.no_why."""
    require(actor, "alerts.manage")
    if not why.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        held = AlertRule.objects.select_for_update().get(pk=rule.pk)
        if on == (held.stopped_at is None):
            return held
        now = now_for(clock)
        held.stopped_at, held.looked_at = (None if on else now), None
        held.save(update_fields=["stopped_at", "looked_at"])
        _spell(held, on, now)
        _tell(actions.RULE_STARTED if on else actions.RULE_STOPPED, held, actor, why)
    return held


def set_quiet(values: Mapping[str, Any], *, actor: Actor, why: str) -> Quiet:
    """Hours from 0 to 24 in Seoul; equal ones mean no quiet night."""
    require(actor, "alerts.manage")
    if not why.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        made, _new = Quiet.objects.update_or_create(pk=1, defaults=dict(values))
        record(
            actions.QUIET_SET,
            actor=actor,
            where=noop("울린 알림"),
            why=why,
            subject=Subject("alert_rule", "quiet"),
            after=dict(values),
        )
    return made


def names_of(source: str) -> list[str]:
    """What a rule of this source may be set on."""
    if source == AlertRule.Source.PREDICATE:
        return sorted(known())
    if source == AlertRule.Source.MEASURE:
        return sorted(MEASURES)
    return sorted(name for name in all_declared() if not name.startswith(OWN))


def checked(values: Mapping[str, Any], why: str) -> None:
    """Raises alerts.unknown_source, .own_events, .no_threshold, registers.no_why."""
    if not why.strip():
        raise Problem(NO_WHY)
    names = str(values["name"]).split()
    if values["source"] == AlertRule.Source.EVENT and any(name.startswith(OWN) for name in names):
        raise Problem(problems.OWN_EVENTS)
    allowed = set(names_of(str(values["source"])))
    unknown = [name for name in names if name not in allowed]
    if unknown or not names:
        raise Problem(problems.UNKNOWN_SOURCE, name=" ".join(unknown) or "–")
    if values["source"] == AlertRule.Source.MEASURE and values.get("threshold") is None:
        raise Problem(problems.NO_THRESHOLD)


def _spell(rule: AlertRule, on: bool, now: datetime) -> None:
    if on:
        RuleSpell.objects.create(rule=rule, since=now)
    else:
        rule.spells.filter(until=None).update(until=now)


def _tell(
    action: Action,
    rule: AlertRule,
    actor: Actor,
    why: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> int:
    said = {"title_ko": rule.title_ko, "title_en": rule.title_en, "rule": rule.key}
    entry = record(
        action,
        actor=actor,
        where=noop("울린 알림"),
        why=why,
        subject=Subject("alert_rule", rule.pk),
        before=before,
        after={**said, **(after or {})},
    )
    return entry.number
