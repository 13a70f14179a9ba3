"""The port between a clause and the facts: a named predicate with parameters, asked on a day.

`web/wiring` binds who answers. An unknown name or an answerer that is not bound is "unknown", never "met".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jangbu.apps.base.words import Words

Status = Literal["met", "partly", "unmet", "unknown"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a status stands on: how it is called, and where it opens."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    status: Status
    says: Words  # one sentence, with the number it stands on
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """As a clause names it."""

    name: str
    params: Mapping[str, Any]


Evaluate = Callable[[Predicate, date], Finding | None]  # None: a name it does not know

NOBODY = Words("이 사실을 재는 곳이 아직 없어요.", "Nothing measures this fact yet.")
_evaluators: list[Evaluate] = []


def bind_evaluator(evaluate: Evaluate) -> None:
    """Asked in the order of binding, until one knows the name. Binding the same one again changes nothing."""
    if evaluate not in _evaluators:
        _evaluators.append(evaluate)


def predicate_of(binding: Mapping[str, Any] | None) -> Predicate | None:
    """From a clause's `binding`, or None where it has none."""
    return Predicate(str(binding["predicate"]), dict(binding.get("params", {}))) if binding else None


def evaluate(predicate: Predicate, day: date) -> Finding:
    for each in _evaluators:
        found = each(predicate, day)
        if found is not None:
            return found
    return Finding("unknown", NOBODY)
