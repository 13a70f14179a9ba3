"""Who answers for policies: the policies of the matrix of duties, and who approved which version."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.duties.services import (
    Approved,
    Deed,
    SubjectKind,
    Thing,
    declare_deed,
    declare_subjects,
    moved_from,
    moved_to,
    rule,
)
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.policies import actions
from jangbu.apps.policies.models import Policy, PolicyApproval
from jangbu.kernel.entry import Subject

APPROVE = declare_deed("policy.approve", "AR", ko="정책을 승인", en="approve the policy", kind="policy")
CHANGE = declare_deed(
    "policy.change", "AR", ko="정책의 상태와 책임을 결정", en="decide on state and owner of the policy", kind="policy"
)
OWNER = Words("정책의 책임자", "the owner of the policy")


def subject_of(policy: Policy) -> Subject:
    return Subject("policy", policy.pk)


def _listed(at: datetime) -> list[Thing]:
    held = Policy.objects.filter(created_at__lte=at).exclude(archived_at__lte=at).exclude(state="retired")
    return [Thing(each.pk, each.title, each.created_at, each.owner, OWNER, each.kind == "privacy") for each in held]


def _approved(since: datetime, until: datetime) -> list[Approved]:
    given = PolicyApproval.objects.filter(given_at__gt=since, given_at__lte=until).select_related("version__policy")
    return [
        Approved(
            str(each.pk),
            subject_of(each.version.policy),
            APPROVE.name,
            each.person,
            each.given_at,
            each.version.policy.title,
            reverse("policies-detail", args=[each.version.policy_id]),
        )
        for each in given
    ]


declare_subjects(
    SubjectKind(
        "policy",
        Words("정책", "policy"),
        _listed,
        lambda key: reverse("policies-detail", args=[key]),
        approvals=_approved,
        order=50,
    )
)


def _moving(intent: Intent) -> Deed | None:
    """Beginning the next version and handing it in for review is asking: what is in force stays in force."""
    asks = {("draft", "in_review"), ("approved", "draft")}
    return None if (moved_from(intent), moved_to(intent)) in asks else CHANGE


rule(APPROVE, actions.APPROVED, actions.IN_FORCE)
rule(_moving, "policies.moved")
rule(CHANGE, "policies.changed", "policies.reviewed", "policies.aside", "policies.restored", "policies.undone")
