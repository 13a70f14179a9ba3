"""Event logs: read them, say whether the work repeats and how far its clock can be trusted. NumPy, no Django."""

from jangbu.engines.processes.durations import CaseLine, DayMean, case_table, daily
from jangbu.engines.processes.log import EventLog
from jangbu.engines.processes.reading import read_log
from jangbu.engines.processes.repeatability import Repeatability, Verdict, repeatability
from jangbu.engines.processes.timefaults import TimeFault, time_faults

__all__ = [
    "CaseLine",
    "DayMean",
    "EventLog",
    "Repeatability",
    "TimeFault",
    "Verdict",
    "case_table",
    "daily",
    "read_log",
    "repeatability",
    "time_faults",
]
