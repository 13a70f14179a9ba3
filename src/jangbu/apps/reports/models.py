"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.reports.dashboard.models import Reading, Threshold
from jangbu.apps.reports.digest.models import DigestChoice, DigestLetter, DigestNames
from jangbu.apps.reports.learning.models import MonthReview
from jangbu.apps.reports.onepage.models import Drawing
from jangbu.apps.reports.places.models import StorageLook
from jangbu.apps.reports.publishing.models import PublicSetting, Published, PublishedSpan, PublishedText

__all__ = [
    "DigestChoice",
    "DigestLetter",
    "DigestNames",
    "Drawing",
    "MonthReview",
    "PublicSetting",
    "Published",
    "PublishedSpan",
    "PublishedText",
    "Reading",
    "StorageLook",
    "Threshold",
]
