"""How a pilot's changes are told to the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Actor, Subject


def tell(
    action: Action,
    pilot: Pilot,
    actor: Actor,
    why: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    record(
        action,
        actor=actor,
        where=pilot.name,
        why=why,
        subject=Subject("pilot", pilot.pk),
        before=before,
        after={**after, "pilot": pilot.name, "pilot_id": pilot.pk},
    )
