"""People as actors, and a policy of one kind with its first text from the records."""

from __future__ import annotations

import pytest

from jangbu.apps.policies import services
from jangbu.apps.policies.models import Policy
from jangbu.kernel.entry import Actor


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def lead(cast) -> Actor:
    return Actor.person(cast.approver.pk, cast.approver.name)


@pytest.fixture
def it(cast) -> Actor:
    return Actor.person(cast.it.pk, cast.it.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture
def four(it) -> dict[str, Policy]:
    return {policy.kind: policy for policy in services.draft_all(actor=it, why="기록으로 만들려고")}


@pytest.fixture
def policy(four) -> Policy:
    return four["security"]
