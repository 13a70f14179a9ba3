"""From a clause to the facts: it names a predicate of `base.evidence` with parameters, asked of the end of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jangbu.apps.base.evidence import ask, end_of
from jangbu.apps.base.words import Words
from jangbu.engines.checklist import Answer, Call, Status

Standing = Literal["met", "partly", "unmet", "unknown"]
READ_AS: dict[Status, Standing] = {Status.MET: "met", Status.PARTLY: "partly", Status.UNMET: "unmet"}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a status stands on: how it is called, and where it opens."""

    name: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer as the page of a policy reads it."""

    status: Standing
    says: Words  # one sentence, with the number it stands on
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """As a clause names it."""

    name: str
    params: Mapping[str, Any]


def predicate_of(binding: Mapping[str, Any] | None) -> Predicate | None:
    """From a clause's `binding`, or None where it has none."""
    return Predicate(str(binding["predicate"]), dict(binding.get("params", {}))) if binding else None


def evaluate(predicate: Predicate, day: date) -> Finding:
    """Unknown, never met, for a name that nobody declared."""
    return _finding(ask(Call.of(predicate.name, predicate.params), end_of(day)))


def _finding(answer: Answer) -> Finding:
    against = answer.honest in {Status.UNMET, Status.PARTLY}
    shown = [each for each in answer.evidence if not (against and each.good)][:SHOWN]
    evidence = tuple(Evidence(Words(each.said.ko, each.said.en), each.url) for each in shown)
    return Finding(READ_AS.get(answer.honest, "unknown"), Words(answer.said.ko, answer.said.en), evidence)
