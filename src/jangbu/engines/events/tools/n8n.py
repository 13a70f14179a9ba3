"""n8n: the data of its Error Trigger, what our own workflow posts, and the records of its REST API.

Error Trigger: {execution: {id, url, retryOf, error {message, stack, name, timestamp}, lastNodeExecuted, mode},
workflow: {id, name}}, without a time; {trigger: {error, mode}, workflow} where the trigger itself failed.
REST /api/v1/executions: {id, status, mode, startedAt, stoppedAt, retryOf, workflowId}.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from jangbu.engines.events.fields import Fields
from jangbu.engines.events.model import LONGEST_ERROR, LONGEST_TYPE, PHASES, Phase, RunEvent

STATUS: dict[str, Phase] = {
    "new": "step",
    "running": "started",
    "waiting": "waiting",
    "success": "finished",
    "error": "failed",
    "crashed": "failed",
    "canceled": "cancelled",
}


def read(told: Fields, now: datetime) -> list[RunEvent]:
    execution = told.inner("execution")
    if "trigger" in told.values and not execution.values:
        return [_trigger_failed(told, now)]
    if not execution.values:
        return [listed(told)] if "workflowId" in told.values else []
    workflow = told.inner("workflow")
    phase = _phase(told, execution)
    error = execution.inner("error")
    at = told.time("time") or error.time("timestamp")
    run, step = execution.identity("id"), told.text("step") or execution.text("lastNodeExecuted")
    return [
        RunEvent(
            id=told.identity("id", needed=False) or f"{run}:{phase}" + (f":{step}" if phase == "step" else ""),
            type="execution." + phase,
            phase=phase,
            run=run,
            at=at or now,
            timed=at is not None,
            workflow=workflow.text("name", "id"),
            step=step,
            number=execution.number("id"),
            retry_of=execution.identity("retryOf", needed=False),
            error_class=error.text("name", longest=LONGEST_TYPE) if phase == "failed" else "",
            error=error.text("message", longest=LONGEST_ERROR) if phase == "failed" else "",
            documents=told.names("documents"),
            raw=told.values,
        )
    ]


def listed(told: Fields, names: Mapping[str, str] | None = None) -> RunEvent:
    """One record of the REST list. `names` gives workflows their names by id; the list holds only the id."""
    status = told.text("status")
    phase = STATUS.get(status, "unknown")
    run, workflow = told.identity("id"), told.text("workflowId")
    held = told.values.get("workflowData")
    name = Fields(told.place, held).text("name") if isinstance(held, Mapping) else ""
    started, stopped = told.time("startedAt"), told.time("stoppedAt")
    return RunEvent(
        id=f"{run}:{phase}",
        type="execution." + (status or "unknown")[:LONGEST_TYPE],
        phase=phase,
        run=run if phase != "unknown" else "",
        at=stopped or started or cast(datetime, told.time("createdAt") or _needed(told)),
        workflow=name or (names or {}).get(workflow, workflow),
        started_at=started,
        ended_at=stopped if phase in ("finished", "failed", "cancelled") else None,
        number=told.number("id"),
        retry_of=told.identity("retryOf", needed=False),
        error_class="n8n.crashed" if status == "crashed" else "",
        raw={key: value for key, value in told.values.items() if key not in {"data", "workflowData"}},
    )


def _phase(told: Fields, execution: Fields) -> Phase:
    said = told.text("event", "phase").lower()
    if said in PHASES:
        return cast(Phase, said)
    if execution.inner("error").values or execution.text("error"):
        return "failed"
    return STATUS.get(execution.text("status"), "unknown")


def _trigger_failed(told: Fields, now: datetime) -> RunEvent:
    """No execution came about, so there is no id either: the failure is a run of its own, named by what it said."""
    error = told.inner("trigger").inner("error")
    workflow = told.inner("workflow")
    at = error.time("timestamp")
    marked = f"{workflow.text('id')} {error.text('message', longest=LONGEST_ERROR)} {(at or now):%Y%m%d%H%M}"
    run = "trigger-" + sha256(marked.encode()).hexdigest()[:24]
    return RunEvent(
        id=f"{run}:failed",
        type="trigger.failed",
        phase="failed",
        run=run,
        at=at or now,
        timed=at is not None,
        workflow=workflow.text("name", "id"),
        error_class=error.text("name", longest=LONGEST_TYPE) or "n8n.trigger",
        error=error.text("message", longest=LONGEST_ERROR),
        raw=told.values,
    )


def _needed(told: Fields) -> Any:
    raise told.unreadable("startedAt", "시각", "a time")
