"""What others may ask of incidents."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.incidents.alerts import queries as alerts
from jangbu.apps.incidents.clocks import clocks_of, now_for, open_clocks
from jangbu.apps.incidents.models import Incident
from jangbu.apps.incidents.pages import left_of
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.registers import queries as registers
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor

__all__ = ["clocks_of", "find", "needs", "open_ones", "visible"]


def visible(actor: Actor) -> QuerySet[Incident]:
    return registers.rows(INCIDENTS, actor)


def find(actor: Actor, incident_id: str) -> Incident | None:
    return registers.find(INCIDENTS, actor, incident_id)


def open_ones() -> QuerySet[Incident]:
    return Incident.objects.filter(archived_at=None).exclude(state="closed").prefetch_related("statements")


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Running clocks and what rings, for whoever may act on them. A late clock is urgent, and one with a day left."""
    return [*_clocks(actor, now), *alerts.needs(actor, now)]


def _clocks(actor: Actor, now: datetime) -> list[Need]:
    if not allowed(actor, INCIDENTS.needs("write")):
        return []
    found, moment = [], now_for(fixed(now))
    for incident, clock in open_clocks(open_ones(), moment):
        left = clock.left(moment).total_seconds()
        title = f"{clock.rule.title[language()]}: {left_of(clock, moment)}"
        detail = _("'%(incident)s' 사고예요. %(article)s") % {
            "incident": incident.title,
            "article": clock.rule.article[language()],
        }
        due = clock.due_at.astimezone(SEOUL).date()
        url = reverse("incidents-detail", args=[incident.pk])
        found.append(Need(title, detail, due, url, _("대응하기"), urgent=left < 24 * 3600))
    return found
