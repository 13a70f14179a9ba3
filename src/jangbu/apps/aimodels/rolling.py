"""Back to the version before, at once, and the drill that shows it: the real move, undone, then one real call."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.aimodels import actions, problems
from jangbu.apps.aimodels.mirror import tell
from jangbu.apps.aimodels.models import AiModel, Alias, AliasDrill, ModelVersion
from jangbu.apps.aimodels.promoting import switch_to
from jangbu.apps.aimodels.running import Seen, source_of
from jangbu.apps.aimodels.serving import CHAMPION, champion, may_serve, move, rehearsing, to_go_back_to
from jangbu.apps.base.permission import require
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LIMIT_MS = 2_000
DRILL_EVERY = timedelta(days=30)
DRILL_WHY = "되돌리기가 정말 되는지 보려고"


def roll_back(entry: AiModel, *, actor: Actor, why: str, clock: Clock = system_clock) -> Alias:
    """The alias goes to the version that served before; the next call is held to it.

    Raises Problem aimodels.nothing_before, .no_why, .fixed_elsewhere where only its own app can switch.
    """
    require(actor, "aimodels.write")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    with transaction.atomic():
        held = AiModel.objects.select_for_update().get(pk=entry.pk)
        target = to_go_back_to(held)
        if target is None:
            raise Problem(problems.NOTHING_BEFORE, title=held.name)
        moved = _back(held, target, actor, why.strip(), clock())
        switch_to(target, actor, why.strip())
    return moved


def _back(entry: AiModel, target: ModelVersion, actor: Actor, why: str, now: datetime) -> Alias:
    now_serves = champion(entry)
    before = {"label": now_serves.version.label} if now_serves else None
    after = {"label": target.label, "version_id": target.pk}
    told = tell(actions.ROLLED_BACK, entry, actor, why, after, before=before)
    ground = Alias.Ground.ROLLED_BACK
    made = move(entry, CHAMPION, target, ground, by=actor.id, at=now, ledger=told.number)
    if made is None:
        raise Problem(problems.NOTHING_BEFORE, title=entry.name)
    return made


class _Undone(Exception):  # noqa: N818  # no error: it takes the drill's own writes back
    """Raised to leave nothing of a drill behind but its result."""


@dataclass
class _Trail:
    """The steps as they happen: what, whether it was so, and how long since the alias moved."""

    began: float = field(default_factory=time.perf_counter)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def saw(self, ko: str, en: str, passed: bool) -> None:
        self.steps.append({"ko": ko, "en": en, "passed": passed, "ms": self.ms})

    @property
    def ms(self) -> int:
        return round((time.perf_counter() - self.began) * 1000)


def drill_alias(entry: AiModel, *, actor: Actor, why: str = DRILL_WHY, clock: Clock = system_clock) -> AliasDrill:
    """Move the alias back for real inside a short transaction that is then undone, and ask the door after each step.
    Then use what runs once, as if the alias stood there, and file which version really answered.

    Nobody else sees any of it; what runs is never switched. `milliseconds` is how long the switch took until the door
    gave out the earlier version; the real call's own time stands in `seen`.
    """
    require(actor, "aimodels.evaluate")
    trail, found = _Trail(), list[ModelVersion | None]()
    try:
        with transaction.atomic():
            found.append(_rehearse(entry, actor, clock(), trail))
            raise _Undone
    except _Undone:
        pass
    switched = trail.ms
    target = found[0]
    seen = _really(entry, target, clock(), trail) if target is not None else None
    passed = bool(trail.steps) and all(step["passed"] for step in trail.steps) and switched <= LIMIT_MS
    said = ("모두 됐어요", "all of it worked") if passed else ("안 된 것이 있어요", "some of it did not")
    with transaction.atomic():
        after = {"said_ko": said[0], "said_en": said[1], "ms": switched, "passed": passed}
        after |= {"answered": seen.fingerprint} if seen else {}
        told = tell(actions.DRILLED, entry, actor, why, after)
        return AliasDrill.objects.create(
            entry=entry,
            passed=passed,
            milliseconds=switched,
            limit_ms=LIMIT_MS,
            steps=trail.steps,
            seen=asdict(seen) if seen else None,
            at=clock(),
            ledger=told.number,
        )


def _rehearse(entry: AiModel, actor: Actor, now: datetime, trail: _Trail) -> ModelVersion | None:
    held = AiModel.objects.select_for_update().get(pk=entry.pk)
    serves, target = champion(held), to_go_back_to(held)
    trail.saw("지금 쓰는 판이 있어요", "a version serves", serves is not None)
    trail.saw("되돌아갈 판이 있어요", "there is a version to go back to", target is not None)
    if serves is None or target is None:
        return None
    if held.regime_since is None:  # under grace everything may serve; the drill tries the regime as it would be
        AiModel.objects.filter(pk=held.pk).update(regime_since=now)
    _back(held, target, actor, DRILL_WHY, now)
    back = may_serve(held.kind, held.ref, target.fingerprint, now)
    trail.saw("앞의 판을 쓸 수 있어요", "the earlier version may serve", back)
    refused = not may_serve(held.kind, held.ref, serves.version.fingerprint, now)
    trail.saw("방금 판은 더 쓸 수 없어요", "the later version is refused", refused)
    return target


def _really(entry: AiModel, target: ModelVersion, now: datetime, trail: _Trail) -> Seen | None:
    """Use it once as if the alias stood at `target`, outside of any transaction, and look at what answered."""
    source = source_of(entry.kind)
    if source is None or source.rehearse is None or not entry.ref:
        by_hand = not entry.ref
        trail.saw("쓰는 곳에서 사람이 바꿔요", "people switch it where it is used", by_hand)
        return None
    try:
        with rehearsing(target):
            seen = source.rehearse(entry.ref, target.content, now)
    except Problem as problem:
        trail.saw(f"불러 보지 못했어요. {problem.what('ko')}", f"It could not be called. {problem.what('en')}", False)
        return None
    if seen is None:
        trail.saw("꺼져 있어서 부르지 않았어요", "it is switched off, so nothing was called", True)
        return None
    trail.saw(seen.ko, seen.en, seen.fingerprint == target.fingerprint)
    return seen


def drill_due(*, actor: Actor | None = None, clock: Clock = system_clock) -> list[AliasDrill]:
    """A drill of every entry under the regime that has two approved versions and none within the month."""
    who, now, made = actor or Actor.system(), clock(), []
    for entry in AiModel.objects.filter(archived_at=None, regime_since__isnull=False):
        last = entry.drills.first()
        if (last is None or last.at <= now - DRILL_EVERY) and to_go_back_to(entry) is not None:
            made.append(drill_alias(entry, actor=who, clock=clock))
    return made
