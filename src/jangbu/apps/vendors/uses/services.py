"""Writing what leans on a vendor."""

from __future__ import annotations

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.services import locked
from jangbu.apps.vendors import actions, problems
from jangbu.apps.vendors.models import Use, Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.uses.kinds import choices_of, uses_of
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def note_use(
    vendor: Vendor, kind: str, key: str, *, actor: Actor, why: str, note: str = "", clock: Clock = system_clock
) -> Use:
    """That one of the firm's things leans on the vendor; said twice it changes nothing. Raises vendors.use_unknown."""
    require(actor, "vendors.write")
    name = choices_of(kind).get(key)
    if name is None:
        raise Problem(problems.USE_UNKNOWN)
    with transaction.atomic():
        held = locked(VENDORS, vendor)
        values = {"note": note, "noted_by": actor.id, "noted_at": clock()}
        made, fresh = held.uses.get_or_create(kind=kind, key=key, defaults=values)
        if fresh:
            _tell(actions.USE_NOTED, held, name, made, actor, why)
    return made


def remove_use(use: Use, *, actor: Actor, why: str) -> None:
    require(actor, "vendors.write")
    with transaction.atomic():
        held = locked(VENDORS, use.vendor)
        name = next((used.name for used in uses_of(held) if used.use.pk == use.pk), use.key)
        _tell(actions.USE_REMOVED, held, name, use, actor, why)
        use.delete()


def _tell(action: Action, vendor: Vendor, name: str, use: Use, actor: Actor, why: str) -> None:
    record(
        action,
        actor=actor,
        where=VENDORS.title.ko,
        why=why,
        subject=VENDORS.subject(vendor),
        after={"title": vendor.name, "used": name, "kind": use.kind, "key": use.key},
    )
