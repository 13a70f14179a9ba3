"""Writing reviews, adjustments, sprints, interviews and retrospectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from jangbu.apps.base.permission import require
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.models import Adjustment, Interview, Pilot, Retrospective, Review, Sprint
from jangbu.apps.pilots.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

EVERY = {"day": ("하루", "daily"), "week": ("한 주", "weekly")}
PARTS = {
    "prompt": ("지시문", "prompt"),
    "workflow": ("일하는 순서", "workflow"),
    "pipeline": ("데이터 흐름", "pipeline"),
    "other": ("그 밖", "rest"),
}


def write_review(
    pilot: Pilot,
    every: str,
    day: date,
    note: str,
    seen: Mapping[str, Any],
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Review:
    """What was looked at and what people made of it. Raises Problem pilots.words_missing."""
    _allowed(pilot, actor, note)
    with transaction.atomic():
        made = Review.objects.create(
            pilot=pilot, every=every, day=day, note=note.strip(), seen=dict(seen), written_by=actor.id,
            written_at=clock(),
        )  # fmt: skip
        words = {"every_ko": EVERY[every][0], "every_en": EVERY[every][1]}
        tell(actions.REVIEWED, pilot, actor, why, {"day": day.isoformat(), **words})
    return made


def adjust(
    pilot: Pilot,
    part: str,
    what: str,
    *,
    actor: Actor,
    why: str,
    made_on: date,
    kpi: str = "",
    expected: str = "",
    clock: Clock = system_clock,
) -> Adjustment:
    """Something changed in how the work is done: what, why and what it should bring. The decision day stays."""
    _allowed(pilot, actor, what)
    if not why.strip():
        raise Problem(problems.NO_REASON)
    with transaction.atomic():
        made = Adjustment.objects.create(
            pilot=pilot, kpi=kpi, part=part, what=what.strip(), why=why.strip(), expected=expected.strip()[:200],
            made_on=made_on, made_by=actor.id, made_at=clock(),
        )  # fmt: skip
        words = {"part_ko": PARTS[part][0], "part_en": PARTS[part][1]}
        tell(actions.ADJUSTED, pilot, actor, why.strip(), {"what": made.what, "kpi": kpi, **words})
    return made


def withdraw_adjustment(made: Adjustment, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """The adjustment was taken back; that it was there stays on record."""
    require(actor, "pilots.write", Subject("pilot", made.pilot_id))
    with transaction.atomic():
        held = Adjustment.objects.select_for_update().get(pk=made.pk)
        if held.withdrawn_at is None:
            held.withdrawn_at = clock()
            held.save(update_fields=["withdrawn_at"])
            tell(actions.ADJUSTMENT_WITHDRAWN, made.pilot, actor, why, {"what": held.what})


def open_sprint(
    pilot: Pilot, scenario: str, aim: str, starts_on: date, ends_on: date, *, actor: Actor, why: str
) -> Sprint:
    _allowed(pilot, actor, aim)
    if ends_on < starts_on:
        raise Problem(problems.DATES_CROSSED, pilot=pilot.name, starts=starts_on, ends=ends_on, decides=pilot.decide_on)
    with transaction.atomic():
        Pilot.objects.select_for_update().get(pk=pilot.pk)
        last = pilot.sprints.aggregate(last=Max("number"))["last"] or 0
        made = Sprint.objects.create(
            pilot=pilot, number=last + 1, scenario=scenario, aim=aim.strip(), starts_on=starts_on, ends_on=ends_on
        )
        tell(actions.SPRINT_OPENED, pilot, actor, why, {"number": made.number, "aim": made.aim})
    return made


def close_sprint(sprint: Sprint, outcome: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> Sprint:
    _allowed(sprint.pilot, actor, outcome)
    with transaction.atomic():
        held = Sprint.objects.select_for_update().get(pk=sprint.pk)
        held.outcome, held.closed_at = outcome.strip(), clock()
        held.save(update_fields=["outcome", "closed_at"])
        tell(actions.SPRINT_CLOSED, sprint.pilot, actor, why, {"number": held.number, "outcome": held.outcome})
    return held


def note_interview(
    pilot: Pilot,
    who: str,
    held_on: date,
    answers: Mapping[str, str],
    themes: Sequence[str],
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Interview:
    """`who` is a part in the work. The notes stay out of the ledger: they are somebody's words."""
    _allowed(pilot, actor, who)
    kept = {key: text.strip() for key, text in answers.items() if text.strip()}
    if not kept and not themes:
        raise Problem(problems.WORDS_MISSING)
    with transaction.atomic():
        made = Interview.objects.create(
            pilot=pilot, who=who.strip()[:80], held_on=held_on, answers=kept, themes=list(dict.fromkeys(themes)),
            written_by=actor.id, written_at=clock(),
        )  # fmt: skip
        tell(actions.INTERVIEWED, pilot, actor, why, {"who": made.who, "themes": len(made.themes)})
    return made


def withdraw_interview(made: Interview, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Put a talk aside; calling again brings it back, so this is its own undo."""
    require(actor, "pilots.write", Subject("pilot", made.pilot_id))
    with transaction.atomic():
        held = Interview.objects.select_for_update().get(pk=made.pk)
        held.withdrawn_at = None if held.withdrawn_at else clock()
        held.save(update_fields=["withdrawn_at"])
        action = actions.INTERVIEW_WITHDRAWN if held.withdrawn_at else actions.INTERVIEWED
        tell(action, made.pilot, actor, why, {"who": held.who})


def look_back(
    pilot: Pilot,
    held_on: date,
    prepared: Mapping[str, Any],
    *,
    keep: str,
    change: str,
    lessons: Sequence[str],
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Retrospective:
    """What to keep, what to change, what was learned; a later one is a further row. Lessons feed the expansion."""
    _allowed(pilot, actor, " ".join((keep, change, *lessons)))
    with transaction.atomic():
        made = Retrospective.objects.create(
            pilot=pilot, held_on=held_on, prepared=dict(prepared), keep=keep.strip(), change=change.strip(),
            lessons=list(lessons), written_by=actor.id, written_at=clock(),
        )  # fmt: skip
        tell(actions.LOOKED_BACK, pilot, actor, why, {"count": len(made.lessons)})
    return made


def _allowed(pilot: Pilot, actor: Actor, words: str) -> None:
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    if not words.strip():
        raise Problem(problems.WORDS_MISSING)
