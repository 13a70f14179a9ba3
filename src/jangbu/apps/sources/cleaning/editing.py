"""The recipe as a form: every button changes the text it came with, so the form and the text say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from jangbu.apps.base.problems import language
from jangbu.apps.sources.delivery.models import Version
from jangbu.engines.quality import mending
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mending import forms
from jangbu.kernel.errors import Problem

FIRST = "trim"  # the kind the form begins with
EMPTY = mending.Recipe("", (), ())


@dataclass(slots=True)
class Draft:
    """A recipe at work. `text` is what was typed, None where nobody typed; `open` the step in the form, counted from 0;
    `given` what the form was sent with, where it did not do."""

    recipe: mending.Recipe
    text: str | None = None
    open: int | None = None
    what: str = FIRST
    given: Mapping[str, str] | None = None
    columns: tuple[str, ...] = ()
    trouble: Problem | None = None
    moved: bool = False  # differs from what was previewed

    def context(self, version: Version) -> dict[str, Any]:
        """What the form shows: the steps in words and what the open one asks."""
        said = language()
        step = self.recipe.steps[self.open] if self.open is not None else None
        lines = []
        for place, each in enumerate(self.recipe.steps):
            form = forms.STEP_FORMS.get(each.what)
            lines.append(
                {
                    "place": place,
                    "label": getattr(form.label, said) if form else each.what,
                    "columns": ", ".join(each.columns),
                    "changeable": form is not None and form.holds(each),
                    "open": place == self.open,
                }
            )
        made: dict[str, Any] = {"lines": lines, "open": self.open, "moved": self.moved, "kinds": kinds()}
        if self.text is not None and self.trouble is not None:
            made["yaml"] = self.text
        elif self.text is not None:
            made["yaml"] = mending.dump_recipe(self.recipe)
        if self.trouble is not None:
            made["trouble"] = f"{self.trouble.what(said)} {self.trouble.next_step(said)}"
        return made | fields_of(self.what, version, step, self.given, self.columns)


def kinds() -> list[tuple[str, str]]:
    said = language()
    return [(each.what, getattr(each.label, said)) for each in forms.STEP_FORMS.values()]


def fields_of(
    what: str,
    version: Version,
    step: mending.Step | None = None,
    given: Mapping[str, str] | None = None,
    columns: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What one kind of step asks, filled with a step's own values or with what was sent."""
    said = language()
    form = forms.STEP_FORMS.get(what) or forms.STEP_FORMS[FIRST]
    values = dict(given) if given is not None else form.values(step)
    chosen = set(columns or (step.columns if step else ()))
    names = list(dict.fromkeys([*(each["name"] for each in version.columns), *chosen]))
    fields = [
        {
            "name": each.name,
            "label": getattr(each.label, said),
            "kind": each.kind,
            "value": values.get(each.name, each.default),
            "choices": [(choice.value, getattr(choice.label, said)) for choice in each.choices],
        }
        for each in form.fields
    ]
    return {
        "what": form.what,
        "takes": form.columns,
        "names": [(name, name in chosen) for name in names],
        "fields": fields,
        "column_names": names,
    }


def changed(text: str, do: str, sent: QueryDict) -> Draft:
    """The recipe after one button: preview, up:N, down:N, remove:N, open:N, kind, close, put (add, or change the open
    one). What cannot be read is kept as it was typed, with what is wrong about it."""
    try:
        recipe = mending.parse_recipe(text)
    except Problem as problem:
        return Draft(EMPTY, text, trouble=problem)
    verb, _colon, number = do.partition(":")
    place = int(number) if number.isdecimal() and int(number) < len(recipe.steps) else None
    if verb in ("up", "down") and place is not None:
        return Draft(forms.moved(recipe, place, -1 if verb == "up" else 1), text, moved=True)
    if verb == "remove" and place is not None:
        return Draft(forms.removed(recipe, place), text, moved=True)
    if verb == "open" and place is not None and recipe.steps[place].what in forms.STEP_FORMS:
        return Draft(recipe, text, place, recipe.steps[place].what, moved=True)
    if verb == "kind":
        return Draft(recipe, text, what=sent.get("what", FIRST), moved=True)
    if verb == "put":
        return _put(recipe, text, sent)
    return Draft(recipe, text, moved=verb != "preview")


def _put(recipe: mending.Recipe, text: str, sent: QueryDict) -> Draft:
    what, at = sent.get("what", ""), sent.get("at", "")
    form = forms.STEP_FORMS.get(what) or forms.STEP_FORMS[FIRST]
    place = int(at) if at.isdecimal() and int(at) < len(recipe.steps) else None
    given = {each.name: sent.get(f"field-{each.name}", "") for each in form.fields}
    given |= {each.name: given[each.name] or "false" for each in form.fields if each.kind == "flag"}
    columns = tuple(sent.getlist("columns"))
    old = recipe.steps[place] if place is not None else None
    step_id = old.id if old is not None and old.what == form.what else forms.free_id(recipe, form.what)
    made = forms.put(recipe, form.step(columns, given, step_id=step_id, why=old.why if old else ""), place)
    try:
        mending.operations(made)
    except Problem as problem:
        return Draft(recipe, text, place, form.what, given, columns, problem, moved=True)
    return Draft(made, text, moved=True)


def fits(recipe: mending.Recipe, version: Version) -> None:
    """Raises Problem where the recipe speaks of columns that the version does not have, before anybody waits for it."""
    names = tuple(each["name"] for each in version.columns)
    if recipe.fingerprint is None:
        mending.plan_recipe(Frame(version.file_name, names, tuple([] for _name in names)), recipe)
