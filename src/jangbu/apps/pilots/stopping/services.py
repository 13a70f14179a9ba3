"""Pause and roll back. News from work and from the data arrive here; a rule does not wait for a person."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.pilots import actions, problems
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.telling import tell
from jangbu.apps.work import queries as work
from jangbu.apps.work import services as work_services
from jangbu.kernel.chain import Entry
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

DATA_RULE = "pilots.stop_on_data"
SECURITY_RULE = "pilots.roll_back_on_suspicion"
STOPPABLE = (Pilot.State.RUNNING, Pilot.State.PAUSED)


def pause_pilot(pilot: Pilot, ko: str, en: str, *, actor: Actor, why: str) -> bool:
    """Stand still until somebody sets it going again. Pausing twice is as once; returns whether it was running."""
    require(actor, "pilots.stop", Subject("pilot", pilot.pk))
    if not why.strip():
        raise Problem(problems.NO_REASON)
    return _stand_still(pilot, Pilot.State.PAUSED, actions.PAUSED, (ko, en), actor=actor, why=why)


def roll_back_pilot(pilot: Pilot, ko: str, en: str, *, actor: Actor, why: str) -> bool:
    """Back to how the work was done before: its automations too, where there are any still running."""
    require(actor, "pilots.stop", Subject("pilot", pilot.pk))
    if not why.strip():
        raise Problem(problems.NO_REASON)
    done = _stand_still(pilot, Pilot.State.ROLLED_BACK, actions.ROLLED_BACK, (ko, en), actor=actor, why=why)
    if done and actor.kind != "rule":  # a rule was told by work, which has rolled back what it was about
        for automation in _automations(pilot):
            work_services.roll_back(automation, work_services.Reason(ko, en), actor=actor, why=why)
    return done


def _stand_still(
    pilot: Pilot, state: Pilot.State, action: Action, said: tuple[str, str], *, actor: Actor, why: str
) -> bool:
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state not in STOPPABLE or held.state == state:
            return False
        before = held.state
        held.state, (held.stopped_ko, held.stopped_en) = state, said
        held.stopped_by_rule = actor.kind == "rule"
        held.save(update_fields=["state", "stopped_ko", "stopped_en", "stopped_by_rule"])
        tell(action, held, actor, why, {"said_ko": said[0], "said_en": said[1]}, before={"state": str(before)})
        return True


def resume_pilot(pilot: Pilot, *, actor: Actor, why: str) -> None:
    """A person sets it going again, and says why that is right. Raises Problem pilots.no_reason."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    if not why.strip():
        raise Problem(problems.NO_REASON)
    with transaction.atomic():
        held = Pilot.objects.select_for_update().get(pk=pilot.pk)
        if held.state not in {Pilot.State.PAUSED, Pilot.State.ROLLED_BACK}:
            return
        before = held.state
        held.state, held.stopped_ko, held.stopped_en, held.stopped_by_rule = Pilot.State.RUNNING, "", "", False
        held.save(update_fields=["state", "stopped_ko", "stopped_en", "stopped_by_rule"])
        tell(actions.RESUMED, held, actor, why.strip(), {}, before={"state": str(before)})


def on_automation_paused(entry: Entry) -> None:
    """Work paused an automation by its data rule: the pilots of that process stand still."""
    if entry.actor_kind != "rule":
        return
    told = entry.told()["after"]
    for pilot in _with_automation(str(told["automation_id"])):
        pause_pilot(pilot, told["said_ko"], told["said_en"], actor=Actor.rule(DATA_RULE), why=told["said_ko"])


def on_automation_rolled_back(entry: Entry) -> None:
    """A suspicion rolled an automation back: the pilots of that process are rolled back as well."""
    told = entry.told()["after"]
    for pilot in _with_automation(str(told["automation_id"])):
        actor = Actor.rule(SECURITY_RULE)
        roll_back_pilot(pilot, told["said_ko"], told["said_en"], actor=actor, why=told["said_ko"])


def on_quality_failed(entry: Entry) -> None:
    """A dataset that a pilot measures with or works on fell below its gate: pause, and reopen the way of working."""
    told = entry.told()["after"]
    dataset, name = str(told["dataset_id"]), str(told["dataset"])
    ko = f"{name} 데이터가 기준에 못 미쳐요. {told.get('said_ko', '')}".strip()
    en = f"{name} fails its gate. {told.get('said_en', '')}".strip()
    rule = Actor.rule(DATA_RULE)
    for pilot in Pilot.objects.filter(state__in=STOPPABLE):
        if dataset not in datasets_of(pilot):
            continue
        with transaction.atomic():
            if pause_pilot(pilot, ko, en, actor=rule, why=ko):
                for process_id in processes_of(pilot):
                    process = work.find_process(Actor.system(), process_id)
                    if process is not None:
                        work_services.reopen_sop(process, ko, en, actor=rule, why=ko)


def processes_of(pilot: Pilot) -> list[str]:
    return [each["process"] for each in pilot.plan.get("scope", []) if each.get("process")]


def datasets_of(pilot: Pilot) -> set[str]:
    """Those its KPIs are measured from, the one it is compared with, and those its automations may touch."""
    kpis = {kpi["source"].get("dataset", "") for kpi in pilot.plan.get("kpis", [])}
    control = pilot.plan.get("design", {}).get("control", "")
    touched = {each for automation in _automations(pilot) if automation.current for each in automation.current.datasets}
    return {*kpis, control, *touched} - {""}


def _automations(pilot: Pilot) -> list[Any]:
    scope = processes_of(pilot)
    return list(work.automations(Actor.system()).filter(process__in=scope)) if scope else []


def _with_automation(automation_id: str) -> list[Pilot]:
    automation = work.find_automation(Actor.system(), automation_id)
    if automation is None:
        return []
    running = Pilot.objects.filter(state__in=STOPPABLE)
    return [pilot for pilot in running if str(automation.process_id) in processes_of(pilot)]
