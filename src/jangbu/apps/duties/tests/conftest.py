"""A few things of the firm that somebody answers for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jangbu.apps.work.models import Process
from jangbu.kernel.entry import Actor, Subject

LONG_AGO = datetime(2026, 3, 2, tzinfo=UTC)


def actor(person) -> Actor:
    return Actor.person(person.pk, person.name)


@pytest.fixture
def owner(cast) -> Actor:
    return actor(cast.owner)


@pytest.fixture
def invoices(cast) -> Subject:
    made = Process.objects.create(name="매입 계산서 처리", owner=cast.approver.pk, created_at=LONG_AGO)
    return Subject("process", made.pk)


@pytest.fixture
def quotes(cast) -> Subject:
    made = Process.objects.create(name="견적", owner=cast.it.pk, created_at=LONG_AGO)
    return Subject("process", made.pk)
