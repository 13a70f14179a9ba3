"""Writing a draft: answer by answer, section by section, until it starts and its measures are frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.arms.services import keep_days, seed_of, with_lots
from jangbu.apps.pilots.drafting import content
from jangbu.apps.pilots.drafting.draft import MOST_PROCESSES, draft
from jangbu.apps.pilots.drafting.facts import facts_for
from jangbu.apps.pilots.models import MeasureChange, Pilot
from jangbu.apps.pilots.telling import tell
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

MOST_CORE = 3
SECTIONS: dict[str, tuple[str, str]] = {
    "goal": ("목표", "goal"),
    "kpis": ("지표", "KPIs"),
    "scope": ("범위", "scope"),
    "pattern": ("자동화 방식", "pattern"),
    "design": ("비교 방법", "design"),
    "calendar": ("일정", "calendar"),
    "gates": ("통과 기준", "gates"),
    "expand": ("넓히는 조건", "when it grows"),
    "stops": ("멈추는 조건", "when it stops"),
    "weeks": ("주마다 할 일", "week plan"),
    "roles": ("맡은 사람", "roles"),
    "cost": ("비용", "cost"),
}
FROZEN = frozenset({"kpis", "gates", "design", "calendar", "scope"})  # what the measurement rests on


def begin_draft(*, actor: Actor, why: str, clock: Clock = system_clock) -> Pilot:
    """An empty set of answers, and the draft that follows from having skipped all of them."""
    require(actor, "pilots.write")
    now = clock()
    plan = {**draft({}, facts_for(actor, now.astimezone(SEOUL).date())), "answers": {}, "edited": []}
    with transaction.atomic():
        pilot = Pilot(state=Pilot.State.DRAFT, created_at=now)
        _take(pilot, plan)
        pilot.save(force_insert=True)
        tell(actions.DRAFTED, pilot, actor, why, {})
    return pilot


def answer_question(
    pilot: Pilot, question: str, told: Mapping[str, Any], *, actor: Actor, why: str, clock: Clock = system_clock
) -> Pilot:
    """Keep an answer and draft again whatever nobody has changed by hand."""
    today = clock().astimezone(SEOUL).date()

    def change(plan: dict[str, Any]) -> dict[str, Any]:
        answers = {**plan.get("answers", {}), **told}
        edited = plan.get("edited", [])
        fresh = draft(answers, facts_for(actor, today))
        kept = {section: plan[section] for section in edited if section in plan}
        return {**fresh, **kept, "answers": answers, "edited": edited}

    return _change_draft(pilot, change, ("질문에 대한 답", "an answer"), actor=actor, why=why)


def change_section(
    pilot: Pilot, section: str, told: Any, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Pilot:
    """Change one section of a plan. After the start a change of what is measured needs a reason, stays on record and
    lowers the evidence class. Raises Problem pilots.no_reason, .too_many_processes, .too_many_kpis, .dates_crossed."""
    if section not in SECTIONS:
        raise Problem(problems.NAME_EMPTY, what_ko="고칠 곳", what_en="the part to change")
    _check_section(pilot, section, told)
    if pilot.state == Pilot.State.DRAFT:

        def change(plan: dict[str, Any]) -> dict[str, Any]:
            edited = [*dict.fromkeys([*plan.get("edited", []), section])]
            return {**plan, section: told, "edited": edited}

        return _change_draft(pilot, change, SECTIONS[section], actor=actor, why=why)
    return _change_started(pilot, section, told, actor=actor, why=why, clock=clock)


def _change_draft(
    pilot: Pilot,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    said: tuple[str, str],
    *,
    actor: Actor,
    why: str,
) -> Pilot:
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state != Pilot.State.DRAFT:
            raise Problem(problems.NOT_A_DRAFT, pilot=held.name)
        _take(held, change(held.plan))
        held.save()
        tell(actions.PLAN_CHANGED, held, actor, why, {"said_ko": said[0], "said_en": said[1]})
    return held


def _change_started(pilot: Pilot, section: str, told: Any, *, actor: Actor, why: str, clock: Clock) -> Pilot:
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    if section in FROZEN and not why.strip():
        raise Problem(problems.NO_REASON)
    said = dict(zip(("said_ko", "said_en"), SECTIONS[section], strict=True))
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        before = held.plan.get(section)
        if before == told:
            return held
        plan = {**held.plan, section: told}
        if section in {"design", "calendar"}:  # days that have passed are not drawn for any more
            tomorrow = clock().astimezone(SEOUL).date() + timedelta(days=1)
            plan = with_lots(plan, seed=seed_of(held, fingerprint(plan)), first=tomorrow)
        _take(held, plan)
        held.save()
        keep_days(held, actor=actor, clock=clock)
        if section in FROZEN:
            MeasureChange.objects.create(
                pilot=held,
                section=section,
                kpis=touched(section, before, told),
                before=before,
                after=told,
                why=why.strip(),
                changed_by=actor.id,
                changed_at=clock(),
            )
        tell(actions.MEASURE_CHANGED if section in FROZEN else actions.PLAN_CHANGED, held, actor, why, said)
    return held


def touched(section: str, before: Any, after: Any) -> list[str]:
    """Which KPIs a change of a measure touches; an empty list means all of them."""
    if section not in {"kpis", "gates"}:
        return []
    old = {each["id"]: each for each in before or []}
    new = {each["id"]: each for each in after or []}
    return sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def start_pilot(pilot: Pilot, *, actor: Actor, why: str, clock: Clock = system_clock, seed: int | None = None) -> Pilot:
    """Freeze the measures, draw lots where the design asks for them, and begin. `seed` is only for lots that must come
    out the same. Raises Problem pilots.plan_incomplete with what is missing, .dates_crossed."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state != Pilot.State.DRAFT:
            raise Problem(problems.NOT_A_DRAFT, pilot=held.name)
        _check_complete(held)
        _take(held, with_lots(held.plan, seed=seed_of(held, fingerprint(held.plan)) if seed is None else seed))
        held.state, held.started_at = Pilot.State.RUNNING, clock()
        held.save()
        keep_days(held, actor=actor, clock=clock)
        after = {
            "goal": held.goal,
            "gates": [gate["id"] for gate in held.gates],
            "decide_on": str(held.decide_on),
            "fingerprint": fingerprint(held.plan),
        }
        tell(actions.CREATED, held, actor, why, after, before={"state": Pilot.State.DRAFT.value})
    return held


