"""Recipes from files and back, every step checked on the way in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.quality.mending import plain_yaml, problems
from jangbu.engines.quality.mending.kinds import operations
from jangbu.engines.quality.mending.recipe import VERSION, Recipe, Step, plain
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Problem

KEYS = ("recipe", "name", "for", "steps")
STEP_KEYS = ("id", "what", "columns", "options", "why")


def load_recipe(path: str | Path) -> Recipe:
    """Read a recipe file. Raises Problem quality.recipe_*, quality.step_*."""
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(problems.RECIPE_UNREADABLE, recipe=path.name, line=1, detail="UTF-8") from error
    except (OSError, ValueError) as error:
        detail = Said("파일이 없어요", "there is no such file")
        if not isinstance(error, FileNotFoundError):
            reason = getattr(error, "strerror", None) or type(error).__name__
            detail = Said(reason, reason)
        raise Problem(problems.RECIPE_MISSING, recipe=str(path), detail=detail) from error
    return parse_recipe(text, name=path.name)


def parse_recipe(text: str, *, name: str = "recipe") -> Recipe:
    """A recipe from its YAML text, every step checked; `name` is what sentences call it.

    Raises Problem quality.recipe_unreadable, .recipe_foreign, .step_unknown, .step_broken.
    """
    try:
        document = plain_yaml.load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        detail = getattr(error, "problem", None) or "YAML"
        line = mark.line + 1 if mark else 1
        raise Problem(problems.RECIPE_UNREADABLE, recipe=name, line=line, detail=detail) from error
    recipe = _recipe(document, name)
    operations(recipe, called=name)
    return recipe


def dump_recipe(recipe: Recipe) -> str:
    """The recipe as YAML; `parse_recipe` reads the same recipe back."""
    return plain_yaml.dump(plain(recipe.as_json()))


def _recipe(document: Any, name: str) -> Recipe:
    if not isinstance(document, dict) or "recipe" not in document:
        raise _foreign(name, "recipe: 1이 없어요", "recipe: 1 is missing")
    if document["recipe"] != VERSION:
        version = document["recipe"]
        raise _foreign(name, f"버전 {version}은 읽지 못해요", f"version {version} cannot be read")
    if unknown := [str(key) for key in document if key not in KEYS]:
        raise _foreign(name, f"'{unknown[0]}'을(를) 몰라요", f"'{unknown[0]}' is unknown")
    made_for = document.get("for") or {}
    columns = made_for.get("columns") if isinstance(made_for, dict) else None
    if not isinstance(made_for, dict) or set(made_for) - {"columns", "fingerprint"} or not _texts(columns):
        raise _foreign(name, "for에 columns가 있어야 해요", "for must list columns")
    fingerprint = made_for.get("fingerprint")
    if fingerprint is not None and not isinstance(fingerprint, str):
        raise _foreign(name, "fingerprint는 글자여야 해요", "fingerprint must be text")
    given = document.get("steps")
    if not isinstance(given, list):
        raise _foreign(name, "steps가 목록이 아니에요", "steps is not a list")
    steps = tuple(_step(item, number, name) for number, item in enumerate(given, start=1))
    return Recipe(str(document.get("name") or name), tuple(columns or ()), steps, fingerprint)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _step(item: Any, number: int, name: str) -> Step:
    step_id = str(item.get("id") or number) if isinstance(item, dict) else str(number)

    def broken(ko: str, en: str) -> Problem:
        return Problem(problems.STEP_BROKEN, recipe=name, step=number, id=step_id, detail=Said(ko, en))

    if not isinstance(item, dict) or not isinstance(item.get("what"), str):
        raise broken("what이 없어요", "what is missing")
    if unknown := [str(key) for key in item if key not in STEP_KEYS]:
        raise broken(f"'{unknown[0]}'을(를) 몰라요", f"'{unknown[0]}' is unknown")
    columns, options, why = item.get("columns") or [], item.get("options") or {}, item.get("why") or ""
    if not _texts(columns):
        raise broken("columns는 열 이름의 목록이에요", "columns is a list of names")
    if not isinstance(options, dict):
        raise broken("options는 이름과 값이에요", "options are names and values")
    if not isinstance(why, str):
        raise broken("why는 글이에요", "why is text")
    return Step(step_id, item["what"], tuple(columns), options, why)


def _foreign(name: str, ko: str, en: str) -> Problem:
    return Problem(problems.RECIPE_FOREIGN, recipe=name, detail=Said(ko, en))
