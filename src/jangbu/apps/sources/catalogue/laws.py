"""Retention rules and the laws they stand on, read from `laws.yaml`: content, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.problems import language
from jangbu.kernel.errors import Language

CONTENT = Path(__file__).with_name("laws.yaml")
CERTAINTY_WORDS = {
    "law": _("법 조문을 읽었어요"),
    "second": _("조문을 직접 읽지 못했어요"),
    "unconfirmed": _("확인하지 못했어요"),
    "own": _("우리 제안이에요"),
    "person": _("사람이 적었어요"),
}


@dataclass(frozen=True, slots=True)
class Law:
    """One article: what it asks, since when, where it stands, when we looked, how sure we are."""

    id: str
    names: Mapping[str, str]
    articles: Mapping[str, str]
    says: Mapping[str, str]
    in_force_from: date | None
    source: str
    checked_on: date
    certainty: str  # a key of CERTAINTY_WORDS

    def name(self, language: Language) -> str:
        return f"{self.names[language]} {self.articles[language]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A retention period that fits some data, and why. `number` counts `unit` (days, months, years) from `since`."""

    id: str
    words: tuple[str, ...]
    columns_need: str
    needs: frozenset[str]
    number: int
    unit: str
    since: str
    laws: tuple[Law, ...]
    certainty: str
    says: Mapping[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    document = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    known = {law["id"]: _law(law, document["checked_on"]) for law in document["laws"]}
    return tuple(_rule(rule, known) for rule in document["rules"])


def rule(rule_id: str) -> Rule | None:
    return next((each for each in rules() if each.id == rule_id), None)


def basis_said(rule_id: str, written: str) -> str:
    """The reason of a retention period: its rule in the reader's language, or what a person wrote."""
    found = rule(rule_id)
    return found.says[language()] if found else written


def fitting(name: str, columns: list[str], there: frozenset[str]) -> Rule:
    """The first rule that fits data with these names, where `there` are of personal, company and money.

    The last rule fits everything.
    """
    return next(each for each in rules() if each.needs <= there and _named(each, name, columns, there))


def _named(found: Rule, name: str, columns: list[str], there: frozenset[str]) -> bool:
    looked = [name, *columns] if not found.columns_need or found.columns_need in there else [name]
    text = " ".join(looked).casefold()
    return not found.words or any(word in text for word in found.words)


def _law(law: dict[str, Any], checked_on: date) -> Law:
    return Law(
        law["id"],
        law["law"],
        law["article"],
        law["says"],
        law["in_force_from"],
        law["source"],
        checked_on,
        law["certainty"],
    )


def _rule(found: dict[str, Any], known: dict[str, Law]) -> Rule:
    keep = found["keep"]
    return Rule(
        found["id"],
        tuple(str(word).casefold() for word in found["words"]),
        found.get("columns_need", ""),
        frozenset(found["needs"]),
        keep["number"],
        keep["unit"],
        keep["since"],
        tuple(known[law] for law in found["laws"]),
        found["certainty"],
        found["says"],
    )


def kept_by_law(rule_id: str) -> bool:
    """Whether a retention rule stands on another law that makes the firm keep the data (PIPA Art. 21 only ends it)."""
    found = rule(rule_id)
    return found is not None and any(law.id != "pipa-21" for law in found.laws)
