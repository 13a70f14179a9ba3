"""Effects measured case by case: handling times, shares, answers of one to five, and counts of rare events."""

from jangbu.engines.value.cases.counts import CountEffect, count_effect
from jangbu.engines.value.cases.measure import case_effect
from jangbu.engines.value.cases.reading import read_cases
from jangbu.engines.value.cases.result import CaseEffect, Stratum

__all__ = ["CaseEffect", "CountEffect", "Stratum", "case_effect", "count_effect", "read_cases"]
