"""The criteria as the file says them, read anew whenever the file changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.base.words import Words

CONTENT = Path(__file__).with_name("criteria.yaml")


@dataclass(frozen=True, slots=True)
class Answer:
    value: str
    points: int  # 0 to 100
    label: Words


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    weight: int  # the usual one
    label: Words
    ask: Words
    answers: tuple[Answer, ...]
    clauses: tuple[str, ...]  # ids of clauses.yaml that cover the risk
    computed: str  # "certificates" where a register answers, else ""

    def answer(self, value: str) -> Answer | None:
        return next((each for each in self.answers if each.value == value), None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    version: int
    as_of: date
    threshold: int  # points from which a vendor is good enough
    criteria: tuple[Criterion, ...]

    def criterion(self, criterion_id: str) -> Criterion | None:
        return next((each for each in self.criteria if each.id == criterion_id), None)

    def usual_weights(self) -> dict[str, int]:
        return {each.id: each.weight for each in self.criteria}


def catalogue() -> Catalogue:
    """Live without a restart: the file's time of change is part of the cache's key."""
    return _read(CONTENT, CONTENT.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Catalogue:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Catalogue(
        content["version"],
        content["as_of"],
        content["threshold"],
        tuple(_criterion(each) for each in content["criteria"]),
    )


def _criterion(told: dict[str, Any]) -> Criterion:
    answers = tuple(Answer(each["value"], each["points"], Words(each["ko"], each["en"])) for each in told["answers"])
    return Criterion(
        told["id"],
        told["weight"],
        Words(**told["label"]),
        Words(**told["ask"]),
        answers,
        tuple(told.get("clauses", ())),
        told.get("from", ""),
    )
