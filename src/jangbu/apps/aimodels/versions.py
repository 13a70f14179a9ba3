"""A version that a person prepares by hand: a model id to try at a vendor, a new release of an outside tool."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jangbu.apps.aimodels import actions, problems
from jangbu.apps.aimodels.mirror import tell
from jangbu.apps.aimodels.models import AiModel, ModelVersion
from jangbu.apps.aimodels.running import fingerprint_of
from jangbu.apps.base.permission import require
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

SNAPSHOT = re.compile(r"20\d{2}-?[01]\d-?[0-3]\d")


def add_version(
    entry: AiModel,
    label: str,
    content: Mapping[str, Any],
    *,
    note: str,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> ModelVersion:
    """A candidate beside what serves; it serves only once promoted. Raises Problem aimodels.no_why, .same_version."""
    require(actor, "aimodels.write")
    if not note.strip() or not label.strip():
        raise Problem(problems.NO_WHY)
    printed = fingerprint_of(content)
    with transaction.atomic():
        held = AiModel.objects.select_for_update().get(pk=entry.pk)
        same = held.versions.filter(fingerprint=printed).first()
        if same is not None:
            raise Problem(problems.SAME_VERSION, title=held.name, label=same.label)
        last = held.versions.first()
        after = {"label": label.strip(), "note": note.strip(), "fingerprint": printed}
        told = tell(actions.VERSION_ADDED, held, actor, why, after)
        return ModelVersion.objects.create(
            entry=held,
            number=last.number + 1 if last else 1,
            fingerprint=printed,
            label=label.strip()[:160],
            content=dict(content),
            note=note.strip(),
            made_by=actor.id,
            made_at=clock(),
            ledger=told.number,
        )


def candidate_content(entry: AiModel, last: Mapping[str, Any], label: str) -> dict[str, Any]:
    """The content of a version that a person names: the last one with another model id, or the name alone."""
    if entry.kind == "model" and last:
        return {**last, "model": label.strip(), "snapshot": snapshot_of(label)}
    return {"version": label.strip()}


def snapshot_of(model: str) -> str:
    """The date in a vendor's model id (gpt-x-2026-08-06, x-20260806), empty where it names none."""
    found = SNAPSHOT.search(model)
    return found[0] if found else ""
