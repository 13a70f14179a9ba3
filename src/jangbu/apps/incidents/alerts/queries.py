"""What pages and others may ask of alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Channel, Message
from jangbu.apps.incidents.alerts.wording import said_of, title_of
from jangbu.apps.incidents.duty.queries import in_line
from jangbu.kernel.entry import Actor

SHOWN = 3


def open_alerts(actor: Actor) -> QuerySet[Alert]:
    if not allowed(actor, "alerts.read"):
        return Alert.objects.none()
    return Alert.objects.filter(resolved_at=None).select_related("rule")


def alerts(actor: Actor) -> QuerySet[Alert]:
    if not allowed(actor, "alerts.read"):
        return Alert.objects.none()
    return Alert.objects.select_related("rule")


def rules(actor: Actor) -> QuerySet[AlertRule]:
    return AlertRule.objects.all() if allowed(actor, "alerts.read") else AlertRule.objects.none()


def channels(actor: Actor) -> QuerySet[Channel]:
    return Channel.objects.all() if allowed(actor, "alerts.read") else Channel.objects.none()


def values_of(rule: AlertRule) -> dict[str, Any]:
    """What a rehearsal needs of a saved rule."""
    return {name: getattr(rule, name) for name in ("source", "name", "params", "threshold", "window_minutes")}


def undelivered() -> int:
    return Message.objects.filter(state=Message.State.UNDELIVERED).count()


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What rings and nobody has taken on, for whoever may answer; first of all for whoever is on duty."""
    if not allowed(actor, "alerts.answer"):
        return []
    waiting = Alert.objects.filter(resolved_at=None, acknowledged_at=None).exclude(severity="normal")
    waiting = waiting.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now)).select_related("rule")
    on_duty = actor.id in in_line(now)
    found = list(waiting.order_by("opened_at")[: SHOWN + 1])
    made = [
        Need(
            said_of(alert),
            title_of(alert.rule),
            None,
            reverse("alert", args=[alert.pk]),
            _("맡기"),
            urgent=on_duty and alert.severity == "urgent",
        )
        for alert in found[:SHOWN]
    ]
    more = waiting.count() - SHOWN
    if more > 0:
        said = ngettext("맡지 않은 알림이 %(n)d건 더 있어요", "맡지 않은 알림이 %(n)d건 더 있어요", more) % {"n": more}
        made.append(Need(said, "", None, reverse("alert-list"), _("보기"), urgent=False))
    return made
