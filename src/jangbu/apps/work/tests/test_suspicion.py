"""Rules that roll back by themselves, on signs that nobody outside can feign."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.models import Entry
from jangbu.apps.work import services
from jangbu.apps.work.automations.suspicion import look_at_ledger, look_for_threats
from jangbu.apps.work.models import Automation, AutomationVersion
from jangbu.kernel.entry import Subject

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_nothing_is_suspected_where_nothing_is_wrong(automation, direct):
    assert look_for_threats() == []
    assert look_at_ledger() == []


def test_a_version_changed_past_the_ledger_is_rolled_back(automation, plan, owner, direct):
    services.add_version(automation, plan(straight_through=10), note="한도", actor=owner, why="빠르게")
    first = automation.rollback_id
    AutomationVersion.objects.filter(pk=automation.current_id).update(settings={"straight_through": 10**12})
    assert [each.pk for each in look_for_threats()] == [automation.pk]
    automation.refresh_from_db()
    assert (automation.current_id, automation.state) == (first, Automation.State.PAUSED)
    assert automation.stopped_by_rule
    told = ledger.history(Subject("automation", automation.pk), limit=3)
    assert any("지문" in line.why for line in told)


@pytest.fixture
def endpoint(db) -> Endpoint:
    return Endpoint.objects.create(
        name="가짜",
        base_url="https://vendor.example/v1",
        model="m",
        currency="KRW",
        price_in=0,
        price_out=0,
        created_by="x",
        created_at=NOW,
    )


def called(endpoint: Endpoint, *outcomes: str) -> None:
    for minute, outcome in enumerate(outcomes):
        Call.objects.create(
            endpoint=endpoint,
            purpose="fields",
            asked_at=NOW + timedelta(minutes=minute),
            month="2026-11",
            outcome=outcome,
            currency="KRW",
            prices={},
        )


@pytest.mark.parametrize(
    ("outcomes", "suspected"),
    [
        (["answered", *["llm.key_refused"] * 3], True),
        (["answered", *["llm.key_refused"] * 2], False),
        (["answered", "llm.key_refused", "llm.key_refused", "answered", "llm.key_refused"], False),
        (["llm.key_refused"] * 3, False),  # never worked: a key typed wrong is no threat
        (["answered", *["llm.timed_out"] * 3], False),
    ],
)
def test_a_key_that_worked_and_is_refused_again_and_again(
    automation, plan, owner, direct, endpoint, outcomes, suspected
):
    settings = {"endpoint": endpoint.pk, "budget": {"minor": 10_000, "currency": "KRW"}}
    services.add_version(automation, plan(**settings), note="모델", actor=owner, why="읽으려고")
    called(endpoint, *outcomes)
    found = look_for_threats(clock=lambda: NOW + timedelta(minutes=10))
    assert bool(found) is suspected


def test_a_changed_ledger_ends_all_that_runs_by_itself(automation, direct, monkeypatch):
    class Broken:
        broken_at = 3

    monkeypatch.setattr(ledger, "verify", Broken)
    assert [each.pk for each in look_at_ledger()] == [automation.pk]
    automation.refresh_from_db()
    assert automation.state == Automation.State.MANUAL
    assert Entry.objects.filter(action="work.rolled_back", actor_kind="rule").exists()
