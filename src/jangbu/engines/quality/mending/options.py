"""Reading the options of one step: each is asked for by name and form, and what nobody asked for is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.recipe import Step
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Kind, Problem

NUMBER = re.compile(r"[0-9]{1,12}")
SHARE = re.compile(r"0(?:\.[0-9]{1,6})?|1(?:\.0{1,6})?")


class Place:
    """Where in which recipe something stands, for the sentences of problems."""

    def __init__(self, recipe: str, number: int, step: Step) -> None:
        self.recipe, self.number, self.step = recipe, number, step

    def problem(self, kind: Kind, **values: object) -> Problem:
        return Problem(kind, recipe=self.recipe, step=self.number, id=self.step.id, **values)

    def broken(self, ko: str, en: str) -> Problem:
        return self.problem(problems.STEP_BROKEN, detail=Said(ko, en))


class Options:
    """The options of a step. Every reader raises Problem quality.step_broken for what it cannot take."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._given: dict[str, Any] = dict(place.step.options)

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def any(self, name: str) -> Any:
        return self._given.pop(name, None)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._given.pop(name, default)
        if not isinstance(value, str):
            raise self.place.broken(f"{name}에 글이 있어야 해요", f"{name} must be text")
        return value

    def cell(self, name: str) -> str | None:
        """A cell's text, or None for an empty one; it must be written either way."""
        if name not in self._given:
            raise self.place.broken(f"{name}이(가) 없어요", f"{name} is missing")
        value = self._given.pop(name)
        if not (value is None or isinstance(value, str)):
            raise self.place.broken(f"{name}은(는) 칸의 값이에요", f"{name} is the value of a cell")
        return value

    def choice(self, name: str, known: Sequence[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in known:
            listed = ", ".join(known)
            raise self.place.broken(f"{name}은(는) {listed} 가운데 하나예요", f"{name} is one of {listed}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        return self.choice(name, ("true", "false"), "true" if default else "false") == "true"

    def share(self, name: str, default: float) -> float:
        value = self._given.pop(name, str(default))
        if not isinstance(value, str) or not SHARE.fullmatch(value):
            raise self.place.broken(f"{name}은(는) 0과 1 사이 수예요", f"{name} is a number from 0 to 1")
        return float(value)

    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts; without a default it must be there and hold one at least."""
        value = self._given.pop(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise self.place.broken(f"{name}은(는) 글의 목록이에요", f"{name} is a list of texts")
        if not value and default is None:
            raise self.place.broken(f"{name}이(가) 비었어요", f"{name} is empty")
        return tuple(value)

    def pairs(self, name: str, default: Mapping[str, str] | None = None) -> dict[str, str]:
        """Texts by text."""
        value = self._given.pop(name, default)
        if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
            raise self.place.broken(f"{name}은(는) 이름: 값 묶음이에요", f"{name} maps names to texts")
        return dict(value)

    def done(self) -> None:
        if self._given:
            unknown = next(iter(self._given))
            raise self.place.broken(f"'{unknown}' 옵션을 몰라요", f"there is no option '{unknown}'")


def row_number(value: Any, place: Place) -> int:
    """A row of the source table, from 0."""
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise place.broken(f"행 번호가 아니에요: {value}", f"not a row number: {value}")
    return int(value)
