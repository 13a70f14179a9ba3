"""Writing the plan to grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.expansion.firm import bind_lessons
from jangbu.apps.pilots.models import Expansion, Pilot
from jangbu.apps.pilots.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

__all__ = ["bind_lessons", "change_expansion"]
PARTS = {
    "all": ("초안", "draft"),
    "stages": ("단계", "stages"),
    "tools": ("도구", "tools"),
    "people": ("사람", "people"),
    "lessons": ("배운 것", "lessons"),
    "announcement": ("알리는 글", "announcement"),
}


def change_expansion(
    pilot: Pilot, part: str, told: Any, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Expansion:
    """Change one part, or with `all` set the whole plan. Raises Problem pilots.words_missing for an unknown part."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    if part not in PARTS:
        raise Problem(problems.WORDS_MISSING)
    with transaction.atomic():
        held = Expansion.objects.select_for_update().filter(pilot=pilot).first()
        before: Mapping[str, Any] = held.plan if held else {}
        plan = dict(told) if part == "all" else {**before, **(told if isinstance(told, Mapping) else {part: told})}
        kept, _made = Expansion.objects.update_or_create(
            pilot=pilot, defaults={"plan": plan, "changed_by": actor.id, "changed_at": clock()}
        )
        ko, en = PARTS[part]
        tell(actions.EXPANSION_CHANGED, pilot, actor, why, {"said_ko": ko, "said_en": en})
    return kept
