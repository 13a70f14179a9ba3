"""What others may ask of work."""

from jangbu.apps.work.automations.queries import choices as automation_choices
from jangbu.apps.work.automations.queries import find as find_automation
from jangbu.apps.work.automations.queries import names as automation_names
from jangbu.apps.work.automations.queries import visible as automations
from jangbu.apps.work.drills.queries import drilled_since
from jangbu.apps.work.events.queries import Measures, gaps, measures, process_measures
from jangbu.apps.work.events.queries import find as find_source
from jangbu.apps.work.events.queries import visible as event_sources
from jangbu.apps.work.processes.patterns import propose as propose_pattern
from jangbu.apps.work.processes.queries import find as find_process
from jangbu.apps.work.processes.queries import visible as processes
from jangbu.apps.work.runs.history import Asked, asked
from jangbu.apps.work.runs.queries import (
    Figures,
    acceptance_curve,
    all_runs,
    deciders,
    error_catalogue,
    figures,
    find_run,
    inbox,
    needs,
    open_runs,
    plan,
)

__all__ = [
    "Asked",
    "Figures",
    "Measures",
    "acceptance_curve",
    "all_runs",
    "asked",
    "automation_choices",
    "automation_names",
    "automations",
    "deciders",
    "drilled_since",
    "error_catalogue",
    "event_sources",
    "figures",
    "find_automation",
    "find_process",
    "find_run",
    "find_source",
    "gaps",
    "inbox",
    "measures",
    "needs",
    "open_runs",
    "plan",
    "process_measures",
    "processes",
    "propose_pattern",
]
