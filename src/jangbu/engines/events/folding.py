"""The state of a run, from its events in any order: adding each event once gives the same state, whoever came first.

Within an attempt an end outweighs everything that is no end, since clocks of two machines may disagree; among equals
the later one counts, then the kind, then the id. So the state is the event with the greatest weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from jangbu.engines.events.model import Phase, RunEvent

State = Literal["running", "waiting", "done", "failed", "cancelled", "rejected"]

STATE_OF: Mapping[Phase, State] = {
    "started": "running",
    "step": "running",
    "retried": "running",
    "approved": "running",
    "waiting": "waiting",
    "cancelled": "cancelled",
    "rejected": "rejected",
    "failed": "failed",
    "finished": "done",
}
RANK = {phase: rank for rank, phase in enumerate(STATE_OF)}
ENDS: tuple[Phase, ...] = ("cancelled", "rejected", "failed", "finished")
SAID: dict[State, tuple[str, str]] = {
    "running": ("하는 중", "running"),
    "waiting": ("사람을 기다림", "waiting for a person"),
    "done": ("끝남", "done"),
    "failed": ("실패", "failed"),
    "cancelled": ("그만둠", "cancelled"),
    "rejected": ("거절", "rejected"),
}


@dataclass(frozen=True, slots=True)
class RunState:
    """What the events of a run say together. Times are the tool's own; `retries` counts attempts after the first.

    `weight` and `named` are the orders of the events that decided the state and the name: with them a further event
    can be added without the earlier ones.
    """

    run: str
    state: State = "running"
    workflow: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    number: int | None = None
    retry_of: str = ""
    retries: int = 0
    steps: int = 0
    events: int = 0
    error_class: str = ""
    error: str = ""
    weight: str = ""
    named: str = ""

    @property
    def complete(self) -> bool:
        """Whether both ends were seen; a lost start or end leaves it open."""
        return self.started_at is not None and self.ended_at is not None

    @property
    def took(self) -> timedelta | None:
        """From start to end; None unless both are known and the clocks agree on which came first."""
        if self.started_at is None or self.ended_at is None or self.ended_at < self.started_at:
            return None
        return self.ended_at - self.started_at


def fold(events: Iterable[RunEvent], onto: Mapping[str, RunState] | None = None) -> dict[str, RunState]:
    """The states of the runs these events touch. `onto` holds what earlier, other events said; each counts once."""
    found: dict[str, RunState] = {}
    for event in events:
        if event.known:
            held = found.get(event.run) or (onto or {}).get(event.run) or RunState(event.run)
            found[event.run] = add(held, event)
    return found


def add(held: RunState, event: RunEvent) -> RunState:
    """The state with one more event, which it has not seen before."""
    weight, order = _weight(event), _order(event)
    starts = event.started_at or (event.at if event.phase == "started" and event.timed else None)
    settled = held if held.weight >= weight else _settled(held, event, weight)
    named = event.workflow != "" and (not held.named or order < held.named)
    return replace(
        settled,
        workflow=event.workflow if named else held.workflow,
        named=order if named else held.named,
        started_at=_first(held.started_at, starts),
        first_at=_first(held.first_at, event.at),
        last_at=event.at if held.last_at is None else max(held.last_at, event.at),
        number=event.number if held.number is None else held.number,
        retry_of=max(held.retry_of, event.retry_of),
        retries=max(held.retries, event.attempt - 1, int(event.phase == "retried"), int(event.retry_of != "")),
        steps=held.steps + int(event.phase == "step"),
        events=held.events + 1,
    )


def _settled(held: RunState, event: RunEvent, weight: str) -> RunState:
    ended = event.phase in ENDS
    failed = event.phase == "failed"
    return replace(
        held,
        state=STATE_OF[event.phase],
        ended_at=(event.ended_at or event.at) if ended else None,
        error_class=(event.error_class or "unnamed") if failed else "",
        error=event.error if failed else "",
        weight=weight,
    )


def _weight(event: RunEvent) -> str:
    """Compares as text, so that a database column can hold it."""
    ends = int(event.phase in ENDS)
    return f"{min(event.attempt, 999_999):06}{ends}{_order(event)[:26]}{RANK[event.phase]}{event.id}"


def _order(event: RunEvent) -> str:
    return f"{event.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}{event.id}"


def _first(held: datetime | None, other: datetime | None) -> datetime | None:
    if held is None or other is None:
        return held or other
    return min(held, other)
