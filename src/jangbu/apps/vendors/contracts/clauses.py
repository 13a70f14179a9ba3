"""The clauses as the file says them, read anew whenever the file changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from jangbu.apps.base.words import Words

CONTENT = Path(__file__).with_name("clauses.yaml")
Applies = Literal["always", "personal", "overseas"]
CERTAINTY = {
    "law": Words("법 조문을 읽었어요", "statute text read"),
    "own": Words("우리 제안이에요", "our proposal"),
}


@dataclass(frozen=True, slots=True)
class Law:
    name: Words
    says: Words
    in_force_from: date
    source: str
    certainty: Words


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    group: Words
    label: Words
    ask: Words
    wording: Words  # what to propose where it is missing or weak
    severity: int  # 1 to 3
    applies: Applies
    hours: int | None  # at most so many
    law: Law | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    version: int
    as_of: date
    clauses: tuple[Clause, ...]

    def clause(self, clause_id: str) -> Clause | None:
        return next((each for each in self.clauses if each.id == clause_id), None)


def catalogue() -> Catalogue:
    """Live without a restart: the file's time of change is part of the cache's key."""
    return _read(CONTENT, CONTENT.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Catalogue:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    laws = {name: _law(told) for name, told in content["laws"].items()}
    clauses = tuple(_clause(told, laws) for told in content["clauses"])
    return Catalogue(content["version"], content["as_of"], clauses)


def _law(told: dict[str, Any]) -> Law:
    name, says = Words(**told["name"]), Words(**told["says"])
    return Law(name, says, told["in_force_from"], told["source"], CERTAINTY[told["certainty"]])


def _clause(told: dict[str, Any], laws: dict[str, Law]) -> Clause:
    return Clause(
        told["id"],
        Words(**told["group"]),
        Words(**told["label"]),
        Words(**told["ask"]),
        Words(**told["wording"]),
        told["severity"],
        told["applies"],
        told.get("hours"),
        laws[told["law"]] if "law" in told else None,
    )
