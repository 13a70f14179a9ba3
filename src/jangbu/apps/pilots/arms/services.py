"""Drawing lots and writing down what was really done. A lot is drawn once and stays as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.arms.models import Lot
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.telling import tell
from jangbu.engines import value
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.holidays import holidays_kr

MOST_AT_ONCE = 500  # cases
LONGEST = 120  # letters of a case number


def seed_of(pilot: Pilot, frozen: str) -> int:
    """From the pilot and the fingerprint of its frozen measures: nobody chooses it, anybody can compute it again."""
    return int(hashlib.sha256(f"{pilot.pk} {frozen}".encode()).hexdigest()[:8], 16)


def working_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in holidays_kr()]


def with_lots(plan: dict[str, Any], *, seed: int, first: date | None = None) -> dict[str, Any]:
    """The plan with its seed, and for a day switchback with a lot for every working day from `first` on. Days drawn
    already keep theirs."""
    design, calendar = plan["design"], plan["calendar"]
    if design["kind"] not in {"switchback", "randomised"}:
        return plan
    design = {**design, "seed": design.get("seed", seed)}
    if design["kind"] == "switchback":
        kept: Mapping[str, bool] = design.get("days", {})
        begin = max(filter(None, (date.fromisoformat(calendar["starts_on"]), first)))
        days = working_days(begin, date.fromisoformat(calendar["ends_on"]))
        drawn = value.switch_days([day for day in days if day.isoformat() not in kept], seed=design["seed"])
        design["days"] = {**kept, **{day.isoformat(): on for day, on in drawn.items()}}
    return {**plan, "design": design}


def keep_days(pilot: Pilot, *, actor: Actor, clock: Clock) -> int:
    """Rows for the days of the plan that have none yet; called where the plan is written, inside its transaction."""
    design = pilot.plan.get("design", {})
    if design.get("kind") != "switchback":
        return 0
    known = set(pilot.lots.filter(unit=Lot.Unit.DAY).values_list("key", flat=True))
    fresh = [(day, on) for day, on in sorted(design.get("days", {}).items()) if day not in known]
    _add(pilot, Lot.Unit.DAY, fresh, actor=actor, clock=clock)
    return len(fresh)


def _add(pilot: Pilot, unit: str, drawn: Sequence[tuple[str, bool]], *, actor: Actor, clock: Clock) -> list[Lot]:
    taken = pilot.lots.filter(unit=unit).count()
    return Lot.objects.bulk_create(
        Lot(pilot=pilot, unit=unit, place=place, key=key, on=on, drawn_by=actor.id, drawn_at=clock())
        for place, (key, on) in enumerate(drawn, start=taken + 1)
    )


def draw_for_cases(
    pilot: Pilot, cases: Sequence[str], *, actor: Actor, why: str, clock: Clock = system_clock
) -> list[Lot]:
    """A lot for each case number; one drawn for already keeps its lot. In the order asked, each once.

    Raises Problem pilots.not_drawn_by_case, .not_running, .case_number_bad.
    """
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    asked = list(dict.fromkeys(each.strip() for each in cases if each.strip()))
    if not asked or len(asked) > MOST_AT_ONCE or any(len(each) > LONGEST for each in asked):
        raise Problem(problems.CASE_NUMBER_BAD, count=len(asked), most=MOST_AT_ONCE)
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        design = held.plan.get("design", {})
        if design.get("kind") != "randomised" or "seed" not in design:
            raise Problem(problems.NOT_DRAWN_BY_CASE, pilot=held.name)
        if held.state != Pilot.State.RUNNING:
            raise Problem(problems.NOT_RUNNING, pilot=held.name)
        known = {lot.key: lot for lot in held.lots.filter(unit=Lot.Unit.CASE, key__in=asked)}
        fresh = [each for each in asked if each not in known]
        taken = held.lots.filter(unit=Lot.Unit.CASE).count()
        lots = value.case_lots(taken + len(fresh), seed=design["seed"])[taken:]
        made = _add(held, Lot.Unit.CASE, list(zip(fresh, lots, strict=True)), actor=actor, clock=clock)
        if made:
            told = {lot.key: "with" if lot.on else "without" for lot in made}
            tell(actions.LOTS_DRAWN, held, actor, why, {"count": len(made), "first": made[0].place, "lots": told})
    return [{**known, **{lot.key: lot for lot in made}}[each] for each in asked]


def note_done(lot: Lot, *, done: bool, actor: Actor, why: str, clock: Clock = system_clock) -> Lot:
    """What was really done that day or with that case; said again it is corrected. Raises Problem pilots.no_reason for
    a lot that was not followed without a reason."""
    require(actor, "pilots.write", Subject("pilot", lot.pilot_id))
    if done != lot.on and not why.strip():
        raise Problem(problems.NO_REASON)
    with transaction.atomic():
        held = Lot.objects.select_for_update(of=("self",)).select_related("pilot").get(pk=lot.pk)
        before = {"done": held.done}
        held.done, held.done_why, held.done_by, held.done_at = done, why.strip()[:300], actor.id, clock()
        held.save(update_fields=["done", "done_why", "done_by", "done_at"])
        words = {True: ("켬", "with the change"), False: ("끔", "without it")}
        after = {"key": held.key, "said_ko": words[done][0], "said_en": words[done][1], "as_drawn": done == held.on}
        tell(actions.LOT_DONE, held.pilot, actor, why, after, before=before)
    return held
