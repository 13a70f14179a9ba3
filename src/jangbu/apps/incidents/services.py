"""Every write of incidents, alerts, duty, the weekly look and audits that is not a register's own."""

from jangbu.apps.incidents.alerts.answering import acknowledge, settle, snooze
from jangbu.apps.incidents.alerts.channels import add_channel, resend, stop_channel, try_channel
from jangbu.apps.incidents.alerts.delivering import deliver
from jangbu.apps.incidents.alerts.moving import bring_in
from jangbu.apps.incidents.alerts.rules import add_rule, change_rule, install_defaults, set_quiet, switch
from jangbu.apps.incidents.alerts.watching import listen, watch
from jangbu.apps.incidents.audits.register import AUDITS, FINDINGS
from jangbu.apps.incidents.doing import do_step
from jangbu.apps.incidents.duty.services import add_shift, remove_shift
from jangbu.apps.incidents.logreview.services import confirm_week
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
    "AUDITS",
    "FINDINGS",
    "INCIDENTS",
    "acknowledge",
    "add_channel",
    "add_rule",
    "add_shift",
    "approve_notice",
    "bring_in",
    "change_notice",
    "change_rule",
    "confirm_week",
    "deliver",
    "discard_notice",
    "do_step",
    "draft_notice",
    "finish_change",
    "install_defaults",
    "listen",
    "look_back",
    "mail_notice",
    "note_sent",
    "remove_shift",
    "resend",
    "set_quiet",
    "settle",
    "snooze",
    "state_fact",
    "stop_channel",
    "switch",
    "tell_of_incident",
    "try_channel",
    "watch",
]
