"""Contracts: rules agreed on for a table, kept as Open Data Contract Standard 3.x in YAML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.quality import odcs, problems
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.odcs import Unchecked
from jangbu.engines.quality.rules import Rule
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Contract:
    """A data contract. `document` is the ODCS document whole, so that what we do not understand is kept as it came.

    `rules` are those we check; `unchecked` those we do not, each with its reason.
    """

    id: str
    name: str
    version: str
    status: str
    document: dict[str, Any]
    rules: tuple[Rule, ...]
    unchecked: tuple[Unchecked, ...]

    def rule(self, rule_id: str) -> Rule:
        """One rule by its id. Raises Problem quality.rule_unknown."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise Problem(problems.RULE_UNKNOWN, contract=self.name, rule=rule_id)


def make_contract(
    name: str, columns: Sequence[Column], rules: Sequence[Rule], *, version: str = "1.0.0", status: str = "proposed"
) -> Contract:
    """A contract for a table from rules of our own, ready to be dumped."""
    document = odcs.document(name, columns, rules, version=version, status=status)
    return Contract(document["id"], name, version, status, document, tuple(rules), ())


def load_contract(path: str | Path) -> Contract:
    """Read a contract file. Raises Problem quality.contract_*."""
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            detail = "UTF-8"
            raise Problem(problems.CONTRACT_UNREADABLE, contract=path.name, line=1, detail=detail) from error
        raise Problem(problems.CONTRACT_MISSING, contract=str(path)) from error
    return parse_contract(text, name=path.name)


def parse_contract(text: str, *, name: str = "contract") -> Contract:
    """A contract from its YAML text; `name` is what sentences call it. Raises Problem quality.contract_*."""
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        detail = getattr(error, "problem", None) or "YAML"
        line = mark.line + 1 if mark else 1
        raise Problem(problems.CONTRACT_UNREADABLE, contract=name, line=line, detail=detail) from error
    table = odcs.table_of(document, name)
    rules, unchecked = odcs.rules_of(document, table, name)
    return Contract(
        id=str(document.get("id", "")),
        name=str(document.get("name") or table.get("name") or name),
        version=str(document.get("version", "")),
        status=str(document.get("status", "")),
        document=document,
        rules=tuple(rules),
        unchecked=tuple(unchecked),
    )


def dump_contract(contract: Contract) -> str:
    """The contract as YAML, everything it came with included."""
    return yaml.safe_dump(contract.document, allow_unicode=True, sort_keys=False, width=100)
