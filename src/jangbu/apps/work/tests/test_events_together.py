"""Many senders at once share transactions: each event still once, each its own answer, one fault hurts nobody."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connections

from jangbu.apps.ledger import commands
from jangbu.apps.ledger.models import Entry
from jangbu.apps.work.events import sources
from jangbu.apps.work.events.taking import Delivery, Taken, take_in_all
from jangbu.apps.work.events.together import Together
from jangbu.apps.work.models import OutsideEvent, OutsideRun
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines.events import RunEvent

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def event(key: str, run: str, phase: str = "step") -> RunEvent:
    return RunEvent(key, "t", phase, run, NOW, raw={"key": key})


@pytest.mark.django_db(transaction=True)
def test_eight_senders_of_the_same_events_leave_each_exactly_once(owner):
    source = sources.add_source("n8n", "n8n", actor=owner, why=WHY).source
    together = Together()

    def send(sender: int) -> int:
        try:
            return sum(
                together.take_in(Delivery(source, [event(f"e{(n + sender) % 20}", f"r{(n + sender) % 4}")], NOW)).taken
                for n in range(20)
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(send, range(8)))
    assert taken == OutsideEvent.objects.count() == Entry.objects.filter(action="work.event_taken").count() == 20
    assert sum(run.events for run in OutsideRun.objects.all()) == 20
    assert commands.verify(None, None).broken_at is None


def test_deliveries_of_one_transaction_are_answered_as_if_one_after_the_other(owner, db):
    first = sources.add_source("하나", "n8n", actor=owner, why=WHY).source
    second = sources.add_source("둘", "n8n", actor=owner, why=WHY).source
    answers = take_in_all(
        [
            Delivery(first, [event("a", "r"), event("b", "r")], NOW),
            Delivery(second, [event("a", "r")], NOW),
            Delivery(first, [event("b", "r"), event("c", "r"), event("x", "", "unknown")], NOW),
        ]
    )
    assert answers == [Taken(2, 0, 0), Taken(1, 0, 0), Taken(2, 1, 1)]
    assert OutsideEvent.objects.count() == 5


def test_those_who_wait_share_a_transaction_and_a_faulty_one_fails_alone():
    begun, go = threading.Event(), threading.Event()
    sizes: list[int] = []

    def take(deliveries):
        sizes.append(len(deliveries))
        begun.set()
        go.wait(10)
        if any(delivery.why == "고장" for delivery in deliveries):
            raise DatabaseError("고장")
        return [Taken(len(delivery.events), 0, 0) for delivery in deliveries]

    together = Together(take)
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(together.take_in, Delivery(None, [], NOW))
        begun.wait(10)
        others = [
            pool.submit(together.take_in, Delivery(None, [1] * n, NOW, "고장" if n == 2 else "")) for n in range(4)
        ]
        while len(together._queue) < 4:
            begun.wait(0.001)
        go.set()
        assert first.result() == Taken(0, 0, 0)
        assert [others[n].result().taken for n in (0, 1, 3)] == [0, 1, 3]
        with pytest.raises(DatabaseError):
            others[2].result()
    assert sizes == [1, 4, 1, 1, 1, 1]
