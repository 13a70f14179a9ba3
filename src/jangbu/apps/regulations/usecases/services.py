"""Proposing use cases from what runs, and deciding who the firm is in each."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.people import queries as people
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import actions, problems
from jangbu.apps.regulations.usecases.classifying import Verdict, classify
from jangbu.apps.regulations.usecases.finding import proposals
from jangbu.apps.regulations.usecases.models import FoundUse, RoleDecision, UseCase
from jangbu.apps.regulations.usecases.queries import LAW, answers_of, basis_of
from jangbu.apps.regulations.usecases.register import USE_CASES
from jangbu.apps.regulations.usecases.words import HIGH, ROLES
from jangbu.apps.regulations.versions.queries import modules
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

WHERE = "법과 규정"


def add_proposals(*, actor: Actor, why: str, clock: Clock = system_clock) -> list[UseCase]:
    """Every proposal as a row in the state "found"; none twice."""
    require(actor, USE_CASES.needs("write"))
    staff = {each.pk for each in people.people_list().filter(is_active=True)}
    made = []
    for each in proposals():
        owner = each.values["owner"] if each.values["owner"] in staff else actor.id
        with transaction.atomic():
            values = {**each.values, "owner": owner}
            case = registers.add_row(USE_CASES, values, actor=actor, why=why, clock=clock)
            FoundUse.objects.create(case=case, kind=each.kind, key=each.key)
        made.append(case)
    return made


def answer_questions(
    case: UseCase, values: dict[str, Any], *, actor: Actor, why: str, clock: Clock = system_clock
) -> UseCase:
    """The answers of the questionnaire. Raises what `registers.change_row` raises."""
    return registers.change_row(USE_CASES, case, values, actor=actor, why=why, clock=clock)


def decide_role(
    case: UseCase, *, high: bool | None = None, revision: int, actor: Actor, why: str, clock: Clock = system_clock
) -> RoleDecision:
    """Keep what the answers come to as a person's decision; `high` where their review differs from the proposal.

    Raises Problem regulations.questions_open, .answers_changed, .no_why.
    """
    require(actor, USE_CASES.needs("decide"))
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        held = UseCase.objects.select_for_update().get(pk=case.pk)
        if held.revision != revision:
            raise Problem(problems.ANSWERS_CHANGED, case=held.name)
        answers = answers_of(held)
        verdict = classify(answers)
        if not verdict.settled or verdict.open:
            raise Problem(problems.QUESTIONS_OPEN, case=held.name)
        made = _decision(held, verdict, answers, verdict.high == "likely" if high is None else high)
        made.why, made.decided_by, made.decided_at = why.strip()[:500], actor.id, clock()
        made.entry = _told(made, actor)
        made.save()
    return made


def _decision(case: UseCase, verdict: Verdict, answers: dict[str, Any], high: bool) -> RoleDecision:
    law = modules().get(LAW)
    return RoleDecision(
        case=case,
        number=case.decisions.count() + 1,
        role=verdict.role,
        high=high,
        proposed_high=verdict.high,
        exempt=verdict.exempt,
        article={"ko": verdict.article.ko, "en": verdict.article.en},
        reasons=[{"ko": each.ko, "en": each.en} for each in verdict.reasons],
        answers=answers,
        module_version=law.version if law else 0,
        module_fingerprint=law.fingerprint if law else "",
        basis=basis_of(law),
    )


def _told(made: RoleDecision, actor: Actor) -> int:
    role, word = ROLES[made.role], HIGH[made.high]
    told = {"role_ko": role.ko, "role_en": role.en, "high_ko": word.ko, "high_en": word.en}
    kept = {name: getattr(made, name) for name in ("role", "high", "proposed_high", "exempt", "article", "answers")}
    after = {"title": made.case.name, **told, **kept, "module": made.module_fingerprint}
    about = USE_CASES.subject(made.case)
    return record(actions.DECIDED, actor=actor, where=WHERE, why=made.why, subject=about, after=after).number
