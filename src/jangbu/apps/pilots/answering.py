"""Who decides about pilots: whoever answers for the processes in their scope."""

from __future__ import annotations

from collections.abc import Iterable

from jangbu.apps.duties.services import belongs, declare_deed, rule
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.models import Pilot
from jangbu.kernel.entry import Subject

DECIDE = declare_deed("pilot.decide", "A", ko="파일럿을 두고 결정", en="decide on its pilot", kind="process")
RUN = declare_deed("pilot.run", "AR", ko="파일럿의 계획을 결정", en="decide how its pilot runs", kind="process")


def processes_of(pilot: str) -> list[Subject]:
    """Those in the scope of its plan; none for a plan that names work which is not on record."""
    found = Pilot.objects.filter(pk=pilot).values_list("plan", flat=True).first() or {}
    return [Subject("process", part["process"]) for part in found.get("scope", []) if part.get("process")]


def _of_pilot(_intent: Intent, pilot: str) -> Iterable[Subject]:
    return processes_of(pilot)


rule(DECIDE, actions.DECIDED, actions.DECISION_WITHDRAWN, actions.EXPANSION_CHANGED)
rule(RUN, actions.CREATED, actions.PLAN_CHANGED, actions.MEASURE_CHANGED, actions.RESUMED)
rule(RUN, actions.ADJUSTED, actions.ADJUSTMENT_WITHDRAWN)
belongs("pilot", _of_pilot)
