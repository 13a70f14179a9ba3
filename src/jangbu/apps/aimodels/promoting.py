"""From evaluated to serving: somebody asks on the strength of evaluations, somebody else decides, the alias moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.aimodels import actions, problems
from jangbu.apps.aimodels.answering import KIND, PROMOTE
from jangbu.apps.aimodels.evaluating.services import KIND_WORDS
from jangbu.apps.aimodels.mirror import tell
from jangbu.apps.aimodels.models import AiModel, Alias, Evaluation, ModelVersion, Promotion, Strictness, Suite
from jangbu.apps.aimodels.running import source_of
from jangbu.apps.aimodels.serving import CHALLENGER, CHAMPION, champion, is_strict, move
from jangbu.apps.base.permission import require
from jangbu.apps.duties.queries import require_duty
from jangbu.apps.duties.services import consequences
from jangbu.apps.ledger.services import record
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Need:
    """One needed evaluation of a version: the newest that counts, and whether it passed and is fresh."""

    suite: Suite
    evaluation: Evaluation | None
    passed: bool
    fresh: bool

    @property
    def good(self) -> bool:
        return self.passed and self.fresh


def needs_of(version: ModelVersion, at: datetime, *, required: bool = True) -> list[Need]:
    """What a promotion of this version needs, as it stood at `at`; with `required` False, every suite of it."""
    suites = version.entry.suites.filter(made_at__lte=at).exclude(ended_at__lte=at)
    found = []
    for suite in suites.filter(required=True) if required else suites:
        last = Evaluation.objects.filter(version=version, suite=suite, at__lte=at).exclude(verdict="failed").first()
        fresh = last is not None and last.at > at - timedelta(days=suite.every_days)
        found.append(Need(suite, last, last is not None and last.verdict == "pass", fresh))
    return found


def is_evaluated(version: ModelVersion, at: datetime) -> bool:
    """At least one evaluation is needed, and every needed one passed and is fresh."""
    needs = needs_of(version, at)
    return bool(needs) and all(each.good for each in needs)


def ask_promotion(version: ModelVersion, *, actor: Actor, why: str, clock: Clock = system_clock) -> Promotion:
    """That this version serves. Raises Problem aimodels.not_evaluated, .serves_already, .asked_already, .no_why."""
    require(actor, "aimodels.write")
    _person(actor)
    now = clock()
    with transaction.atomic():
        entry = AiModel.objects.select_for_update().get(pk=version.entry_id)
        if not why.strip():
            raise Problem(problems.NO_WHY)
        held = champion(entry)
        if held is not None and held.version_id == version.pk and held.ground in ("promoted", "rolled_back"):
            raise Problem(problems.SERVES_ALREADY, title=entry.name, label=version.label)
        if entry.promotions.filter(state=Promotion.State.OPEN).exists():
            raise Problem(problems.ASKED_ALREADY, title=entry.name)
        standing = _require_evaluated(version, now)
        made = Promotion.objects.create(
            entry=entry,
            version=version,
            evaluations=[each.evaluation.pk for each in standing if each.evaluation],
            asked_by=actor.id,
            asked_at=now,
            asked_why=why.strip(),
        )
        after = {"label": version.label, "version_id": version.pk, "evaluations": made.evaluations}
        told = tell(actions.ASKED, entry, actor, why.strip(), after)
        ground = Alias.Ground.ASKED
        move(entry, CHALLENGER, version, ground, by=actor.id, at=now, ledger=told.number, promotion=made)
    return made


def approve_promotion(promotion: Promotion, *, actor: Actor, why: str, clock: Clock = system_clock) -> Promotion:
    """Somebody else says yes: the alias moves, what runs is switched where it can be, and the regime is on from here.

    Everything is looked at once more at this moment. Raises Problem aimodels.own_request, .not_evaluated, .not_open,
    .a_person_decides.
    """
    require(actor, "aimodels.decide")
    _person(actor)
    require_duty(actor, Subject(KIND, promotion.entry_id), PROMOTE.name)
    now = clock()
    with transaction.atomic():
        held, entry = _open(promotion)
        if held.asked_by == actor.id:
            raise Problem(problems.OWN_REQUEST)
        version = held.version
        standing = _require_evaluated(version, now)
        _decide(held, Promotion.State.APPROVED, actor, why, now)
        ids = [each.evaluation.pk for each in standing if each.evaluation]
        after = {"label": version.label, "version_id": version.pk, "asked_by": held.asked_by, "evaluations": ids}
        said = why.strip() or "평가를 보고"
        told = tell(actions.PROMOTED, entry, actor, said, after)
        entry.aliases.filter(name=CHALLENGER, ended_at=None).update(ended_at=now)
        ground = Alias.Ground.PROMOTED
        move(entry, CHAMPION, version, ground, by=actor.id, at=now, ledger=told.number, promotion=held)
        if entry.regime_since is None:
            AiModel.objects.filter(pk=entry.pk).update(regime_since=now)
            tell(actions.REGIME, entry, actor, said, {"label": version.label})
        switch_to(version, actor, said)
    promotion.refresh_from_db()
    return promotion


def reject_promotion(promotion: Promotion, *, actor: Actor, why: str, clock: Clock = system_clock) -> Promotion:
    require(actor, "aimodels.decide")
    _person(actor)
    require_duty(actor, Subject(KIND, promotion.entry_id), PROMOTE.name)
    if not why.strip():
        raise Problem(problems.NO_WHY)
    return _end(promotion, Promotion.State.REJECTED, actor, why, clock)


def withdraw_promotion(promotion: Promotion, *, actor: Actor, why: str, clock: Clock = system_clock) -> Promotion:
    require(actor, "aimodels.write")
    return _end(promotion, Promotion.State.WITHDRAWN, actor, why or "다시 살펴보려고", clock)


def switch_to(version: ModelVersion, actor: Actor, why: str) -> None:
    """Make it the one that runs, where its app can be told to; elsewhere the alias alone decides whether it may."""
    source = source_of(version.entry.kind)
    if source is not None and source.serve is not None and version.entry.ref:
        with consequences():  # the model's row was asked; what runs follows it
            source.serve(version.entry.ref, version.ref, version.content, actor, why)


def set_strict(on: bool, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Whether new entries begin without grace. Raises Problem aimodels.no_why."""
    require(actor, "aimodels.decide")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    if on == is_strict():
        return
    said = (
        {"said_ko": "첫 판부터 평가와 승인이 있어야 써요", "said_en": "serves only once evaluated and approved"}
        if on
        else {
            "said_ko": "먼저 쓰고 석 달 안에 평가해요",
            "said_en": "may serve first and be evaluated within three months",
        }
    )
    with transaction.atomic():
        about = Subject("ai_rules", "strict")
        told = record(actions.STRICT, actor=actor, where="AI 모델", why=why.strip(), subject=about, after=said)
        Strictness.objects.filter(until=None).update(until=clock())
        if on:
            Strictness.objects.create(since=clock(), set_by=actor.id, ledger=told.number)


