"""Outgoing webhooks against a real receiver: signed, tried again, given up, sent again; and nothing personal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from tests.fakes import listening

from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import services as people
from jangbu.apps.work import services
from jangbu.apps.work.events import sending, subscribing
from jangbu.apps.work.models import Outgoing, Subscription
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines import events
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.errors import Problem

ADDED = "work.process_added"
START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def answering(*statuses: int, headers: dict[str, str] | None = None):
    """Each status once, the last one for ever."""
    left = list(statuses)

    def answer(_heard):
        return (left.pop(0) if len(left) > 1 else left[0]), headers or {}, b""

    return answer


def subscribed(owner, url, names=(ADDED,), name="기록 창고"):
    return subscribing.add_subscription(name, url, names, inside=True, actor=owner, why=WHY)


def happen(owner, cast, name="매입"):
    return services.add_process(name, cast.approver.pk, actor=owner, why=WHY)


def pass_on(moment=None):
    clock = fixed(moment) if moment else system_clock
    sending.gather(clock=clock)
    return sending.send_due(clock=clock, random=Random(1))


def test_an_entry_is_told_once_signed_as_the_standard_says_and_names_nobody(owner, cast):
    with listening.listening(answering(204)) as server:
        made = subscribed(owner, f"{server.url}/hook/?key=1")
        process = happen(owner, cast)
        assert pass_on() == sending.Sent(1, 0)
        assert pass_on() == sending.Sent(0, 0)
    (heard,) = server.heard
    events.verify(heard.body, heard.headers, proof="standard", secrets=[made.secret], now=system_clock())
    told = json.loads(heard.body)
    assert (heard.path, heard.query) == ("/hook/", {"key": ["1"]})
    assert (told["specversion"], told["type"], told["subject"]) == ("1.0", f"jangbu.{ADDED}", f"process/{process.pk}")
    entry = Entry.objects.get(action=ADDED)
    assert told["data"] == {"entry": entry.number, "hash": entry.hash, "action": ADDED, "by": "person"}
    for personal in (cast.owner.name, cast.owner.pk, cast.approver.pk, "매입", WHY):
        assert personal not in json.dumps(told, ensure_ascii=False)


def test_what_happens_to_a_person_is_told_without_saying_to_whom(owner, cast):
    with listening.listening(answering(200)) as server:
        subscribed(
            owner,
            server.url,
            ["people.invited"] if "people.invited" in subscribing.choices() else subscribing.choices(),
        )
        invited = people.invite_person("new@hanbit.example", "새사람", "member", actor=owner, why=WHY)
        pass_on()
    assert server.heard
    assert all(invited.person.pk.encode() not in heard.body for heard in server.heard)


def test_only_what_was_subscribed_to_and_only_from_then_on_is_told(owner, cast):
    happen(owner, cast, "전에")
    with listening.listening(answering(200)) as server:
        subscribed(owner, server.url)
        process = happen(owner, cast, "뒤에")
        services.write_sop(process, "방법", actor=owner, why=WHY)
        pass_on()
    assert len(server.heard) == 1


def test_a_receiver_that_stumbles_is_tried_again_later_and_later_with_the_same_id(owner, cast):
    with listening.listening(answering(500, 503, 200)) as server:
        subscribed(owner, server.url)
        happen(owner, cast)
        now = system_clock()
        assert pass_on(now) == sending.Sent(0, 1)
        assert pass_on(now + timedelta(seconds=4)) == sending.Sent(0, 0)
        assert pass_on(now + timedelta(seconds=7)) == sending.Sent(0, 1)
        assert pass_on(now + timedelta(seconds=60)) == sending.Sent(0, 0)
        assert pass_on(now + timedelta(seconds=400)) == sending.Sent(1, 0)
    assert len({heard.headers["webhook-id"] for heard in server.heard}) == 1
    message = Outgoing.objects.get()
    assert (message.state, message.tries, message.answered) == ("sent", 3, 200)


def test_a_receiver_may_ask_for_more_time(owner, cast):
    with listening.listening(answering(429, 200, headers={"retry-after": "3600"})) as server:
        subscribed(owner, server.url)
        happen(owner, cast)
        now = system_clock()
        pass_on(now)
        assert pass_on(now + timedelta(minutes=30)) == sending.Sent(0, 0)
        assert pass_on(now + timedelta(minutes=61)) == sending.Sent(1, 0)


def test_after_ten_tries_it_is_a_dead_letter_that_a_person_can_send_again(owner, cast):
    with listening.listening(answering(*[500] * 10, 200)) as server:
        subscribed(owner, server.url)
        happen(owner, cast)
        now = system_clock()
        for _try in range(12):
            pass_on(now)
            now += timedelta(days=2)
        assert (Outgoing.objects.get().state, len(server.heard)) == ("dead", 10)
        assert Entry.objects.filter(action="work.webhook_dead").count() == 1
        assert subscribing.resend(list(Outgoing.objects.all()), actor=owner, why="고쳐서", clock=fixed(now)) == 1
        assert pass_on(now) == sending.Sent(1, 0)
    assert Outgoing.objects.get().state == "sent"


def test_nobody_listening_any_more_stops_the_subscription(owner, cast):
    with listening.listening(answering(410)) as server:
        subscribed(owner, server.url)
        happen(owner, cast)
        pass_on()
        assert Subscription.objects.get().state == "stopped"
        happen(owner, cast, "또")
        assert pass_on(system_clock() + timedelta(days=1)) == sending.Sent(0, 0)
    assert len(server.heard) == 1


def test_while_stopped_nothing_leaves_and_afterwards_all_of_it_does(owner, cast):
    with listening.listening(answering(200)) as server:
        made = subscribed(owner, server.url)
        subscribing.stop_subscription(made.subscription, actor=owner, why="점검")
        happen(owner, cast)
        pass_on()
        assert not server.heard
        subscribing.start_subscription(made.subscription, actor=owner, why="끝나서")
        pass_on()
    assert len(server.heard) == 1


def test_for_a_day_both_secrets_sign(owner, cast):
    with listening.listening(answering(200)) as server:
        first = subscribed(owner, server.url)
        second = subscribing.rotate_subscription(first.subscription, actor=owner, why=WHY)
        happen(owner, cast)
        pass_on()
    for made in (first, second):
        heard = server.heard[0]
        events.verify(heard.body, heard.headers, proof="standard", secrets=[made.secret], now=system_clock())


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "http://10.0.0.1/", "https://169.254.169.254/latest", "ftp://x.example/", "nowhere"]
)
def test_addresses_nothing_may_be_sent_to_are_refused(owner, url):
    with pytest.raises(Problem, match="address_refused"):
        subscribing.add_subscription("알림", url, [ADDED], actor=owner, why=WHY)
    assert not Subscription.objects.exists()


def test_webhooks_are_not_told_of_webhooks_and_somebody_must_be_told_of_something(owner):
    assert not [name for name in subscribing.choices() if name.startswith("work.webhook_")]
    with pytest.raises(Problem, match="actions_missing"):
        subscribing.add_subscription(
            "알림",
            "https://example.com",
            ["work.webhook_dead"],
            actor=owner,
            why=WHY,
            resolver=lambda *_a: ["93.184.216.34"],
        )


def test_the_address_and_the_secret_are_sealed(owner, cast):
    made = subscribed(owner, "http://127.0.0.1:9/hook?key=very-secret")
    kept = Subscription.objects.get()
    assert "very-secret" not in kept.url + kept.host
    assert not Entry.objects.filter(content__contains="very-secret").exists()
    assert not Entry.objects.filter(content__contains=made.secret).exists()


def test_only_the_owner_may_let_anything_out(approver):
    with pytest.raises(Problem, match=r"permission\.denied"):
        subscribing.add_subscription("알림", "https://example.com", [ADDED], actor=approver, why=WHY)
