"""Power Automate: what an HTTP action posts (`workflow()` as it is), and the FlowRun records of Dataverse.

`workflow()` gives {id, name, type, location, tags {flowDisplayName, environmentName}, run {id, name, type}}. A FlowRun
has name, starttime, endtime, status, duration, errorcode, errormessage, workflowid, parentrunid; it is deleted after
28 days unless the organisation says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from jangbu.engines.events.fields import Fields
from jangbu.engines.events.model import LONGEST_ERROR, LONGEST_TYPE, PHASES, Phase, RunEvent

STATUS: dict[str, Phase] = {
    "running": "started",
    "waiting": "waiting",
    "succeeded": "finished",
    "success": "finished",
    "failed": "failed",
    "timedout": "failed",
    "aborted": "failed",
    "cancelled": "cancelled",
    "skipped": "cancelled",
    **{phase: cast(Phase, phase) for phase in PHASES},
}
ENDS = ("finished", "failed", "cancelled")


def read(told: Fields, now: datetime) -> list[RunEvent]:
    if "starttime" in told.values:
        return [listed(told)]
    flow = told.inner("workflow")
    status = told.text("status", "event", longest=LONGEST_TYPE)
    phase = STATUS.get(status.lower().replace(" ", ""), "unknown")
    if phase == "unknown":
        return []
    run = flow.inner("run").identity("name", needed=False) or told.identity("run")
    at = told.time("time")
    step, attempt = told.text("step"), max(1, told.number("attempt") or 1)
    error_class, error = told.error()
    return [
        RunEvent(
            id=told.identity("id", needed=False) or f"{run}:{attempt}:{phase}" + (f":{step}" if step else ""),
            type=f"flow.{status.lower()}",
            phase=phase,
            run=run,
            at=at or now,
            timed=at is not None,
            workflow=flow.inner("tags").text("flowDisplayName") or told.text("flow") or flow.text("name"),
            step=step,
            started_at=told.time("startTime"),
            ended_at=told.time("endTime") if phase in ENDS else None,
            attempt=attempt,
            error_class=(error_class or status) if phase == "failed" else "",
            error=error,
            documents=told.names("documents"),
            raw=told.values,
        )
    ]


def listed(told: Fields, names: Mapping[str, str] | None = None) -> RunEvent:
    """One FlowRun record. `names` gives flows their names by workflow id."""
    status, run, flow = told.text("status"), told.identity("name"), told.text("workflowid", "_workflow_value")
    phase = STATUS.get(status.lower(), "unknown")
    started, ended = told.time("starttime"), told.time("endtime")
    at = (ended if phase in ENDS else None) or started
    if at is None:
        raise told.unreadable("starttime", "시각", "a time")
    return RunEvent(
        id=f"{run}:1:{phase}",
        type=f"flow.{status.lower() or 'unknown'}",
        phase=phase,
        run=run if phase != "unknown" else "",
        at=at,
        workflow=told.text("_workflow_value@OData.Community.Display.V1.FormattedValue")
        or (names or {}).get(flow, flow),
        started_at=started,
        ended_at=ended if phase in ENDS else None,
        error_class=(told.text("errorcode", longest=LONGEST_TYPE) or status) if phase == "failed" else "",
        error=told.text("errormessage", longest=LONGEST_ERROR) if phase == "failed" else "",
        raw=told.values,
    )
