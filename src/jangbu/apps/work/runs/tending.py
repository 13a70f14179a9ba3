"""What a worker does beside the runs: signs of life, and finding what a kill left behind."""

from __future__ import annotations

from datetime import timedelta

from jangbu.apps.work.runner import GO, TOPIC, WORKFLOW, Runner
from jangbu.apps.work.runs.models import Approval, Run, WorkerBeat
from jangbu.kernel.clock import Clock, system_clock

LATE = timedelta(seconds=5)  # a run or decision that nobody took up by then is told of again


def beat(executor: str, *, clock: Clock = system_clock) -> None:
    WorkerBeat.objects.update_or_create(executor=executor, defaults={"seen_at": clock()})


def leave(executor: str) -> None:
    WorkerBeat.objects.filter(executor=executor).delete()


def bury(*, older_than: timedelta, clock: Clock = system_clock) -> list[str]:
    """Workers that are dead, each given to one caller only: whoever deletes its row."""
    silent = WorkerBeat.objects.filter(seen_at__lt=clock() - older_than).values_list("executor", flat=True)
    return [executor for executor in list(silent) if WorkerBeat.objects.filter(executor=executor).delete()[0]]


def is_tended(*, clock: Clock = system_clock) -> bool:
    """Whether any worker gave a sign of life lately: pages say so when none did."""
    return WorkerBeat.objects.filter(seen_at__gte=clock() - timedelta(seconds=30)).exists()


def remind(runner: Runner, *, clock: Clock = system_clock) -> None:
    """Tell the runner again of what should have gone on by now. All it does is idempotent, so too much is fine."""
    before = clock() - LATE
    queued = Run.objects.filter(state=Run.State.QUEUED, created_at__lt=before, automation__drill=False)
    for run in queued.only("pk", "automation_id")[:500]:
        runner.start(run.pk, workflow=WORKFLOW, queue=run.automation_id)
    working = Run.objects.filter(state=Run.State.WORKING, automation__drill=False)
    decided = Approval.objects.filter(run__in=working, decided_at__lt=before)
    for approval in decided.only("pk", "run_id")[:500]:
        runner.wake(approval.run_id, TOPIC, key=approval.pk)
    for run in working.filter(automation__state="running").only("pk")[:500]:
        runner.wake(run.pk, GO, key=f"{clock():%Y%m%d%H%M}")
