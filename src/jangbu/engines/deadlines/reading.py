"""The rules from `laws.yaml`. A changed law is a changed file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from jangbu.engines.deadlines.model import Rule, Words

FILE = Path(__file__).with_name("laws.yaml")


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """Every rule by its id. Raises KeyError for a file that lacks a field, which the tests of the file would show."""
    told: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    made = [_rule(each, told) for each in told["clocks"]]
    return MappingProxyType({rule.id: rule for rule in made})


def _rule(each: Mapping[str, Any], told: Mapping[str, Any]) -> Rule:
    source = told["sources"][each["source"]]
    optional = ("hours", "days", "house_hours", "people", "extensions", "tampering_from")
    return Rule(
        id=each["id"],
        title=Words(each["ko"], each["en"]),
        article=Words(**each["article"]),
        starts=Words(**each["starts"]),
        stops=Words(**each["stops"]),
        in_force_from=each["in_force_from"],
        certainty=each["certainty"],
        source=source["name"],
        source_url=source["url"],
        as_of=told["as_of"],
        note=Words(**each["note"]) if "note" in each else None,
        **{name: each[name] for name in optional if name in each},
    )
