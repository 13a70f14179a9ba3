"""Places outside that are told of ledger entries: added, their secret rotated, stopped; dead letters sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.actions import Action, all_declared
from jangbu.apps.ledger.services import record
from jangbu.apps.work import problems
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events import problems as trouble
from jangbu.apps.work.events.models import Outgoing, Subscription
from jangbu.apps.work.events.outside import target_of
from jangbu.engines import events
from jangbu.engines.llm.addresses import Resolve, resolve
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

USE = "jangbu.work.subscription"
sealing.holds(
    "웹훅의 주소와 비밀값",
    "addresses and secrets of web hooks",
    use=USE,
    values=lambda: chain.from_iterable(Subscription.objects.values_list("url", "secret", "secret_before")),
)
OVERLAP = timedelta(days=1)
OWN = "work.webhook_"  # what is said of webhooks themselves is not sent by them: it would never end


@dataclass(frozen=True, slots=True)
class MadeSubscription:
    """A subscription and its secret, which is shown now and never again."""

    subscription: Subscription
    secret: str = field(repr=False)


def choices() -> list[str]:
    """Names of the ledger actions that may be subscribed to."""
    return sorted(name for name in all_declared() if not name.startswith(OWN))


def add_subscription(
    name: str,
    url: str,
    names: Sequence[str],
    *,
    inside: bool = False,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
    resolver: Resolve = resolve,
) -> MadeSubscription:
    """Tell this address of entries of these actions from now on. The whole address is sealed, since many carry a key.

    Raises Problem work.name_missing, .name_taken, .actions_missing, llm.address_refused.
    """
    require(actor, "firm.manage")
    if not name.strip():
        raise Problem(problems.NAME_MISSING)
    wanted = sorted(set(names) & set(choices()))
    if not wanted:
        raise Problem(trouble.ACTIONS_MISSING)
    target_of(url.strip(), inside=inside, resolver=resolver)
    secret = events.new_secret()
    try:
        with transaction.atomic():
            made = Subscription.objects.create(
                name=name.strip(),
                url=sealing.seal(url.strip(), use=USE),
                host=urlsplit(url.strip()).netloc[:200],
                inside=inside,
                actions=wanted,
                secret=sealing.seal(secret, use=USE),
                read_up_to=ledger.state().entries,
                created_at=clock(),
            )
            _tell(news.WEBHOOK_ADDED, made, actor, why, {"host": made.host, "actions": wanted})
    except IntegrityError as error:
        raise Problem(problems.NAME_TAKEN, name=name) from error
    return MadeSubscription(made, secret)


def rotate_subscription(
    subscription: Subscription, *, actor: Actor, why: str, clock: Clock = system_clock
) -> MadeSubscription:
    """A new secret; for a day messages are signed with both."""
    require(actor, "firm.manage")
    secret = events.new_secret()
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        held.secret_before, held.secret_before_until = held.secret, clock() + OVERLAP
        held.secret = sealing.seal(secret, use=USE)
        held.save(update_fields=["secret", "secret_before", "secret_before_until"])
        _tell(news.WEBHOOK_ROTATED, held, actor, why, {})
    return MadeSubscription(held, secret)


def stop_subscription(subscription: Subscription, *, actor: Actor, why: str) -> None:
    """Send nothing more. What waits stays, and goes out when it is set going again."""
    require(actor, "firm.manage")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        held.state, held.stopped_why = Subscription.State.STOPPED, why.strip()[:300]
        held.save(update_fields=["state", "stopped_why"])
        _tell(news.WEBHOOK_STOPPED, held, actor, why, {})


def start_subscription(subscription: Subscription, *, actor: Actor, why: str) -> None:
    """Go on sending, with everything written since it stopped."""
    require(actor, "firm.manage")
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        held.state, held.stopped_why = Subscription.State.RUNNING, ""
        held.save(update_fields=["state", "stopped_why"])
        _tell(news.WEBHOOK_STARTED, held, actor, why, {})


def resend(messages: Sequence[Outgoing], *, actor: Actor, why: str, clock: Clock = system_clock) -> int:
    """Put dead letters back in line, their tries counted anew; how many there were."""
    require(actor, "firm.manage")
    ids = [message.pk for message in messages]
    with transaction.atomic():
        dead = Outgoing.objects.filter(pk__in=ids, state=Outgoing.State.DEAD)
        by_subscription: dict[str, list[int]] = {}
        for owner, entry in dead.values_list("subscription", "entry"):
            by_subscription.setdefault(owner, []).append(entry)
        count = dead.update(state=Outgoing.State.WAITING, tries=0, next_at=clock(), trouble="")
        for subscription in Subscription.objects.filter(pk__in=by_subscription):
            told = {"count": len(by_subscription[subscription.pk]), "entries": by_subscription[subscription.pk][:100]}
            _tell(news.WEBHOOK_RESENT, subscription, actor, why, told)
    return count


def _tell(action: Action, subscription: Subscription, actor: Actor, why: str, after: Mapping[str, Any]) -> None:
    record(
        action,
        actor=actor,
        where="알림 보내기",
        why=why,
        subject=Subject("subscription", subscription.pk),
        after={"subscription": subscription.name, "subscription_id": subscription.pk, **after},
    )
