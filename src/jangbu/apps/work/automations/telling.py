"""An entry about an automation: the name it goes by, and who did what why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.work.automations.models import Automation
from jangbu.kernel.entry import Actor, Subject


def tell(
    action: Action,
    automation: Automation,
    actor: Actor,
    why: str,
    after: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
    dedupe_key: str | None = None,
) -> None:
    about = {"automation": automation.name, "automation_id": automation.pk}
    record(
        action,
        actor=actor,
        where=automation.process.name,
        why=why,
        subject=Subject("automation", automation.pk),
        before=before,
        after={**about, **after},
        dedupe_key=dedupe_key,
    )
