"""Running a recipe: first as a preview, then for good. Both do the same work, so their counts are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.diff import Diff
from jangbu.engines.quality.mending.encoding import Fingerprints
from jangbu.engines.quality.mending.kinds import operations
from jangbu.engines.quality.mending.operation import Operation
from jangbu.engines.quality.mending.options import Place
from jangbu.engines.quality.mending.plan import Lineage, Plan
from jangbu.engines.quality.mending.recipe import Recipe
from jangbu.engines.quality.mending.undoing import Undo, make_undo
from jangbu.engines.quality.mending.work import Tally, Work
from jangbu.kernel.errors import Problem

LIMIT = 20  # examples of each sort, per step
Source = Frame | str | Path


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended table and everything about how it came to be.

    `rows[place]` is the row of the source that stands there; `origins[i]` the number of the source's column that column
    i goes back to, None for columns the recipe made.
    """

    frame: Frame
    diff: Diff
    undo: Undo
    lineage: Lineage
    rows: Sequence[int]
    origins: tuple[int | None, ...]


def preview(source: Source, recipe: Recipe, *, limit: int | None = LIMIT) -> Diff:
    """What `apply` would do, with exact counts and up to `limit` examples of each sort per step (None: all).

    Nothing is changed. Raises Problem quality.recipe_*, quality.step_* before any step has run, and as reading does.
    """
    frame = read_frame(source)
    planned, _lineage = _planned(frame, recipe, Fingerprints())
    return _run(frame, recipe, planned, limit)[1]


def apply(source: Source, recipe: Recipe, *, limit: int | None = LIMIT) -> Mended:
    """The mended table as a new one; the source stays as it was. Raises Problem as `preview` does."""
    frame, known = read_frame(source), Fingerprints()
    planned, lineage = _planned(frame, recipe, known)
    work, diff = _run(frame, recipe, planned, limit)
    mended = work.frame()
    back = make_undo(frame, mended, work.rows, work.origins, fingerprints=known)
    return Mended(mended, diff, back, lineage, work.rows, tuple(work.origins))


def plan_recipe(source: Source, recipe: Recipe) -> Lineage:
    """What the recipe would do to columns, without looking at a cell. Raises Problem as `preview` does."""
    return _planned(read_frame(source), recipe, Fingerprints())[1]


Planned = list[tuple[Place, Operation]]


def _planned(frame: Frame, recipe: Recipe, known: Fingerprints) -> tuple[Planned, Lineage]:
    steps = operations(recipe)
    file = Path(frame.name).name
    plan = Plan(frame)
    missing = [column for column in recipe.columns if column not in frame.names]
    if missing:
        named = ", ".join(f"'{column}'" for column in missing[:5]) + (" …" if len(missing) > 5 else "")
        raise Problem(problems.RECIPE_OTHER_SCHEMA, recipe=recipe.name, file=file, missing=named)
    for place, operation in steps:
        if operation.needs_rows:
            fingerprint = known.table(frame)
            if recipe.fingerprint is None:
                raise place.problem(problems.FINGERPRINT_NEEDED, file=file, fingerprint=fingerprint)
            if recipe.fingerprint != fingerprint:
                raise place.problem(problems.RECIPE_OTHER_TABLE, file=file)
        plan.start(place)
        operation.plan(plan)
        plan.end()
    return steps, plan.lineage(recipe.name)


def _run(frame: Frame, recipe: Recipe, planned: Planned, limit: int | None) -> tuple[Work, Diff]:
    work, diffs = Work(frame, limit), []
    for place, operation in planned:
        work.tally = Tally(limit)
        operation.run(work)
        diffs.append(work.tally.diff(place.step, operation.columns, operation.says(work.tally)))
    diff = Diff(
        recipe=recipe.name,
        file=frame.name,
        rows_before=frame.rows,
        rows_after=len(work.rows),
        columns_before=frame.names,
        columns_after=tuple(work.names),
        steps=tuple(diffs),
    )
    return work, diff
