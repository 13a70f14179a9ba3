"""Every write of reports."""

from jangbu.apps.reports.dashboard.services import keep_figures, set_threshold
from jangbu.apps.reports.digest.services import choose_digest, send_digests, set_names
from jangbu.apps.reports.learning.services import close_month, prepare_if_due, prepare_month, write_month
from jangbu.apps.reports.onepage.services import keep_drawing, write_one_page
from jangbu.apps.reports.pack.services import make_pack
from jangbu.apps.reports.places.services import keep_look, look_if_due
from jangbu.apps.reports.publishing.services import Wording, publish, set_page, withdraw

__all__ = [
    "Wording",
    "choose_digest",
    "close_month",
    "keep_drawing",
    "keep_figures",
    "keep_look",
    "look_if_due",
    "make_pack",
    "prepare_if_due",
    "prepare_month",
    "publish",
    "send_digests",
    "set_names",
    "set_page",
    "set_threshold",
    "withdraw",
    "write_month",
    "write_one_page",
]
