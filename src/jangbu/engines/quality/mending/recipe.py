"""Recipes: what to do to a table, in order, as data that people can read, share and change.

recipe: 1
name: 고객 명부 손질
for:
  columns: [상호, 전화]
steps:
- id: phone
  what: normalise
  columns: [전화]
  options: {kind: phone}
  why: 전화번호가 세 가지 꼴로 섞여 있어요
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

VERSION = "1"


def plain(value: Any) -> Any:
    """Options as a recipe file would give them: mappings, lists, text and None. ValueError for anything else."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [plain(each) for each in value]
    raise ValueError(f"a recipe cannot hold {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `what` names its kind (see `STEP_KINDS`); no `columns` means what the kind says it means."""

    id: str
    what: str
    columns: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", plain(self.options))

    def as_json(self) -> dict[str, Any]:
        """The keys of the file, without those that say nothing."""
        told: dict[str, Any] = {"id": self.id, "what": self.what, "columns": list(self.columns)}
        told |= {"options": self.options, "why": self.why}
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Steps for tables with `columns`.

    `fingerprint` is that of one table (see `table_fingerprint`): steps that speak of row numbers run on that one only.
    """

    name: str
    columns: tuple[str, ...]
    steps: tuple[Step, ...]
    fingerprint: str | None = None

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def with_step(self, changed: Step) -> Recipe:
        """The recipe with the step of the same id replaced."""
        return replace(self, steps=tuple(changed if step.id == changed.id else step for step in self.steps))

    def as_json(self) -> dict[str, Any]:
        made_for: dict[str, Any] = {"columns": list(self.columns)}
        if self.fingerprint is not None:
            made_for["fingerprint"] = self.fingerprint
        steps = [step.as_json() for step in self.steps]
        return {"recipe": int(VERSION), "name": self.name, "for": made_for, "steps": steps}
