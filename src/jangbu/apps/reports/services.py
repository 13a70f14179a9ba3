"""Every write of reports."""

from jangbu.apps.reports.onepage.services import keep_drawing, write_one_page

__all__ = ["keep_drawing", "write_one_page"]
