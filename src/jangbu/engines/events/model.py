"""The one shape that every outside event takes, and the state of a run that events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

Phase = Literal[
    "started", "step", "waiting", "approved", "rejected", "failed", "finished", "cancelled", "retried", "unknown"
]
PHASES: tuple[str, ...] = get_args(Phase)
Tool = Literal["cloudevents", "otlp", "power_automate", "n8n", "zapier", "uipath"]
TOOLS: tuple[str, ...] = get_args(Tool)

LONGEST_ID = 160  # characters of an event's or run's id: with a source's id before it, the ledger takes 200
LONGEST_NAME = 200  # of a workflow's or step's name; longer ones are cut, since they only serve reading
LONGEST_TYPE = 120
LONGEST_ERROR = 2_000


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One thing that a tool says of one of its runs.

    `id` is unique within the source; an event that comes again has the same. `run` is empty only where `phase` is
    "unknown". `at` is the tool's own clock, never corrected; without one (`timed` False) it is when we received it.
    `started_at` and `ended_at` are there when the event tells of a whole stretch: a span, or a run read from a list.
    `number` is the tool's own count of runs. `attempt` counts from 1. `documents` are ids of papers the run is about;
    `person` whoever acted, as the tool calls them (personal). `raw` is what came, as JSON.
    """

    id: str
    type: str
    phase: Phase
    run: str
    at: datetime
    timed: bool = True
    workflow: str = ""
    step: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    number: int | None = None
    attempt: int = 1
    retry_of: str = ""
    error_class: str = ""
    error: str = ""
    documents: tuple[str, ...] = ()
    person: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def known(self) -> bool:
        return self.phase != "unknown"
