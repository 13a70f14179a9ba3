"""Event logs: read them, say whether the work repeats and how far its clock can be trusted. NumPy, no Django."""

from jangbu.engines.processes.durations import (
    CaseLine,
    DayMean,
    DayMedian,
    case_table,
    daily,
    daily_medians,
    durations,
)
from jangbu.engines.processes.exceptions import Uncovered
from jangbu.engines.processes.heldout import HeldOut
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.reading import read_log
from jangbu.engines.processes.repeatability import Repeatability, repeatability
from jangbu.engines.processes.timefaults import TimeFault, time_faults
from jangbu.engines.processes.words import Verdict

__all__ = [
    "CaseLine",
    "DayMean",
    "DayMedian",
    "EventLog",
    "HeldOut",
    "Repeatability",
    "TimeFault",
    "Uncovered",
    "Verdict",
    "case_table",
    "daily",
    "daily_medians",
    "durations",
    "read_log",
    "repeatability",
    "time_faults",
]
