"""Every write of incidents, alerts, duty, the weekly look and audits that is not a register's own."""

from jangbu.apps.incidents.doing import do_step
from jangbu.apps.incidents.notices.services import (
    approve_notice,
    change_notice,
    discard_notice,
    draft_notice,
    mail_notice,
    note_sent,
)
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.incidents.reviewing import finish_change, look_back
from jangbu.apps.incidents.stating import state_fact, tell_of_incident

__all__ = [
    "INCIDENTS",
    "approve_notice",
    "change_notice",
    "discard_notice",
    "do_step",
    "draft_notice",
    "finish_change",
    "look_back",
    "mail_notice",
    "note_sent",
    "state_fact",
    "tell_of_incident",
]
