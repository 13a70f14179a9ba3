"""Answering what a pilot's worth hangs on."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.models import Pilot, Worth
from jangbu.apps.pilots.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Kind, Problem

SHARES_CROSSED = Kind(
    "pilots.shares_crossed",
    ko="낮은 값, 가운데, 높은 값 순서가 맞지 않아요.",
    en="Low, middle and high are out of order.",
    next_ko="작은 것부터 차례로 적어 주세요.",
    next_en="Give the smallest first.",
)


def answer_worth(
    pilot: Pilot, asked: Mapping[str, float], *, actor: Actor, why: str, clock: Clock = system_clock
) -> Worth:
    """Money in whole won, shares in per cent, cases a month. Raises Problem pilots.shares_crossed, .number_bad."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    if not asked["share_low"] <= asked["share_mid"] <= asked["share_high"] or asked["wage_low"] > asked["wage_high"]:
        raise Problem(SHARES_CROSSED)
    if asked["wage_high"] <= 0:
        raise Problem(problems.NUMBER_BAD, value=asked["wage_high"])
    with transaction.atomic():
        kept, _made = Worth.objects.update_or_create(
            pilot=pilot, defaults={"inputs": dict(asked), "changed_by": actor.id, "changed_at": clock()}
        )
        figures = {key: str(value) for key, value in asked.items()}
        said = {"said_ko": "시급, 쓰이는 몫, 비용", "said_en": "wage, share put to use, costs"}
        tell(actions.WORTH_ANSWERED, pilot, actor, why, {**figures, **said})
    return kept
