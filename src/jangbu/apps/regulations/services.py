"""Writes to laws, uses of AI and legal reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jangbu.apps.registers.services import add_row
from jangbu.apps.regulations.pseudonyms.register import PSEUDONYMS
from jangbu.apps.regulations.records.register import LAW_RECORDS
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.reviews.register import LEGAL_REVIEWS
from jangbu.apps.regulations.usecases.confirming import confirm_decision, withdraw_confirmation
from jangbu.apps.regulations.usecases.register import USE_CASES
from jangbu.apps.regulations.usecases.services import add_proposals, answer_questions, decide_role
from jangbu.apps.regulations.versions.services import notice_files, offer_file, roll_back, take_up
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor

__all__ = [
    "LAW_RECORDS",
    "LEGAL_REVIEWS",
    "PSEUDONYMS",
    "USE_CASES",
    "add_proposals",
    "add_review",
    "answer_questions",
    "confirm_decision",
    "decide_role",
    "notice_files",
    "offer_file",
    "roll_back",
    "take_up",
    "withdraw_confirmation",
]


def add_review(values: Mapping[str, Any], *, actor: Actor, why: str, clock: Clock = system_clock) -> LegalReview:
    """A question to a lawyer. Raises what `registers.add_row` raises."""
    return add_row(LEGAL_REVIEWS, values, actor=actor, why=why, clock=clock)
