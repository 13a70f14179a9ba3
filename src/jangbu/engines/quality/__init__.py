"""Data quality: read any table, profile it in one scan, hold it to rules, score it. DuckDB inside, no Django."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jangbu.engines.quality.checking import CheckResult, FailingRows, RuleResult, check, failing_rows
from jangbu.engines.quality.contract import Contract, dump_contract, load_contract, make_contract, parse_contract
from jangbu.engines.quality.diagnosing import Diagnosis, FileDiagnosis, Unread, diagnose, diagnose_file
from jangbu.engines.quality.frame import Frame, read_frame
from jangbu.engines.quality.model import ColumnProfile, FormatShare, Pair, Profile
from jangbu.engines.quality.odcs import Unchecked
from jangbu.engines.quality.profiling import profile
from jangbu.engines.quality.proposing import propose_rules
from jangbu.engines.quality.reading import (
    Table,
    csv_bytes,
    fingerprint,
    list_tables,
    open_table,
    safe_cell,
    with_table,
    write_csv,
)
from jangbu.engines.quality.report import diagnosis_html
from jangbu.engines.quality.rules import Evidence, Limit, Rule
from jangbu.engines.quality.scoring import Component, DimensionScore, Score, Weights, score
from jangbu.engines.quality.shelving import Shelf, keep_rows
from jangbu.engines.quality.snapshots import Snapshot, snapshot

if TYPE_CHECKING:
    from jangbu.engines.quality.classifying import ColumnClass, classify_columns
    from jangbu.engines.quality.detecting import Suspicions, ask_labels, detect_errors
    from jangbu.engines.quality.mapping import FieldMapping, map_fields
    from jangbu.engines.quality.matching import Hints, Joined, Matches, MatchIndex, match
    from jangbu.engines.quality.normalising import Normalised, clean_text, normalise, normalise_many
    from jangbu.engines.quality.scale import check_on

# rooms that most callers never enter, opened when they are: their dictionaries and models cost a third of a second
LATE = {
    **dict.fromkeys(("ColumnClass", "classify_columns"), "classifying"),
    **dict.fromkeys(("FieldMapping", "map_fields"), "mapping"),
    **dict.fromkeys(("Suspicions", "ask_labels", "detect_errors"), "detecting"),
    **dict.fromkeys(("Hints", "Joined", "Matches", "MatchIndex", "match"), "matching"),
    **dict.fromkeys(("Normalised", "clean_text", "normalise", "normalise_many"), "normalising"),
    "check_on": "scale",
}


def __getattr__(name: str) -> Any:
    room = LATE.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{room}"), name)


__all__ = [
    "CheckResult",
    "ColumnClass",
    "ColumnProfile",
    "Component",
    "Contract",
    "Diagnosis",
    "DimensionScore",
    "Evidence",
    "FailingRows",
    "FieldMapping",
    "FileDiagnosis",
    "FormatShare",
    "Frame",
    "Hints",
    "Joined",
    "Limit",
    "MatchIndex",
    "Matches",
    "Normalised",
    "Pair",
    "Profile",
    "Rule",
    "RuleResult",
    "Score",
    "Shelf",
    "Snapshot",
    "Suspicions",
    "Table",
    "Unchecked",
    "Unread",
    "Weights",
    "ask_labels",
    "check",
    "check_on",
    "classify_columns",
    "clean_text",
    "csv_bytes",
    "detect_errors",
    "diagnose",
    "diagnose_file",
    "diagnosis_html",
    "dump_contract",
    "failing_rows",
    "fingerprint",
    "keep_rows",
    "list_tables",
    "load_contract",
    "make_contract",
    "map_fields",
    "match",
    "normalise",
    "normalise_many",
    "open_table",
    "parse_contract",
    "profile",
    "propose_rules",
    "read_frame",
    "safe_cell",
    "score",
    "snapshot",
    "with_table",
    "write_csv",
]
