"""UiPath Orchestrator: webhooks {Type, EventId, Timestamp, Job | Jobs | QueueItem(s), ...}, and OData /odata/Jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jangbu.engines.events.fields import Fields
from jangbu.engines.events.model import LONGEST_ERROR, LONGEST_TYPE, Phase, RunEvent

EVENTS: dict[str, Phase] = {
    "job.created": "step",  # waits for a robot
    "job.started": "started",
    "job.suspended": "waiting",
    "job.resumed": "approved",
    "job.completed": "finished",
    "job.faulted": "failed",
    "job.stopped": "cancelled",
    "queueitem.added": "step",
    "queueitem.transactionstarted": "started",
    "queueitem.transactioncompleted": "finished",
    "queueitem.transactionfailed": "failed",
    "queueitem.transactionabandoned": "cancelled",
}
STATES: dict[str, Phase] = {
    "Pending": "step",
    "Running": "started",
    "Stopping": "started",
    "Terminating": "started",
    "Resumed": "approved",
    "Suspended": "waiting",
    "Successful": "finished",
    "Faulted": "failed",
    "Stopped": "cancelled",
}
ENDS = ("finished", "failed", "cancelled")


def read(told: Fields, now: datetime) -> list[RunEvent]:
    """One event for each job or queue item that the webhook tells of; one unknown event where it tells of neither."""
    type_ = told.text("Type", longest=LONGEST_TYPE)
    if not type_:
        return []
    event, at = told.identity("EventId"), told.time("Timestamp")
    phase = EVENTS.get(type_.lower(), "unknown")
    about = _about(told)
    if phase == "unknown" or not about:
        return [RunEvent(event, type_, "unknown", "", at or now, timed=at is not None, raw=told.values)]
    queue = type_.lower().startswith("queueitem")
    return [
        _event(told, each, type_, phase, event if len(about) == 1 else f"{event}:{index}", at, now, queue=queue)
        for index, each in enumerate(about)
    ]


def listed(told: Fields) -> RunEvent:
    """One job of OData."""
    state = told.text("State")
    phase = STATES.get(state, "unknown")
    started, ended = told.time("StartTime"), told.time("EndTime")
    at = (ended if phase in ENDS else None) or started or told.time("CreationTime")
    if at is None:
        raise told.unreadable("StartTime", "시각", "a time")
    run = told.identity("Key", "Id")
    return RunEvent(
        id=f"job:{run}:{phase}",
        type=f"job.{state or 'unknown'}",
        phase=phase,
        run=run if phase != "unknown" else "",
        at=at,
        workflow=told.text("ReleaseName"),
        started_at=started,
        ended_at=ended if phase in ENDS else None,
        number=told.number("Id"),
        error_class="uipath.faulted" if phase == "failed" else "",
        error=told.text("Info", longest=LONGEST_ERROR) if phase == "failed" else "",
        raw=told.values,
    )


def _event(
    told: Fields, job: Fields, type_: str, phase: Phase, id_: str, at: datetime | None, now: datetime, *, queue: bool
) -> RunEvent:
    failed = phase == "failed"
    wrong = job.inner("ProcessingException")
    run = job.identity("Key", "Id")
    return RunEvent(
        id=id_,
        type=type_,
        phase=phase,
        run=f"queue:{run}" if queue else run,
        at=at or now,
        timed=at is not None,
        workflow=job.text("ReleaseName") or job.inner("Release").text("Name") or told.inner("Queue").text("Name"),
        started_at=job.time("StartTime", "StartProcessing"),
        ended_at=job.time("EndTime", "EndProcessing") if phase in ENDS else None,
        number=None if queue else job.number("Id"),
        attempt=1 + (job.number("RetryNumber") or 0),
        error_class=(wrong.text("Type", longest=LONGEST_TYPE) or "uipath.faulted") if failed else "",
        error=(wrong.text("Reason", longest=LONGEST_ERROR) or job.text("Info", longest=LONGEST_ERROR))
        if failed
        else "",
        documents=job.names("Reference"),
        raw=told.values,
    )


def _about(told: Fields) -> list[Fields]:
    for name in ("Job", "Jobs", "QueueItem", "QueueItems"):
        value: Any = told.values.get(name)
        if isinstance(value, Mapping):  # Orchestrator sends a single one bare, several as a list
            return [Fields(told.place, value)]
        if isinstance(value, list):
            return [Fields(told.place, each) for each in value if isinstance(each, Mapping)]
    return []
