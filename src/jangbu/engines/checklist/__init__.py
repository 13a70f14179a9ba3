"""Checklists that check themselves: catalogues as data, evidence by named predicates, a status nobody can tick.

A catalogue (YAML) says what should be so and which predicates show it; `judge` asks them and says how it stands.
"""

from jangbu.engines.checklist.diffing import Change, diff
from jangbu.engines.checklist.judging import judge
from jangbu.engines.checklist.model import (
    Answer,
    Ask,
    Call,
    Catalogue,
    Claim,
    Evidence,
    Exemption,
    Group,
    Item,
    Law,
    Next,
    Report,
    Result,
    Status,
    Words,
)
from jangbu.engines.checklist.planning import Move, Step, replan
from jangbu.engines.checklist.reading import read_catalogue, shipped

__all__ = [
    "Answer",
    "Ask",
    "Call",
    "Catalogue",
    "Change",
    "Claim",
    "Evidence",
    "Exemption",
    "Group",
    "Item",
    "Law",
    "Move",
    "Next",
    "Report",
    "Result",
    "Status",
    "Step",
    "Words",
    "diff",
    "judge",
    "read_catalogue",
    "replan",
    "shipped",
]
