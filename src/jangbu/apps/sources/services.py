"""Every change to sources, from outside and from its own pages."""

from jangbu.apps.sources.catalogue.answers import Answers, confirm_card, note_data_use, require_usable
from jangbu.apps.sources.catalogue.columns import mark_column
from jangbu.apps.sources.catalogue.deletion import Outcome, delete_expired, without_values
from jangbu.apps.sources.catalogue.lineage import ColumnFlow, record_lineage
from jangbu.apps.sources.catalogue.retention import release_hold, set_hold
from jangbu.apps.sources.cleaning.services import judge, mend, save_fields, undo_mend, withdraw
from jangbu.apps.sources.delivery.services import (
    TOO_LARGE,
    UPLOAD_LIMIT,
    Delivery,
    Place,
    add_bytes,
    add_file,
    add_place,
    archive_dataset,
    dismiss_refusal,
    measure_again,
    note_export,
    restore_dataset,
    set_contract,
    set_threshold,
)
from jangbu.apps.sources.looking.services import start_look

__all__ = [
    "TOO_LARGE",
    "UPLOAD_LIMIT",
    "Answers",
    "ColumnFlow",
    "Delivery",
    "Outcome",
    "Place",
    "add_bytes",
    "add_file",
    "add_place",
    "archive_dataset",
    "confirm_card",
    "delete_expired",
    "dismiss_refusal",
    "judge",
    "mark_column",
    "measure_again",
    "mend",
    "note_data_use",
    "note_export",
    "record_lineage",
    "release_hold",
    "require_usable",
    "restore_dataset",
    "save_fields",
    "set_contract",
    "set_hold",
    "set_threshold",
    "start_look",
    "undo_mend",
    "withdraw",
    "without_values",
]
