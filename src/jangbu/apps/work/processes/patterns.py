"""Which pattern fits a process: rules read from top to bottom, each with its reason; the first that holds wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.work.processes.models import Pattern, Process
from jangbu.kernel.errors import Language


@dataclass(frozen=True, slots=True)
class Proposal:
    """The pattern proposed for a process, and the sentences that say why, the deciding one first."""

    pattern: Pattern
    reasons: tuple[dict[str, str], ...]  # {ko, en}

    def said(self, language: Language) -> str:
        return " ".join(reason[language] for reason in self.reasons)


def facts_of(process: Process) -> dict[str, Any]:
    """What the criteria look at."""
    return {
        "input": process.input,
        "weight": process.weight,
        "judgement": process.judgement,
        "volume": process.volume,
        "verdict": (process.repeatability or {}).get("verdict", "unknown"),
    }


def propose(process: Process) -> Proposal:
    facts = facts_of(process)
    for rule in _rules()["patterns"]:
        if all(_holds(facts, name, wanted) for name, wanted in rule.get("when", {}).items()):
            first = {"ko": rule["ko"], "en": rule["en"]}
            further = [
                {"ko": also["ko"], "en": also["en"]}
                for also in _rules()["besides"]
                if all(_holds(facts, name, wanted) for name, wanted in also["when"].items())
            ]
            return Proposal(Pattern(rule["pattern"]), (first, *further))
    raise LookupError("the last rule of patterns.yaml must hold for every process")


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": lambda held, wanted: held is not None and held >= wanted,
    "below": lambda held, wanted: held is not None and held < wanted,
}


def _holds(facts: dict[str, Any], name: str, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(COMPARE[how](facts[name], bound) for how, bound in wanted.items())
    return facts[name] in wanted if isinstance(wanted, list) else bool(facts[name] == wanted)


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("patterns.yaml").read_text("utf-8"))
    return content
