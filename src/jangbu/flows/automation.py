"""The one workflow: prepare, ask, carry out, deliver; what was stopped in between is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbos import DBOS
from django.db import close_old_connections

from jangbu.apps.work import services
from jangbu.apps.work.runner import GO, TOPIC, WORKFLOW

LOOK_AGAIN = 30 * 24 * 3600.0  # seconds; a message lost for ever costs a look a month, not the run
ATTEMPTS = 5


@DBOS.workflow(name=WORKFLOW)
def automation(run_id: str) -> str:
    """Carry one run to its end. Returns done, rejected, failed or stopped."""
    came = _step(run_id, "prepare", services.prepare_run)
    if came == "ask":
        came = _decision(run_id)
    if came in ("go", "approved"):
        came = _step(run_id, "carry_out", services.carry_out_run)
        if came == "done":
            came = _step(run_id, "deliver", services.deliver_run)
    if came == "stopped":
        _recorded("undo", services.undo_run, run_id, f"{run_id}:undo")
    return came


def _step(run_id: str, name: str, do: Callable[[str, str], str]) -> str:
    """One step, once its automation is not paused. An error nobody foresaw ends the run with a class of its own."""
    while _recorded("gate", services.gate_of, run_id) == "paused":
        DBOS.recv(GO, timeout_seconds=LOOK_AGAIN)
    return _recorded(name, services.guarded(do), run_id, f"{run_id}:{name}")


def _decision(run_id: str) -> str:
    """Wait for a person, without limit: a message wakes, the database tells."""
    while (decided := _recorded("decision", services.decided, run_id)) == "waiting":
        DBOS.recv(TOPIC, timeout_seconds=LOOK_AGAIN)
    return decided


def _recorded(name: str, do: Callable[..., str], *args: Any) -> str:
    def fresh(*given: Any) -> str:
        close_old_connections()
        try:
            return do(*given)
        finally:
            close_old_connections()

    options: Any = {"name": name, "retries_allowed": True, "max_attempts": ATTEMPTS, "interval_seconds": 0.5}
    return str(DBOS.run_step(options, fresh, *args))
