"""Places outside that are told: added with a judged and sealed address, tried, switched off; sending again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.incidents.alerts import actions, problems
from jangbu.apps.incidents.alerts.models import Channel, Message, Quiet
from jangbu.apps.incidents.alerts.quiet import page
from jangbu.apps.incidents.clocks import now_for
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.problems import NO_WHY
from jangbu.engines import notify
from jangbu.engines.llm.addresses import Resolve, Target, checked_target, resolve
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

USE = "jangbu.incidents.channel"
sealing.holds(
    "알림 받는 주소",
    "addresses of alert channels",
    use=USE,
    values=lambda: Channel.objects.values_list("address", flat=True),
)


def judged(kind: str, address: str, *, inside: bool, resolver: Resolve) -> tuple[notify.Destination, Target]:
    """The address as Apprise reads it, and the IPs it may be sent to. Raises alerts.no_address, llm.address_refused."""
    try:
        to = notify.destination(cast(Any, kind), address)
    except ValueError as error:
        raise Problem(problems.NO_ADDRESS) from error
    return to, checked_target(to.base, private_allowed=inside, resolver=resolver)


def add_channel(
    name: str,
    kind: str,
    address: str,
    *,
    inside: bool = False,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
    resolver: Resolve = resolve,
) -> Channel:
    """Raises Problem alerts.no_address, .not_this_kind, .name_taken, llm.address_refused, registers.no_why."""
    require(actor, "alerts.manage")
    if not why.strip() or not name.strip():
        raise Problem(NO_WHY)
    if kind not in notify.KINDS:
        raise Problem(problems.NOT_THIS_KIND, host=kind)
    to, target = judged(kind, address, inside=inside, resolver=resolver)
    if not notify.recognised(to):
        raise Problem(problems.NOT_THIS_KIND, host=to.host)
    try:
        with transaction.atomic():
            made = Channel.objects.create(
                name=name.strip(),
                kind=kind,
                address=sealing.seal(address.strip(), use=USE),
                host=f"{target.host}:{target.port}"[:200],
                inside=inside,
                created_at=now_for(clock),
            )
            _tell(actions.CHANNEL_ADDED, made, actor, why, {"kind": kind, "host": made.host})
    except IntegrityError as error:
        raise Problem(problems.NAME_TAKEN, name=name.strip()) from error
    return made


def remember_site(origin: str) -> None:
    """Where the page was opened from: messages lead back there, unless JANGBU_URL says otherwise."""
    if not settings.SITE_URL:
        Quiet.objects.update_or_create(pk=1, defaults={"site": origin.rstrip("/")[:200]})


def try_channel(channel: Channel, *, actor: Actor, resolver: Resolve = resolve) -> notify.Outcome:
    """Send a test now; what came of it is told to the ledger."""
    require(actor, "alerts.manage")
    try:
        to, target = judged(
            channel.kind, sealing.unseal(channel.address, use=USE), inside=channel.inside, resolver=resolver
        )
        outcome = notify.send(to, target.ips, _test())
    except Problem as problem:
        outcome = notify.Outcome(False, problem.code)
    with transaction.atomic():
        said = "닿았어요 / taken" if outcome.sent else outcome.said
        _tell(actions.CHANNEL_TRIED, channel, actor, noop("닿는지 보려고"), {"said": said})
    return outcome


def _test() -> notify.Text:
    lines = (_("알림이 이 자리로 잘 오는지 보려고 보낸 시험 글이에요."), _("아무것도 하지 않으셔도 돼요."))
    return notify.Text(_("장부 시험 글"), lines, (_("알림 채널 보기"), page("alert-channels")))


def stop_channel(channel: Channel, *, actor: Actor, why: str, clock: Clock = system_clock) -> Channel:
    """Nothing more goes there; what waits is dropped by its rule's next message."""
    require(actor, "alerts.manage")
    with transaction.atomic():
        held = Channel.objects.select_for_update().get(pk=channel.pk)
        if held.stopped_at is None:
            held.stopped_at = now_for(clock)
            held.save(update_fields=["stopped_at"])
            _tell(actions.CHANNEL_STOPPED, held, actor, why or noop("더 쓰지 않아서"), {})
    return held


def resend(*, actor: Actor, why: str, clock: Clock = system_clock) -> int:
    """Put what was not delivered back in line, its tries counted anew; how many."""
    require(actor, "alerts.manage")
    with transaction.atomic():
        dead = Message.objects.filter(state=Message.State.UNDELIVERED)
        count = dead.update(state=Message.State.WAITING, tries=0, trouble="", gave_up_at=None, next_at=now_for(clock))
        if count:
            subject, after = Subject("message", "all"), {"count": count}
            record(
                actions.RESENT,
                actor=actor,
                where=noop("울린 알림"),
                why=why or noop("고쳐져서"),
                subject=subject,
                after=after,
            )
    return count


def _tell(action: Action, channel: Channel, actor: Actor, why: str, after: Mapping[str, Any]) -> None:
    record(
        action,
        actor=actor,
        where=noop("울린 알림"),
        why=why,
        subject=Subject("channel", channel.pk),
        after={"channel": channel.name, **after},
    )
