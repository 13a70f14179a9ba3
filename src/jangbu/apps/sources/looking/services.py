"""Asking for a look: once, with an entry in the ledger; a second click finds the first one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.answers import require_usable
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.cleaning import problems as cleaning
from jangbu.apps.sources.delivery.models import Version, make_id
from jangbu.apps.sources.looking import problems, running, shelf
from jangbu.apps.sources.looking.decisions import key_of
from jangbu.apps.sources.looking.models import Look
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

ROWS = 1_000_000  # that a look takes; above, the command is named
DEAD = timedelta(seconds=30)  # without a sign of life a look counts as cut off
STARTS = 3
ACTIVE = (Look.State.QUEUED, Look.State.RUNNING)


def start_look(
    version: Version,
    kind: str,
    *,
    actor: Actor,
    why: str,
    asked: dict[str, Any] | None = None,
    clock: Clock = system_clock,
) -> Look:
    """The look at this version with the decisions that stand: the one that runs or is done, or a new one.

    `asked` says what to mend (see `mends`); without it, what was asked for last. A preview of another recipe takes the
    place of the one at work; a mend at work is finished first.
    Raises Problem where the version is too large or its content deleted, NOTHING_ASKED for a mend of nothing,
    MENDING_NOW for a second one.
    """
    dataset, kind = version.dataset, Look.Kind(kind)
    applies = kind == Look.Kind.APPLY
    require(actor, "sources.write" if applies else "sources.read", Subject("dataset", dataset.pk))
    if applies:
        require_usable(dataset)
    kept_place(version)
    if version.rows > ROWS:
        raise Problem(cleaning.TOO_MANY_ROWS, dataset=dataset.name, rows=version.rows, command=running.COMMANDS[kind])
    with transaction.atomic():
        Version.objects.select_for_update().get(pk=version.pk)
        active = Look.objects.filter(version=version, kind=kind, state__in=ACTIVE).first()
        last = Look.objects.filter(version=version, kind=kind, state=Look.State.DONE).first()
        asked = _last_asked(version, kind) if asked is None else asked
        if applies and not asked:
            raise Problem(problems.NOTHING_ASKED, dataset=dataset.name)
        key = key_of(version, kind, last.leads if last else (), asked)
        if active is not None and applies and active.key != key:
            raise Problem(problems.MENDING_NOW, dataset=dataset.name)
        if active is not None and kind == Look.Kind.MEND and active.key != key:
            active.delete()  # its thread finds itself gone, and writes nothing
            active = None
        found = active or (last if last is not None and last.key == key and shelf.has(last) else None)
        if found is None:
            found = _ask(version, kind, key, asked, actor, why, clock)
    return take_up(found, clock=clock) if found.state in ACTIVE else found


def _last_asked(version: Version, kind: str) -> dict[str, Any]:
    last = Look.objects.filter(version=version, kind=kind).first()
    return dict(last.asked) if last is not None else {}


def _ask(version: Version, kind: str, key: str, asked: dict[str, Any], actor: Actor, why: str, clock: Clock) -> Look:
    now = clock()
    Look.objects.filter(version=version, kind=kind, state=Look.State.FAILED).delete()
    made = Look.objects.create(
        version=version,
        kind=kind,
        key=key,
        asked=asked,
        started_by=actor.id if actor.kind == "person" else "",
        asked_at=now,
        beat_at=now,
    )
    after = {"number": version.number, "rows": version.rows, "kind": kind}
    action = actions.MEND_ASKED if kind == Look.Kind.APPLY else actions.LOOK_ASKED
    tell(action, version.dataset, actor, why, after=after, dedupe_key=f"dataset.look_asked:{made.pk}")
    transaction.on_commit(lambda: running.begin(made.pk, made.turn))
    return made


def is_dead(look: Look, *, clock: Clock = system_clock) -> bool:
    """Whether a look that should be at work has given no sign of life for too long."""
    return look.state in ACTIVE and clock() - look.beat_at > DEAD


def take_up(look: Look, *, clock: Clock = system_clock) -> Look:
    """Begin a look again whose process was killed; one that lives is left alone. Of several who ask one begins it."""
    if not is_dead(look, clock=clock):
        return look
    held = Look.objects.filter(pk=look.pk, turn=look.turn, beat_at=look.beat_at, state__in=ACTIVE)
    if look.starts >= STARTS:
        gave_up = Problem(problems.GAVE_UP, starts=look.starts, command=running.COMMANDS[Look.Kind(look.kind)])
        held.update(state=Look.State.FAILED, problem=running.told(gave_up), done_at=clock())
    else:
        turn = make_id()
        again = held.update(
            state=Look.State.QUEUED, turn=turn, starts=look.starts + 1, beat_at=clock(), share=0, doing=""
        )
        if again:
            transaction.on_commit(lambda: running.begin(look.pk, turn))
    look.refresh_from_db()
    return look
