"""The four policies: drafted from the records, approved by two, read by all, reviewed on their cycle."""

from __future__ import annotations

from bench.clean.deciding import decider
from bench.clean.habits import Firm
from jangbu.apps.policies import services, standing
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.kernel.entry import Actor
from jangbu.web.seed import policies

KINDS = ("data_use", "model_management", "security", "privacy")


def draft(_firm: Firm) -> None:
    policies.draft()


def submit(_firm: Firm) -> None:
    for kind in KINDS:
        policies.submit(kind, "다 썼어요")


def approve(_firm: Firm) -> None:
    for kind in KINDS:
        policies.approve(kind)


def read_all(_firm: Firm) -> None:
    """Whoever has not read a policy in force reads it."""
    for policy in POLICIES.model.objects.filter(archived_at=None).exclude(state="retired"):
        if policy.in_force is None:
            continue
        for reader in standing.unread_by(policy):
            services.acknowledge(policy, seen=policy.in_force.number, actor=Actor.person(reader.id, reader.name))


def review(_firm: Firm) -> None:
    for kind in KINDS:
        policy = policies.policy_of(kind)
        who = decider("policy", policy.pk, "policy.change", "최하은")
        registers.review_row(POLICIES, policy, "고칠 것이 없었어요", actor=who)
