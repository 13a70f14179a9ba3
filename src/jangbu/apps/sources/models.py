"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.sources.catalogue.models import Card, ColumnMark, Hold, LineageEdge, Receipt
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.delivery.models import Dataset, QualityRun, Refusal, Source, Version, make_id
from jangbu.apps.sources.looking.models import Look

__all__ = [
    "Card",
    "ColumnMark",
    "Dataset",
    "Hold",
    "Judgement",
    "LineageEdge",
    "Look",
    "MendRun",
    "QualityRun",
    "Receipt",
    "Refusal",
    "Source",
    "Version",
    "make_id",
]
