"""The settings of an assist automation: prompt, named inputs, templates; read and linted here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jangbu.apps.work import problems
from jangbu.engines.llm import left_open, names_in
from jangbu.kernel.errors import Problem

NAME = re.compile(r"\w{1,40}")
MOST_INPUTS, MOST_TEMPLATES, MOST_OPTIONS = 12, 12, 6
LONGEST_TEXT = 20_000  # characters of a prompt, a template, an input or a draft


@dataclass(frozen=True, slots=True)
class Input:
    """One named input: {{name}} in prompt and templates. `hint` says what belongs there."""

    name: str
    hint: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Assist:
    """A version's settings, typed. `own` lets whoever asked finish it; `options` are a decision's fixed ones."""

    prompt: str = ""
    inputs: tuple[Input, ...] = ()
    templates: tuple[Template, ...] = ()
    options: tuple[str, ...] = ()
    own: bool = False

    def template(self, name: str) -> Template | None:
        return next((each for each in self.templates if each.name == name), None)

    def as_settings(self) -> dict[str, Any]:
        return {
            "prompt": self.prompt,
            "inputs": [{"name": each.name, "hint": each.hint, "needed": each.needed} for each in self.inputs],
            "templates": [{"name": each.name, "text": each.text} for each in self.templates],
            "options": list(self.options),
            "own": self.own,
        }


def read(settings: Mapping[str, Any]) -> Assist:
    """From a version's settings. Raises Problem work.assist_malformed for settings of another shape."""
    try:
        return Assist(
            str(settings.get("prompt", "")),
            tuple(
                Input(str(each["name"]), str(each.get("hint", "")), bool(each.get("needed", True)))
                for each in settings.get("inputs", ())
            ),
            tuple(Template(str(each["name"]), str(each["text"])) for each in settings.get("templates", ())),
            tuple(str(each) for each in settings.get("options", ())),
            settings.get("own") is True,
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise Problem(problems.ASSIST_MALFORMED) from error


def check(settings: Mapping[str, Any], *, decides: bool) -> Assist:
    """The settings, linted: names, places, and something to start from. Raises Problem with the sentence to fix it."""
    assist = read(settings)
    names = [each.name for each in assist.inputs]
    if not names or len(names) > MOST_INPUTS:
        raise Problem(problems.INPUTS_NEEDED, most=MOST_INPUTS)
    for name in names:
        if NAME.fullmatch(name) is None:
            raise Problem(problems.INPUT_NAME, name=name)
        if names.count(name) > 1:
            raise Problem(problems.INPUT_TWICE, name=name)
    texts = [("prompt", assist.prompt), *((each.name, each.text) for each in assist.templates)]
    if len(assist.templates) > MOST_TEMPLATES or len(assist.options) > MOST_OPTIONS:
        raise Problem(problems.ASSIST_MALFORMED)
    for where, text in texts:
        _lint(where, text, names)
    if settings.get("endpoint") and not assist.prompt.strip():
        raise Problem(problems.PROMPT_NEEDED)
    start = [assist.prompt.strip(), *(assist.options if decides else (each.text for each in assist.templates))]
    if not any(start):
        raise Problem(problems.NOTHING_TO_START)
    return assist


def _lint(where: str, text: str, names: Iterable[str]) -> None:
    if len(text) > LONGEST_TEXT:
        raise Problem(problems.TEXT_TOO_LONG, limit=LONGEST_TEXT)
    if left_open(text):
        raise Problem(problems.PLACE_OPEN, where=_said(where))
    known = list(names)
    unknown = [name for name in names_in(text) if name not in known]
    if unknown:
        raise Problem(problems.PLACE_UNKNOWN, where=_said(where), name=unknown[0], names=", ".join(known))


def _said(where: str) -> str:
    return "프롬프트(prompt)" if where == "prompt" else where


def inputs_from(text: str) -> tuple[Input, ...]:
    """One input a line, as people type it: `문의: 고객이 보낸 글`; a ? behind the name makes it optional."""
    found = []
    for line in text.splitlines():
        name, _colon, hint = line.strip().partition(":")
        if name.strip():
            bare = name.strip()
            found.append(Input(bare.removesuffix("?").strip(), hint.strip(), not bare.endswith("?")))
    return tuple(found)


def inputs_as_text(inputs: Iterable[Input]) -> str:
    lines = [f"{each.name}{'' if each.needed else '?'}{f': {each.hint}' if each.hint else ''}" for each in inputs]
    return "\n".join(lines)
