"""How the catalogue speaks to the ledger: one entry about a dataset, inside the caller's transaction."""

from __future__ import annotations

from typing import Any

from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.sources.delivery.models import Dataset
from jangbu.kernel.entry import Actor, Subject


def tell(
    action: Action,
    dataset: Dataset,
    actor: Actor,
    why: str,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
    dedupe_key: str | None = None,
) -> int:
    """The number of the entry."""
    entry = record(
        action,
        actor=actor,
        where=dataset.name,
        why=why,
        subject=Subject("dataset", dataset.pk),
        before=before,
        after={**after, "dataset": dataset.name, "dataset_id": dataset.pk},
        dedupe_key=dedupe_key,
    )
    return entry.number
