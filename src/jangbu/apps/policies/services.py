"""Every write of policies that is not the register's own (`registers.services` with POLICIES)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.base.words import Words
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.policies import actions, problems
from jangbu.apps.policies.answering import APPROVE, subject_of
from jangbu.apps.policies.drafting import draft, filled, kinds
from jangbu.apps.policies.models import Acknowledgement, Policy, PolicyApproval, PolicyVersion
from jangbu.apps.policies.records import records
from jangbu.apps.policies.register import POLICIES
from jangbu.apps.policies.voting import votes, wanted
from jangbu.apps.policies.writing import WHERE, keep
from jangbu.apps.registers import services as registers
from jangbu.apps.registers.problems import NO_WHY
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

__all__ = [
    "POLICIES",
    "acknowledge",
    "approve_version",
    "draft_all",
    "redraft",
    "write_version",
]
LANGUAGES = ("ko", "en")


def draft_all(*, actor: Actor, why: str, clock: Clock = system_clock) -> list[Policy]:
    """A policy of each kind that the firm has none of, with its first text from the records, all or none."""
    require(actor, "policies.write")
    with transaction.atomic():
        there = set(Policy.objects.filter(archived_at=None).exclude(state="retired").values_list("kind", flat=True))
        return [
            registers.add_row(POLICIES, _values(kind, actor), actor=actor, why=why, clock=clock)
            for kind in kinds()
            if kind not in there
        ]


def write_version(
    policy: Policy,
    clauses: Sequence[Mapping[str, Any]],
    *,
    note: str,
    seen: int,
    actor: Actor,
    clock: Clock = system_clock,
) -> PolicyVersion:
    """The next version of a draft. `clauses` are those of PolicyVersion; one without any text is left out. `seen` is
    the number of the version that was open. The same text again writes nothing.

    Raises Problem policies.not_a_draft, .other_version, .clause_empty, .nothing_left, registers.no_why.
    """
    require(actor, "policies.write")
    kept = [_checked(clause) for clause in clauses if _has_text(clause)]
    if not kept:
        raise Problem(problems.NOTHING_LEFT)
    if not note.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        held = _draft(policy, seen)
        if held.current is not None and held.current.clauses == kept:
            return held.current
        return keep(held, kept, note.strip(), actor, clock=clock)


def redraft(policy: Policy, *, actor: Actor, why: str, clock: Clock = system_clock) -> PolicyVersion:
    """The next version of a draft, from the records as they are today. The same text again writes nothing."""
    require(actor, "policies.write")
    clauses = filled(draft(policy.kind), records(actor, clock().astimezone(SEOUL).date()))
    with transaction.atomic():
        held = _draft(policy, None)
        if held.current is not None and held.current.clauses == clauses:
            return held.current
        return keep(held, clauses, why, actor, from_records=True, clock=clock)


def approve_version(policy: Policy, *, seen: int, note: str, actor: Actor, clock: Clock = system_clock) -> Policy:
    """One approval of the version that was read; with enough of them it comes into force. Never by its author.

    Raises Problem policies.not_in_review, .own_text, .approved_already, .other_version.
    """
    require(actor, "policies.decide")
    require_duty(actor, subject_of(policy), APPROVE.name)
    with transaction.atomic():
        held = registers.locked(POLICIES, policy)
        version = held.current
        if held.state != "in_review" or version is None:
            raise Problem(problems.NOT_IN_REVIEW, policy=held.title)
        if version.number != seen:
            raise Problem(problems.OTHER_VERSION, policy=held.title, number=version.number)
        if version.written_by == actor.id:
            raise Problem(problems.OWN_TEXT)
        if version.approvals.filter(person=actor.id, withdrawn_at=None).exists():
            raise Problem(problems.APPROVED_ALREADY)
        PolicyApproval.objects.create(version=version, person=actor.id, note=note, given_at=clock())
        given = votes(held).count()
        told = {"title": held.title, "number": version.number, "given": given, "wanted": wanted(held)}
        _tell(actions.APPROVED, held, actor, note or _AGREED, {**told, "sha256": version.fingerprint})
        if given >= wanted(held):
            _bring_into_force(held, version, actor, clock)
    held.refresh_from_db()
    return held


def acknowledge(policy: Policy, *, seen: int, actor: Actor, clock: Clock = system_clock) -> Acknowledgement:
    """The actor has read the version in force; again it changes nothing.

    Raises Problem policies.not_in_force, .other_version.
    """
    require(actor, "policies.read")
    with transaction.atomic():
        held = registers.locked(POLICIES, policy)
        version = held.in_force
        if version is None or held.state == "retired":
            raise Problem(problems.NOT_IN_FORCE, policy=held.title)
        if version.number != seen:
            raise Problem(problems.OTHER_VERSION, policy=held.title, number=version.number)
        made, fresh = version.acknowledgements.get_or_create(person=actor.id, defaults={"read_at": clock()})
        if fresh:
            after = {"title": held.title, "number": version.number, "sha256": version.fingerprint}
            _tell(actions.READ, held, actor, _READ_IT, after)
    return made


_AGREED, _READ_IT = "읽고 동의해서", "읽어서"


def _bring_into_force(policy: Policy, version: PolicyVersion, actor: Actor, clock: Clock) -> None:
    today = clock().astimezone(SEOUL).date()
    policy.in_force = version
    policy.effective_on = max(policy.effective_on, today) if policy.effective_on else today
    policy.save(update_fields=["in_force", "effective_on"])
    day = policy.effective_on.isoformat()
    registers.move_row(POLICIES, policy, "approve", actor=actor, why=noop("필요한 사람이 모두 승인해서"), clock=clock)
    after = {"title": policy.title, "number": version.number, "day": day, "sha256": version.fingerprint}
    _tell(actions.IN_FORCE, policy, actor, "필요한 사람이 모두 승인해서", after)


def _draft(policy: Policy, seen: int | None) -> Policy:
    held = registers.locked(POLICIES, policy)
    if held.state != "draft":
        raise Problem(problems.NOT_A_DRAFT, policy=held.title)
    if seen is not None and held.current is not None and held.current.number != seen:
        raise Problem(problems.OTHER_VERSION, policy=held.title, number=held.current.number)
    return held


def _values(kind: str, actor: Actor) -> dict[str, Any]:
    title: Words = draft(kind).title
    return {"title": title.ko, "title_en": title.en, "kind": kind, "owner": actor.id}


def _has_text(clause: Mapping[str, Any]) -> bool:
    return any(str(clause["text"][language]).strip() or clause["lines"][language] for language in LANGUAGES)


def _checked(clause: Mapping[str, Any]) -> dict[str, Any]:
    heading = {language: str(clause["heading"][language]).strip() for language in LANGUAGES}
    text = {language: str(clause["text"][language]).strip() for language in LANGUAGES}
    if not all([*heading.values(), *text.values()]):
        raise Problem(problems.CLAUSE_EMPTY, heading=heading["ko"] or heading["en"] or clause["id"])
    lines = {language: [str(line) for line in clause["lines"][language]] for language in LANGUAGES}
    return {"id": clause["id"], "heading": heading, "text": text, "lines": lines, "binding": clause.get("binding")}


def _tell(action: Action, policy: Policy, actor: Actor, why: str, after: Mapping[str, Any]) -> None:
    record(action, actor=actor, where=WHERE, why=why, subject=POLICIES.subject(policy), after=after)
