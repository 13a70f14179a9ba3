"""How well and how evenly a model decides: shares, gaps between groups and calibration, each with n and interval.

Point values follow Fairlearn's published definitions; a value never stands without its n, and no verdict is given
where a group is too small to say anything. NumPy only, no Django.
"""

from jangbu.engines.fairness.calibration import Bin, Calibration, calibration
from jangbu.engines.fairness.estimates import Estimate, Verdict, judge, wilson
from jangbu.engines.fairness.groups import GAPS, LEAST, Fairness, Group, group_measures

__all__ = [
    "GAPS",
    "LEAST",
    "Bin",
    "Calibration",
    "Estimate",
    "Fairness",
    "Group",
    "Verdict",
    "calibration",
    "group_measures",
    "judge",
    "wilson",
]
