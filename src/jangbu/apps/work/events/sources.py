"""Where events may come from: made, changed, their secret rotated with an overlap, revoked; and proof of the sender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, cast

from django.db import IntegrityError, transaction

from jangbu.apps.base import sealing
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.work import actions, problems
from jangbu.apps.work.events import actions as news
from jangbu.apps.work.events import problems as trouble
from jangbu.apps.work.events.models import EventSource
from jangbu.apps.work.processes.models import Process
from jangbu.engines import events
from jangbu.engines.llm.addresses import Resolve, checked_target, resolve
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

USE = "jangbu.work.event-source"
PULL_USE = "jangbu.work.event-pull"
sealing.holds(
    "바깥 도구의 비밀값",
    "secrets of outside tools",
    use=USE,
    values=lambda: chain.from_iterable(EventSource.objects.values_list("secret", "secret_before")),
)
sealing.holds(
    "실행 목록을 읽는 열쇠",
    "keys for reading lists of runs",
    use=PULL_USE,
    values=lambda: EventSource.objects.values_list("pull_key", flat=True),
)
OVERLAP = timedelta(days=7)  # both secrets are taken for a week after a change
PROOFS = {
    EventSource.Tool.CLOUDEVENTS: EventSource.Proof.STANDARD,
    EventSource.Tool.UIPATH: EventSource.Proof.HMAC,
}  # the strictest that a tool can do without help; every other can set a header at most


@dataclass(frozen=True, slots=True)
class Made:
    """A source and its secret, which is shown now and never again."""

    source: EventSource
    secret: str = field(repr=False)


def add_source(
    name: str,
    tool: str,
    *,
    actor: Actor,
    why: str,
    process: Process | None = None,
    proof: str = "",
    numbered: bool | None = None,
    clock: Clock = system_clock,
) -> Made:
    """Take in the runs of an outside tool from now on. Raises Problem work.name_missing, .name_taken."""
    require(actor, "work.write")
    if not name.strip():
        raise Problem(problems.NAME_MISSING)
    secret = events.new_secret()
    try:
        with transaction.atomic():
            source = EventSource.objects.create(
                name=name.strip(),
                tool=EventSource.Tool(tool),
                process=process,
                proof=proof or PROOFS.get(EventSource.Tool(tool), EventSource.Proof.SECRET),
                numbered=numbered,
                secret=sealing.seal(secret, use=USE),
                created_at=clock(),
            )
            _tell(actions.SOURCE_ADDED, source, actor, why, {"tool": source.tool, "proof": source.proof})
    except IntegrityError as error:
        raise Problem(problems.NAME_TAKEN, name=name) from error
    return Made(source, secret)


def change_source(source: EventSource, changes: Mapping[str, Any], *, actor: Actor, why: str) -> EventSource:
    """Change name, process, proof or numbered; what stays the same is left out of the entry."""
    require(actor, "work.write")
    with transaction.atomic():
        held = EventSource.objects.select_for_update().get(pk=source.pk)
        allowed = {"name", "process", "proof", "numbered"}
        changed = {key: value for key, value in changes.items() if key in allowed and getattr(held, key) != value}
        if not changed:
            return held
        if not str(changed.get("name", held.name)).strip():
            raise Problem(problems.NAME_MISSING)
        before = {key: _plain(getattr(held, key)) for key in changed}
        for key, value in changed.items():
            setattr(held, key, value)
        try:
            with transaction.atomic():
                held.save(update_fields=list(changed))
        except IntegrityError as error:
            raise Problem(problems.NAME_TAKEN, name=changed.get("name", "")) from error
        after = {key: _plain(value) for key, value in changed.items()}
        _tell(news.SOURCE_CHANGED, held, actor, why, after, before=before)
    return held


def rotate_secret(source: EventSource, *, actor: Actor, why: str, clock: Clock = system_clock) -> Made:
    """A new secret. The one before is taken for a week more, so that the tool can be changed without losing events."""
    require(actor, "work.write")
    secret, now = events.new_secret(), clock()
    with transaction.atomic():
        held = EventSource.objects.select_for_update().get(pk=source.pk)
        _refuse_revoked(held)
        held.secret_before, held.secret_before_until = held.secret, now + OVERLAP
        held.secret = sealing.seal(secret, use=USE)
        held.save(update_fields=["secret", "secret_before", "secret_before_until"])
        _tell(actions.SECRET_ROTATED, held, actor, why, {"before_until": held.secret_before_until.isoformat()})
    return Made(held, secret)


def revoke_source(source: EventSource, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Take in nothing more. What came stays. Raises Problem work.reason_missing."""
    require(actor, "work.write")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        held = EventSource.objects.select_for_update().get(pk=source.pk)
        _refuse_revoked(held)
        held.revoked_at, held.secret_before, held.pull_key = clock(), "", ""
        held.save(update_fields=["revoked_at", "secret_before", "pull_key"])
        _tell(actions.SOURCE_REVOKED, held, actor, why, {})


def set_pull(
    source: EventSource, url: str, key: str, *, inside: bool, actor: Actor, why: str, resolver: Resolve = resolve
) -> EventSource:
    """Read the tool's own list of runs at this address from now on; an empty address ends it, an empty key keeps the
    one there is. Raises Problem llm.address_refused for an address nothing may be sent to."""
    require(actor, "work.write")
    if source.tool not in events.LISTED:
        raise Problem(trouble.NO_LIST, tool=source.get_tool_display())
    url = url.strip().rstrip("/")
    if url:
        checked_target(url, private_allowed=inside, resolver=resolver)
        if not key and not source.pull_key:
            raise Problem(trouble.KEY_MISSING)
    with transaction.atomic():
        held = EventSource.objects.select_for_update().get(pk=source.pk)
        _refuse_revoked(held)
        if url and url != held.pull_url and not key:  # a key goes to the address it was given for, never to another
            raise Problem(trouble.KEY_MISSING)
        held.pull_url, held.pull_inside, held.pull_error = url, inside and bool(url), None
        held.pull_key = (sealing.seal(key, use=PULL_USE) if key else held.pull_key) if url else ""
        held.save(update_fields=["pull_url", "pull_inside", "pull_key", "pull_error"])
        _tell(news.PULL_SET, held, actor, why, {"url": url or "–", "inside": held.pull_inside})
    return held


def open_source(source_id: str) -> EventSource | None:
    """The source of that id, unless it is revoked."""
    if not source_id.isascii() or len(source_id) > 26:
        return None
    return EventSource.objects.filter(pk=source_id, revoked_at=None).first()


def verify(source: EventSource, body: bytes, headers: Mapping[str, str], *, now: datetime) -> None:
    """Raises Problem unless the source's secret, or for a while the one before, vouches for the body."""
    secrets = [sealing.unseal(source.secret, use=USE)]
    if source.secret_before and source.secret_before_until and now < source.secret_before_until:
        secrets.append(sealing.unseal(source.secret_before, use=USE))
    events.verify(body, headers, proof=cast(events.Proof, source.proof), secrets=secrets, now=now)


def tool_of(source: EventSource) -> events.Tool:
    return cast(events.Tool, source.tool)


def _refuse_revoked(source: EventSource) -> None:
    if source.revoked_at is not None:
        raise Problem(problems.NOTHING_TO_DO)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Process) else value


def _tell(
    action: Action,
    source: EventSource,
    actor: Actor,
    why: str,
    after: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
) -> None:
    record(
        action,
        actor=actor,
        where="바깥 도구",
        why=why,
        subject=Subject("event_source", source.pk),
        before=before,
        after={"source": source.name, "source_id": source.pk, **after},
    )
