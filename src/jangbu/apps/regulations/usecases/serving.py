"""What the law asks of a call before it goes out, and of text that leaves: bound to the gateway in web/wiring.

A use that is offered to people outside asks no model until its notice is in force (AI Basic Act, Art. 31(1)); text
that leaves the firm through it carries its mark (Art. 31(2), by the guideline's split: in the service a notice on the
screen is enough, outside of it a mark goes along). Internal use is exempt with ground and approver (Decree Art. 23(4)).
"""

from __future__ import annotations

from datetime import datetime

from jangbu.apps.gateway.services import Asked, Mark
from jangbu.apps.regulations import problems
from jangbu.apps.regulations.usecases.classifying import classify
from jangbu.apps.regulations.usecases.models import FoundUse
from jangbu.apps.regulations.usecases.notices import in_force
from jangbu.apps.regulations.usecases.queries import OPERATORS, Standing, answers_of, standings
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.errors import Problem

MARK = "이 글은 인공지능이 만들었어요."


def gate(asked: Asked) -> Problem | None:
    """Why the call may not go out."""
    now = system_clock()
    day = now.astimezone(SEOUL).date()
    for each in _uses(asked, now):
        if owes_notice(each) and not in_force(each.case, day):
            return Problem(problems.NOTICE_MISSING, case=each.case.name)
    return None


def mark(asked: Asked) -> Mark | None:
    """What text carries when it leaves through this automation or connection."""
    for each in _uses(asked, system_clock()):
        if owes_mark(each):
            return Mark(each.case.name, each.case.mark_text.strip() or MARK)
    return None


def operates(each: Standing) -> bool:
    """Offered to people outside, by decision or, while nobody decided or the answers changed, by the answers."""
    if each.decided:
        return each.operates
    return each.operates or classify(answers_of(each.case)).role in OPERATORS


def is_exempt(each: Standing) -> bool:
    """A ground of Decree Art. 23(4) that two people agreed to."""
    return each.decided and each.exempt and each.confirmed


def owes_notice(each: Standing) -> bool:
    """Generative or high-impact, offered to people outside, and no exemption stands."""
    return operates(each) and not is_exempt(each) and (each.case.generative is not False or each.high)


def owes_mark(each: Standing) -> bool:
    """Generative, offered to people outside, and what it makes leaves the service: then the mark goes along."""
    return (
        operates(each) and not is_exempt(each) and each.case.generative is not False and each.case.leaves is not False
    )


def _uses(asked: Asked, now: datetime) -> list[Standing]:
    """The uses that this call serves: those of its automation, or of its connection where it has no automation's."""
    held = standings(now)
    of_automation = _linked(held, "automation", asked.automation, "automations")
    return of_automation or _linked(held, "endpoint", asked.endpoint, "endpoints")


def _linked(held: list[Standing], kind: str, key: str, field: str) -> list[Standing]:
    if not key:
        return []
    found = set(FoundUse.objects.filter(kind=kind, key=key).values_list("case_id", flat=True))
    return [each for each in held if each.case.pk in found or key in getattr(each.case, field)]


def held_back(each: Standing, now: datetime) -> bool:
    """Whether the gateway lets nothing out for this use."""
    return owes_notice(each) and not in_force(each.case, now.astimezone(SEOUL).date())
