"""Reading processes."""

from __future__ import annotations

from django.db.models import QuerySet

from jangbu.apps.base.permission import allowed
from jangbu.apps.work.processes.models import Process, ProcessException
from jangbu.kernel.entry import Actor


def visible(actor: Actor) -> QuerySet[Process]:
    shown = Process.objects.filter(archived_at=None).order_by("name")
    return shown if allowed(actor, "work.read") else shown.none()


def find(actor: Actor, process_id: str) -> Process | None:
    return visible(actor).filter(pk=process_id).first()


def exceptions(process: Process) -> QuerySet[ProcessException]:
    return process.exceptions.filter(archived_at=None)
