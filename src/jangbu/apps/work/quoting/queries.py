"""Reading quotes and what they are made from."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from jangbu.apps.base.permission import allowed
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.quoting.drafting import today_of
from jangbu.apps.work.quoting.models import Quotation, QuoteMaterial
from jangbu.apps.work.runs.models import Run
from jangbu.kernel.entry import Actor


def issued(actor: Actor) -> QuerySet[Quotation]:
    shown = Quotation.objects.filter(run__automation__drill=False).select_related("run")
    return shown if allowed(actor, "work.read") else shown.none()


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """{valid, soon, waiting}: in force, in force for seven days more at most, and drafts that wait for a person."""
    today = today_of(now)
    valid = issued(actor).filter(state=Quotation.State.ISSUED, valid_until__gte=today)
    waiting = Run.objects.filter(automation__kind="quote", automation__drill=False, state=Run.State.WAITING)
    ends = [day for day in valid.values_list("valid_until", flat=True) if (day - today).days <= 7]
    return {"valid": valid.count(), "soon": len(ends), "waiting": waiting.count()}


def quoting_automations(actor: Actor) -> QuerySet[Automation]:
    shown = (
        Automation.objects.filter(kind=Automation.Kind.QUOTE, drill=False).select_related("current").order_by("name")
    )
    return shown if allowed(actor, "work.read") else shown.none()


def materials(automation: Automation, kind: str) -> QuerySet[QuoteMaterial]:
    return QuoteMaterial.objects.filter(automation=automation, kind=kind).order_by("-number")
