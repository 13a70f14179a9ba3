"""Every change to work, from outside and from its own pages."""

from jangbu.apps.work.automations.services import Plan, add_automation, add_version, resume
from jangbu.apps.work.automations.stopping import Reason, catch_up, on_quality_failed, pause, roll_back
from jangbu.apps.work.processes.services import (
    add_exception,
    add_process,
    change_process,
    choose_pattern,
    measure_log,
    remove_exception,
    write_sop,
)
from jangbu.apps.work.runs.approving import approve, delegate, look_at, reject, undo
from jangbu.apps.work.runs.services import (
    Given,
    cancel,
    carry_out_run,
    decision_of,
    deliver_run,
    fail_run,
    prepare_run,
    replay,
    submit,
    take_back,
    undo_run,
)

__all__ = [
    "Given",
    "Plan",
    "Reason",
    "add_automation",
    "add_exception",
    "add_process",
    "add_version",
    "approve",
    "cancel",
    "carry_out_run",
    "catch_up",
    "change_process",
    "choose_pattern",
    "decision_of",
    "delegate",
    "deliver_run",
    "fail_run",
    "look_at",
    "measure_log",
    "on_quality_failed",
    "pause",
    "prepare_run",
    "reject",
    "remove_exception",
    "replay",
    "resume",
    "roll_back",
    "submit",
    "take_back",
    "undo",
    "undo_run",
    "write_sop",
]
