"""The first text of a policy: a file of clauses, filled once with what the records say today. Content, not code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.base.words import Words

DRAFTS = Path(__file__).with_name("drafts")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LANGUAGES = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Records:
    """What a draft is filled with, each word in both languages: single facts, and lists of records by name."""

    facts: Mapping[str, Words]
    lists: Mapping[str, tuple[Mapping[str, Words], ...]]


@dataclass(frozen=True, slots=True)
class Draft:
    kind: str
    version: int
    as_of: date
    title: Words
    clauses: tuple[Mapping[str, Any], ...]


def draft(kind: str) -> Draft:
    """The draft of a kind, read anew whenever its file changes. Raises LookupError for a kind without a file."""
    path = DRAFTS / f"{kind}.yaml"
    if kind not in kinds():
        raise LookupError(kind)
    return _read(path, path.stat().st_mtime_ns)


def kinds() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DRAFTS.glob("*.yaml")))


def filled(found: Draft, records: Records) -> list[dict[str, Any]]:
    """The clauses as a version keeps them. Raises LookupError for a placeholder that no record fills."""
    return [_clause(told, records) for told in found.clauses]


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Draft:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    title, clauses = Words(**content["title"]), tuple(content["clauses"])
    return Draft(content["kind"], content["version"], content["as_of"], title, clauses)


def _clause(told: Mapping[str, Any], records: Records) -> dict[str, Any]:
    lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    if "each" in told:
        rows = records.lists[told["each"]]
        for language in LANGUAGES:
            lines[language] = [fill(told["line"][language], row, language) for row in rows] or [told["none"][language]]
    return {
        "id": told["id"],
        "heading": dict(told["heading"]),
        "text": {language: fill(told["text"][language], records.facts, language) for language in LANGUAGES},
        "lines": lines,
        "binding": told.get("binding"),
    }


def fill(template: str, values: Mapping[str, Words], language: str) -> str:
    """One pass, so that braces inside a record are only text."""

    def said(match: re.Match[str]) -> str:
        words = values.get(match.group(1))
        if words is None:
            raise LookupError(f"a draft asks for {{{match.group(1)}}}, which no record fills")
        return words.ko if language == "ko" else words.en

    return PLACEHOLDER.sub(said, template)
