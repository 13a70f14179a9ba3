"""A drill: the real stop and the real roll-back, on a copy, timed. What happened is kept as evidence."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.work import actions
from jangbu.apps.work.automations import stopping
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.drills.models import Drill
from jangbu.apps.work.runs.models import OPEN, Approval, Run
from jangbu.apps.work.runs.services import submit
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LIMITS = {Drill.Kind.STOP: 2_000, Drill.Kind.ROLLBACK: 10_000}  # milliseconds
WORDS = {Drill.Kind.STOP: ("멈추기", "stop"), Drill.Kind.ROLLBACK: ("되돌리기", "roll-back")}
COPIED = (
    "settings",
    "who",
    "what",
    "when",
    "where",
    "why",
    "datasets",
    "fingerprint",
    "note",
    "created_by",
    "created_at",
)


@dataclass
class _Trail:
    """The steps of a drill as they happen: what, whether it was so, and how long since the trigger."""

    began: float
    steps: list[dict[str, Any]] = field(default_factory=list)

    def saw(self, ko: str, en: str, passed: bool) -> None:
        self.steps.append(
            {"ko": ko, "en": en, "passed": passed, "ms": round((time.perf_counter() - self.began) * 1000)}
        )


def drill(automation: Automation, kind: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Drill:
    """Stop or roll back a copy of `automation` with two open runs, and look whether all of it came about in time."""
    require(actor, "work.stop")
    chosen = Drill.Kind(kind)
    copy = _copy(automation, clock)
    trail = _Trail(time.perf_counter())
    reason = stopping.Reason("연습이에요", "this is a drill")
    doing = _stop if chosen == Drill.Kind.STOP else _roll_back
    doing(copy, reason, actor, trail)
    spent = trail.steps[-1]["ms"]
    passed = all(step["passed"] for step in trail.steps) and spent <= LIMITS[chosen]
    word = WORDS[chosen]
    with transaction.atomic():
        made = Drill.objects.create(
            automation=automation,
            kind=chosen,
            passed=passed,
            milliseconds=spent,
            limit_ms=LIMITS[chosen],
            steps=trail.steps,
            at=clock(),
        )
        said = ("모두 됐어요", "all of it worked") if passed else ("안 된 것이 있어요", "some of it did not")
        after = {
            "automation": automation.name,
            "drill_id": made.pk,
            "kind_ko": word[0],
            "kind_en": word[1],
            "seconds": f"{spent / 1000:.1f}",
            "said_ko": said[0],
            "said_en": said[1],
            "passed": passed,
        }
        record(
            actions.DRILLED, actor=actor, where=automation.name, why=why, subject=Subject("drill", made.pk), after=after
        )
    return made


def _copy(automation: Automation, clock: Clock) -> Automation:
    """A copy with the same versions, its own credentials and two open runs, one of them waiting for a person."""
    with transaction.atomic():
        copy = Automation.objects.create(
            process=automation.process,
            name=f"{automation.name} · {clock():%Y%m%d%H%M%S}",
            kind=automation.kind,
            credentials="drill",
            drill=True,
            created_at=clock(),
        )
        for place, version in enumerate([automation.rollback, automation.current]):
            if version is not None:
                told = {name: getattr(version, name) for name in COPIED}
                made = AutomationVersion.objects.create(automation=copy, number=place + 1, **told)
                copy.rollback, copy.current = copy.current, made
        copy.save()
        current = copy.current
        if current is not None:
            for state in (Run.State.QUEUED, Run.State.WAITING):
                run = Run.objects.create(
                    automation=copy, version=current, state=state, title="연습", input={}, created_at=clock()
                )
                if state == Run.State.WAITING:
                    Approval.objects.create(run=run, asked_at=clock())
    return copy


def _stop(copy: Automation, reason: stopping.Reason, actor: Actor, trail: _Trail) -> None:
    process_open = copy.process.sop_open
    stopping.pause(copy, reason, actor=actor, why=reason.ko)
    trail.saw("멈춘 상태가 됐어요", "the state is paused", copy.state == Automation.State.PAUSED)
    trail.saw("새로 맡길 수 없어요", "nothing new can be handed in", _refuses(copy, actor))
    waiting = copy.runs.filter(state__in=OPEN).count()
    trail.saw("열린 것은 그대로 기다려요", "what is open waits where it is", waiting == copy.runs.count())
    copy.process.refresh_from_db()
    trail.saw("실제 업무는 건드리지 않았어요", "the real process is untouched", copy.process.sop_open == process_open)


def _roll_back(copy: Automation, reason: stopping.Reason, actor: Actor, trail: _Trail) -> None:
    target = copy.rollback_id
    open_before = copy.runs.filter(state__in=OPEN).count()
    process_open = copy.process.sop_open
    undone = stopping.roll_back(copy, reason, actor=actor, why=reason.ko, reopen=False)
    trail.saw("열쇠를 거뒀어요", "the credentials are revoked", not copy.credentials)
    if target is None:
        trail.saw("손으로 하는 일이 됐어요", "it is work by hand", copy.state == Automation.State.MANUAL)
    else:
        trail.saw("되돌릴 판으로 갔어요", "it is at its roll-back version", copy.current_id == target)
    closed = not copy.runs.filter(state__in=OPEN).exists()
    trail.saw("열린 것을 모두 그만뒀어요", "every open run is cancelled", len(undone) == open_before and closed)
    asked = Approval.objects.filter(run__automation=copy, state=Approval.State.OPEN).exists()
    trail.saw("기다리던 승인이 닫혔어요", "no approval is left open", not asked)
    trail.saw("새로 맡길 수 없어요", "nothing new can be handed in", _refuses(copy, actor))
    copy.process.refresh_from_db()
    trail.saw("실제 업무는 건드리지 않았어요", "the real process is untouched", copy.process.sop_open == process_open)


def _refuses(copy: Automation, actor: Actor) -> bool:
    try:
        submit(copy, given={"text": "-"}, actor=actor, why="연습")
    except Problem:
        return True
    return False
