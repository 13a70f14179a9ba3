"""Who approved which version, and whether that is enough."""

from __future__ import annotations

from django.db.models import QuerySet

from jangbu.apps.policies.models import Policy, PolicyApproval
from jangbu.apps.policies.problems import NO_QUORUM, NOTHING_LEFT
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

USUAL_QUORUM = 2


def wanted(policy: Policy) -> int:
    """How many people other than the author must approve."""
    return policy.quorum or USUAL_QUORUM


def votes(policy: Policy) -> QuerySet[PolicyApproval]:
    """Approvals of the newest version that stand, its author's own never among them."""
    if policy.current is None:
        return PolicyApproval.objects.none()
    return policy.current.approvals.filter(withdrawn_at=None).exclude(person=policy.current.written_by)


def quorum_reached(policy: Policy, _actor: Actor) -> None:
    given = votes(policy).count()
    if given < wanted(policy):
        raise Problem(NO_QUORUM, policy=policy.title, given=given, wanted=wanted(policy))


def is_written(policy: Policy, _actor: Actor) -> None:
    if policy.current is None or not policy.current.clauses:
        raise Problem(NOTHING_LEFT)


def clear_votes(policy: Policy) -> None:
    """A version that goes back is approved anew; who had approved it stays on record."""
    if policy.current is not None and policy.current != policy.in_force:
        policy.current.approvals.filter(withdrawn_at=None).update(withdrawn_at=system_clock())
