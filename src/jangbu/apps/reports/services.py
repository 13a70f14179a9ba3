"""Every write of reports."""

from jangbu.apps.reports.dashboard.services import keep_figures, set_threshold
from jangbu.apps.reports.onepage.services import keep_drawing, write_one_page
from jangbu.apps.reports.pack.services import make_pack

__all__ = ["keep_drawing", "keep_figures", "make_pack", "set_threshold", "write_one_page"]