def _require_evaluated(version: ModelVersion, now: datetime) -> list[Need]:
    standing = needs_of(version, now)
    lacking = [each for each in standing if not each.good]
    if lacking or not standing:
        words = [KIND_WORDS[each.suite.kind] for each in lacking] or [("평가", "an evaluation")]
        raise Problem(
            problems.NOT_EVALUATED,
            title=version.entry.name,
            label=version.label,
            lacking_ko=", ".join(ko for ko, _en in words),
            lacking_en=", ".join(en for _ko, en in words),
        )
    return standing


def _person(actor: Actor) -> None:
    if actor.kind != "person":
        raise Problem(problems.A_PERSON_DECIDES)


def _open(promotion: Promotion) -> tuple[Promotion, AiModel]:
    """The request and its entry, locked in one order everywhere: the entry first."""
    entry = AiModel.objects.select_for_update().get(pk=promotion.entry_id)
    held = Promotion.objects.select_for_update().get(pk=promotion.pk)
    if held.state != Promotion.State.OPEN:
        raise Problem(problems.NOT_OPEN)
    return held, entry


def _decide(held: Promotion, state: str, actor: Actor, why: str, now: datetime) -> None:
    held.state, held.decided_by, held.decided_at, held.decided_why = state, actor.id, now, why.strip()
    held.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])


def _end(promotion: Promotion, state: str, actor: Actor, why: str, clock: Clock) -> Promotion:
    now = clock()
    action = actions.REJECTED if state == Promotion.State.REJECTED else actions.WITHDRAWN
    with transaction.atomic():
        held, entry = _open(promotion)
        _decide(held, state, actor, why, now)
        after: Mapping[str, Any] = {"label": held.version.label, "version_id": held.version_id}
        tell(action, entry, actor, why.strip(), dict(after))
        entry.aliases.filter(name=CHALLENGER, ended_at=None).update(ended_at=now)
    promotion.refresh_from_db()
    return promotion
