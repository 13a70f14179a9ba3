"""Every write of reports."""

from jangbu.apps.reports.dashboard.services import keep_figures, set_threshold
from jangbu.apps.reports.onepage.services import keep_drawing, write_one_page

__all__ = ["keep_drawing", "keep_figures", "set_threshold", "write_one_page"]
