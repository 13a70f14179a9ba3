"""Money: cases in YAML, ranges of NPV, ROI, IRR and payback, what matters, and hours that are counted once."""

from jangbu.engines.value.returns.case import (
    PROPOSED_SHARE,
    Input,
    RoiCase,
    Term,
    example,
    parse_roi_case,
    read_roi_case,
)
from jangbu.engines.value.returns.irr import irr, sign_changes
from jangbu.engines.value.returns.links import Claimant, Standing, require_counted_once, settle
from jangbu.engines.value.returns.points import Uncertain
from jangbu.engines.value.returns.result import MoneyRange, Range, Roi
from jangbu.engines.value.returns.roi import roi
from jangbu.engines.value.returns.sensitivity import why_changed
from jangbu.engines.value.returns.tariffs import Need, Ownership, Tariff, ownership, read_tariffs

__all__ = [
    "PROPOSED_SHARE",
    "Claimant",
    "Input",
    "MoneyRange",
    "Need",
    "Ownership",
    "Range",
    "Roi",
    "RoiCase",
    "Standing",
    "Tariff",
    "Term",
    "Uncertain",
    "example",
    "irr",
    "ownership",
    "parse_roi_case",
    "read_roi_case",
    "read_tariffs",
    "require_counted_once",
    "roi",
    "settle",
    "sign_changes",
    "why_changed",
]
