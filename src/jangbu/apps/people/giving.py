"""Whether somebody may open a resource further, asked before a page offers it. Taking away is always open."""

from __future__ import annotations

from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import actions
from jangbu.kernel.entry import Actor, Subject


def may_widen(actor: Actor, resource: Subject, person: str = "") -> bool:
    """Give, extend or restore access to it: by role or grant, and let through by whoever guards the ledger."""
    told = {"resource_kind": resource.kind, "resource_id": resource.id}
    about = Subject("person", person or "–")
    return look_ahead(actor, "grants.manage", actions.GRANTED, about, on=resource, after=told).may
