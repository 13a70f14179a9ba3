"""An entry about a run: the automation and the title it goes by, and who did what why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.work.runs.models import Run
from jangbu.kernel.entry import Actor, Subject


def tell(
    action: Action, run: Run, actor: Actor, why: str, after: Mapping[str, Any], *, dedupe_key: str | None = None
) -> None:
    about = {"automation": run.automation.name, "title": run.title, "run_id": run.pk}
    record(
        action,
        actor=actor,
        where=run.automation.name,
        why=why,
        subject=Subject("run", run.pk),
        after={**about, **after},
        dedupe_key=dedupe_key,
    )
