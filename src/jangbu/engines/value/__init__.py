"""What a change was worth: effects with honest ranges, gates with three answers. NumPy only, no Django."""

from jangbu.engines.value.benchmarks import Benchmark, benchmarks
from jangbu.engines.value.cases import CaseEffect, CountEffect, case_effect, count_effect, read_cases
from jangbu.engines.value.claims import audit_claims, read_case
from jangbu.engines.value.classes import EvidenceClass
from jangbu.engines.value.effect import Effect, Falsification, Point, Warned
from jangbu.engines.value.gates import Gate, GateResult, default_gates, judge
from jangbu.engines.value.means import MeanEffect, mean_effect
from jangbu.engines.value.measure import effect
from jangbu.engines.value.planning import plan_design
from jangbu.engines.value.plans import Option, Plan
from jangbu.engines.value.posterior import Evidence, Interval
from jangbu.engines.value.rates import RateEffect, rate_effect
from jangbu.engines.value.read import Series, read_calendar, read_series
from jangbu.engines.value.realised import Measured, Realisation, Realised, Stated, realised_value, saved_minutes
from jangbu.engines.value.record import Record
from jangbu.engines.value.returns import (
    PROPOSED_SHARE,
    Claimant,
    MoneyRange,
    Need,
    Ownership,
    Range,
    Roi,
    RoiCase,
    Standing,
    Tariff,
    Uncertain,
    irr,
    ownership,
    parse_roi_case,
    read_roi_case,
    read_tariffs,
    roi,
    settle,
    why_changed,
)
from jangbu.engines.value.switching import case_lots, switch_days
from jangbu.kernel.holidays import holiday_years, holidays_kr

__all__ = [
    "PROPOSED_SHARE",
    "Benchmark",
    "CaseEffect",
    "Claimant",
    "CountEffect",
    "Effect",
    "Evidence",
    "EvidenceClass",
    "Falsification",
    "Gate",
    "GateResult",
    "Interval",
    "MeanEffect",
    "Measured",
    "MoneyRange",
    "Need",
    "Option",
    "Ownership",
    "Plan",
    "Point",
    "Range",
    "RateEffect",
    "Realisation",
    "Realised",
    "Record",
    "Roi",
    "RoiCase",
    "Series",
    "Standing",
    "Stated",
    "Tariff",
    "Uncertain",
    "Warned",
    "audit_claims",
    "benchmarks",
    "case_effect",
    "case_lots",
    "count_effect",
    "default_gates",
    "effect",
    "holiday_years",
    "holidays_kr",
    "irr",
    "judge",
    "mean_effect",
    "ownership",
    "parse_roi_case",
    "plan_design",
    "rate_effect",
    "read_calendar",
    "read_case",
    "read_cases",
    "read_roi_case",
    "read_series",
    "read_tariffs",
    "realised_value",
    "roi",
    "saved_minutes",
    "settle",
    "switch_days",
    "why_changed",
]
