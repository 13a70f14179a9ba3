"""Mending a large version beside the page: first what a recipe would change, then, when asked, the new version.

`Look.asked` holds {recipe: YAML, "" for the one that is proposed; language} of a preview, and of a mend {recipe or
steps; name; why; as_of}. `steps` speak of rows, and become a recipe for exactly this version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.sources.cleaning import problems as cleaning_problems
from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.cleaning import services
from jangbu.apps.sources.cleaning.models import MendRun
from jangbu.apps.sources.looking import shelf
from jangbu.apps.sources.looking.models import Look
from jangbu.engines.quality import mending
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

SHOWN = 20  # changed cells of a step that are kept


def look(look: Look, frame: Frame, place: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Preview the recipe, write its diff into `place`, and give the figures for the ledger."""
    say("mending")
    text = look.asked.get("recipe", "")
    recipe = mending.parse_recipe(text) if text else _proposed(look, frame)
    diff = mending.preview(frame, recipe, limit=cleaning.WAITING)
    say("keeping")
    waiting = [asdict(each) for each in cleaning.unread(diff, frame)]
    steps = [{**step, "cells": step["cells"][:SHOWN], "removed_rows": [], "merged_rows": []} for step in _steps(diff)]
    told = {**diff.as_json(), "steps": steps, "recipe": mending.dump_recipe(recipe)}
    shelf.write(place, {**told, "proposed": not text, "unread": waiting})
    totals = diff.totals()
    return {"changes": totals["changed"] + totals["removed"] + totals["merged"]}


def _proposed(look: Look, frame: Frame) -> mending.Recipe:
    semantics = {each["name"]: each.get("semantic") or "" for each in look.version.columns}
    return mending.propose_recipe(frame, semantics, language=look.asked.get("language", "ko"))


def _steps(diff: mending.Diff) -> list[dict[str, Any]]:
    return [step.as_json() for step in diff.steps]


def apply(look: Look, frame: Frame, place: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Make the new version, unless a start that was cut off after it had made it did so already."""
    say("mending")
    asked, version = look.asked, look.version
    run = MendRun.objects.filter(before=version, made_at__gte=look.asked_at).first()
    if run is None:
        person = people.person(look.started_by)
        if person is None:
            raise Problem(cleaning_problems.NOBODY_ASKED, dataset=version.dataset.name)
        mine = Look.objects.filter(pk=look.pk, turn=look.turn, state=Look.State.RUNNING)
        run = services.mend(
            version,
            frame,
            _recipe(asked, frame),
            actor=Actor.person(person.pk, person.name),
            why=asked["why"],
            as_of=date.fromisoformat(asked["as_of"]),
            still=mine.exists,
        )
    shelf.write(place, {"run": run.pk, "number": run.after.number})
    return {"made": run.after.number}


def _recipe(asked: Mapping[str, Any], frame: Frame) -> mending.Recipe:
    if "steps" not in asked:
        return mending.parse_recipe(asked["recipe"])
    steps = [
        mending.Step(each["id"], each["what"], tuple(each["columns"]), each["options"], each["why"])
        for each in asked["steps"]
    ]
    return mending.recipe_for(frame, steps, name=asked["name"])


def asked_steps(steps: Sequence[mending.Step]) -> list[dict[str, Any]]:
    """Steps as `Look.asked` keeps them."""
    return [
        {
            "id": step.id,
            "what": step.what,
            "columns": list(step.columns),
            "options": dict(step.options),
            "why": step.why,
        }
        for step in steps
    ]


def diff_of(told: Mapping[str, Any]) -> mending.Diff:
    """The outcome of a preview as previewing gives it, with the examples that were kept."""
    return mending.Diff(
        recipe=told["recipe"],
        file=told["file"],
        rows_before=told["rows"]["before"],
        rows_after=told["rows"]["after"],
        columns_before=tuple(told["columns"]["before"]),
        columns_after=tuple(told["columns"]["after"]),
        steps=tuple(_step_of(step) for step in told["steps"]),
    )


def _step_of(step: Mapping[str, Any]) -> mending.StepDiff:
    return mending.StepDiff(
        id=step["id"],
        what=step["what"],
        columns=tuple(step["columns"]),
        why=step["why"],
        says=Said(**step["says"]),
        changed=step["changed"],
        cells=tuple(mending.Change(**cell) for cell in step["cells"]),
        queued={(each["column"], each["reason"]): each["count"] for each in step["queued"]},
        waiting=tuple(mending.Waiting(**each) for each in step["waiting"]),
        removed=step["removed"],
        removed_rows=(),
        merged=step["merged"],
        merged_rows=(),
        moved=step["moved"],
        added=tuple(step["added"]),
        renamed=step["renamed"],
        dropped=tuple(step["dropped"]),
    )
