"""The catalogue: questions, KPI templates, week plans, stop rules and roles, as data in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.kernel.errors import Language

Text = Mapping[str, str]  # {ko, en}


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "catalogue" / name).read_text("utf-8"))
    return content


@lru_cache(maxsize=1)
def questions() -> tuple[dict[str, Any], ...]:
    return tuple(_read("questions.yaml")["questions"])


@lru_cache(maxsize=1)
def templates() -> dict[str, dict[str, Any]]:
    """KPI templates by id, in the order of the catalogue."""
    return {each["id"]: each for each in _read("kpis.yaml")["kpis"]}


@lru_cache(maxsize=1)
def axes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = _read("kpis.yaml")["axes"]
    return found


@lru_cache(maxsize=1)
def weeks() -> dict[str, Any]:
    return _read("weeks.yaml")


def choice(question_id: str, choice_id: str) -> dict[str, Any]:
    """The choice of a question; the one taken when it was skipped where there is no such choice."""
    question = next(each for each in questions() if each["id"] == question_id)
    found = {each["id"]: each for each in question["choices"]}
    chosen: dict[str, Any] = found.get(choice_id) or found[question["skipped"]]
    return chosen


def said(text: Any, language: Language) -> str:
    """A text of the catalogue or of a plan; what a person typed reads the same in both languages."""
    return str(text.get(language, "")) if isinstance(text, Mapping) else str(text or "")


def typed(text: str) -> dict[str, str]:
    """A person's own words."""
    return {"ko": text, "en": text}
