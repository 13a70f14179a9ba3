"""What policies show of themselves, for checklists."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import (
    Answer,
    Evidence,
    Next,
    Status,
    Words,
    counted,
    dated,
    day_of,
    own,
    predicate,
    remember,
)
from jangbu.apps.policies import standing
from jangbu.apps.policies.models import Acknowledgement, Policy, PolicyApproval, PolicyVersion

ROW = ("state", "review_months", "reviewed_on", "review_due", "archived_at")
remember(Policy, *ROW, "kind", "owner", "quorum", "effective_on", "current", "in_force")
remember(PolicyVersion)
remember(PolicyApproval, "withdrawn_at")
remember(Acknowledgement)

NONE_IN_FORCE = Words("시행하는 정책이 없어요.", "No policy is in force.")


def _in_force(at: datetime) -> list[Policy]:
    held = Policy.objects.filter(archived_at=None, in_force__isnull=False, effective_on__lte=day_of(at))
    return list(held.filter(created_at__lte=at).exclude(state="retired").order_by("title", "pk"))


def _shown(policy: Policy, *, good: bool) -> Evidence:
    return Evidence(policy.pk, own(policy.title), reverse("policies-detail", args=[policy.pk]), good=good)


@predicate("policy_in_force")
def policy_in_force(at: datetime, kind: str) -> Answer:
    """Of this kind a version is in force that others than its author approved by then."""
    for policy in _in_force(at):
        if policy.kind != kind or policy.in_force is None or policy.effective_on is None:
            continue
        given = policy.in_force.approvals.filter(withdrawn_at=None, given_at__lte=at)
        others = given.exclude(person=policy.in_force.written_by)
        if others.exists():
            since = dated(policy.effective_on)
            says = Words(
                f"{policy.in_force.number}판을 {since.ko}부터 시행해요.",
                f"Version {policy.in_force.number} is in force since {since.en}.",
            )
            return Answer(Status.MET, says, (_shown(policy, good=True),))
    drafts = Policy.objects.filter(archived_at=None, kind=kind, created_at__lte=at).exclude(state="retired")
    lines = tuple(_shown(each, good=False) for each in drafts)
    if lines:
        said = Words("초안은 있지만 아직 시행하지 않아요.", "There is a draft, but none is in force.")
        return Answer(Status.UNMET, said, lines, Next(Words("정책을 승인해요", "Approve the policy"), lines[0].url))
    todo = Next(Words("초안을 만들어요", "Write the first draft"), reverse("policies"))
    return Answer(Status.UNMET, Words("이 정책이 아직 없어요.", "There is no such policy yet."), (), todo)


@predicate("policies_reviewed")
def policies_reviewed(at: datetime) -> Answer:
    today = day_of(at)
    lines = [_shown(each, good=each.review_due is None or each.review_due >= today) for each in _in_force(at)]
    said = Words(
        "시행하는 정책 {total}개 가운데 {bad}개는 다시 볼 날이 지났어요.",
        "{bad} of {total} policies in force are past their day of review.",
    )
    todo = Next(Words("정책을 다시 봐요", "Review the policy"), reverse("policies"))
    return counted(lines, said, NONE_IN_FORCE, todo)


@predicate("policies_acknowledged")
def policies_acknowledged(at: datetime) -> Answer:
    readers, lines = {each.id for each in standing.readers()}, []
    for policy in _in_force(at):
        if policy.in_force is not None:
            read = policy.in_force.acknowledgements.filter(read_at__lte=at).values_list("person", flat=True)
            lines.append(_shown(policy, good=readers <= set(read)))
    said = Words(
        "시행하는 정책 {total}개 가운데 {bad}개를 모두가 읽지는 않았어요.",
        "{bad} of {total} policies in force were not read by everybody.",
    )
    todo = Next(Words("읽지 않은 사람에게 알려요", "Tell those who have not read it"), reverse("policies"))
    return counted(lines, said, NONE_IN_FORCE, todo)


@predicate("policies_kept")
def policies_kept(at: datetime) -> Answer:
    """No clause of a policy in force is contradicted by the records."""
    lines = [
        _shown(each, good=not standing.broken(each.in_force, day_of(at))) for each in _in_force(at) if each.in_force
    ]
    said = Words(
        "시행하는 정책 {total}개 가운데 {bad}개가 기록과 어긋나요.",
        "{bad} of {total} policies in force are contradicted by the records.",
    )
    todo = Next(Words("어긋난 조항을 봐요", "See the broken clauses"), reverse("policies"))
    return counted(lines, said, NONE_IN_FORCE, todo)
