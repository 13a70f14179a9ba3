"""What others may ask of sources."""

from __future__ import annotations

from datetime import datetime

from jangbu.apps.base.needs import Need
from jangbu.apps.sources.answering import personal_at
from jangbu.apps.sources.catalogue import queries as _catalogue
from jangbu.apps.sources.catalogue.answers import is_usable
from jangbu.apps.sources.catalogue.between import flows_between
from jangbu.apps.sources.catalogue.columns import kind_word
from jangbu.apps.sources.catalogue.kept import receipt_of
from jangbu.apps.sources.catalogue.laws import basis_said, kept_by_law
from jangbu.apps.sources.catalogue.lineage import Lineage, lineage_of
from jangbu.apps.sources.catalogue.pages import proposed_lines
from jangbu.apps.sources.catalogue.proposing import proposed_answers
from jangbu.apps.sources.catalogue.queries import (
    CatalogueLine,
    access,
    catalogue,
    due,
    events,
    find_receipt,
    receipts,
)
from jangbu.apps.sources.delivery import queries as _delivery
from jangbu.apps.sources.delivery.gate import QualityState, quality_state
from jangbu.apps.sources.delivery.history import ScorePoint, score_points
from jangbu.apps.sources.delivery.queries import (
    DIMENSIONS,
    DatasetLine,
    Labelled,
    Rows,
    choices,
    failing_rows,
    find,
    hidden_columns,
    kept_bytes,
    labelled,
    latest,
    latest_version,
    lines,
    names,
    refusals,
    score_history,
    shown_result,
    visible,
    worst,
)
from jangbu.kernel.entry import Actor

__all__ = [
    "DIMENSIONS",
    "CatalogueLine",
    "DatasetLine",
    "Labelled",
    "Lineage",
    "QualityState",
    "Rows",
    "ScorePoint",
    "access",
    "basis_said",
    "catalogue",
    "choices",
    "due",
    "events",
    "failing_rows",
    "find",
    "find_receipt",
    "flows_between",
    "hidden_columns",
    "is_usable",
    "kept_by_law",
    "kept_bytes",
    "kind_word",
    "labelled",
    "latest",
    "latest_version",
    "lineage_of",
    "lines",
    "names",
    "needs",
    "personal_at",
    "proposed_answers",
    "proposed_lines",
    "quality_state",
    "receipt_of",
    "receipts",
    "refusals",
    "score_history",
    "score_points",
    "shown_result",
    "visible",
    "worst",
]


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` among the data, for the first page."""
    return [*_delivery.needs(actor, now), *_catalogue.needs(actor, now)]
