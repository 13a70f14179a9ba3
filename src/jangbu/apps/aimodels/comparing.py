"""What differs between two versions: their content, the data behind them, and what was measured of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jangbu.apps.aimodels.models import Evaluation, ModelVersion
from jangbu.apps.aimodels.showing import shown_share
from jangbu.apps.aimodels.words import MEASURES, content_word


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the content before and after; texts, the firm's own words."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def differences(old: ModelVersion, new: ModelVersion) -> dict[str, Any]:
    """For the page: lines that changed, how many stayed, and the measures of both side by side."""
    lines = [
        Line(content_word(name), old_value, new_value) for name, (old_value, new_value) in _pairs(old, new).items()
    ]
    changed = [each for each in lines if each.changed]
    return {"lines": changed, "same": len(lines) - len(changed), "measures": _measures(old, new)}


def _pairs(old: ModelVersion, new: ModelVersion) -> dict[str, tuple[str, str]]:
    before, after = _flat({**old.content, "data": old.data}), _flat({**new.content, "data": new.data})
    return {name: (before.get(name, "–"), after.get(name, "–")) for name in sorted({*before, *after})}


def _flat(content: Any, under: str = "") -> dict[str, str]:
    """Leaves by their path: settings.endpoint, settings.templates.1.text."""
    if isinstance(content, dict) and content:
        pairs = list(content.items())
    elif isinstance(content, list) and any(isinstance(each, dict) for each in content):
        pairs = [(str(place + 1), each) for place, each in enumerate(content)]
    else:
        said = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        return {under or "–": said or "–"}
    found: dict[str, str] = {}
    for name, value in pairs:
        found |= _flat(value, f"{under}.{name}" if under else str(name))
    return found


def _measures(old: ModelVersion, new: ModelVersion) -> list[tuple[str, str, str]]:
    before, after = _newest(old), _newest(new)
    names = [name for name in MEASURES if name in before or name in after]
    return [(str(MEASURES[name].head), before.get(name, "–"), after.get(name, "–")) for name in names]


def _newest(version: ModelVersion) -> dict[str, str]:
    found: dict[str, str] = {}
    for evaluation in Evaluation.objects.filter(version=version).exclude(verdict="failed").order_by("at"):
        for each in evaluation.results:
            if each["value"] is not None:
                between = "" if each["low"] is None else f" ({shown_share(each['low'])}–{shown_share(each['high'])})"
                found[each["measure"]] = f"{shown_share(each['value'])}{between}, n={each['n']}"
    return found
