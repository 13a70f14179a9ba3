"""Every change to models, from outside and from their own pages."""

from jangbu.apps.aimodels.evaluating.services import evaluate, evaluate_due, set_suite
from jangbu.apps.aimodels.evaluating.wanting import do_wanted, want
from jangbu.apps.aimodels.mirror import note_goes_along, note_idle, note_running, note_went_back, sync
from jangbu.apps.aimodels.prolonging import prolong
from jangbu.apps.aimodels.promoting import (
    approve_promotion,
    ask_promotion,
    reject_promotion,
    set_strict,
    withdraw_promotion,
)
from jangbu.apps.aimodels.register import AIMODELS
from jangbu.apps.aimodels.rolling import drill_alias, drill_due, roll_back
from jangbu.apps.aimodels.running import (
    Ask,
    Asked,
    Judged,
    Price,
    Purse,
    Running,
    Said,
    Seen,
    Source,
    Spent,
    bind_source,
    fingerprint_of,
    unbind_source,
)
from jangbu.apps.aimodels.versions import add_version, candidate_content, snapshot_of

__all__ = [
    "AIMODELS",
    "Ask",
    "Asked",
    "Judged",
    "Price",
    "Purse",
    "Running",
    "Said",
    "Seen",
    "Source",
    "Spent",
    "add_version",
    "approve_promotion",
    "ask_promotion",
    "bind_source",
    "candidate_content",
    "do_wanted",
    "drill_alias",
    "drill_due",
    "evaluate",
    "evaluate_due",
    "fingerprint_of",
    "note_goes_along",
    "note_idle",
    "note_running",
    "note_went_back",
    "prolong",
    "reject_promotion",
    "roll_back",
    "set_strict",
    "set_suite",
    "snapshot_of",
    "sync",
    "unbind_source",
    "want",
    "withdraw_promotion",
]
