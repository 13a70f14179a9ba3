"""The questions on AI: read from their file, answered by a person, kept as how many were right."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.base.words import Words
from jangbu.apps.duties import actions, problems
from jangbu.apps.duties.learning.models import Attempt
from jangbu.apps.ledger.services import record
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    said: Words
    answers: tuple[Words, ...]
    right: int
    because: Words


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[Question, ...]
    needed: int  # right answers to pass
    version: str  # SHA-256 of the file


@cache
def quiz() -> Quiz:
    raw = files(__package__).joinpath("quiz.yaml").read_bytes()
    told: dict[str, Any] = yaml.safe_load(raw)
    questions = tuple(
        Question(
            each["id"],
            Words(each["ko"], each["en"]),
            tuple(Words(answer["ko"], answer["en"]) for answer in each["answers"]),
            each["right"],
            Words(each["because"]["ko"], each["because"]["en"]),
        )
        for each in told["questions"]
    )
    return Quiz(questions, told["pass"], hashlib.sha256(raw).hexdigest())


def right_answers() -> dict[str, int]:
    return {each.id: each.right for each in quiz().questions}


def take_quiz(answers: Mapping[str, str], *, actor: Actor, clock: Clock = system_clock) -> Attempt:
    """One's own answers, by question: the place of the chosen one. Raises Problem duties.quiz_unanswered."""
    require(actor, "duties.read")
    held = quiz()
    open_ones = sum(1 for each in held.questions if not answers.get(each.id, "").isdigit())
    if open_ones or actor.kind != "person":
        raise Problem(problems.QUIZ_UNANSWERED, count=open_ones)
    right = sum(1 for each in held.questions if int(answers[each.id]) == each.right)
    passed, total = right >= held.needed, len(held.questions)
    with transaction.atomic():
        after = {"name": Personal(actor.name, actor.id), "right": right, "total": total, "passed": passed}
        entry = record(
            actions.QUIZ_TAKEN,
            actor=actor,
            where=noop("교육"),
            why=noop("AI를 알고 쓰는지 보려고"),
            subject=Subject("person", actor.id),
            after={**after, "questions": held.version},
        )
        return Attempt.objects.create(
            person=actor.id,
            version=held.version,
            right=right,
            total=total,
            passed=passed,
            at=clock(),
            entry=entry.number,
        )
