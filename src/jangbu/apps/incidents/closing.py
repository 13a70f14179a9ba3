"""Whether an incident may be closed."""

from __future__ import annotations

from jangbu.apps.base.problems import language
from jangbu.apps.incidents import problems
from jangbu.apps.incidents.clocks import clocks_of, now_for, titles
from jangbu.apps.incidents.models import Incident
from jangbu.apps.incidents.steps import open_musts
from jangbu.kernel.errors import Problem


def may_close(incident: Incident) -> None:
    """Raises Problem incidents.clocks_run, .steps_open, .not_reviewed."""
    running = [clock for clock in clocks_of(incident, now_for()) if clock.open]
    if running:
        first = titles(running[:1], language())
        raise Problem(problems.CLOCKS_RUN, title=incident.title, count=len(running), first=first)
    left = open_musts(incident)
    if left:
        raise Problem(problems.STEPS_OPEN, title=incident.title, count=len(left))
    if not incident.reviews.exists():
        raise Problem(problems.NOT_REVIEWED, title=incident.title)
