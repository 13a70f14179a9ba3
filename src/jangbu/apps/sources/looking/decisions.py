"""Which of a person's decisions go into a look, and whether a look knows them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.delivery.models import Version
from jangbu.apps.sources.looking.models import Look


def key_of(version: Version, kind: str, leads: Sequence[str] = (), asked: Mapping[str, Any] | None = None) -> str:
    """The fingerprint of the decisions that stand; of a mend, of what was asked for."""
    told: list[Any]
    if kind in (Look.Kind.MEND, Look.Kind.APPLY):
        told = [{name: value for name, value in (asked or {}).items() if name != "why"}]
    elif kind == Look.Kind.ERRORS:
        labels = [[each.row, each.column, each.clean] for each in cleaning.labels_of(version)]
        told = [sorted(cleaning.answers_of(version).items()), sorted(labels)]
    else:
        hints = cleaning.hints_of(version, leads)
        told = [sorted(hints.same), sorted(hints.different)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
