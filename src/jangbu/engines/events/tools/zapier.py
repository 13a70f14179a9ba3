"""Zapier: a "Webhooks by Zapier" POST step sends whatever fields its builder names; these are the ones we ask for.

{run, zap, event, time, step, error, documents}. Fields typed into a Zap always arrive as text.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from jangbu.engines.events.fields import Fields
from jangbu.engines.events.model import LONGEST_TYPE, PHASES, Phase, RunEvent

WORDS: dict[str, Phase] = {
    "success": "finished",
    "done": "finished",
    "error": "failed",
    "errored": "failed",
    "halted": "cancelled",
    "held": "waiting",
    **{phase: cast(Phase, phase) for phase in PHASES},
}


def read(told: Fields, now: datetime) -> list[RunEvent]:
    said = told.text("event", "status", longest=LONGEST_TYPE)
    phase = WORDS.get(said.lower(), "unknown")
    if phase == "unknown":
        return []
    run = told.identity("run", "run_id", "zap_run_id")
    at, step = told.time("time", "timestamp", "zap_meta_utc_iso"), told.text("step")
    error_class, error = told.error()
    return [
        RunEvent(
            id=told.identity("id", needed=False) or f"{run}:{phase}" + (f":{step}" if step else ""),
            type=f"zap.{said.lower()}",
            phase=phase,
            run=run,
            at=at or now,
            timed=at is not None,
            workflow=told.text("zap", "workflow"),
            step=step,
            attempt=max(1, told.number("attempt") or 1),
            error_class=(error_class or "zapier.error") if phase == "failed" else "",
            error=error if phase == "failed" else "",
            documents=told.names("documents"),
            raw=told.values,
        )
    ]
