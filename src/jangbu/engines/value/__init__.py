"""What a change was worth: effects with honest ranges, gates with three answers. NumPy only, no Django."""

from jangbu.engines.value.claims import audit_claims, read_case
from jangbu.engines.value.effect import Effect, Falsification, Point, Warned
from jangbu.engines.value.gates import Gate, GateResult, default_gates, judge
from jangbu.engines.value.means import MeanEffect, mean_effect
from jangbu.engines.value.measure import effect
from jangbu.engines.value.posterior import Evidence, Interval
from jangbu.engines.value.rates import RateEffect, rate_effect
from jangbu.engines.value.read import Series, read_calendar, read_series
from jangbu.kernel.holidays import holiday_years, holidays_kr

__all__ = [
    "Effect",
    "Evidence",
    "Falsification",
    "Gate",
    "GateResult",
    "Interval",
    "MeanEffect",
    "Point",
    "RateEffect",
    "Series",
    "Warned",
    "audit_claims",
    "default_gates",
    "effect",
    "holiday_years",
    "holidays_kr",
    "judge",
    "mean_effect",
    "rate_effect",
    "read_calendar",
    "read_case",
    "read_series",
]