def fingerprint(plan: Mapping[str, Any]) -> str:
    """SHA-256 of what is frozen: whoever doubts it later can compute it again."""
    frozen = {section: plan.get(section) for section in sorted(FROZEN)}
    text = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def discard_draft(pilot: Pilot, *, actor: Actor, why: str) -> Pilot:
    """Put a draft away; calling again on one put away brings it back, so this is its own undo."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state not in {Pilot.State.DRAFT, Pilot.State.DISCARDED}:
            raise Problem(problems.NOT_A_DRAFT, pilot=held.name)
        away = held.state == Pilot.State.DRAFT
        held.state = Pilot.State.DISCARDED if away else Pilot.State.DRAFT
        held.save(update_fields=["state"])
        tell(actions.DISCARDED if away else actions.DRAFTED, held, actor, why, {})
    return held


def _take(pilot: Pilot, plan: dict[str, Any]) -> None:
    """The plan, and the columns that lists and the main job read, kept the same."""
    said = language()
    pilot.plan = plan
    pilot.name = content.said(plan["goal"]["name"], said)[:120]
    pilot.goal = content.said(plan["goal"]["text"], said)
    pilot.gates = plan["gates"]
    for name in ("starts_on", "ends_on", "decide_on"):
        setattr(pilot, name, date.fromisoformat(plan["calendar"][name]))


def _check_section(pilot: Pilot, section: str, told: Any) -> None:
    if section == "scope" and len(told) > MOST_PROCESSES:
        raise Problem(problems.TOO_MANY_PROCESSES, count=len(told))
    if section == "kpis" and (count := sum(1 for kpi in told if kpi["core"])) > MOST_CORE:
        raise Problem(problems.TOO_MANY_KPIS, count=count)
    if section == "gates":
        for gate in told:
            value.Gate.from_json(gate)  # raises where a threshold cannot be judged
    if section == "calendar" and not told["starts_on"] < told["ends_on"] <= told["decide_on"]:
        days = {"starts": told["starts_on"], "ends": told["ends_on"], "decides": told["decide_on"]}
        raise Problem(problems.DATES_CROSSED, pilot=pilot.name, **days)


def lacking(plan: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a draft still needs before it can start, in both languages."""
    kpis = {kpi["id"] for kpi in plan.get("kpis", [])}
    found = []
    if not content.said(plan["goal"]["text"], "ko").strip():
        found.append(("목표", "a goal"))
    if not plan.get("scope"):
        found.append(("어느 일에서 해 볼지", "the work it is tried on"))
    if not any(kpi["core"] for kpi in plan.get("kpis", [])):
        found.append(("중요한 지표 하나", "one KPI that counts"))
    if not any(gate["id"] in kpis for gate in plan.get("gates", [])):
        found.append(("통과 기준 하나", "one gate"))
    return found


def _check_complete(pilot: Pilot) -> None:
    missing = lacking(pilot.plan)
    if missing:
        ko, en = ", ".join(each[0] for each in missing), ", ".join(each[1] for each in missing)
        raise Problem(problems.PLAN_INCOMPLETE, lacking_ko=ko, lacking_en=en)
    _check_section(pilot, "calendar", pilot.plan["calendar"])
