"""Steps made from what other parts of the product found and a person accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.encoding import table_fingerprint
from jangbu.engines.quality.mending.recipe import Recipe, Step
from jangbu.kernel.errors import Problem


class Suspicion(Protocol):
    """What `detect_errors` says of a cell, as far as it is needed here."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def proposed(self) -> str | None: ...


def recipe_for(frame: Frame, steps: Sequence[Step], *, name: str) -> Recipe:
    """A recipe for exactly this table, so that steps may speak of its rows."""
    return Recipe(name, frame.names, tuple(steps), table_fingerprint(frame))


def set_cells_step(accepted: Iterable[Suspicion], *, why: str, step_id: str = "set_cells") -> Step:
    """Sets each suspicious cell to what was proposed for it. Give only what a person accepted.

    Cells without a proposal are left out; the proposal "" empties a cell.
    """
    cells = [
        {"row": cell.row, "column": cell.column, "from": cell.value, "to": cell.proposed or None}
        for cell in accepted
        if cell.proposed is not None
    ]
    return Step(step_id, "set_cells", (), {"cells": cells}, why)


def merge_step(
    clusters: Sequence[Sequence[int]],
    rules: Mapping[str, Any] | None = None,
    *,
    why: str,
    default: Any = "non_empty",
    step_id: str = "merge",
) -> Step:
    """Merges clusters of row numbers, as `match` gives them, by survivorship rules."""
    options = {"clusters": [list(rows) for rows in clusters], "rules": dict(rules or {}), "default": default}
    return Step(step_id, "merge", (), {key: value for key, value in options.items() if value}, why)


def rename_step(mapping: Mapping[str, str], *, why: str, step_id: str = "rename") -> Step:
    """Renames columns to the fields they were mapped to; what has its name already is left out."""
    names = {old: new for old, new in mapping.items() if old != new}
    return Step(step_id, "rename", (), {"names": names}, why)


def keep_apart(recipe: Recipe, step_id: str, rows: Iterable[int], frame: Frame) -> Recipe:
    """The recipe with these rows of `frame` left out of a merging step: applied again, their merge is undone.

    `frame` is the recipe's source table. Raises Problem quality.step_not_there.
    """
    step = recipe.step(step_id)
    if step is None or step.what != "merge":
        raise Problem(problems.STEP_NOT_THERE, recipe=recipe.name, id=step_id)
    apart = sorted({*(int(row) for row in step.options.get("apart", ())), *rows})
    changed = replace(step, options={**step.options, "apart": apart})
    return replace(recipe.with_step(changed), fingerprint=table_fingerprint(frame))
