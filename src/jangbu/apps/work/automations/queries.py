"""Reading automations."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from jangbu.apps.base.permission import allowed
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.kernel.entry import Actor


def visible(actor: Actor) -> QuerySet[Automation]:
    """The automations this actor may see, by name."""
    shown = Automation.objects.filter(drill=False).select_related("process", "current", "rollback").order_by("name")
    return shown if allowed(actor, "work.read") else shown.none()


def find(actor: Actor, automation_id: str) -> Automation | None:
    return visible(actor).filter(pk=automation_id).first()


def versions(automation: Automation) -> QuerySet[AutomationVersion]:
    return automation.versions.order_by("-number")


def choices() -> list[tuple[str, str]]:
    """(id, name) of every automation that is no drill, for a form that names one."""
    return list(Automation.objects.filter(drill=False).order_by("name").values_list("pk", "name"))


def names(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(name, address) of automations, by id; those that are unknown are left out."""
    found = Automation.objects.filter(pk__in=[each for each in ids if each]).values_list("pk", "name")
    return {pk: (name, reverse("automation", args=[pk])) for pk, name in found}
