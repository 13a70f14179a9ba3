"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.reports.dashboard.models import Reading, Threshold
from jangbu.apps.reports.onepage.models import Drawing

__all__ = ["Drawing", "Reading", "Threshold"]
