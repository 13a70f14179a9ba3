"""What error detection takes and says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jangbu.engines.quality.rules import Rule
from jangbu.kernel.errors import Language
from jangbu.kernel.particles import fitted


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says should stand in a cell: `clean` (None or "": nothing). Rows count from 0."""

    row: int
    column: str
    clean: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in both languages."""

    ko: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "ko", fitted(self.ko))

    def as_json(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}

    def sentence(self, language: Language = "ko") -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that is probably wrong. `confidence` is that probability. `proposed` is None where nothing is known and
    "" where the cell should be empty. `reason` is a stable code, `says` the evidence."""

    row: int
    column: str
    value: str | None
    proposed: str | None
    confidence: float
    reason: str
    says: Said

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "proposed": self.proposed,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "says": self.says.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Option:
    """An answer. `id` is what to answer with; `example` is how the cell of the question's row would then read."""

    id: str
    label: Said
    example: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "label": self.label.as_json(), "example": self.example}


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a column. The examples of its options are of `row`. `cells` may change with the answer."""

    column: str
    ask: Said
    options: tuple[Option, ...]
    row: int
    cells: int

    def as_json(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "ask": self.ask.as_json(),
            "options": [option.as_json() for option in self.options],
            "row": self.row,
            "cells": self.cells,
        }


@dataclass(frozen=True, slots=True)
class Suspicions:
    """`cells` from the surest on; `questions` from the most valuable on, at most ten; `rules` are the formats that a
    person stated by answers or labels, ready to become part of the contract. `rows` and `columns` were looked at."""

    cells: tuple[Suspect, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    rows: int
    columns: int

    def as_json(self) -> dict[str, Any]:
        """What `jangbu errors --json` prints."""
        return {
            "rows": self.rows,
            "columns": self.columns,
            "cells": [cell.as_json() for cell in self.cells],
            "questions": [question.as_json() for question in self.questions],
            "rules": [
                {
                    "id": rule.id,
                    "column": rule.column,
                    "kind": rule.kind,
                    "pattern": rule.pattern,
                    "says": rule.says(),
                    "why": rule.reasons(),
                }
                for rule in self.rules
            ],
        }
