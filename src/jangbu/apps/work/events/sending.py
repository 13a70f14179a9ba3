"""Outgoing webhooks: what is written into the ledger, told to subscribers, signed, until they take it.

Messages are made from the ledger itself, entry by entry after the last one looked at, so none is lost with a process;
sending may happen twice, with the same webhook-id. A message tells that something happened and where to look it up:
numbers, names of actions and our own ids. Names, texts and other values never leave.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from jangbu.apps.base import sealing
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import record
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events import outside as web
from jangbu.apps.work.events.models import Outgoing, Subscription
from jangbu.apps.work.events.subscribing import USE
from jangbu.engines import events
from jangbu.engines.llm import Outside
from jangbu.engines.llm.attempts import Exchange, retry_after
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WAITS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)  # seconds after each try, as the spec proposes
LEASE = timedelta(minutes=2)  # longer than one exchange may last
AT_ONCE = 500
GONE = 410
OWN_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")


@dataclass(frozen=True, slots=True)
class Sent:
    sent: int
    failed: int


def gather(*, clock: Clock = system_clock) -> int:
    """Make messages of what the ledger holds after the last look; how many."""
    made = 0
    for subscription in Subscription.objects.filter(state=Subscription.State.RUNNING):
        end = ledger.state().entries
        if end > subscription.read_up_to:
            made += _gather(subscription, end, clock())
    return made


def _gather(subscription: Subscription, end: int, now: datetime) -> int:
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        found = ledger.entries_after(held.read_up_to, held.actions, limit=AT_ONCE)
        Outgoing.objects.bulk_create(
            Outgoing(
                subscription=held,
                entry=entry.number,
                action=entry.action,
                body=_body(entry),
                next_at=now,
                created_at=now,
            )
            for entry in found
        )
        held.read_up_to = found[-1].number if len(found) == AT_ONCE else max(end, held.read_up_to)
        held.save(update_fields=["read_up_to"])
    return len(found)


def _body(entry: ledger.Plain) -> str:
    """A CloudEvent without a single value of the entry: whoever may see those looks them up by its number."""
    subject = entry.subject_kind
    if subject != "person" and OWN_ID.fullmatch(entry.subject_id):
        subject = f"{subject}/{entry.subject_id}"
    return _event(
        f"{entry.firm}:{entry.number}", entry.action, entry.when, subject,
        {"entry": entry.number, "hash": entry.hash, "action": entry.action, "by": entry.actor_kind},
    )  # fmt: skip


def _event(id_: str, action: str, when: str, subject: str, data: dict[str, Any]) -> str:
    told = {"specversion": "1.0", "id": id_, "source": "/jangbu/ledger", "type": f"jangbu.{action}", "time": when}
    return json.dumps({**told, "subject": subject, "datacontenttype": "application/json", "data": data})


def send_due(
    *, outside: Outside | None = None, clock: Clock = system_clock, random: Random | None = None, limit: int = 50
) -> Sent:
    """Send what is due, oldest first. Several workers may; each message is leased to one of them."""
    now, sent, failed = clock(), 0, 0
    due = Outgoing.objects.filter(
        state=Outgoing.State.WAITING, next_at__lte=now, subscription__state=Subscription.State.RUNNING
    )
    for message in due.select_related("subscription").order_by("next_at", "pk")[:limit]:
        lease = Outgoing.objects.filter(pk=message.pk, state=Outgoing.State.WAITING, next_at=message.next_at)
        if lease.update(next_at=now + LEASE):
            if _send(message, outside or Outside(), clock, random or Random(message.pk)):  # noqa: S311  # spreads tries
                sent += 1
            else:
                failed += 1
    return Sent(sent, failed)


def _send(message: Outgoing, outside: Outside, clock: Clock, random: Random) -> bool:
    subscription, now = message.subscription, clock()
    secrets = [subscription.secret]
    if subscription.secret_before and subscription.secret_before_until and now < subscription.secret_before_until:
        secrets.append(subscription.secret_before)
    try:
        got = web.ask(
            "POST",
            sealing.unseal(subscription.url, use=USE),
            inside=subscription.inside,
            headers=_headers(message, [sealing.unseal(each, use=USE) for each in secrets], now),
            body=message.body.encode(),
            outside=outside,
        )
    except Problem as problem:  # the name leads elsewhere now, or nowhere
        return _failed(message, None, problem.what("ko"), clock, random, outside)
    if got.ending == "answered" and 200 <= got.status < 300:
        Outgoing.objects.filter(pk=message.pk).update(
            state=Outgoing.State.SENT, tries=message.tries + 1, answered=got.status, trouble="", sent_at=clock()
        )
        return True
    said = f"HTTP {got.status}" if got.ending == "answered" else got.ending
    return _failed(message, got, said, clock, random, outside)


def _headers(message: Outgoing, secrets: Sequence[str], now: datetime) -> dict[str, str]:
    """Signed by every secret that still counts, so that the receiver may change at its own time."""
    signed = [events.sign(secret, message.pk, now, message.body.encode()) for secret in secrets]
    together = " ".join(each["webhook-signature"] for each in signed)
    return {
        **signed[0],
        "webhook-signature": together,
        "content-type": "application/cloudevents+json",
        "user-agent": "jangbu",
    }


def _failed(message: Outgoing, got: Exchange | None, said: str, clock: Clock, random: Random, outside: Outside) -> bool:
    """Try again later, or give up after the last try; 410 says that nobody listens any more. Always False."""
    tries, now = message.tries + 1, clock()
    gone = got is not None and got.ending == "answered" and got.status == GONE
    dead = gone or tries > len(WAITS)
    told = {"tries": tries, "answered": got.status if got and got.ending == "answered" else None, "trouble": said[:300]}
    with transaction.atomic():
        if dead:
            Outgoing.objects.filter(pk=message.pk).update(state=Outgoing.State.DEAD, **told)
            _give_up(message, gone=gone, said=said)
        else:
            asked = retry_after(got.headers, outside.now) if got else None
            wait = max(WAITS[tries - 1] * (1 + 0.2 * random.random()), min(asked or 0.0, WAITS[-1]))
            Outgoing.objects.filter(pk=message.pk).update(next_at=now + timedelta(seconds=wait), **told)
    return False


def _give_up(message: Outgoing, *, gone: bool, said: str) -> None:
    subscription = message.subscription
    if gone:
        Subscription.objects.filter(pk=subscription.pk).update(
            state=Subscription.State.STOPPED, stopped_why=f"HTTP {GONE}"
        )
    record(
        news.WEBHOOK_DEAD,
        actor=Actor.system(),
        where="알림 보내기",
        why=said[:300],
        subject=Subject("subscription", subscription.pk),
        after={"subscription": subscription.name, "subscription_id": subscription.pk, "entry": message.entry},
    )
