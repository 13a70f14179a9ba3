"""Stop and roll back: by a rule, without waiting for a person, or by anyone who suspects something."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.work import actions, problems, registering
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.automations.services import failing_data
from jangbu.apps.work.automations.telling import tell
from jangbu.apps.work.processes.services import reopen_sop
from jangbu.apps.work.runner import runner
from jangbu.apps.work.runs.models import OPEN, Approval, Run
from jangbu.kernel.chain import Entry
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

DATA_RULE = "work.stop_on_data"
SECURITY_RULE = "work.roll_back_on_suspicion"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something stops, in both languages; the sentence people will read on the automation's page."""

    ko: str
    en: str


def pause(automation: Automation, reason: Reason, *, actor: Actor, why: str, reopen: bool = False) -> None:
    """Nothing new starts and open runs stop before their next step. With `reopen` the way of working must be written
    again before it goes on. Pausing twice is as once."""
    require(actor, "work.stop")
    with transaction.atomic():
        held = Automation.objects.select_for_update(of=("self",)).select_related("process").get(pk=automation.pk)
        if held.state == Automation.State.RUNNING:
            held.state, held.stopped_why = Automation.State.PAUSED, reason.ko
            held.stopped_by_rule = actor.kind == "rule"
            held.save(update_fields=["state", "stopped_why", "stopped_by_rule"])
            said = {"said_ko": reason.ko, "said_en": reason.en}
            tell(actions.PAUSED, held, actor, why, said, before={"state": Automation.State.RUNNING.value})
            transaction.on_commit(lambda: runner().pause(held.pk))
        if reopen:
            reopen_sop(held.process, reason.ko, reason.en, actor=actor, why=why)
    automation.refresh_from_db()


def roll_back(
    automation: Automation, reason: Reason, *, actor: Actor, why: str, reopen: bool = True, clock: Clock = system_clock
) -> list[str]:
    """A suspicion: revoke its credentials, go back to its roll-back version or to work by hand, and undo open runs.

    Returns the ids of the runs that are being undone. A version that served while the suspicion arose never serves
    again by itself; somebody has to make a new one.
    """
    require(actor, "work.stop")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = (
            Automation.objects.select_for_update(of=("self",))
            .select_related("process", "current", "rollback")
            .get(pk=automation.pk)
        )
        before = {"state": held.state, "version": held.current.number if held.current else 0}
        if held.credentials or held.credentials_revoked_at is None:
            held.credentials, held.credentials_revoked_at = "", clock()
            tell(actions.CREDENTIALS_REVOKED, held, actor, why, {})
        target = held.rollback
        if target is not None:
            held.current, held.rollback, to = target, None, (f"{target.number}판으로", f"version {target.number}")
            held.state = Automation.State.PAUSED
        else:
            held.state, to = Automation.State.MANUAL, ("손으로 하는 일로", "work by hand")
        held.stopped_why, held.stopped_by_rule = reason.ko, actor.kind == "rule"
        held.save()
        said = {"said_ko": reason.ko, "said_en": reason.en, "to_ko": to[0], "to_en": to[1]}
        tell(actions.ROLLED_BACK, held, actor, why, said, before=before)
        if target is not None:
            registering.noted_back(held, target, actor=actor, why=why)
        if reopen:
            reopen_sop(held.process, reason.ko, reason.en, actor=actor, why=why)
        undone = list(held.runs.filter(state__in=OPEN).values_list("pk", flat=True))
        Approval.objects.filter(run__in=undone, state=Approval.State.OPEN).update(
            state=Approval.State.VOID, decided_at=clock(), why=reason.ko
        )
        Run.objects.filter(pk__in=undone).update(state=Run.State.CANCELLED, ended_at=clock())
        transaction.on_commit(lambda: _cancel(held.pk, undone))
    automation.refresh_from_db()
    return undone


def _cancel(queue: str, runs: list[str]) -> None:
    runner().pause(queue)
    for run in runs:
        runner().cancel(run)


def on_quality_failed(entry: Entry) -> None:
    """News from the data: whatever may touch that dataset pauses, and its way of working is reopened."""
    told = entry.told()["after"]
    stop_for_data(told["dataset_id"], told["dataset"], told.get("said_ko", ""), told.get("said_en", ""))


def stop_for_data(dataset_id: str, dataset: str, ko: str, en: str) -> list[Automation]:
    reason = Reason(f"{dataset} 데이터가 기준에 못 미쳐요. {ko}", f"{dataset} fails its gate. {en}")
    stopped = []
    for automation in _touching(dataset_id):
        pause(automation, reason, actor=Actor.rule(DATA_RULE), why=reason.ko, reopen=True)
        stopped.append(automation)
    return stopped


def catch_up() -> list[Automation]:
    """What the news may have missed: a process that died between an entry and its handler. Run at every start."""
    stopped = []
    for automation in Automation.objects.filter(state=Automation.State.RUNNING).select_related("process", "current"):
        for dataset in failing_data(automation):
            reason = Reason(f"{dataset} 데이터가 기준에 못 미쳐요.", f"{dataset} fails its gate.")
            pause(automation, reason, actor=Actor.rule(DATA_RULE), why=reason.ko, reopen=True)
            stopped.append(automation)
            break
    return stopped


def _touching(dataset_id: str) -> list[Automation]:
    running = Automation.objects.filter(state=Automation.State.RUNNING).select_related("process", "current")
    return [each for each in running if each.current is not None and dataset_id in each.current.datasets]
