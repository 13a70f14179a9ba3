"""Use cases with their answers and decisions, as they stood at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from jangbu.apps.regulations.usecases.classifying import BASIS, RULES
from jangbu.apps.regulations.usecases.models import RoleDecision, UseCase
from jangbu.apps.regulations.versions.queries import modules
from jangbu.engines.checklist import Catalogue

LAW = "ai_basic_act"
RUNNING = ("found", "in_use")
OPERATORS = ("deployer", "developer")


@dataclass(frozen=True, slots=True)
class Standing:
    """One use case. `decision` is the newest; `stale` where its answers or rules have changed since."""

    case: UseCase
    decision: RoleDecision | None
    stale: bool
    confirmed: bool = False  # by somebody who did not decide it

    @property
    def decided(self) -> bool:
        return self.decision is not None and not self.stale

    @property
    def role(self) -> str:
        return self.decision.role if self.decision else ""

    @property
    def operates(self) -> bool:
        return self.role in OPERATORS

    @property
    def high(self) -> bool:
        return self.decision is not None and self.decision.high

    @property
    def asks_for_two(self) -> bool:
        """An exemption, or "not high-impact": one person's word is not enough for it."""
        return self.decision is not None and (bool(self.decision.exempt) or not self.decision.high)

    @property
    def claimed(self) -> bool:
        """Decided by one person where two are asked for."""
        return self.asks_for_two and not self.confirmed

    @property
    def exempt(self) -> bool:
        return self.decision is not None and bool(self.decision.exempt)


def answers_of(case: UseCase) -> dict[str, Any]:
    """What a classification reads, by name."""
    return {name: getattr(case, name) for name in BASIS}


def basis_of(catalogue: Catalogue | None) -> str:
    """A fingerprint of the rules that a decision leans on; empty where there is no such module."""
    if catalogue is None:
        return ""
    told = [repr(item) for item in catalogue.items if item.id in RULES]
    return sha256("\n".join(told).encode()).hexdigest()


def running(at: datetime) -> QuerySet[UseCase]:
    """Uses of AI that had been written down by then and are not over."""
    held = UseCase.objects.filter(archived_at=None, state__in=RUNNING, created_at__lte=at)
    return held.prefetch_related("decisions__confirmations", "notices")


def standings(at: datetime) -> list[Standing]:
    basis = basis_of(modules(at).get(LAW))
    return [_standing(case, at, basis) for case in running(at)]


def standing(case: UseCase, at: datetime) -> Standing:
    return _standing(case, at, basis_of(modules(at).get(LAW)))


def _standing(case: UseCase, at: datetime, basis: str) -> Standing:
    made = [each for each in case.decisions.all() if each.decided_at <= at]
    newest = max(made, key=lambda each: each.number) if made else None
    if newest is None:
        return Standing(case, None, stale=False)
    changed = newest.basis != basis or _differs(newest.answers, answers_of(case))
    confirmed = any(each.stood(at) for each in newest.confirmations.all())
    return Standing(case, newest, changed, confirmed)


def _differs(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return any(then.get(name) != now.get(name) for name in BASIS)
