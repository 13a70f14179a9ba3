"""Mending: a recipe is shown as a diff, applied to make a new table, and taken back. Nothing is repaired silently."""

from jangbu.engines.quality.mending.building import (
    Suspicion,
    keep_apart,
    merge_step,
    recipe_for,
    rename_step,
    set_cells_step,
)
from jangbu.engines.quality.mending.diff import REASONS, Change, Diff, MergedRows, Removed, StepDiff, Waiting
from jangbu.engines.quality.mending.encoding import table_fingerprint
from jangbu.engines.quality.mending.forms import STEP_FORMS, StepForm
from jangbu.engines.quality.mending.kinds import STEP_KINDS, operations
from jangbu.engines.quality.mending.loading import dump_recipe, load_recipe, parse_recipe
from jangbu.engines.quality.mending.merging import Merge, Merged, MergeLog, Unmerged, merge_rows, unmerge
from jangbu.engines.quality.mending.plan import ColumnLineage, Flow, Lineage, StepLineage
from jangbu.engines.quality.mending.proposing import propose_recipe
from jangbu.engines.quality.mending.recipe import Recipe, Step
from jangbu.engines.quality.mending.running import Mended, apply, plan_recipe, preview
from jangbu.engines.quality.mending.survivorship import Rule, Rules, read_rules
from jangbu.engines.quality.mending.undoing import Undo, make_undo, undo
from jangbu.engines.quality.mending.writing import read_undo, undo_path, write_frame, write_mended

__all__ = [
    "REASONS",
    "STEP_FORMS",
    "STEP_KINDS",
    "Change",
    "ColumnLineage",
    "Diff",
    "Flow",
    "Lineage",
    "Mended",
    "Merge",
    "MergeLog",
    "Merged",
    "MergedRows",
    "Recipe",
    "Removed",
    "Rule",
    "Rules",
    "Step",
    "StepDiff",
    "StepForm",
    "StepLineage",
    "Suspicion",
    "Undo",
    "Unmerged",
    "Waiting",
    "apply",
    "dump_recipe",
    "keep_apart",
    "load_recipe",
    "make_undo",
    "merge_rows",
    "merge_step",
    "operations",
    "parse_recipe",
    "plan_recipe",
    "preview",
    "propose_recipe",
    "read_rules",
    "read_undo",
    "recipe_for",
    "rename_step",
    "set_cells_step",
    "table_fingerprint",
    "undo",
    "undo_path",
    "unmerge",
    "write_frame",
    "write_mended",
]
