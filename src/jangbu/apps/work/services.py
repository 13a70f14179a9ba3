"""Every change to work, from outside and from its own pages."""

from jangbu.apps.work.assist.services import drop as drop_draft
from jangbu.apps.work.assist.services import finish as finish_draft
from jangbu.apps.work.assist.services import start as start_draft
from jangbu.apps.work.automations.services import Plan, add_automation, add_version, resume
from jangbu.apps.work.automations.stopping import Reason, catch_up, on_quality_failed, pause, roll_back
from jangbu.apps.work.automations.suspicion import look_at_ledger, look_for_threats
from jangbu.apps.work.drills.services import drill
from jangbu.apps.work.events.exporting import write_ocel, write_xes
from jangbu.apps.work.events.pulling import pull, pull_due
from jangbu.apps.work.events.sending import gather, send_due
from jangbu.apps.work.events.sources import add_source, change_source, revoke_source, rotate_secret, set_pull
from jangbu.apps.work.events.subscribing import (
    add_subscription,
    resend,
    rotate_subscription,
    start_subscription,
    stop_subscription,
)
from jangbu.apps.work.events.taking import take_in
from jangbu.apps.work.letters.services import post_waiting, send_again
from jangbu.apps.work.meeting.answers import believe_reply, take_reply
from jangbu.apps.work.meeting.booking import move_booking
from jangbu.apps.work.meeting.calendars import (
    Address,
    add_calendar_address,
    add_calendar_file,
    refresh,
    remove_calendar,
    set_working_time,
)
from jangbu.apps.work.offering import sources as ai_sources
from jangbu.apps.work.processes.services import (
    add_exception,
    add_process,
    change_process,
    choose_pattern,
    measure_log,
    remove_exception,
    reopen_sop,
    write_sop,
)
from jangbu.apps.work.quoting.materials import add_material, choose_material, use_dataset
from jangbu.apps.work.runs.approving import approve, correct, delegate, look_at, reject, undo
from jangbu.apps.work.runs.services import (
    Given,
    cancel,
    carry_out_run,
    decided,
    decision_of,
    deliver_run,
    fail_run,
    gate_of,
    guarded,
    prepare_run,
    replay,
    submit,
    take_back,
    undo_run,
)
from jangbu.apps.work.runs.tending import beat, bury, is_tended, leave, remind

__all__ = [
    "Address",
    "Given",
    "Plan",
    "Reason",
    "add_automation",
    "add_calendar_address",
    "add_calendar_file",
    "add_exception",
    "add_material",
    "add_process",
    "add_source",
    "add_subscription",
    "add_version",
    "ai_sources",
    "approve",
    "beat",
    "believe_reply",
    "bury",
    "cancel",
    "carry_out_run",
    "catch_up",
    "change_process",
    "change_source",
    "choose_material",
    "choose_pattern",
    "correct",
    "decided",
    "decision_of",
    "delegate",
    "deliver_run",
    "drill",
    "drop_draft",
    "fail_run",
    "finish_draft",
    "gate_of",
    "gather",
    "guarded",
    "is_tended",
    "leave",
    "look_at",
    "look_at_ledger",
    "look_for_threats",
    "measure_log",
    "move_booking",
    "on_quality_failed",
    "pause",
    "post_waiting",
    "prepare_run",
    "pull",
    "pull_due",
    "refresh",
    "reject",
    "remind",
    "remove_calendar",
    "remove_exception",
    "reopen_sop",
    "replay",
    "resend",
    "resume",
    "revoke_source",
    "roll_back",
    "rotate_secret",
    "rotate_subscription",
    "send_again",
    "send_due",
    "set_pull",
    "set_working_time",
    "start_draft",
    "start_subscription",
    "stop_subscription",
    "submit",
    "take_back",
    "take_in",
    "take_reply",
    "undo",
    "undo_run",
    "use_dataset",
    "write_ocel",
    "write_sop",
    "write_xes",
]
