"""The kinds of steps there are, and a recipe understood."""

from __future__ import annotations

from collections.abc import Mapping

from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.filling import FillMissing, SetCells
from jangbu.engines.quality.mending.operation import Operation
from jangbu.engines.quality.mending.options import Options, Place
from jangbu.engines.quality.mending.recipe import Recipe
from jangbu.engines.quality.mending.rows import DropDuplicates, DropTotals, Merge, Sort
from jangbu.engines.quality.mending.shaping import Drop, Join, Rename, Split
from jangbu.engines.quality.mending.tidying import Blank, Case, Replace, Trim
from jangbu.engines.quality.mending.unifying import Cast, Normalise

STEP_KINDS: Mapping[str, type[Operation]] = {
    "trim": Trim,
    "blank": Blank,
    "normalise": Normalise,
    "cast": Cast,
    "fill_missing": FillMissing,
    "replace": Replace,
    "set_cells": SetCells,
    "case": Case,
    "split": Split,
    "join": Join,
    "rename": Rename,
    "drop": Drop,
    "drop_duplicates": DropDuplicates,
    "drop_totals": DropTotals,
    "merge": Merge,
    "sort": Sort,
}


def operations(recipe: Recipe, *, called: str = "") -> list[tuple[Place, Operation]]:
    """Every step of a recipe with its place. Raises Problem quality.step_unknown, .step_broken."""
    made: list[tuple[Place, Operation]] = []
    ids: set[str] = set()
    for number, step in enumerate(recipe.steps, start=1):
        place = Place(called or recipe.name, number, step)
        if step.id in ids:
            raise place.broken("id가 앞의 단계와 같아요", "its id is that of an earlier step")
        ids.add(step.id)
        kind = STEP_KINDS.get(step.what)
        if kind is None:
            raise place.problem(problems.STEP_UNKNOWN, what=step.what, known=", ".join(STEP_KINDS))
        if len(set(step.columns)) < len(step.columns):
            raise place.broken("columns에 같은 열이 두 번 있어요", "columns names a column twice")
        options = Options(place)
        made.append((place, kind.read(options)))
        options.done()
    return made
